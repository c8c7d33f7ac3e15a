// Tells the server which announcements were really seen: shown for a second, on a visible page.

const ENOUGH_MS = 1_000;
/** Of what an announcement covers, or of the screen if it is larger. */
const PART = 0.5;
const AT_ONCE = 50;

export class Seen {
  readonly #send: (ids: string[]) => Promise<boolean>;
  readonly #observer: IntersectionObserver;
  readonly #watched = new Map<Element, string>();
  readonly #shown = new Map<string, ReturnType<typeof setTimeout>>();
  #waiting = new Set<string>();
  #told = new Set<string>();
  #sending = false;

  constructor(send: (ids: string[]) => Promise<boolean>) {
    this.#send = send;
    const options = { threshold: [0, PART] };
    this.#observer = new IntersectionObserver((entries) => this.#crossed(entries), options);
  }

  /** Watches these and no others. */
  watch(items: { id: string; element: Element }[]) {
    const wanted = new Map(items.map(({ id, element }) => [element, id]));
    for (const [element, id] of this.#watched) {
      if (wanted.has(element)) continue;
      this.#observer.unobserve(element);
      this.#watched.delete(element);
      this.#gone(id);
    }
    for (const [element, id] of wanted) {
      if (this.#watched.has(element) || this.#told.has(id)) continue;
      this.#watched.set(element, id);
      this.#observer.observe(element);
    }
    void this.#tell();
  }

  /** Another reader begins: nothing is told of what the last one saw. */
  reset() {
    this.#observer.disconnect();
    this.#watched.clear();
    for (const timer of this.#shown.values()) clearTimeout(timer);
    this.#shown.clear();
    this.#waiting = new Set();
    this.#told = new Set();
  }

  #crossed(entries: IntersectionObserverEntry[]) {
    for (const { target, intersectionRatio, intersectionRect, rootBounds } of entries) {
      const id = this.#watched.get(target);
      if (id === undefined) continue;
      const covers = rootBounds ? intersectionRect.height > rootBounds.height * PART : false;
      if (intersectionRatio >= PART || covers) this.#appeared(id, target);
      else this.#gone(id);
    }
  }

  #appeared(id: string, element: Element) {
    // Once is enough, however often it is scrolled or moved out of sight.
    if (this.#shown.has(id) || this.#waiting.has(id) || this.#told.has(id)) return;
    const timer = setTimeout(() => {
      this.#shown.delete(id);
      if (document.hidden) {
        // The browser says anew what is on the screen when the page is seen again.
        this.#observer.unobserve(element);
        this.#observer.observe(element);
        return;
      }
      this.#waiting.add(id);
      void this.#tell();
    }, ENOUGH_MS);
    this.#shown.set(id, timer);
  }

  #gone(id: string) {
    clearTimeout(this.#shown.get(id));
    this.#shown.delete(id);
  }

  async #tell() {
    if (this.#sending || this.#waiting.size === 0) return;
    this.#sending = true;
    // Another reader may begin before the answer comes.
    const [told, waiting] = [this.#told, this.#waiting];
    const ids = [...waiting].slice(0, AT_ONCE);
    try {
      // What was not heard is told again with the next list.
      if (await this.#send(ids)) {
        for (const id of ids) {
          told.add(id);
          waiting.delete(id);
        }
      }
    } finally {
      this.#sending = false;
    }
  }
}
