#!/usr/bin/env bash
# Everything that has to hold, cheapest first; CI runs this and nothing else.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

say "Setting up (from nothing 7 to 14 min)"
timed "set-up" scripts/setup.sh test
timed "lints" scripts/lint.sh
timed "dependencies" scripts/dependencies.sh

# Inside one throw-away cluster, beside one clamd: Rust's tests, then those in the browser.
timed "tests" scripts/clamd.sh scripts/postgres.sh scripts/tests-with-postgres.sh
