// The one line of the page to the server: everything that the page follows comes in one event stream. A hidden page
// has none: browsers open six connections to a server at most.

import { part, Tries } from "./pause.ts";
import { GREETING, OVER, passes, read, whole, type StreamEvent } from "./told.ts";

const STREAM = "/flux";
const STATE = "/flux/etat";
/** What a page follows is named at its start; then one stream opens for all of it. */
const GATHER = 50;
/** A stream that gets through says so at once. */
const GREETED_WITHIN = 4_000;
/** How soon a page asks why its stream was closed. */
const ASK_WITHIN = 300;
/** The server greets about once in a minute: a line that is silent for longer is lost. */
const SILENT_AFTER = 90_000;

/** Something that a page follows. */
export interface Topic {
  name: string;
  /** The number of what is followed; empty for what the page's person has anyway. */
  of: string;
  /** The version that the page shows. */
  version: string;
  /** Called with what each event carries. */
  heard(data: string, version: string): void;
}

/** What the line needs of the page. */
export interface Surroundings {
  hidden(): boolean;
  random(): number;
  /** Runs something later; returns how to prevent that. */
  later(run: () => void, millis: number): () => void;
  /** Opens a stream and returns how to close it. `failed` is told whether something else than a stream answered. */
  stream(
    address: string,
    names: string[],
    heard: (told: StreamEvent) => void,
    failed: (closed: boolean) => void,
  ): () => void;
  /** The status of an answer, 0 without one, and its text. */
  read(address: string): Promise<{ status: number; text: string }>;
  /** The address with these values and the person of the page in its query. */
  address(path: string, query: [string, string][]): string;
  /** The page waits for something, or not any more. */
  late(is: boolean): void;
  /** The server answers this page. */
  served(): void;
  /** Asks why the page is refused. False if that was not our server: a proxy may answer so in its place. */
  refused(): Promise<boolean>;
}

export class Line {
  readonly #around: Surroundings;
  readonly #tries = new Tries();
  #followed: Topic[] = [];
  #close: (() => void) | undefined;
  /** What comes next if nothing else happens. */
  #next: (() => void) | undefined;
  /** Number of the latest question: an answer to an older one is dropped. */
  #question = 0;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  follow(topic: Topic) {
    this.#followed.push(topic);
    this.stop();
    if (!this.#around.hidden()) this.#then(GATHER, () => this.#open());
  }

  /** The page is shown again. */
  beginAgain() {
    this.#tries.back();
    this.#open();
  }

  /** The network is back. A stream from before may be dead without anybody having noticed. */
  online() {
    this.beginAgain();
  }

  /** The network is gone: nothing comes any more, however open the stream seems. */
  offline() {
    if (this.#followed.length > 0 && !this.#around.hidden()) this.#lose();
  }

  /** A hidden page follows nothing: a seventh connection would wait for ever. */
  stop() {
    this.#question += 1;
    this.#next?.();
    this.#next = undefined;
    this.#close?.();
    this.#close = undefined;
  }

  #open() {
    this.stop();
    if (this.#followed.length === 0 || this.#around.hidden()) return;
    this.#around.late(true);
    const names = [...this.#followed.map((topic) => topic.name), GREETING];
    this.#close = this.#around.stream(
      this.#address(STREAM),
      names,
      (told) => this.#hear(told),
      (closed) => this.#fail(closed),
    );
    this.#then(GREETED_WITHIN, () => {
      this.stop();
      this.#tries.silent();
      this.#ask();
    });
  }

  #address(path: string): string {
    const shown = this.#followed.map(({ name, of, version }): [string, string] => [
      name,
      of === "" ? version : `${of}.${version}`,
    ]);
    return this.#around.address(path, shown);
  }

  #hear(told: StreamEvent) {
    if (told.topic === GREETING) {
      this.#tries.greeted(whole(told.data));
      this.#around.late(false);
      this.#around.served();
    }
    this.#then(SILENT_AFTER, () => this.#lose());
    this.#tell(told);
  }

  /** Tells those that follow the topic. */
  #tell(told: StreamEvent) {
    const over = told.data === OVER && told.version === "";
    const about = this.#followed.filter((topic) => topic.name === told.topic);
    if (over) this.#followed = this.#followed.filter((topic) => topic.name !== told.topic);
    for (const topic of about) {
      if (!over) topic.version = told.version;
      topic.heard(told.data, told.version);
    }
  }

  #fail(closed: boolean) {
    if (!closed) return this.#lose();
    // The server, or a proxy, answered with something else: the question tells what.
    this.stop();
    this.#around.late(true);
    if (this.#tries.closed()) this.#then(part(ASK_WITHIN, this.#around.random()), () => this.#ask());
    else this.#askLater();
  }

  /** The connection is lost. */
  #lose() {
    this.stop();
    this.#around.late(true);
    this.#then(this.#tries.lost(this.#around.random()), () => this.#open());
  }

  #askLater() {
    this.#then(this.#tries.lost(this.#around.random()), () => this.#ask());
  }

  #ask() {
    this.#around.late(true);
    const question = this.#question;
    void this.#around.read(this.#address(STATE)).then(({ status, text }) => {
      if (this.#question === question) this.#answered(status, text);
    });
  }

  #answered(status: number, text: string) {
    const all = read(text);
    const greeting = all.find((told) => told.topic === GREETING);
    if (status === 200 && greeting) {
      for (const told of all) this.#tell(told);
      this.#around.late(false);
      this.#around.served();
      const next = this.#tries.answered(whole(greeting.data), this.#around.random());
      if (next === "open") this.#open();
      else this.#then(next, () => this.#ask());
    } else if (status >= 400 && !passes(status)) {
      const question = this.#question;
      void this.#around.refused().then((byServer) => {
        if (this.#question === question) this.#refuse(status, byServer);
      });
    } else {
      // A page of a proxy, too many requests, or no answer at all.
      this.#askLater();
    }
  }

  /** Some proxies answer "not found" or "forbidden" while their server is away: that refuses nothing. */
  #refuse(status: number, byServer: boolean) {
    if (!byServer) {
      this.#askLater();
    } else if ((status === 403 || status === 404) && this.#forgetNumbered()) {
      this.#open();
    } else {
      this.#around.late(false);
      this.#then(this.#tries.refused(this.#around.random()), () => this.#ask());
    }
  }

  /** What needs a right may be gone; the page still follows the rest. False if there was nothing. */
  #forgetNumbered(): boolean {
    const gone = this.#followed.filter((topic) => topic.of !== "");
    this.#followed = this.#followed.filter((topic) => topic.of === "");
    for (const topic of gone) topic.heard(OVER, "");
    return gone.length > 0;
  }

  /** Does something after a pause, instead of what was to come next. */
  #then(pause: number, what: () => void) {
    this.#next?.();
    this.#next = this.#around.later(() => {
      this.#next = undefined;
      what();
    }, pause);
  }
}
