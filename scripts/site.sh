#!/usr/bin/env bash
# Builds the site: the browser half, the style sheet and the static files, in target/site.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

say "Compiling the browser half (from nothing 2 to 5 min on two cores, later seconds to 1 min)"
# Each package contains only its own islands, so that no page loads code that it does not use.
built="$TARGET/$WASM_TARGET/wasm-release/frontend.wasm"
mkdir -p "$TARGET/site-work"
for package in portal writing management; do
  timed "browser half, $package" wasm_cargo build --package frontend --lib --no-default-features \
    --features "$package" --target "$WASM_TARGET" --profile wasm-release
  cmp -s "$built" "$TARGET/site-work/$package.wasm" || cp "$built" "$TARGET/site-work/$package.wasm"
done

say "Preparing the site (up to 2 min when the browser half has changed)"
timed "site" node scripts/tools/site.mjs \
  --wasm "portevoix=$TARGET/site-work/portal.wasm" --wasm "redaction=$TARGET/site-work/writing.wasm" \
  --wasm "gestion=$TARGET/site-work/management.wasm" \
  --work "$TARGET/site-work" --site "$SITE"

# Leptos looks for the hashes next to the running program.
for folder in "$TARGET"/debug "$TARGET"/release; do
  if [ -d "$folder" ]; then cp "$SITE"/hash*.txt "$folder/"; fi
done
