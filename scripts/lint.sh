#!/usr/bin/env bash
# Formatting and lints, cheapest first. The two features of `app` are checked separately, because
# they do not compile together.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

say "Checking the format (seconds)"
scripts/format.sh --check

say "Checking the commit subjects (seconds)"
scripts/commits.sh

if has shellcheck; then
  say "Checking the shell scripts (seconds)"
  shellcheck scripts/*.sh .ci/run
else
  say "The shell scripts: NOT CHECKED, shellcheck is missing"
fi

# A sheet of paper is as narrow as a phone, and is no phone.
if grep -rnE '@media \((max-width|width <)' style >&2; then
  fail "a layout for narrow screens is for 'screen and (...)' alone, or it is printed too"
fi

# Clippy reads the nearest file alone, so that of `app` repeats the other one.
settings() { grep -v -e '^#' -e '^too-many-lines-threshold' "$1"; }
diff <(settings clippy.toml) <(settings app/clippy.toml) >&2 \
  || fail "app/clippy.toml and clippy.toml differ in more than the length of functions"

say "Checking which room uses which (seconds)"
scripts/arrows.sh --quiet
cargo test --quiet --package arrows >/dev/null

say "Checking that only its own files and the lists name a channel (seconds)"
scripts/channels.sh

say "Linting the server half (from nothing 2 to 4 min, later seconds)"
timed "server half" cargo clippy --quiet --workspace --exclude frontend --all-targets -- -D warnings

say "Linting the browser half (from nothing 1 to 2 min, later seconds)"
if ordinary_wasm_std; then
  timed "browser half" cargo clippy --quiet --package app --package frontend \
    --features app/hydrate --target "$WASM_TARGET" -- -D warnings
else
  # Debian's compiler has no clippy, so lint the same code for this machine.
  timed "browser half" cargo clippy --quiet --package app --package frontend \
    --features app/hydrate -- -D warnings
fi
