#!/usr/bin/env bash
# end2end.sh [PLAYWRIGHT OPTIONS]: runs the browser tests on the existing build.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

chromium="$(find_headless)" || fail "Chromium is missing: run 'scripts/setup.sh test'"
firefox="$(find_firefox)" || fail "Firefox is missing: run 'scripts/setup.sh test'"
whole="$(find_chromium)" || whole="$chromium"
export E2E_WHOLE_CHROMIUM="$whole"
export PORTEVOIX_CHROMIUM="$chromium" PORTEVOIX_FIREFOX="$firefox" PORTEVOIX_SITE_ROOT="$SITE"
export PORTEVOIX_BINARY="${PORTEVOIX_BINARY:-$TARGET/debug/portevoix}"
cd end2end
say "Checking the types of the browser tests, and of browser/ (seconds)"
npx --no-install tsc --noEmit
npx --no-install tsc --project ../browser/editor
npx --no-install tsc --project ../browser/portal
npx --no-install tsc --project ../browser/widget
say "Running the tests of the parts of the module and the widget (seconds)"
node ../scripts/tools/scripts.mjs --test portal widget
say "Running the browser tests (1 to 5 min)"
npx --no-install playwright test "$@"
