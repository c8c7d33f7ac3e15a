#!/usr/bin/env bash
# Builds, serves and reloads the page at every change.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

scripts/setup.sh dev
# cargo-leptos takes these from PATH, else it downloads its own.
export PATH="$ROOT/scripts/tools/node_modules/.bin:$PATH"
ordinary_wasm_std || export PATH="/usr/bin:$PATH" CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld-19
mkdir -p data
exec cargo leptos watch
