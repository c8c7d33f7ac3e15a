#!/usr/bin/env bash
# torture.sh: kills servers and cancels messages while 100 000 people receive them. TORTURE_PEOPLE,
# TORTURE_KILLS and TORTURE_CANCELS make it shorter, TORTURE_SEED repeats a run.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

scripts/setup.sh test
cargo build --quiet --package portevoix --package bench --bins
export PORTEVOIX_BINARY="${PORTEVOIX_BINARY:-$TARGET/debug/portevoix}"
say "Killing servers while they deliver (200 kills take about 15 min)"
exec scripts/postgres.sh "$TARGET/debug/torture"
