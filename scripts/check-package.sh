#!/usr/bin/env bash
# What a user of the package does: install it in an empty folder, start a project, build it.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
tarball=$(cd "$root" && npm pack --silent --pack-destination "$folder")
cd "$folder"
started=$(date +%s)
npm init -y >/dev/null
npm install --no-fund --no-audit --silent "./$tarball"
npx alambic init shop
cd shop
npx alambic build
npx alambic show product_satisfaction --limit 3
echo "package: installed, initialised and built in $(($(date +%s) - started)) s"
