// Asks the server for what a page shows, as often as something has changed. One question is on its way at a time, so
// that an older answer never overtakes a newer one; a question that failed is asked again until it is answered.

import { Tries } from "./pause.ts";

/** What became of a question: `later` is worth asking again by itself, `kept` when the server answers the page again. */
export type Answered = "done" | "later" | "kept";

export interface Needs {
  ask(): Promise<Answered>;
  late(is: boolean): void;
  random(): number;
  later(run: () => void, millis: number): () => void;
}

export class Asking {
  readonly #needs: Needs;
  #running = false;
  #wanted = false;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Something has changed. */
  ask() {
    this.#wanted = true;
    if (this.#running) return;
    this.#running = true;
    void this.#run();
  }

  /** A question is on its way. */
  get running(): boolean {
    return this.#running;
  }

  async #run() {
    const { ask, late, random, later } = this.#needs;
    const tries = new Tries();
    while (this.#wanted) {
      this.#wanted = false;
      // An answer that could not be shown counts as no answer.
      const answered = await ask().catch((): Answered => "later");
      if (answered !== "later") {
        late(false);
        continue;
      }
      late(true);
      await new Promise<void>((waited) => later(waited, tries.lost(random())));
      this.#wanted = true;
    }
    this.#running = false;
  }
}
