#!/usr/bin/env bash
# From a fresh clone to the demonstration in a browser.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

scripts/setup.sh run
scripts/build.sh "${PROFILE:-debug}"

export PORTEVOIX_ADDRESS="${PORTEVOIX_ADDRESS:-127.0.0.1:3000}"
export PORTEVOIX_SITE_ROOT="${PORTEVOIX_SITE_ROOT:-$SITE}"
portevoix="$TARGET/${PROFILE:-debug}/portevoix"
mkdir -p data

say "Bringing the database up to date"
"$portevoix" migrate
# `demo` fails if the database is not empty: then its people are kept.
if log="$("$portevoix" demo 2>&1)"; then
  say "The demonstration is in place: accounts admin, direction, enseignant, parent …, password demo-portevoix"
else
  say "The database is kept as it is: ${log##*$'\n'}"
fi
say "Serving http://$PORTEVOIX_ADDRESS (Ctrl-C stops it)"
exec "$portevoix" serve
