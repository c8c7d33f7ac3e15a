#!/usr/bin/env bash
# format.sh [--check]: formats Rust, style sheets, scripts and the spaces of French words; with
# --check it changes nothing and fails if something is not formatted.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

prettier() { node scripts/tools/node_modules/prettier/bin/prettier.cjs --log-level warn "$@" .; }

case "${1:-}" in
  --check)
    cargo fmt --all -- --check
    prettier --check
    ;;
  "")
    node scripts/tools/spaces.mjs
    cargo fmt --all
    prettier --write
    ;;
  *) fail "format.sh takes --check or nothing, not '$1'" ;;
esac
