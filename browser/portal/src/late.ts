// A page that is not up to date says so, in a place that moves nothing.

const ID = "page-en-retard";
/** A line that is back within this time was never missed. */
const AFTER = 2_000;

/** How many things the page waits for. */
let waits = 0;
let soon: ReturnType<typeof setTimeout> | undefined;

/** Says something there at once: the name of a word that the server wrote beside the place, or nothing. */
export function say(word?: "late" | "refused" | "dropped") {
  const place = document.getElementById(ID);
  if (!place) return;
  const sentence = word === undefined ? "" : (place.dataset[word] ?? "");
  if (place.textContent !== sentence) place.textContent = sentence;
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
