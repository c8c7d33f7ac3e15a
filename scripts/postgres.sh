#!/usr/bin/env bash
# postgres.sh COMMAND...: runs it with TEST_POSTGRES_URL naming a temporary cluster, which is
# removed afterwards. If the variable already names a server, that one is used.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

if [ -n "${TEST_POSTGRES_URL:-}" ]; then
  exec "$@"
fi

bin="$(postgres_bin)" || fail "PostgreSQL's server programs are missing: run 'scripts/setup.sh test'"
port="$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')"
# Each test makes and drops a database of some 600 files, which takes half as long in memory.
place="${TMPDIR:-/tmp}"
free_in_memory="$(df --output=avail /dev/shm 2>/dev/null | tail -1 || true)"
if [ -z "${PORTEVOIX_PG_DURABLE:-}" ] && [ -w /dev/shm ] && [ "${free_in_memory:-0}" -gt 6000000 ]; then
  place=/dev/shm
fi
folder="$(mktemp -d "$place/portevoix-pg.XXXXXX")"

# initdb refuses to run as root.
owner=()
if [ "$(id -u)" = 0 ]; then
  user=postgres
  id "$user" >/dev/null 2>&1 || user=nobody
  chown "$user" "$folder"
  owner=(runuser -u "$user" --)
fi

stop() {
  trap - EXIT
  (cd / && "${owner[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop) >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The data need not survive a crash, so nothing waits for the disk, unless a benchmark asks for it.
settings="-p $port -k $folder -c listen_addresses=127.0.0.1 -c max_connections=300"
if [ -z "${PORTEVOIX_PG_DURABLE:-}" ]; then
  settings+=" -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
fi
# Further ones to be compared, such as `-c wal_compression=on`.
settings+=" ${PORTEVOIX_PG_SETTINGS:-}"
say "Starting a temporary PostgreSQL on port $port (about 5 s)"
(
  cd /
  "${owner[@]}" "$bin/initdb" -D "$folder/data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
  "${owner[@]}" "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -o "$settings" -w start >/dev/null
) || fail "PostgreSQL did not start: $(tail -3 "$folder/log" 2>/dev/null)"

export TEST_POSTGRES_URL="postgres://postgres@127.0.0.1:$port/postgres"
PATH="$PATH:$bin" "$@"
