#!/usr/bin/env bash
# build.sh [debug|release]: builds the server, then the site that it serves.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

profile="${1:-debug}"
flags=()
[ "$profile" = debug ] || flags+=(--profile "$profile")
say "Compiling the server, $profile (from nothing 4 to 12 min on two cores, later seconds)"
timed "server" cargo build --package portevoix "${flags[@]}"
scripts/site.sh
