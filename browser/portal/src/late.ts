// A page that is not up to date says so, in a place that moves nothing.

const ID = "page-en-retard";
/** A line that is back within this time was never missed. */
const AFTER = 2_000;

/** How many things the page waits for. */
let waits = 0;
let soon: ReturnType<typeof setTimeout> | undefined;

/** The names of the words that the server wrote beside the place. */
type Word = "late" | "refused" | "dropped" | "unasked";
/** The first of these is said: a line that is back takes nothing away but that it was lost. */
const ORDER: Word[] = ["dropped", "unasked", "refused", "late"];
const said = new Set<Word>();

/** Something is to be said there from now on, or not any more. */
export function say(word: Word, is = true) {
  // An island may have said there why something was refused.
  if (said.has(word) === is) return;
  if (is) said.add(word);
  else said.delete(word);
  const place = document.getElementById(ID);
  if (!place) return;
  const now = ORDER.find((one) => said.has(one));
  const sentence = now === undefined ? "" : (place.dataset[now] ?? "");
  if (place.textContent !== sentence) place.textContent = sentence;
}

/** The module runs: where it came late, the page said that it does not follow. */
export function begins() {
  const place = document.getElementById(ID);
  if (place && place.textContent === place.dataset.unfollowed) place.textContent = "";
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
  say("late", false);
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
