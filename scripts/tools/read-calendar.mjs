// read-calendar.mjs CALENDAR EXPECTED: expands a calendar with ical.js and compares its occurrences with a
// list.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const [calendarPath, expectedPath] = process.argv.slice(2);
const calendar = new ICAL.Component(ICAL.parse(readFileSync(calendarPath, "utf8")));
const expected = JSON.parse(readFileSync(expectedPath, "utf8"));

// Only the zones that the calendar itself describes.
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(new ICAL.Timezone(zone));
}

// A day, or an instant in UTC.
const written = (time) =>
  time.isDate ? time.toString() : new Date(time.toUnixTime() * 1000).toISOString().replace(".000Z", "Z");

const components = calendar.getAllSubcomponents("vevent");
const found = [];
for (const component of components.filter((one) => !one.hasProperty("recurrence-id"))) {
  const event = new ICAL.Event(component);
  for (const other of components) {
    if (other.hasProperty("recurrence-id") && other.getFirstPropertyValue("uid") === event.uid) {
      event.relateException(new ICAL.Event(other));
    }
  }
  if (!event.isRecurring()) {
    found.push([written(event.startDate), written(event.endDate), event.summary]);
    continue;
  }
  const iterator = event.iterator();
  // Each repetition has an end; the limit only stops a mistake.
  for (let left = 500; left > 0; left -= 1) {
    const next = iterator.next();
    if (!next) break;
    const { startDate, endDate, item } = event.getOccurrenceDetails(next);
    found.push([written(startDate), written(endDate), item.summary]);
  }
}

const lines = (list) => list.map((one) => one.join(" ")).sort();
const [have, want] = [lines(found), lines(expected)];
const missing = want.filter((one) => !have.includes(one));
const invented = have.filter((one) => !want.includes(one));
if (missing.length > 0 || invented.length > 0 || have.length !== want.length) {
  console.error("missing:", missing, "invented:", invented);
  process.exit(1);
}
console.log(`${have.length} occurrences, as in our own agenda`);
