#!/usr/bin/env bash
# dev-browser-half.sh: all packages of the browser half as one, compiled fast rather than small.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

wasm_cargo build --quiet --package frontend --lib --target "$WASM_TARGET" --profile wasm-dev
