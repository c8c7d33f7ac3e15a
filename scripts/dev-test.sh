#!/usr/bin/env bash
# dev-test.sh: whether `make dev` shows a changed style and a changed word by itself. It compiles in a
# folder of its own, which takes as long as a first build; 'make test' leaves it out.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

scripts/setup.sh browser
PORTEVOIX_CHROMIUM="$(find_chromium)"
export PORTEVOIX_CHROMIUM PORTEVOIX_TARGET="$TARGET"
exec node scripts/tools/dev-test.mjs
