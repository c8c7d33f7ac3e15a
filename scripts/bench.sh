#!/usr/bin/env bash
# bench.sh [WHAT]: the measurements of docs/, with a release build and a PostgreSQL that does wait for its
# disk; `pages` measures pages in a browser alone.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

scripts/setup.sh bench
need wrk wrk
[ -n "${TEST_POSTGRES_URL:-}" ] || [ -n "$(postgres_bin)" ] || apt_install postgresql \
  || fail "PostgreSQL is missing; install it or name a server in TEST_POSTGRES_URL"
scripts/build.sh release
export PORTEVOIX_UNDO_SECONDS=0 PORTEVOIX_SITE_ROOT="$SITE" PORTEVOIX_BINARY="$TARGET/release/portevoix" PORTEVOIX_PG_DURABLE=1
# Each open page is a file of the server, and one of the process that makes the load.
ulimit -n "$(ulimit -Hn)"
what="${1:-all}"
if [ "$what" != pages ]; then
  scripts/postgres.sh cargo run --release --package bench --bin bench -- "${@:-all}"
fi
if [ "$what" = all ] || [ "$what" = pages ]; then
  say "Measuring pages in Chromium (5 to 8 min)"
  PORTEVOIX_CHROMIUM="$(find_chromium)" node bench/browser/pages.mjs
fi
