#!/usr/bin/env bash
# calendar.sh: two independent programs read a calendar that the tests have written, and must find the
# same occurrences as our own agenda: over both changes of the clocks, whole days, days that are left
# out or moved, and the time of La Réunion.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

folder="$TARGET/tmp/calendar"
[ -f "$folder/expected.json" ] || fail "the tests have not written $folder/agenda.ics: run them first"

packages="$TARGET/calendar-readers"
key="$(sha256sum <scripts/tools/calendar-requirements.txt)"
if [ "$(cat "$packages/.key" 2>/dev/null)" != "$key" ]; then
  say "Fetching the readers of calendars (about 10 s, once)"
  need python3 "python3 python3-pip"
  python3 -m pip --version >/dev/null 2>&1 || apt_install python3-pip || true
  # A folder of its own: this works without the module venv, and changes no other Python program.
  rm -rf "$packages"
  if python3 -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all: \
    --requirement scripts/tools/calendar-requirements.txt --target "$packages" </dev/null >&2; then
    printf '%s\n' "$key" >"$packages/.key"
  fi
fi

if [ -f "$packages/.key" ]; then
  say "Reading a calendar with icalendar and recurring-ical-events (seconds)"
  PYTHONPATH="$packages" python3 scripts/tools/read-calendar.py "$folder/agenda.ics" "$folder/expected.json" >&2
else
  say "The calendar with icalendar and recurring-ical-events: NOT CHECKED, PyPI does not answer here"
fi
say "Reading it with ical.js (seconds)"
node scripts/tools/read-calendar.mjs "$folder/agenda.ics" "$folder/expected.json" >&2
