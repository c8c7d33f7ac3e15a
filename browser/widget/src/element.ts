// The element `<portevoix-annonces>`. Whatever goes wrong stays inside: nothing is thrown into the
// host's page.

import { nextEnd } from "./announcement.ts";
import { Follower, surroundings, type State } from "./follow.ts";
import { inherited, languageOf, wordsOf } from "./language.ts";
import { Seen } from "./seen.ts";
import { styles } from "./sheet.ts";
import { exchange, readToken, Refused, said, type Ask, type AskToken, type Token } from "./token.ts";
import { View, type Look } from "./view.ts";

/** Where this script came from. */
const HOME = new URL(import.meta.url).origin;
/** The longest pause that browsers keep. */
const LONGEST = 2 ** 31 - 1;

export class PortevoixAnnonces extends HTMLElement {
  static readonly observedAttributes = ["declaration", "lang", "dir", "niveau-titre", "serveur"];

  readonly #view: View;
  /** In the page, and every property that the host set is read. */
  #alive = false;
  readonly #seen = new Seen((ids) => this.#tell(ids));
  #follower: Follower | undefined;
  #getStatement: Ask | undefined;
  #getToken: AskToken | undefined;
  /** A statement is good for one exchange. */
  #used: string | undefined;
  #redraw: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    try {
      root.adoptedStyleSheets = [styles()];
    } catch {
      // A browser without constructable sheets shows the list without our styles.
    }
    this.#view = new View(root);
  }

  /** The host's function that fetches a new statement from the host's server. Another function may mean
   * another reader: the list begins anew. */
  get getStatement(): Ask | undefined {
    return this.#getStatement;
  }
  set getStatement(ask: Ask | undefined) {
    this.#getStatement = typeof ask === "function" ? ask : undefined;
    this.reset();
  }

  /** The host's function for a token that its server exchanged by itself. */
  get getToken(): AskToken | undefined {
    return this.#getToken;
  }
  set getToken(ask: AskToken | undefined) {
    this.#getToken = typeof ask === "function" ? ask : undefined;
    this.reset();
  }

  /** Forgets the reader and everything that they read, and begins anew. */
  reset() {
    this.#used = undefined;
    this.#forget();
    if (this.#alive) this.#begin();
  }

  #forget() {
    clearTimeout(this.#redraw);
    this.#follower?.stop();
    this.#follower = undefined;
    this.#seen.reset();
    this.#view.reset();
  }

  connectedCallback() {
    // Moved on its page: the same reader goes on reading.
    if (this.#alive) {
      this.#moved();
      return;
    }
    // Frameworks may have set a property before this class was known.
    for (const name of ["getStatement", "getToken"] as const) {
      if (!Object.hasOwn(this, name)) continue;
      const value: unknown = this[name];
      delete this[name];
      Object.assign(this, { [name]: value });
    }
    document.addEventListener("visibilitychange", this.#visible);
    addEventListener("online", this.#visible);
    addEventListener("pagehide", this.#kept);
    addEventListener("pageshow", this.#kept);
    this.#alive = true;
    this.#begin();
  }

  /** Browsers that can move an element without removing it call this alone. */
  connectedMoveCallback() {
    this.#moved();
  }

  disconnectedCallback() {
    // Whoever moves an element removes it, and puts it back before anything else runs.
    queueMicrotask(() => this.#leave());
  }

  #moved() {
    // Its language, its direction and its room may be others here.
    if (this.#follower) this.#draw(this.#follower.state());
  }

  /** Nothing is left of an element that is gone: no request, no timer, no listener, and no list. */
  #leave() {
    if (this.isConnected || !this.#alive) return;
    this.#alive = false;
    document.removeEventListener("visibilitychange", this.#visible);
    removeEventListener("online", this.#visible);
    removeEventListener("pagehide", this.#kept);
    removeEventListener("pageshow", this.#kept);
    this.#forget();
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null) {
    if (before === now || !this.#alive) return;
    if (name === "declaration" || name === "serveur") this.reset();
    else if (this.#follower) this.#draw(this.#follower.state());
  }

  readonly #visible = () => {
    if (document.hidden || !this.#follower) return;
    this.#draw(this.#follower.state());
    this.#follower.wake();
  };

  /** A browser keeps the page as it stands for its button *back*, and somebody else may press it: nothing that was
   * read is kept there, and the host says anew who reads. With a statement alone nobody could. */
  readonly #kept = (event: PageTransitionEvent) => {
    if (!event.persisted || !(this.#getStatement ?? this.#getToken)) return;
    this.#forget();
    if (event.type === "pageshow") this.#begin();
  };

  #begin() {
    const source = {
      server: this.#server(),
      address: () => `${this.#server()}/api/widget/annonces?langue=${this.#look().language}`,
      token: async () => {
        const gone = () => this.#follower !== follower;
        const token = await this.#token(gone);
        // It may be another reader's, who has seen nothing yet.
        if (!gone()) this.#seen.reset();
        return token;
      },
    };
    const follower: Follower = new Follower(source, (state) => this.#draw(state), surroundings());
    this.#follower = follower;
    this.#draw(follower.state());
    follower.start();
  }

  #server(): string {
    try {
      return new URL(this.getAttribute("serveur") ?? HOME, HOME).origin;
    } catch {
      return HOME;
    }
  }

  /** A host may answer when nobody waits any more: the element is gone, or another reader began. */
  async #token(gone: () => boolean): Promise<Token> {
    if (this.#getToken) return readToken(await said(() => this.#getToken?.()));
    const given = this.getAttribute("declaration") ?? undefined;
    const fresh = given !== this.#used ? given : undefined;
    const statement = fresh ?? (await said(() => this.#getStatement?.()));
    if (gone()) throw new Refused();
    if (typeof statement !== "string" || statement === "") throw new Refused();
    if (fresh !== undefined) this.#used = fresh;
    return exchange(this.#server(), statement, (input, init) => fetch(input, init));
  }

  #look(): Look {
    const language = languageOf(inherited(this, "lang") ?? "fr");
    const direction = inherited(this, "dir") === "rtl" ? "rtl" : "ltr";
    const level = Number(this.getAttribute("niveau-titre") ?? "");
    const titled = Number.isInteger(level) && level >= 1 && level <= 6 ? level : 2;
    return { words: wordsOf(language), language, direction, level: titled };
  }

  #draw(state: State) {
    try {
      this.#view.draw(state, this.#look());
      this.#seen.watch(this.#view.items());
    } catch {
      // The host's page is not ours to disturb; the next answer draws anew.
    }
    // What ends is gone on time, with or without an answer.
    clearTimeout(this.#redraw);
    const follower = this.#follower;
    if (!follower || !this.#alive) return;
    const now = follower.clock.now();
    const wait = Math.min(nextEnd(state.list, now, state.since) - now + 50, LONGEST);
    this.#redraw = setTimeout(() => this.#draw(follower.state()), wait);
  }

  async #tell(ids: string[]): Promise<boolean> {
    const token = this.#follower?.token;
    if (token === undefined) return false;
    try {
      const answer = await fetch(`${this.#server()}/api/widget/vu`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
        body: JSON.stringify({ seen: ids }),
        credentials: "omit",
        cache: "no-store",
        signal: AbortSignal.timeout(8_000),
      });
      return answer.ok;
    } catch {
      return false;
    }
  }
}
