#!/usr/bin/env bash
# A PostgreSQL cluster of its own for the tests: `start` prints its address, `url` prints it again, `stop` removes it.
# It keeps nothing safe (no fsync, no password, 127.0.0.1 only) and touches no other cluster of the machine.
# `start --durable` makes one that keeps what it acknowledges, for the tests of faults: `crash` ends it at once, `resume`
# starts it again on the same port.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# Names the folder and the port of the running cluster; ./test uses a file of its own beside a developer's cluster.
state=$(realpath --canonicalize-missing "${METODSET_POSTGRES_STATE:-${CARGO_TARGET_DIR:-$root/target}/postgres}")
owner=metodset

server_bin() {
  local newest
  newest=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort --version-sort | tail -n 1) || true
  [ -n "$newest" ] || newest=$(command -v initdb) || { echo "PostgreSQL server is not installed" >&2; exit 1; }
  dirname "$newest"
}

# PostgreSQL refuses to run as root: take the user Debian's package makes, else nobody.
unprivileged() {
  if [ "$(id -u)" -ne 0 ]; then
    "$@"
  elif id postgres >/dev/null 2>&1; then
    runuser -u postgres -- "$@"
  else
    runuser -u nobody -- "$@"
  fi
}

give_away() {
  [ "$(id -u)" -eq 0 ] || return 0
  if id postgres >/dev/null 2>&1; then chown postgres "$1"; else chown nobody "$1"; fi
}

is_running() { [ -f "$state" ] && unprivileged "$(server_bin)/pg_ctl" --pgdata "$(folder)/data" status >/dev/null 2>&1; }
folder() { sed -n 1p "$state"; }
url() { printf 'postgres://%s@127.0.0.1:%s/\n' "$owner" "$(sed -n 2p "$state")"; }

# mmap instead of /dev/shm, which is 64 MB in many containers.
settings() {
  printf -- '-c listen_addresses=127.0.0.1 -c port=%s -c unix_socket_directories=%s ' "$2" "$1"
  if [ ! -f "$1/durable" ]; then printf -- '-c fsync=off -c synchronous_commit=off -c full_page_writes=off '; fi
  printf -- '-c max_connections=300 -c shared_buffers=64MB -c dynamic_shared_memory_type=mmap'
}

start() {
  if is_running; then url; return; fi
  local bin dir port
  bin=$(server_bin)
  # Under /tmp and not under the repository: its user must be able to walk the whole path.
  dir=$(mktemp --directory /tmp/metodset-postgres.XXXXXX)
  give_away "$dir"
  cd "$dir"
  if [ "${1:-}" = --durable ]; then touch "$dir/durable"; fi
  unprivileged "$bin/initdb" --pgdata "$dir/data" --username "$owner" --auth trust \
    --locale=C --encoding=UTF8 --no-sync >"$dir.log" 2>&1 || { cat "$dir.log" >&2; exit 1; }
  # The port is free or the start fails: try some.
  for _ in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 12000))
    if unprivileged "$bin/pg_ctl" --pgdata "$dir/data" --log "$dir/data/log" --wait \
      --options "$(settings "$dir" "$port")" start >"$dir.log" 2>&1; then
      mkdir -p "$(dirname "$state")"
      printf '%s\n%s\n' "$dir" "$port" >"$state"
      rm -f "$dir.log"
      url
      return
    fi
  done
  cat "$dir.log" "$dir/data/log" >&2
  rm -rf "$dir" "$dir.log"
  exit 1
}

# As if the power went: no process gets to write anything down.
crash() {
  cd /
  unprivileged "$(server_bin)/pg_ctl" --pgdata "$(folder)/data" --mode immediate --wait stop >/dev/null
}

# The first process that serves a connection of the program; PostgreSQL then restarts by itself.
kill_backend() {
  local parent backend
  parent=$(head -n 1 "$(folder)/data/postmaster.pid")
  backend=$(pgrep --parent "$parent" --full "postgres: $owner " | head -n 1)
  [ -z "$backend" ] || kill -KILL "$backend"
}

resume() {
  local dir port
  dir=$(folder)
  port=$(sed -n 2p "$state")
  cd "$dir"
  unprivileged "$(server_bin)/pg_ctl" --pgdata "$dir/data" --log "$dir/data/log" --wait \
    --options "$(settings "$dir" "$port")" start >/dev/null
}

stop() {
  [ -f "$state" ] || return 0
  local dir
  dir=$(folder)
  cd /
  unprivileged "$(server_bin)/pg_ctl" --pgdata "$dir/data" --mode immediate --wait stop >/dev/null 2>&1 || true
  rm -rf "$dir"
  rm -f "$state"
}

case "${1:-}" in
  start) start "${2:-}" ;;
  stop) stop ;;
  crash) crash ;;
  resume) resume ;;
  kill-backend) kill_backend ;;
  url) if is_running; then url; else echo "not running: tools/postgres.sh start" >&2; exit 1; fi ;;
  *) echo "usage: tools/postgres.sh start [--durable]|stop|url|crash|resume|kill-backend" >&2; exit 2 ;;
esac
