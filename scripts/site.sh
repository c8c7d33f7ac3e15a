#!/usr/bin/env bash
# site.sh [released|quick]: builds the site (the browser half, the style sheet and the static files) in
# target/site. `quick` makes one package that serves all pages and languages, and leaves out what makes
# packages small and takes minutes.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

frontend() { # profile, options of cargo
  wasm_cargo build --package frontend --lib --target "$WASM_TARGET" --profile "$1" "${@:2}"
}

# Each package contains only its own islands in one language, so that no page loads what it does not
# use. For the second language only the last two crates are compiled again.
released() {
  mkdir -p "$work"
  half() { # features, target folder
    timed "browser half, $1" frontend wasm-release --no-default-features --features "$1" --target-dir "$2"
    local built="$2/$WASM_TARGET/wasm-release/frontend.wasm" package="$work/${1/,/-}.wasm"
    cmp -s "$built" "$package" || cp "$built" "$package"
  }
  half writing "$TARGET"
  # A package is linked on one core, and cargo locks its folder meanwhile: the second language has a copy.
  local twin="$work/english"
  if [ ! "$twin/made" -nt Cargo.lock ]; then
    rm -rf "$twin"
    mkdir -p "$twin/$WASM_TARGET"
    # With the macros, which are compiled for this machine.
    cp -a "$TARGET/wasm-release" "$twin/"
    cp -a "$TARGET/$WASM_TARGET/wasm-release" "$twin/$WASM_TARGET/"
    touch "$twin/made"
  fi
  (for package in writing management; do half "$package,english" "$twin"; done) &
  half management "$TARGET"
  wait $!
}

# What makes packages of it takes the core that the compiler leaves.
timed "wasm-bindgen" cargo build --quiet --package glue --profile tool &
glue=$!

kind="${1:-released}"
case "$kind" in
  released)
    work="$TARGET/site-work" takes="seconds to 2 min when the browser half has changed"
    say "Compiling the browser half (from nothing 3 to 7 min on two cores, later seconds to 2 min)"
    released
    options=(--wasm "redaction=$work/writing.wasm" --wasm "gestion=$work/management.wasm"
      --wasm "redaction-en=$work/writing-english.wasm" --wasm "gestion-en=$work/management-english.wasm")
    ;;
  quick)
    work="$TARGET/site-quick" takes="seconds"
    say "Compiling the browser half as one package (from nothing 2 to 5 min on two cores, later seconds to 1 min)"
    timed "browser half" frontend wasm-quick
    whole="$TARGET/$WASM_TARGET/wasm-quick/frontend.wasm"
    options=(--quick --wasm "redaction=$whole" --wasm "gestion=$whole")
    ;;
  *) fail "site.sh takes released or quick, not '$kind'" ;;
esac

wait "$glue" || fail "wasm-bindgen could not be built: the reason is above"
say "Preparing the site ($takes)"
timed "site" node scripts/tools/site.mjs --glue "$TARGET/tool/glue" "${options[@]}" --work "$work" --site "$SITE"

# Leptos looks for the hashes next to the running program. A list that stayed would name files that are gone.
for folder in "$TARGET"/debug "$TARGET"/release; do
  if [ -d "$folder" ]; then
    rm -f "$folder"/hash*.txt
    cp "$SITE"/hash*.txt "$folder/"
  fi
done
