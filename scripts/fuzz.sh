#!/usr/bin/env bash
# fuzz.sh: a long run of the fuzz test, with a table of requests and answers. FUZZ_REQUESTS sets the
# number of requests, FUZZ_SEED repeats a run.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

scripts/setup.sh test
export FUZZ_REQUESTS="${FUZZ_REQUESTS:-200000}" FUZZ_SEED="${FUZZ_SEED:-$(date +%s)}"
say "Fuzzing every address with $FUZZ_REQUESTS requests, seed $FUZZ_SEED (200 000 take about 15 min)"
exec scripts/postgres.sh cargo test --package portevoix --test it -- --nocapture fuzz::
