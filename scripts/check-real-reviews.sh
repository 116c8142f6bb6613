#!/usr/bin/env bash
# Runs the whole project on real reviews, where they are at hand; they are not part of the repository.
set -euo pipefail
cd "$(dirname "$0")/.."
data=../shared/data/amazon_reviews_4915.csv
if [ ! -f "$data" ]; then
  echo 'real reviews: skipped, the data set is not here'
  exit 0
fi
npm run -s demo -- --reviews-file "$data"
