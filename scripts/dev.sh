#!/usr/bin/env bash
# Builds like `make run`, serves, and shows each change in the open pages automatically.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

scripts/setup.sh run
scripts/build.sh debug
mkdir -p data
own_store
export PORTEVOIX_ADDRESS="${PORTEVOIX_ADDRESS:-127.0.0.1:3000}" PORTEVOIX_TARGET="$TARGET"
"$TARGET/debug/portevoix" migrate
# Fails if the database already contains people: then they are kept.
"$TARGET/debug/portevoix" demo >/dev/null 2>&1 || true
exec node scripts/tools/dev.mjs
