#!/usr/bin/env bash
# The measurements of docs/, with a release build and a PostgreSQL that does wait for its disk.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

scripts/setup.sh run
need wrk wrk
[ -n "${TEST_POSTGRES_URL:-}" ] || [ -n "$(postgres_bin)" ] || apt_install postgresql \
  || fail "PostgreSQL is missing; install it or name a server in TEST_POSTGRES_URL"
scripts/build.sh release
export PORTEVOIX_UNDO_SECONDS=0 PORTEVOIX_SITE_ROOT="$SITE" PORTEVOIX_BINARY="$TARGET/release/portevoix" PORTEVOIX_PG_DURABLE=1
# Each open page is a file of the server, and one of the process that makes the load.
ulimit -n "$(ulimit -Hn)"
exec scripts/postgres.sh cargo run --release --package bench --bin bench -- "${@:-all}"
