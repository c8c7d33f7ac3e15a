// A page that is not up to date says so, in a place that moves nothing.

const ID = "page-en-retard";
/** A line that is back within this time was never missed. */
const AFTER = 2_000;

/** How many things the page waits for. */
let waits = 0;
let soon: ReturnType<typeof setTimeout> | undefined;

/** The name of a sentence that the server wrote beside the place. */
type Said = "late" | "refused" | "dropped" | "unasked";

/** Says something there at once, or nothing. */
export function say(word?: Said) {
  const place = document.getElementById(ID);
  if (!place) return;
  const sentence = word === undefined ? "" : (place.dataset[word] ?? "");
  if (place.textContent !== sentence) place.textContent = sentence;
}

/** Takes back one of these, if it is what is said: another thing may have been said since. */
export function unsay(...words: Said[]) {
  const place = document.getElementById(ID);
  if (place && words.some((word) => place.dataset[word] === place.textContent)) place.textContent = "";
}

/** Something begins that the page waits for before it is up to date; the page says so if it takes long. */
export function waiting() {
  waits += 1;
  soon ??= setTimeout(() => say("late"), AFTER);
}

/** It has come. */
export function arrived() {
  waits = Math.max(waits - 1, 0);
  if (waits > 0) return;
  clearTimeout(soon);
  soon = undefined;
  say();
}

/** One thing that the page may wait for. */
export class Late {
  #is = false;

  set(is: boolean) {
    if (this.#is === is) return;
    this.#is = is;
    if (is) waiting();
    else arrived();
  }
}
