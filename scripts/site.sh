#!/usr/bin/env bash
# The site: the browser half, the style sheet and the static files, in target/site.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

say "Compiling the browser half (from nothing 2 to 5 min on two cores, later seconds to 1 min)"
timed "browser half" wasm_cargo build --package frontend --lib --target "$WASM_TARGET" --profile wasm-release

say "Preparing the site (up to 2 min when the browser half has changed)"
timed "site" node scripts/tools/site.mjs \
  --wasm "$TARGET/$WASM_TARGET/wasm-release/frontend.wasm" --work "$TARGET/site-work" --site "$SITE"

# Leptos looks for the hashes beside the program that runs.
for folder in "$TARGET"/debug "$TARGET"/release; do
  if [ -d "$folder" ]; then cp "$SITE/hash.txt" "$folder/hash.txt"; fi
done
