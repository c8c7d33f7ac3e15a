#!/usr/bin/env bash
# Builds the site: the browser half, the style sheet and the static files, in target/site.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

say "Compiling the browser half (from nothing 3 to 7 min on two cores, later seconds to 2 min)"
# Each package contains only its own islands in one language, so that no page loads what it does not
# use. For the second language only the last two crates are compiled again.
mkdir -p "$TARGET/site-work"
half() { # features, target folder
  timed "browser half, $1" wasm_cargo build --package frontend --lib --no-default-features \
    --features "$1" --target "$WASM_TARGET" --profile wasm-release --target-dir "$2"
  local built="$2/$WASM_TARGET/wasm-release/frontend.wasm" package="$TARGET/site-work/${1/,/-}.wasm"
  cmp -s "$built" "$package" || cp "$built" "$package"
}
half writing "$TARGET"
# A package is linked on one core, and cargo locks its folder meanwhile: the second language has a copy.
twin="$TARGET/site-work/english"
if [ ! "$twin/made" -nt Cargo.lock ]; then
  rm -rf "$twin"
  mkdir -p "$twin/$WASM_TARGET"
  # With the macros, which are compiled for this machine.
  cp -a "$TARGET/wasm-release" "$twin/"
  cp -a "$TARGET/$WASM_TARGET/wasm-release" "$twin/$WASM_TARGET/"
  touch "$twin/made"
fi
(for package in writing management; do half "$package,english" "$twin"; done) &
half management "$TARGET"
wait $!

say "Preparing the site (up to 4 min when the browser half has changed)"
timed "site" node scripts/tools/site.mjs \
  --wasm "redaction=$TARGET/site-work/writing.wasm" --wasm "gestion=$TARGET/site-work/management.wasm" \
  --wasm "redaction-en=$TARGET/site-work/writing-english.wasm" \
  --wasm "gestion-en=$TARGET/site-work/management-english.wasm" \
  --work "$TARGET/site-work" --site "$SITE"

# Leptos looks for the hashes next to the running program.
for folder in "$TARGET"/debug "$TARGET"/release; do
  if [ -d "$folder" ]; then cp "$SITE"/hash*.txt "$folder/"; fi
done
