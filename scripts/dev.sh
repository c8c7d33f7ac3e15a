#!/usr/bin/env bash
# Builds, serves and reloads the page at every change.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

scripts/setup.sh dev
# cargo-leptos takes these from PATH, else it downloads its own.
export PATH="$ROOT/scripts/tools/node_modules/.bin:$PATH"
ordinary_wasm_std || export PATH="/usr/bin:$PATH" CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld-19
mkdir -p data
say "Compiling the server and filling the demonstration where the database is empty"
cargo build --package portevoix
# Refused where there are people already: then they are kept.
"$TARGET/debug/portevoix" demo >/dev/null 2>&1 || true
# While developing no name carries a hash: not the editor's, which cargo-leptos would rename without
# its chunk, and no other file's that an earlier build noted beside the program.
export LEPTOS_HASH_FILES=false
rm -f "$TARGET"/debug/hash*.txt
node scripts/tools/editor.mjs "$SITE/pkg"
exec cargo leptos watch -- serve
