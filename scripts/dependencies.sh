#!/usr/bin/env bash
# Checks third-party code: licences, sources and duplicates of the crates (deny.toml), and known
# vulnerabilities of crates and npm packages. The lists of vulnerabilities need the network; if they
# cannot be reached, one line says so, and the other checks still count.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

failed=0

if has cargo-deny; then
  say "Checking licences, duplicates and sources of the crates (seconds)"
  cargo deny --locked --log-level warn check licenses bans sources || failed=1
  if GIT_TERMINAL_PROMPT=0 timeout 60 cargo deny --log-level off fetch db </dev/null >/dev/null 2>&1; then
    say "Looking for known vulnerabilities in the crates (seconds)"
    cargo deny --locked --log-level warn check advisories || failed=1
  else
    say "Known vulnerabilities in the crates: NOT CHECKED, the list of advisories cannot be reached from here"
  fi
else
  say "The crates: NOT CHECKED, cargo-deny is missing ('make dependencies' brings it)"
fi

# npm exits with the same status for vulnerabilities and for an unreachable list; only a real report
# has a version.
for folder in bench/browser browser/editor end2end scripts/tools; do
  report="$(timeout 60 npm audit --prefix "$folder" --json --audit-level=high --fetch-retries=0 </dev/null 2>/dev/null)" \
    && found=0 || found=1
  if ! grep -q '"auditReportVersion"' <<<"$report"; then
    say "Known vulnerabilities in the npm packages of $folder: NOT CHECKED, the registry does not answer here"
  elif [ "$found" = 0 ]; then
    say "Known vulnerabilities in the npm packages of $folder: none that is high or critical"
  else
    npm audit --prefix "$folder" --audit-level=high </dev/null >&2 || true
    failed=1
  fi
done

[ "$failed" = 0 ] || fail "dependencies: the problems are listed above"
