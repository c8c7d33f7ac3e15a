// How long a page waits before it tries again, and what it tries. Each pause has a part of chance, so that pages
// that lost the server together do not come back together. All times are in milliseconds.

/** The spread as long as the server has said nothing. */
const SPREAD = 3_000;
/** After this many losses in a row the server is away for long, and pages ask less often. */
const LONG = 100;
const LONG_SPREAD = 30_000;
/** The first pause after a refusal; each later one is twice as long, up to eight minutes. */
const REFUSED = 30_000;
const DOUBLINGS = 4;

/** What comes after an answer to the question what is new: open a stream now, or ask again after a pause. */
export type Next = "open" | number;

/** The tries since the line last worked. */
export class Tries {
  #spread = SPREAD;
  #lost = 0;
  #refused = 0;
  /** How many streams in a row did not get through although the server answers. */
  #unfit = 0;
  /** Questions answered since the last try of a stream. */
  #answered = 0;

  /** The stream gets through. The server tells over how long its pages are to spread their return. */
  greeted(spread: number | undefined) {
    this.#spread = bounded(spread ?? this.#spread);
    this.#lost = this.#refused = this.#unfit = this.#answered = 0;
  }

  /** The page is shown again, or the network is back: it does not wait for the end of a pause. */
  back() {
    this.#lost = this.#refused = 0;
  }

  /** The server is away. The pause before the next try; `chance` is between 0 and 1. */
  lost(chance: number): number {
    const first = this.#lost === 0;
    this.#lost += 1;
    const spread = this.#lost > LONG ? LONG_SPREAD : this.#spread;
    return first ? part(spread, chance) : spread / 2 + part(spread / 2, chance);
  }

  /** A stream was closed at its start: refused, or answered by a proxy. Whether it is the first one. */
  closed(): boolean {
    this.#unfit += 1;
    this.#answered = 0;
    return this.#unfit === 1;
  }

  /** A stream said nothing: something on its way collects it. */
  silent() {
    this.#unfit = Math.max(this.#unfit + 1, 2);
    this.#answered = 0;
  }

  /** The server has answered the question what is new. Where streams do not get through, the page goes on asking, and
   * tries a stream less and less often. */
  answered(spread: number | undefined, chance: number): Next {
    this.#spread = bounded(spread ?? this.#spread);
    this.#lost = this.#refused = 0;
    const questions = this.#unfit < 2 ? 0 : 10 * 2 ** Math.min(this.#unfit - 2, DOUBLINGS);
    if (this.#answered >= questions) return "open";
    this.#answered += 1;
    return this.#spread / 2 + part(this.#spread / 2, chance);
  }

  /** The server refuses this page: nothing changes that soon. */
  refused(chance: number): number {
    const pause = REFUSED * 2 ** this.#refused;
    this.#refused = Math.min(this.#refused + 1, DOUBLINGS);
    return pause + part(pause, chance);
  }
}

function bounded(spread: number): number {
  return Math.min(Math.max(spread, SPREAD), LONG_SPREAD);
}

/** A random time up to a limit: thousands of pages are told at once. */
export function part(most: number, chance: number): number {
  return Math.floor(most * chance);
}
