#!/usr/bin/env bash
# dev-test.sh: checks that `make dev` shows a changed style and a changed word without a manual
# reload, and in time (SLOWER=4 allows four times as long). It compiles in its own folder, which takes
# as long as a first build, so 'make test' leaves it out.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

scripts/setup.sh browser
PORTEVOIX_CHROMIUM="$(find_chromium)"
export PORTEVOIX_CHROMIUM PORTEVOIX_TARGET="$TARGET"
exec node scripts/tools/dev-test.mjs
