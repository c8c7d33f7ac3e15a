#!/usr/bin/env bash
# dev-browser-half.sh: compiles all browser packages as one, for a fast build rather than a small
# result.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

wasm_cargo build --quiet --package frontend --lib --target "$WASM_TARGET" --profile wasm-dev
