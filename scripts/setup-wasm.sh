#!/usr/bin/env bash
# Installs the standard library for the browser half: from rustup if it can be reached, otherwise
# built from Debian's sources with Debian's compiler.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

if ordinary_wasm_std || debian_wasm_std; then
  exit 0
fi

if has rustup && [ "${PORTEVOIX_WASM_TOOLCHAIN:-}" != debian ]; then
  say "Fetching the $WASM_TARGET target with rustup (up to 1 min)"
  timeout 180 rustup target add "$WASM_TARGET" </dev/null || say "rustup cannot fetch it; falling back to Debian's sources"
  if ordinary_wasm_std; then
    exit 0
  fi
fi

apt_install "rustc-web cargo-web rust-web-src lld-19 gcc libc6-dev" || fail \
  "no way to get the $WASM_TARGET standard library: run 'rustup target add $WASM_TARGET', or install Debian's rustc-web cargo-web rust-web-src lld-19 as root"

say "Building the $WASM_TARGET standard library (about 1 min, once)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/src"
: >"$work/src/lib.rs"
cat >"$work/Cargo.toml" <<'TOML'
[package]
name = "throwaway"
version = "0.1.0"
edition = "2021"
[lib]
crate-type = ["cdylib"]
[workspace]
TOML
(
  cd "$work"
  export RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$work/target"
  debian_cargo build --quiet --release --target "$WASM_TARGET" -Z build-std=std,panic_abort </dev/null
)
as_root mkdir -p "$DEBIAN_WASM_STD"
find "$work/target/$WASM_TARGET/release/deps" \( -name '*.rlib' -o -name '*.rmeta' \) \
  ! -name 'libthrowaway*' -print0 | while IFS= read -r -d '' library; do
  as_root cp "$library" "$DEBIAN_WASM_STD/"
done
