// How long to wait before asking again, in milliseconds.

const LONGEST = 5 * 60_000;
/** Without an answer: a server that comes back is noticed within a minute. */
const LONGEST_SILENT = 60_000;
const SHORTEST = 1_000;
/** When no answer named an interval. */
const USUAL = 5_000;

/** What the header `Portevoix-Next` says, in milliseconds. */
export function named(header: string | null): number {
  const seconds = Number(header ?? "");
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(Math.max(seconds * 1_000, SHORTEST), LONGEST) : USUAL;
}

/** The pause after so many failures in a row. Readers must not come back all at once: the pause varies by a tenth,
 * after a failure by half. `random` is from 0 to 1. */
export function pause(next: number, failures: number, random: number): number {
  // A little sooner than named: with the way there and back it is what was named.
  if (failures === 0) return next * (0.85 + 0.1 * random);
  const longer = Math.max(next, Math.min(next * 2 ** Math.min(failures, 10), LONGEST_SILENT));
  return longer * (0.5 + 0.5 * random);
}
