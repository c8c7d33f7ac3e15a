#!/usr/bin/env bash
# setup.sh run|browser|test|bench|format: installs what that target needs and what is still missing.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

purpose="${1:-run}"

# The normal release profile would optimise these tools for minutes without a benefit here.
cargo_install() {
  env CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=false \
    CARGO_TARGET_DIR="$TOOLS/build" \
    cargo install --quiet --root "$TOOLS" "$@" </dev/null
}

setup_rust() {
  # If Rust is not installed at all, Debian's newer compiler works for both halves.
  need cargo "rustc-web cargo-web"
  need cc "gcc libc6-dev"
}

setup_nextest() {
  has cargo-nextest && return
  say "Building cargo-nextest (3 to 6 min, once)"
  cargo_install --locked cargo-nextest
}

# It takes two minutes on two idle cores, which is worth it for every `make test`: licences and
# sources are checked without a network. Only the list of vulnerabilities needs one.
setup_cargo_deny() {
  has cargo-deny && return
  say "Building cargo-deny (2 to 4 min, once)"
  # Without it, the check reports that it was skipped.
  cargo_install --locked cargo-deny --version 0.20.2 || say "cargo-deny could not be built"
}

# Debian 12's own Node.js is too old for Playwright.
setup_node() {
  need node "nodejs npm"
  need npm "npm"
  [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 20 ] || return 0
  say "Installing Node.js 22 beside the other tools (about 10 s, once)"
  npm install --prefix "$TOOLS/node" --no-audit --no-fund --loglevel=error node@22 </dev/null
}

# npm_ci FOLDER: installs exactly the versions of the lock file; runs again only after it changes.
npm_ci() {
  local marker="$1/node_modules/.installed"
  cmp -s "$1/package-lock.json" "$marker" && return
  say "Installing the npm packages of $1 (about 10 s)"
  npm ci --prefix "$1" --no-audit --no-fund --loglevel=error </dev/null >/dev/null
  cp "$1/package-lock.json" "$marker"
}

if [ "$purpose" = format ]; then
  need cargo-fmt rustfmt-web
  setup_node
  npm_ci scripts/tools
  exit 0
fi
setup_chromium() {
  find_chromium >/dev/null || apt_install "chromium fonts-dejavu-core fonts-noto-color-emoji" \
    || fail "Chromium is missing; install it or name it in PORTEVOIX_CHROMIUM, then start again"
}
setup_browser() {
  npm_ci end2end
  setup_chromium
}
# Without it, the browser tests take the whole Chromium and twice as long.
setup_headless() {
  has chromium-headless-shell && return
  local packages=chromium-headless-shell
  # Both must have one version.
  if has chromium; then packages="chromium $packages"; fi
  apt_install "$packages" \
    || say "chromium-headless-shell could not be installed: the browser tests take longer"
}

setup_rust
scripts/setup-wasm.sh
setup_node
npm_ci scripts/tools &
tools=$!
npm_ci browser/editor
wait "$tools"

case "$purpose" in
  run) ;;
  browser) setup_browser ;;
  bench)
    setup_chromium
    npm_ci bench/browser
    ;;
  test)
    need cargo-fmt rustfmt-web
    need cargo-clippy rust-web-clippy
    has shellcheck || apt_install shellcheck || say "shellcheck is missing, and could not be installed"
    setup_nextest
    setup_cargo_deny
    need openssl openssl
    setup_browser
    setup_headless
    find_firefox >/dev/null || apt_install firefox-esr \
      || fail "Firefox is missing; install it or name it in PORTEVOIX_FIREFOX, then start again"
    scripts/vectors.sh
    # Without it, the tests of the virus scan report that they were skipped.
    [ -n "${TEST_CLAMD:-}" ] || PATH="$PATH:/usr/sbin" has clamd || apt_install "clamav-daemon" \
      || say "clamd is missing, and could not be installed"
    [ -n "${TEST_POSTGRES_URL:-}" ] || [ -n "$(postgres_bin)" ] || apt_install postgresql \
      || fail "PostgreSQL is missing; install it or name a server in TEST_POSTGRES_URL, then start again"
    ;;
  *) fail "setup.sh takes run, browser, test, bench or format, not '$purpose'" ;;
esac
