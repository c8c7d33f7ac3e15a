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
    const isNew = day !== this.#day;
    if (!isNew && !(returns && now - this.#asked >= OLD)) return undefined;
    [this.#day, this.#asked] = [day, now];
    return isNew ? "everything" : "events";
  }
}
