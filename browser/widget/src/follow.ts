// Asks for the list again and again, as long as the page is visible. It draws nothing.

import { readList, running, type Announcement } from "./announcement.ts";
import { machine, ServerClock } from "./clock.ts";
import { named, pause } from "./pause.ts";
import { Later, Refused, wait, type Token } from "./token.ts";

/** What is known at a moment. */
export interface State {
  /** Nothing was heard yet. */
  loading: boolean;
  /** In the server's order, without what is over. */
  list: Announcement[];
  /** Since when nothing was heard, by the server's clock; undefined while all is well. */
  since: number | undefined;
  /** There is nothing to show, and no way to find out. */
  unavailable: boolean;
}

export interface Source {
  /** Where the list is. */
  address(): string;
  server: string;
  /** A token for the list; undefined if it needs none. */
  token?(): Promise<Token>;
  /** Called with each good answer. */
  heard?(answer: Response): void;
}

/** What the follower needs of its surroundings. */
export interface Surroundings {
  fetch: typeof fetch;
  clock: ServerClock;
  random(): number;
  /** Milliseconds that pass, whatever the clock says. */
  steady(): number;
  visible(): boolean;
  /** Runs something later; returns how to prevent that. */
  later(run: () => void, millis: number): () => void;
}

export const surroundings = (): Surroundings => ({
  fetch: (input, init) => fetch(input, init),
  clock: new ServerClock(),
  random: () => Math.random(),
  steady: machine.steady,
  visible: () => !document.hidden,
  later: (run, millis) => {
    const timer = setTimeout(run, millis);
    return () => clearTimeout(timer);
  },
});

/** An answer takes at most so long. */
const PATIENCE = 8_000;
/** A token that ends sooner is renewed first. */
const RENEW = 60_000;

export class Follower {
  readonly #source: Source;
  readonly #around: Surroundings;
  readonly #changed: (state: State) => void;
  #list: Announcement[] = [];
  #tag: string | undefined;
  #token: { value: string; until: number } | undefined;
  #asked: string | undefined;
  #failures = 0;
  #next = named(null);
  #heard = false;
  /** The token is new: the list was read with the one before. */
  #earlier = false;
  #lost = false;
  /** Until when the server wants not to be asked, by the steady clock. */
  #notBefore = 0;
  #running = false;
  /** An answer is on its way. */
  #busy = false;
  #stop: AbortController | undefined;
  #cancel: (() => void) | undefined;

  constructor(source: Source, changed: (state: State) => void, around: Surroundings) {
    this.#source = source;
    this.#changed = changed;
    this.#around = around;
  }

  /** Begins. */
  start() {
    if (this.#running) return;
    this.#running = true;
    void this.#turn();
  }

  /** Asks now, unless an answer is on its way or the server wants a pause: the page is seen again, or the network is
   * back. */
  wake() {
    if (this.#busy) return;
    this.#running = true;
    const rest = this.#notBefore - this.#around.steady();
    if (rest > 0) this.#wait(rest);
    else void this.#turn();
  }

  /** Nothing more is asked; what was heard stays. */
  stop() {
    this.#running = false;
    this.#busy = false;
    this.#cancel?.();
    this.#stop?.abort();
  }

  get token(): string | undefined {
    return this.#token?.value;
  }

  get clock(): ServerClock {
    return this.#around.clock;
  }

  /** What is known now: what is over by the server's clock is gone, with or without the network, and without it also
   * an alert that nobody could have ended for too long. */
  state(): State {
    const { clock } = this.#around;
    const since = this.#lost && this.#heard ? clock.heardAt : undefined;
    const list = running(this.#list, clock.now(), since);
    return { loading: !this.#heard && !this.#lost, list, since, unavailable: this.#lost && !this.#heard };
  }

  async #turn() {
    this.#cancel?.();
    let waiting: number;
    const stop = (this.#stop = new AbortController());
    this.#busy = true;
    try {
      await this.#ask(stop);
      this.#failures = 0;
      this.#lost = false;
      this.#notBefore = 0;
      waiting = pause(this.#next, 0, this.#around.random());
    } catch (error) {
      if (!this.#running || stop !== this.#stop) return;
      this.#busy = false;
      // Whoever is refused reads nothing more. A server that fails has refused nobody.
      if (this.#earlier || error instanceof Refused) this.forget();
      this.#failures += 1;
      this.#lost = true;
      waiting = pause(this.#next, this.#failures, this.#around.random());
      if (error instanceof Later) {
        waiting = Math.max(waiting, error.wait);
        this.#notBefore = this.#around.steady() + error.wait;
      }
    }
    if (!this.#running || stop !== this.#stop) return;
    this.#busy = false;
    this.#changed(this.state());
    this.#wait(waiting);
  }

  #wait(millis: number) {
    this.#cancel?.();
    this.#cancel = this.#around.later(() => {
      // A hidden page asks nothing; it begins anew when it is seen.
      if (this.#around.visible()) void this.#turn();
      else this.#running = false;
    }, millis);
  }

  async #ask(stop: AbortController) {
    const limit = this.#around.later(() => stop.abort(), PATIENCE);
    const get: typeof fetch = (input, init) =>
      this.#around.fetch(input, { ...init, signal: stop.signal, credentials: "omit", cache: "no-store" });
    try {
      for (let tries = 0; ; tries += 1) {
        const authorization = await before(stop.signal, this.#authorization());
        const headers: Record<string, string> = { Accept: "application/json", ...authorization };
        const address = this.#source.address();
        if (this.#tag !== undefined && this.#asked === address) headers["If-None-Match"] = this.#tag;
        const answer = await get(address, { headers });
        if (stop.signal.aborted) throw new Error("too late");
        if (answer.status === 401 && this.#source.token) {
          // The reader is not known any more: what they read is gone at once.
          this.forget();
          if (tries === 0) continue;
          throw new Refused();
        }
        return await this.#take(answer, address);
      }
    } finally {
      limit();
    }
  }

  async #take(answer: Response, address: string) {
    if (answer.status === 429 || answer.status === 503) throw new Later(wait(answer));
    if (answer.status !== 304 && !answer.ok) throw new Error(`status ${answer.status}`);
    if (answer.status !== 304) {
      this.#list = readList(await answer.json(), this.#source.server);
      this.#tag = answer.headers.get("ETag") ?? undefined;
      this.#asked = address;
    }
    this.#around.clock.hear(answer.headers.get("Date"));
    this.#next = named(answer.headers.get("Portevoix-Next"));
    this.#heard = true;
    this.#earlier = false;
    this.#source.heard?.(answer);
  }

  async #authorization(): Promise<Record<string, string>> {
    if (!this.#source.token) return {};
    const now = this.#around.steady();
    if (!this.#token || now > this.#token.until - RENEW) {
      const { token, expires_in } = await this.#source.token();
      const until = now + Math.max(expires_in * 1_000, 2 * RENEW);
      // It may be another reader's: the list is read anew, or not shown any more.
      this.#earlier = this.#token !== undefined && this.#token.value !== token;
      if (this.#earlier) this.#tag = undefined;
      this.#token = { value: token, until };
    }
    return { Authorization: `Bearer ${this.#token.value}` };
  }

  /** Forgets the reader and what they read. */
  forget() {
    this.#list = [];
    this.#tag = undefined;
    this.#token = undefined;
    this.#heard = false;
    this.#earlier = false;
  }
}

/** The result, unless the time is over: a host's function may never answer. */
function before<T>(signal: AbortSignal, result: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Error("too late")), { once: true });
    result.then(resolve, reject);
  });
}
