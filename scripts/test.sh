#!/usr/bin/env bash
# Runs all checks, cheapest first; CI runs this and nothing else.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

room 16 "'make test'"
say "Setting up (from nothing 6 to 12 min)"
timed "set-up" scripts/setup.sh test
timed "lints" scripts/lint.sh
timed "dependencies" scripts/dependencies.sh

# With one temporary cluster and one clamd: the Rust tests, then the browser tests.
timed "tests" scripts/clamd.sh scripts/postgres.sh scripts/tests-with-postgres.sh
