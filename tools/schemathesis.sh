#!/usr/bin/env bash
# Asks the JSON API of a small demo what its own OpenAPI document allows and forbids, with schemathesis and all its checks.
# About half a minute; `tools/schemathesis.sh EXAMPLES` (15) looks longer.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. tools/needs.sh

examples=${1:-15}
program=$needs_target/debug/metodset
export PYTHONPATH=$needs_tools/schemathesis
settings=$PWD/tools/schemathesis.toml
folder=$(mktemp --directory)
server=
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$folder"
}
trap finish EXIT

# token <login> <scope>
token() {
  "$program" token create --dir "$folder" --login "$1" --name schemathesis --scope "$2" --json |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["secret"])'
}

start() {
  "$program" demo --dir "$folder" --scale small --listen 127.0.0.1:0 --json >"$folder/told" 2>"$folder/log" &
  server=$!
  for _ in $(seq 100); do
    url=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["url"])' "$folder/told" 2>/dev/null) && return
    sleep 0.2
  done
  cat "$folder/log" >&2
  return 1
}

# ask <token> <further arguments…>. A schema of our own is trusted: no host but the demo's is asked.
ask() {
  local secret=$1
  shift
  (cd "$folder" && python3 "$PYTHONPATH/bin/st" --config-file "$settings" --no-color run "${url}api/v1/openapi.json" \
    --header "Authorization: Bearer $secret" --checks all --phases examples,coverage,fuzzing,stateful \
    --max-examples "$examples" --seed 1 --continue-on-failure --generation-database none --warnings off "$@")
}

METODSET_LOG=warn start
# Who reads most; then who fills sheets, with a token that may write.
ask "$(token institute read)" --exclude-method PUT
ask "$(token belogorsk write)" --include-path-regex '^/api/v1/(campaigns|sheets)'
