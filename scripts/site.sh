#!/usr/bin/env bash
# site.sh [released|quick]: builds the site (the browser half, the style sheet and the static files) in
# target/site. `quick` leaves out what makes the packages small and takes minutes.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

kind="${1:-released}"
case "$kind" in
  released)
    profile=wasm-release work="$TARGET/site-work" options=()
    say "Compiling the browser half (from nothing 3 to 7 min on two cores, later seconds to 2 min)"
    ;;
  quick)
    profile=wasm-quick work="$TARGET/site-quick" options=(--quick)
    say "Compiling the browser half (from nothing 4 to 6 min on two cores, later seconds to 1 min)"
    ;;
  *) fail "site.sh takes released or quick, not '$kind'" ;;
esac

# Each package contains only its own islands in one language, so that no page loads what it does not
# use. For the second language only the last two crates are compiled again.
mkdir -p "$work"
half() { # features, target folder
  timed "browser half, $1" wasm_cargo build --package frontend --lib --no-default-features \
    --features "$1" --target "$WASM_TARGET" --profile "$profile" --target-dir "$2"
  local built="$2/$WASM_TARGET/$profile/frontend.wasm" package="$work/${1/,/-}.wasm"
  cmp -s "$built" "$package" || cp "$built" "$package"
}
half writing "$TARGET"
# A package is linked on one core, and cargo locks its folder meanwhile: the second language has a copy.
twin="$work/english"
if [ ! "$twin/made" -nt Cargo.lock ]; then
  rm -rf "$twin"
  mkdir -p "$twin/$WASM_TARGET"
  # With the macros, which are compiled for this machine.
  cp -a "$TARGET/$profile" "$twin/"
  cp -a "$TARGET/$WASM_TARGET/$profile" "$twin/$WASM_TARGET/"
  touch "$twin/made"
fi
(for package in writing management; do half "$package,english" "$twin"; done) &
half management "$TARGET"
wait $!

say "Preparing the site (seconds to 2 min when the browser half has changed)"
timed "site" node scripts/tools/site.mjs "${options[@]}" \
  --wasm "redaction=$work/writing.wasm" --wasm "gestion=$work/management.wasm" \
  --wasm "redaction-en=$work/writing-english.wasm" --wasm "gestion-en=$work/management-english.wasm" \
  --work "$work" --site "$SITE"

# Leptos looks for the hashes next to the running program.
for folder in "$TARGET"/debug "$TARGET"/release; do
  if [ -d "$folder" ]; then cp "$SITE"/hash*.txt "$folder/"; fi
done
