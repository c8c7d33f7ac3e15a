#!/usr/bin/env bash
# Prints each floor's rooms and arrows and the walk of Déployer; fails where they are not as
# scripts/arrows/order.txt says. `--quiet` prints only what is wrong.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

cargo run --quiet --package arrows -- "$@"
