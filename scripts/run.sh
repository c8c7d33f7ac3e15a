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
own_store
# With SQLite the program makes its own key. A PostgreSQL database may have several processes, so
# there the key is given to it; here it is in a file.
if [[ "${PORTEVOIX_DATABASE_URL:-${DATABASE_URL:-}}" == postgres* && -z "${PORTEVOIX_SECRET_KEYS:-}" ]]; then
  export PORTEVOIX_SECRET_KEYS_FILE="${PORTEVOIX_SECRET_KEYS_FILE:-data/secret.key}"
  [ -e "$PORTEVOIX_SECRET_KEYS_FILE" ] || (umask 077 && head -c 32 /dev/urandom | base64 > "$PORTEVOIX_SECRET_KEYS_FILE")
fi

say "Updating the database"
"$portevoix" migrate
# `demo` fails if the database is not empty: then its people are kept.
if log="$("$portevoix" demo 2>&1)"; then
  say "The demonstration is ready: accounts admin, direction, enseignant, parent …, password demo-portevoix"
else
  say "The database is unchanged: ${log##*$'\n'}"
fi
say "Serving http://$PORTEVOIX_ADDRESS (Ctrl-C stops it)"
exec "$portevoix" serve
