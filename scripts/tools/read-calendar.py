"""read-calendar.py CALENDAR EXPECTED: expands a calendar and compares its occurrences with a list."""

import datetime
import json
import sys

import icalendar
import recurring_ical_events

calendar_path, expected_path = sys.argv[1:]
with open(calendar_path, "rb") as file:
    text = file.read()
with open(expected_path, encoding="utf-8") as file:
    expected = json.load(file)

for number, line in enumerate(text.split(b"\r\n"), start=1):
    if len(line) > 75:
        sys.exit(f"line {number} has {len(line)} octets")
    if b"\n" in line or b"\r" in line:
        sys.exit(f"line {number} has a bare line end")
    line.decode("utf-8")

calendar = icalendar.Calendar.from_ical(text)
for component in calendar.walk():
    if component.errors:
        sys.exit(f"{component.name}: {component.errors}")


def written(moment):
    """A day, or an instant in UTC."""
    if isinstance(moment, datetime.datetime):
        return moment.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return moment.isoformat()


begin, end = datetime.datetime(2026, 1, 1), datetime.datetime(2029, 1, 1)
found = sorted(
    (written(event["DTSTART"].dt), written(event["DTEND"].dt), str(event["SUMMARY"]))
    for event in recurring_ical_events.of(calendar).between(begin, end)
)
wanted = sorted(tuple(occurrence) for occurrence in expected)
if found != wanted:
    missing = [occurrence for occurrence in wanted if occurrence not in found]
    invented = [occurrence for occurrence in found if occurrence not in wanted]
    sys.exit(f"missing: {missing}\ninvented: {invented}")
print(f"{len(found)} occurrences, as in our own agenda")
