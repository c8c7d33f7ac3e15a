// The regions of a page that the server renders and the page keeps up to date: elements with `data-live`, the name of
// the topic, and an id. When the topic tells another version, the page asks for itself and takes over what has changed.

import { type Answered } from "./asking.ts";
import { nextEvent, sends } from "./beside.ts";
import { Clock } from "./day.ts";
import { countArrivals, newestOf } from "./inbox.ts";
import { say } from "./late.ts";
import { merge, remember } from "./merge.ts";
import { own, person } from "./named.ts";
import { passes } from "./told.ts";
import { ours, whose } from "./whose.ts";

const PATIENCE = 30_000;

/** As the page and the answers tell it. */
export const clock = new Clock();

export function regions(topic?: string): HTMLElement[] {
  const all = [...document.querySelectorAll<HTMLElement>("[data-live][id]")];
  return topic === undefined ? all : all.filter((region) => region.dataset.live === topic);
}

/** Notes what the server sent for each region. */
export function rememberRegions() {
  for (const region of regions()) remember(region);
}

/** Of which topics something has changed that was not asked for yet. */
const wanted = new Set<string>();

/** Something of this topic has changed. */
export function want(topic: string) {
  wanted.add(topic);
}

export function somethingIsWanted(): boolean {
  return wanted.size > 0;
}

/** Asks for what is wanted and shows it; what could not be had stays wanted. */
export async function askForPage(): Promise<Answered> {
  const topics = [...wanted];
  wanted.clear();
  const alone = topics.length === 1 ? topics[0] : undefined;
  const before = nextEvent();
  const answered = await askFor(alone);
  if (answered !== "done") topics.forEach(want);
  // The answer had the lists alone.
  else if (alone === "annonces" && (nextEvent() !== before || sends())) want("jour");
  return answered;
}

/** Where this page can be asked for, if it answers a form: its own address is that of the form. */
export function askedAgainAt(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[name="portevoix-page"]')?.content;
}

/** Whether the page can be loaded again now: one that is replaced by a proxy's error never comes back by itself. */
export async function canBeLoaded(): Promise<boolean> {
  const [headers, signal] = [{ ...own(), Accept: "text/html" }, AbortSignal.timeout(PATIENCE)];
  const answer = await fetch(location.href, { headers, cache: "no-store", signal });
  // Who is signed out is led to the door, which names nobody.
  if (answer.ok) return answer.redirected || (await answer.text()).includes("portevoix-personne");
  return !passes(answer.status) && (await whose()) !== undefined;
}

/** Asks for the page itself, or for the regions of one topic, and shows them. */
async function askFor(topic: string | undefined): Promise<Answered> {
  let text: string;
  let date: string | null;
  try {
    const address = askedAgainAt() ?? location.pathname + location.search;
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(address, { headers: { ...own(topic), Accept: "text/html" }, cache: "no-store", signal });
    // Who is signed out is led to the door.
    if (answer.redirected || answer.status === 401 || answer.status === 409) return await ofOthers();
    // Nothing is shown at the address of the page.
    if (answer.status === 405) return "done";
    if (passes(answer.status)) return "later";
    if (!answer.ok) {
      // Or a proxy says it while the server is away.
      const asked = await whose();
      if (asked !== "ours") return asked === undefined ? "later" : "kept";
      say("refused");
      regions().forEach(empty);
      return "done";
    }
    date = answer.headers.get("Date");
    text = await answer.text();
  } catch {
    return "later";
  }
  const page = new DOMParser().parseFromString(text, "text/html");
  // Something on the way answered with a page of its own.
  const owner = page.querySelector<HTMLMetaElement>('meta[name="portevoix-personne"]');
  if (!owner) return "later";
  // Nothing of somebody else's page is ever put into this one.
  if (owner.content !== person()) return ofOthers();
  clock.hear(date, Date.now());
  ours();
  say("refused", false);
  // It names what the page shows.
  if (page.querySelector("[data-gone]")) document.title = page.title;
  for (const region of regions()) {
    const fresh = page.getElementById(region.id);
    // What could not be read again stays as it was.
    if (!fresh || fresh.dataset.missing !== undefined) continue;
    const before = newestOf(region);
    const now = document.importNode(fresh, true);
    sayNothingAgain(region, now);
    merge(region, now);
    countArrivals(region, before);
    delete region.dataset.missing;
    if (fresh.dataset.version !== undefined) region.dataset.version = fresh.dataset.version;
  }
  return "done";
}

/** What was so before is not said as if it had just happened. */
function sayNothingAgain(region: HTMLElement, fresh: HTMLElement) {
  const [before, now] = [region, fresh].map((one) => one.querySelector<HTMLElement>("[data-said]"));
  if (before && now && before.dataset.said === now.dataset.said) now.textContent = before.textContent;
}

/** What its reader may not read any more does not stay; a region says what stands in its place. */
function empty(region: HTMLElement) {
  const { gone } = region.dataset;
  if (gone === undefined) return;
  document.title = gone;
  const sentence = document.createElement("p");
  sentence.textContent = gone;
  sentence.tabIndex = -1;
  const focused = region.contains(document.activeElement);
  region.replaceChildren(sentence);
  if (focused) sentence.focus({ preventScroll: true });
}

/** The answer was not for the person of this page. Once they are signed in again, what it shows is asked for again. */
async function ofOthers(): Promise<Answered> {
  return (await whose()) === "others" ? "kept" : "later";
}
