#!/usr/bin/env bash
# The adapters' tests against servers that others wrote: PostgreSQL 15 of the machine, and FerretDB. What the machine
# does not have is left out, and said to be. Everything listens on 127.0.0.1 and is stopped by its process id.
set -euo pipefail
cd "$(dirname "$0")/.."

ferretdb_version=v1.24.2
postgres_bin=/usr/lib/postgresql/15/bin
work=$(mktemp -d)
chmod 755 "$work"
pids=()

finish() {
  for pid in "${pids[@]}"; do
    kill -INT "$pid" 2>/dev/null || continue
    for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    kill -KILL "$pid" 2>/dev/null || true
  done
  rm -rf "$work"
}
trap finish EXIT

free_port() { node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'; }

# conform <what> <vitest arguments>
conform() {
  local what=$1 log="$work/vitest.log" status=0
  shift
  npx vitest run --no-file-parallelism "$@" >"$log" 2>&1 || status=$?
  printf 'conformance %s: ' "$what"
  node scripts/count-tests.mjs "$log" && [ "$status" -eq 0 ] || { cat "$log"; exit 1; }
}

as_server() { if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

postgresql() {
  if [ ! -x "$postgres_bin/initdb" ]; then
    echo "conformance PostgreSQL 15: left out, since $postgres_bin is not there"
    return
  fi
  local data="$work/postgres" port
  port=$(free_port)
  mkdir "$data"
  node -e 'process.stdout.write(require("crypto").randomBytes(18).toString("hex"))' >"$work/password"
  if [ "$(id -u)" -eq 0 ]; then chown postgres "$data" "$work/password"; fi
  as_server "$postgres_bin/initdb" -D "$data" -U alambic -A scram-sha-256 --pwfile="$work/password" \
    --encoding=UTF8 --locale=C --no-sync >"$work/initdb.log"
  as_server "$postgres_bin/pg_ctl" -D "$data" -w -t 30 -l "$data/log" \
    -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='' -c fsync=off" start >/dev/null
  pids+=("$(head -n 1 "$data/postmaster.pid")")
  ALAMBIC_TEST_POSTGRES_URL="postgres://alambic:$(cat "$work/password")@127.0.0.1:$port/postgres" \
    conform 'PostgreSQL 15' src/engine/adapters/sources/postgres
}

# Built from its published module. It refuses to start unless a file says its version, which the module does not carry.
build_ferretdb() {
  local cache=$1 source="$work/ferretdb-source"
  mkdir "$work/module"
  printf 'module conformance\n' >"$work/module/go.mod"
  local module
  module=$(cd "$work/module" && go mod download -json "github.com/FerretDB/FerretDB@$ferretdb_version" | sed -n 's/^.*"Dir": "\(.*\)".*$/\1/p')
  [ -n "$module" ] || return 1
  cp -R "$module" "$source"
  chmod -R u+w "$source"
  echo "$ferretdb_version" >"$source/build/version/version.txt"
  (cd "$source" && timeout 230 go build -trimpath -ldflags='-s -w' -o "$work/ferretdb" ./cmd/ferretdb) || return 1
  mkdir -p "$cache"
  mv "$work/ferretdb" "$cache/ferretdb"
}

ferretdb() {
  local cache="node_modules/.cache/ferretdb-$ferretdb_version" port
  if [ ! -x "$cache/ferretdb" ]; then
    if ! command -v go >/dev/null; then
      echo 'conformance FerretDB: left out, since Go is not there to build it'
      return
    fi
    if ! build_ferretdb "$cache" >"$work/build.log" 2>&1; then
      echo 'conformance FerretDB: left out, since it cannot be built here:'
      tail -n 3 "$work/build.log"
      return
    fi
  fi
  port=$(free_port)
  mkdir "$work/ferretdb-data"
  "$cache/ferretdb" --handler=sqlite --sqlite-url="file:$work/ferretdb-data/" --state-dir="$work/ferretdb-data" \
    --listen-addr="127.0.0.1:$port" --debug-addr=- --telemetry=disable --log-level=ERROR >"$work/ferretdb.log" 2>&1 &
  pids+=("$!")
  local url="mongodb://127.0.0.1:$port/?directConnection=true"
  FERRETDB_URL="$url" conform 'FerretDB, the protocol' test/conformance/mongodb-ferretdb.test.ts
  ALAMBIC_TEST_MONGODB_URL="$url" conform 'FerretDB, the store adapter' src/engine/adapters/stores/mongodb/open-mongo.test.ts
}

postgresql
ferretdb
