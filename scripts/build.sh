#!/usr/bin/env bash
# build.sh [debug|release] [released|quick]: builds the server, then the site that it serves: as it is
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
say "Compiling the server, $profile (from nothing 4 to 12 min on two cores, later seconds)"
timed "server" cargo build --package portevoix "${flags[@]}"
scripts/site.sh "${2:-$site}"
