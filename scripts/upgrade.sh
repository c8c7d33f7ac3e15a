#!/usr/bin/env bash
# upgrade.sh: upgrades a region of an earlier version (1 000 000 people, 600 000 publications), kills the upgrade
# half-way and goes on, and prints its time. UPGRADE_PEOPLE, UPGRADE_SCHOOLS and UPGRADE_ANNOUNCEMENTS make it smaller.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

scripts/setup.sh run
cargo build --release --quiet --package portevoix --package bench --bins
export PORTEVOIX_BINARY="${PORTEVOIX_BINARY:-$TARGET/release/portevoix}"
exec scripts/postgres.sh "$TARGET/release/upgrade"
