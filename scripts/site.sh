#!/usr/bin/env bash
# Builds the site: the browser half, the style sheet and the static files, in target/site.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

say "Compiling the browser half (from nothing 4 to 9 min on two cores, later seconds to 2 min)"
# Each package contains only its own islands in one language, so that no page loads what it does not
# use. For the second language only the last two crates are compiled again.
built="$TARGET/$WASM_TARGET/wasm-release/frontend.wasm"
mkdir -p "$TARGET/site-work"
for features in portal writing management portal,english writing,english management,english; do
  timed "browser half, $features" wasm_cargo build --package frontend --lib --no-default-features \
    --features "$features" --target "$WASM_TARGET" --profile wasm-release
  package="$TARGET/site-work/${features/,/-}.wasm"
  cmp -s "$built" "$package" || cp "$built" "$package"
done

say "Preparing the site (up to 4 min when the browser half has changed)"
timed "site" node scripts/tools/site.mjs \
  --wasm "portevoix=$TARGET/site-work/portal.wasm" --wasm "redaction=$TARGET/site-work/writing.wasm" \
  --wasm "gestion=$TARGET/site-work/management.wasm" \
  --wasm "portevoix-en=$TARGET/site-work/portal-english.wasm" \
  --wasm "redaction-en=$TARGET/site-work/writing-english.wasm" \
  --wasm "gestion-en=$TARGET/site-work/management-english.wasm" \
  --work "$TARGET/site-work" --site "$SITE"

# Leptos looks for the hashes next to the running program.
for folder in "$TARGET"/debug "$TARGET"/release; do
  if [ -d "$folder" ]; then cp "$SITE"/hash*.txt "$folder/"; fi
done
