#!/usr/bin/env bash
# Prints each floor's rooms and arrows and the walk of Déployer; fails if they differ from
# scripts/arrows/order.txt. `--quiet` prints only the problems.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

cargo run --quiet --package arrows -- "$@"
