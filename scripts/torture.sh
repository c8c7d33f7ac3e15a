#!/usr/bin/env bash
# torture.sh: kills servers and cancels messages while 100 000 people in 300 schools receive them, and
# kills processes that cancel, import, sweep and change a password. TORTURE_PEOPLE, TORTURE_SCHOOLS,
# TORTURE_KILLS, TORTURE_CANCELS and TORTURE_ACTS make it shorter, TORTURE_SEED repeats a run.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

scripts/setup.sh test
cargo build --quiet --package portevoix --package bench --bins
export PORTEVOIX_BINARY="${PORTEVOIX_BINARY:-$TARGET/debug/portevoix}"
say "Killing servers while they deliver (200 kills take about 15 min)"
exec scripts/postgres.sh "$TARGET/debug/torture"
