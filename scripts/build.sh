#!/usr/bin/env bash
# build.sh [debug|release] [released|quick]: builds the server and the site that it serves: as it is
# released with a release, quickly otherwise.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

profile="${1:-debug}"
flags=()
site=quick
if [ "$profile" != debug ]; then
  flags+=(--profile "$profile")
  site=released
fi
site="${2:-$site}"

server() { timed "server" cargo build --package portevoix "${flags[@]}"; }

# The server's largest crates wait for each other, so that it needs one core for minutes: the browser half
# fills the other one, and comes second where the server needs both. A small memory would not hold both.
if [ "$site" = quick ] && free_memory 6; then
  say "Compiling the server, $profile, and the site beside it (from nothing 5 to 10 min on two cores, later seconds)"
  # It copies the lists of hashes there.
  mkdir -p "$TARGET/$profile"
  # A process group of its own, which ends with this script.
  set -m
  CARGO_TERM_PROGRESS_WHEN=never nice -n 7 scripts/site.sh quick </dev/null &
  beside=$!
  set +m
  trap 'kill -- "-$beside" 2>/dev/null || true' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  server
  wait "$beside" || fail "the site could not be built: the reason is above"
  trap - EXIT
else
  say "Compiling the server, $profile (from nothing 4 to 12 min on two cores, later seconds)"
  server
  scripts/site.sh "$site"
fi
