# shellcheck shell=bash
# Sourced by every script: paths, and the few shared functions.
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$ROOT" || exit

# Tools built for this repository stay inside it, so that a clone does not depend on $HOME.
TOOLS="${PORTEVOIX_TOOLS:-$ROOT/.tools}"
export PATH="$TOOLS/bin:$TOOLS/node/node_modules/node/bin:$PATH"
export CARGO_TERM_COLOR="${CARGO_TERM_COLOR:-auto}"
TARGET="${CARGO_TARGET_DIR:-$ROOT/target}"
# shellcheck disable=SC2034 # the scripts that source this one use it
SITE="$TARGET/site"
WASM_TARGET=wasm32-unknown-unknown
DEBIAN_WASM_STD="/usr/lib/rustlib/$WASM_TARGET/lib"

# A machine that builds once keeps nothing for a second build: it would take 10 GB and some minutes.
if [ "${CI:-}" = true ]; then export CARGO_INCREMENTAL="${CARGO_INCREMENTAL:-0}"; fi

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
fail() { printf '\033[1;31merror:\033[0m %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# timed WHAT COMMAND...: prints how long a step took, so that people notice a slow one.
timed() {
  local what="$1" start=$SECONDS
  shift
  "$@"
  say "$what: done in $((SECONDS - start)) s"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif has sudo; then sudo -n "$@"; else return 1; fi
}

# room GB WHAT: stops before the work if the disk is too full for it, what is built already counted.
# A linker that finds no room says "Bus error" and nothing else.
room() {
  local free built=0 place="$TARGET"
  until [ -d "$place" ]; do place="$(dirname "$place")"; done
  free="$(($(df --output=avail -k "$place" | tail -1) / 1000000))"
  if [ -d "$TARGET" ]; then
    # What goes away while it is counted is no error.
    built="$({ du -sk "$TARGET" 2>/dev/null || true; } | cut -f 1)"
    built="$((${built:-0} / 1000000))"
  fi
  [ "$((free + built))" -ge "$1" ] \
    || fail "$2 needs $1 GB of disk, and $free GB are free at $place: make room ('make clean' removes what was built), then start again"
}

# free_memory GB: whether so much memory is free. Where the system does not say it, it is not.
free_memory() {
  local free
  free="$(awk '/^MemAvailable:/ { print int($2 / 1000000) }' /proc/meminfo 2>/dev/null || true)"
  [ "${free:-0}" -ge "$1" ]
}

# need COMMAND "APT PACKAGES": installs a missing command if possible.
need() {
  local command="$1" packages="$2"
  has "$command" && return
  apt_install "$packages" || fail "'$command' is missing; install it (Debian packages: $packages), then start again"
}

APT_UPDATED=
apt_install() {
  has apt-get || return 1
  say "Installing $1 with apt-get (up to 2 min)"
  if [ -z "$APT_UPDATED" ]; then
    as_root apt-get update -qq </dev/null || return 1
    APT_UPDATED=1
  fi
  # shellcheck disable=SC2086 # a list of packages
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends $1 </dev/null >/dev/null
}

ordinary_wasm_std() {
  [ "${PORTEVOIX_WASM_TOOLCHAIN:-}" != debian ] || return 1
  compgen -G "$(rustc --print sysroot)/lib/rustlib/$WASM_TARGET/lib/libstd-*.rlib" >/dev/null
}
debian_wasm_std() { [ -x /usr/bin/cargo ] && compgen -G "$DEBIAN_WASM_STD/libstd-*.rlib" >/dev/null; }

# cargo for the WASM half: the normal one, or Debian's if rustup could not fetch the target.
wasm_cargo() {
  if ordinary_wasm_std; then
    cargo "$@"
  elif debian_wasm_std; then
    debian_cargo "$@"
  else
    fail "no standard library for $WASM_TARGET: run 'make setup' first"
  fi
}
debian_cargo() {
  env -u RUSTUP_TOOLCHAIN PATH="/usr/bin:$PATH" RUSTC=/usr/bin/rustc \
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld-19 /usr/bin/cargo "$@"
}

# first_of COMMAND...: prints the path of the first one that is installed.
first_of() {
  local name
  for name in "$@"; do
    if [ -n "$name" ] && has "$name"; then
      command -v "$name"
      return
    fi
  done
  return 1
}
find_chromium() { first_of "${PORTEVOIX_CHROMIUM:-}" chromium chromium-browser google-chrome; }
# The browser tests prefer the shell without a window: the same Chromium needs half as much of the processor there.
find_headless() { first_of "${PORTEVOIX_CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome; }
find_firefox() { first_of "${PORTEVOIX_FIREFOX:-}" firefox-esr firefox; }

postgres_bin() {
  local initdb
  initdb="$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -1 || true)"
  [ -n "$initdb" ] || initdb="$(command -v initdb || true)"
  [ -n "$initdb" ] && dirname "$initdb"
}

# own_store: a store of attachments belongs to one database, so another database than the usual one
# gets a folder of its own, unless the caller names one.
own_store() {
  local database="${PORTEVOIX_DATABASE_URL:-${DATABASE_URL:-}}"
  if [ -z "$database" ] || [ -n "${PORTEVOIX_ATTACHMENTS_URL:-}" ]; then return; fi
  PORTEVOIX_ATTACHMENTS_URL="data/pieces-jointes-$(printf %s "$database" | sha256sum | cut -c 1-12)"
  export PORTEVOIX_ATTACHMENTS_URL
}
