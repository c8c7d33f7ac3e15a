#!/usr/bin/env bash
# Called by test.sh with TEST_POSTGRES_URL set.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

# The tests and the server for the browser tests have the same features, so they are built once.
say "Compiling the tests and the server (from nothing 6 to 14 min on two cores, later seconds)"
timed "tests and server" cargo build --quiet --workspace --exclude frontend --exclude glue --bins --tests
say "Running Rust's tests on SQLite and PostgreSQL"
cargo nextest run --workspace --exclude frontend --exclude glue --no-fail-fast --no-tests=pass
timed "calendars" scripts/calendar.sh

say "Killing servers while they deliver (1 to 2 min; 'make torture' does it for longer)"
TORTURE_KILLS="${TORTURE_KILLS:-20}" TORTURE_CANCELS="${TORTURE_CANCELS:-10}" TORTURE_PEOPLE="${TORTURE_PEOPLE:-20000}" \
  PORTEVOIX_BINARY="$TARGET/debug/portevoix" timed "torture" "$TARGET/debug/torture"

scripts/site.sh released
node scripts/tools/size.mjs "$SITE"
scripts/end2end.sh
