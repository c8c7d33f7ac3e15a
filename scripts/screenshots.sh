#!/usr/bin/env bash
# screenshots.sh [PLAYWRIGHT OPTIONS]: pictures of the demonstration's pages, wide and on a phone, light and
# dark, in each language, in target/screenshots; axe examines each of them, at 320 pixels too.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

scripts/setup.sh browser
scripts/build.sh debug
PORTEVOIX_CHROMIUM="$(find_chromium)" || fail "Chromium is missing: run 'scripts/setup.sh browser'"
export PORTEVOIX_CHROMIUM PORTEVOIX_SITE_ROOT="$SITE"
export PORTEVOIX_BINARY="${PORTEVOIX_BINARY:-$TARGET/debug/portevoix}"
export PORTEVOIX_SCREENSHOTS="${PORTEVOIX_SCREENSHOTS:-$TARGET/screenshots}"
mkdir -p "$PORTEVOIX_SCREENSHOTS"
cd end2end
say "Taking the pictures into $PORTEVOIX_SCREENSHOTS (3 to 6 min)"
npx --no-install playwright test --config screenshots.config.ts "$@"
