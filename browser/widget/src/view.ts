// Draws the state of a follower into the shadow root.

import { arrived, ownVersion, type Announcement } from "./announcement.ts";
import { made } from "./dom.ts";
import type { State } from "./follow.ts";
import { icon } from "./icon.ts";
import { dateOf, filled, FIRST, readsFirst, timeOf, type Words } from "./language.ts";

/** How the host wants it. */
export interface Look {
  words: Words;
  language: "fr" | "en";
  direction: "ltr" | "rtl";
  /** Level of the title, 1 to 6; announcements are one below. */
  level: number;
}

type Heading = "h1" | "h2" | "h3" | "h4" | "h5" | "h6";
const heading = (level: number) => `h${Math.min(Math.max(level, 1), 6)}` as Heading;

export class View {
  readonly #root: ShadowRoot;
  readonly #box: HTMLElement;
  readonly #state = made("p", "state");
  readonly #list = made("ul", "list");
  #title: HTMLElement | undefined;
  #look: Look | undefined;
  /** The announcements that are drawn, with what they were drawn from. */
  #drawn = new Map<string, { from: string; element: HTMLElement }>();
  #before: Announcement[] | undefined;

  constructor(root: ShadowRoot) {
    this.#root = root;
    this.#box = made("section", "box");
    this.#box.setAttribute("aria-labelledby", "title");
    // Some screen readers forget that a list without bullets is one.
    this.#list.setAttribute("role", "list");
    root.append(this.#box);
  }

  /** Each announcement that is drawn, for what watches whether it is seen. */
  items(): { id: string; element: HTMLElement }[] {
    return [...this.#drawn].map(([id, { element }]) => ({ id, element }));
  }

  /** Forgets what was drawn, and which announcements the reader knows: what comes next is the list at their
   * arrival. */
  reset() {
    this.#before = undefined;
    this.#drawn.clear();
    this.#list.replaceChildren();
  }

  draw(state: State, look: Look) {
    this.#frame(look);
    const { words, language } = look;
    const late = state.since === undefined ? "" : filled(words.asOf, { time: timeOf(state.since, language) });
    const empty = state.list.length === 0 ? words.none : "";
    const said = state.loading ? words.loading : state.unavailable ? words.unavailable : late || empty;
    if (this.#state.textContent !== said) this.#state.textContent = said;
    this.#box.setAttribute("aria-busy", String(state.loading));
    this.#fill(state, look);
    // It scrolls by itself, so that it never moves its host's page; keys must reach what is below.
    if (this.#box.scrollHeight > this.#box.clientHeight) this.#box.tabIndex = 0;
    else this.#box.removeAttribute("tabindex");
  }

  #frame(look: Look) {
    const earlier = this.#look;
    this.#look = look;
    const same = earlier?.level === look.level && earlier.language === look.language;
    if (same && earlier.direction === look.direction) return;
    this.#box.lang = look.language;
    this.#box.dir = look.direction;
    const title = made(heading(look.level), "title", look.words.title);
    title.id = "title";
    if (this.#title) this.#title.replaceWith(title);
    else this.#box.append(title, this.#state, this.#list);
    this.#title = title;
    this.#drawn.clear();
  }

  #fill(state: State, look: Look) {
    const late = this.#before ? arrived(this.#before, state.list) : new Set<string>();
    // Without the network nothing arrives: an alert that was taken away meanwhile is known when it comes back.
    if (!state.loading && !state.unavailable && state.since === undefined) this.#before = state.list;
    const focused = this.#focused();
    const drawn = new Map<string, { from: string; element: HTMLElement }>();
    for (const one of state.list) {
      const from = JSON.stringify(one);
      const earlier = this.#drawn.get(one.id);
      const element = earlier?.from === from ? earlier.element : made("li", "");
      if (earlier?.from !== from) element.append(item(one, look));
      if (late.has(one.id)) element.firstElementChild?.setAttribute("role", "alert");
      drawn.set(one.id, { from, element });
    }
    this.#drawn = drawn;
    const elements = [...drawn.values()].map(({ element }) => element);
    // What stays is not touched: put into the page again, an alert would be read out again.
    const stays = new Set<Element>(elements);
    for (const one of [...this.#list.children]) {
      if (!stays.has(one)) one.remove();
    }
    elements.forEach((element, at) => {
      const there = this.#list.children[at] ?? null;
      if (there !== element) this.#list.insertBefore(element, there);
    });
    this.#list.hidden = elements.length === 0;
    if (!focused || this.#root.activeElement) return;
    (drawn.get(focused)?.element.querySelector("a") ?? this.#box).focus({ preventScroll: true });
  }

  /** The announcement whose link has the focus. */
  #focused(): string | undefined {
    const active = this.#root.activeElement;
    if (!active || active === this.#box) return undefined;
    return [...this.#drawn].find(([, { element }]) => element.contains(active))?.[0];
  }
}

function item(one: Announcement, look: Look): HTMLElement {
  const { words, language } = look;
  const severity = made("span", "severity", icon(one.severity), words[one.severity]);
  // At noon it is the same day wherever the reader is.
  const noon = Date.parse(`${one.day}T12:00:00`);
  const day = made("time", "day", Number.isNaN(noon) ? "" : dateOf(noon, language));
  day.dateTime = one.day;
  const source = made("span", "source", one.source);
  source.dir = "auto";
  const article = made(
    "div",
    "item",
    made(heading(look.level + 1), "meta", severity, " ", source),
    day,
    ...texts(one, look),
    one.correctedAt === undefined ? undefined : corrected(one.correctedAt, look),
    one.concerns.length === 0 ? undefined : made("p", "concerns", concerns(one.concerns, words)),
    one.href === undefined ? undefined : link(one, one.href, look),
  );
  article.classList.add(one.severity);
  article.setAttribute("part", `item ${one.severity}`);
  return article;
}

/** The text; with a second version, the reader's own comes first and opens the other. */
function texts({ text, first: written, second }: Announcement, look: Look): HTMLElement[] {
  const first = made("p", "text", text);
  const { language, name } = written ?? FIRST;
  first.lang = language;
  if (written) first.dir = written.direction;
  if (!second) return [first];
  const other = made("p", "text", second.text);
  [other.lang, other.dir] = [second.language, second.direction];
  const reads = readsFirst(second.language, look.language, navigator.languages, language);
  const summary = made("summary", "", reads ? name : second.name);
  summary.lang = reads ? language : second.language;
  return reads ? [other, made("details", "other", summary, first)] : [first, made("details", "other", summary, other)];
}

/** `Concerne Léa, 2de, et Tom` */
function concerns(names: readonly string[], words: Words): string {
  const before = names.slice(0, -1).join(", ");
  const last = names.at(-1) ?? "";
  return filled(words.concerns, { names: before === "" ? last : `${before}${words.and}${last}` });
}

function corrected(at: number, { words, language }: Look): HTMLElement {
  const values = { date: dateOf(at, language, true), time: timeOf(at, language) };
  return made("p", "corrected", filled(words.corrected, values));
}

function link(one: Announcement, href: string, { words, language: page }: Look): HTMLElement {
  const { language, text } = ownVersion(one, page, navigator.languages);
  const short = [...text].slice(0, 40).join("");
  const about = made("span", "", `${short}${short.length < text.length ? "…" : ""}`);
  about.lang = language;
  const anchor = made("a", "link", words.learnMore, made("span", "hidden", words.colon, about, ` ${words.newWindow}`));
  anchor.href = href;
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer external";
  return anchor;
}
