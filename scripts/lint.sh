#!/usr/bin/env bash
# Formatting and lints. The two features of `app` are checked apart: together they do not compile.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

say "Checking the format (seconds)"
cargo fmt --all -- --check

say "Linting the server half (from nothing 2 to 4 min, later seconds)"
timed "server half" cargo clippy --quiet --workspace --exclude frontend --all-targets -- -D warnings

say "Linting the browser half (from nothing 1 to 2 min, later seconds)"
if ordinary_wasm_std; then
  timed "browser half" cargo clippy --quiet --package app --package frontend \
    --features app/hydrate --target "$WASM_TARGET" -- -D warnings
else
  # Debian's compiler comes without clippy: the same code, linted for this machine.
  timed "browser half" cargo clippy --quiet --package app --package frontend \
    --features app/hydrate -- -D warnings
fi
