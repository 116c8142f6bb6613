#!/usr/bin/env bash
# Runs the commands of README.md, read from README.md, as a newcomer would: those of "Your own project" in an empty
# folder. The two main commands are left out, as CI runs them by themselves.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
[ -f "$root/dist/alambic.cjs" ] || (cd "$root" && npm run -s build)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export npm_config_offline=true # npx must find this working copy, and nothing else
mkdir -p "$folder/node_modules/.bin"
ln -s "$root" "$folder/node_modules/alambic"
ln -s ../alambic/dist/alambic.cjs "$folder/node_modules/.bin/alambic"

# Every line of every sh block, with the heading above it in front: `heading<TAB>command`.
commands=$(awk '
  /^```/ { inside = !inside && $0 == "```sh"; fence = 1 }
  /^#+ / && !inside { heading = $0; sub(/^#+ /, "", heading) }
  inside && !fence && NF { print heading "\t" $0 }
  { fence = 0 }
' "$root/README.md")

ran=0
while IFS=$'\t' read -r heading command; do
  case "$command" in
    'npm ci && npm run demo'* | 'npm ci && npm test'*) continue ;;
  esac
  printf '\n$ %s\n' "$command"
  # A command of the repository runs in it; everything else starts from an empty folder.
  case "$command" in npm*) place=$root ;; *) place=$folder ;; esac
  (cd "$place" && eval "$command")
  ran=$((ran + 1))
done <<<"$commands"

[ "$ran" -gt 0 ] || { echo 'README.md: no command was found'; exit 1; }
printf '\nREADME.md: %s commands ran\n' "$ran"
