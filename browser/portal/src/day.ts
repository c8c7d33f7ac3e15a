// A page names days by their distance ("today", or an hour alone), and shows which event is next. Both grow old by
// themselves: no event of the server says that a day is over.

/** The civil day in a time zone; on the browser's own clock if it does not know the zone. */
export function dayIn(zone: string | undefined, at: number): string {
  try {
    return new Intl.DateTimeFormat("sv-SE", zone ? { timeZone: zone } : {}).format(at);
  } catch {
    return new Intl.DateTimeFormat("sv-SE").format(at);
  }
}

/** A page that is shown again asks after this time which event is next, in milliseconds. */
const OLD = 10 * 60_000;

/** What a page has to ask for: everything on a new day, or what the day brings. */
export type Aged = "everything" | "events" | undefined;

/** The server's time, as the page says it and then the answers. The clock of this machine may be minutes off: a page that
 * asks five minutes before the day is over would get the day that ends, and show it until the next midnight. */
export class Clock {
  #behind = 0;

  /** Takes over the header `Date` of an answer. `now` is the time of this machine. */
  hear(date: string | null, now: number) {
    this.set(date === null ? NaN : Date.parse(date), now);
  }

  /** Takes over the time that the server told, if it did. */
  set(server: number, now: number) {
    if (!Number.isNaN(server)) this.#behind = server - now;
  }

  /** This machine's time as long as nothing told another. */
  at(now: number): number {
    return now + this.#behind;
  }
}

/** How old a page is. */
export class Age {
  readonly #zone: string | undefined;
  #day: string;
  #asked: number;

  constructor(zone: string | undefined, now: number) {
    this.#zone = zone;
    this.#day = dayIn(zone, now);
    this.#asked = now;
  }

  /** `returns`: its reader comes back to it. */
  look(now: number, returns: boolean): Aged {
    const day = dayIn(this.#zone, now);
    const isNew = day > this.#day;
    // The answer that told the time is of this day.
    this.#day = day;
    // Told the time, the clock may go back.
    if (!isNew && !(returns && Math.abs(now - this.#asked) >= OLD)) return undefined;
    this.#asked = now;
    return isNew ? "everything" : "events";
  }
}
