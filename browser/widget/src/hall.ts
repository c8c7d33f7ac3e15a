// The screen of a hall: shows the public board of a school, page by page, for weeks, without anybody
// touching it.

import { ALERT_WITHOUT_LINE, type Announcement } from "./announcement.ts";
import { made } from "./dom.ts";
import { Follower, surroundings, type State } from "./follow.ts";
import { icon } from "./icon.ts";
import { comesBefore, dateOf, filled, FIRST, languageOf, timeOf, wordsOf } from "./language.ts";
import { canLoad, pagesOf } from "./hall-pages.ts";

const PAGE_MS = 12_000;
/** A page that is younger keeps its scripts. */
const RELOAD_AFTER = 5 * 60_000;
/** Of letters, from the usual one down. */
const SIZES = [1, 0.85, 0.7, 0.6, 0.5];

const { uai = "", zone = "UTC" } = document.body.dataset;
const language = languageOf(document.documentElement.lang);
const words = wordsOf(language);
/** The languages that this screen shows before French. */
const reads = (document.documentElement.dataset.reads ?? "").split(" ").filter(Boolean);

function must<Name extends keyof HTMLElementTagNameMap>(name: Name): HTMLElementTagNameMap[Name] {
  const element = document.querySelector(name);
  if (!element) throw new Error(name);
  return element;
}
const [clock, list, foot] = [must("time"), must("main"), must("footer")];
// From now on its pages are turned: nobody needs to scroll.
document.body.classList.add("hall-turns");
const late = made("p", "hall-late");
const place = made("p", "hall-place");
const hold = made("button", "hall-hold", words.pause);
const overlay = made("section", "hall-alert");

let release: string | null = null;
let pages: Announcement[][] = [[]];
let page = 0;
/** The alerts that cover it, newest first. */
let alertPages: Announcement[][] = [];
let alertPage = 0;
let shown = "";
let covered = "";
let held = false;
let renewing = false;

/** Loads the page anew, once it answers; the next answer of the list tries again. */
async function renew() {
  if (renewing) return;
  renewing = true;
  if (await canLoad(location.href, (input, init) => fetch(input, init))) location.reload();
  renewing = false;
}

/** Nobody clicks on a screen: both versions stand on it. */
function texts({ text, first: written, second }: Announcement): HTMLElement[] {
  const first = made("p", "hall-text", text);
  first.lang = written?.language ?? FIRST.language;
  if (written) first.dir = written.direction;
  if (!second) return [first];
  const other = made("p", "hall-text", second.text);
  [other.lang, other.dir] = [second.language, second.direction];
  return comesBefore(second.language, first.lang, reads) ? [other, first] : [first, other];
}

function card(one: Announcement): HTMLElement {
  const severity = made("span", "severity", icon(one.severity), words[one.severity]);
  const corrected =
    one.correctedAt === undefined
      ? undefined
      : made(
          "p",
          "hall-corrected",
          filled(words.corrected, {
            date: dateOf(one.correctedAt, language, true, zone),
            time: timeOf(one.correctedAt, language, zone),
          }),
        );
  const meta = made("p", "hall-meta", severity, " ", made("strong", "", one.source));
  const article = made("article", "hall-card", meta, ...texts(one), corrected);
  article.dataset.severity = one.severity;
  return article;
}

const follower = new Follower(
  {
    server: location.origin,
    address: () => `${location.origin}/api/etablissements/${encodeURIComponent(uai)}/annonces`,
    heard: (answer) => {
      const now = answer.headers.get("Portevoix-Release");
      // A newer program serves newer scripts. While an old and a new one answer in turns, the page waits.
      release ??= now;
      if (now !== null && now !== release && performance.now() > RELOAD_AFTER) void renew();
    },
  },
  (state) => draw(state),
  // A screen is never hidden for its readers, whatever its browser believes.
  { ...surroundings(), visible: () => true },
);

function draw(state: State) {
  if (state.loading) return;
  const since = follower.clock.silence();
  const lost = state.since !== undefined || state.unavailable;
  const alerts = since > ALERT_WITHOUT_LINE ? [] : state.list.filter((one) => one.severity === "alert");
  const others = state.list.filter((one) => one.severity !== "alert");
  const said = !lost
    ? ""
    : state.since === undefined
      ? words.unavailable
      : filled(words.asOf, { time: timeOf(state.since, language, zone) });
  if (late.textContent !== said) late.textContent = said;
  const key = JSON.stringify([alerts, others, state.unavailable]);
  if (state.unavailable && shown === "") {
    // The page's own cards, whose ends are not known here.
    if (since > ALERT_WITHOUT_LINE) list.replaceChildren();
    return;
  }
  if (key === shown) return;
  // Alerts that stay go on taking turns, whatever changes below them.
  const above = JSON.stringify(alerts);
  if (shown === "" || above !== covered) cover(alerts);
  [shown, covered] = [key, above];
  divide(others);
}

/** Covers the board with alerts. Nobody scrolls a screen: those that do not fit it together take turns. */
function cover(alerts: Announcement[]) {
  overlay.hidden = alerts.length === 0;
  // Since when nothing was heard must be read over an alert as well.
  const ground = overlay.hidden ? foot : overlay;
  if (late.parentElement !== ground) ground.append(late, place, hold);
  mark(0, alerts.length);
  overlay.style.fontSize = "";
  const together = (some: readonly Announcement[]) => {
    putAlerts(some);
    return fits(overlay);
  };
  alertPages = overlay.hidden ? [] : pagesOf(alerts, together);
  // What is new is seen at once.
  alertPage = 0;
  putAlerts(alertPages[0] ?? []);
  shrink(overlay);
}

function putAlerts(some: readonly Announcement[]) {
  for (const before of overlay.querySelectorAll("article")) before.remove();
  overlay.prepend(...some.map(card));
}

function fits(ground: HTMLElement): boolean {
  return ground.scrollHeight <= ground.clientHeight;
}

/** A text that fills more than a page alone is written smaller. */
function shrink(ground: HTMLElement) {
  for (const size of SIZES) {
    ground.style.fontSize = `${size}em`;
    if (fits(ground)) return;
  }
}

/** Says which of several pages is shown. */
function mark(at: number, of: number) {
  place.textContent = of > 1 ? filled(words.pageOf, { page: String(at + 1), pages: String(of) }) : "";
  hold.hidden = of < 2;
}

/** Divides what is shown into pages that fit the screen. */
function divide(others: Announcement[]) {
  const cards = new Map(others.map((one) => [one.id, card(one)]));
  list.style.fontSize = "";
  const together = (some: readonly Announcement[]) => {
    list.replaceChildren(...some.map((one) => cards.get(one.id) ?? ""));
    return fits(list);
  };
  pages = pagesOf(others, together);
  page = Math.min(page, pages.length - 1);
  turn();
}

function turn() {
  const present = pages[page] ?? [];
  list.replaceChildren(...(present.length > 0 ? present.map(card) : [made("p", "hall-none", words.none)]));
  shrink(list);
  if (overlay.hidden) mark(page, pages.length);
  else mark(alertPage, alertPages.length);
}

hold.type = "button";
hold.addEventListener("click", () => {
  held = !held;
  hold.textContent = held ? words.resume : words.pause;
});
overlay.setAttribute("role", "alert");
overlay.hidden = true;
foot.append(late, place, hold);
document.body.append(overlay);

setInterval(() => {
  if (held) return;
  if (alertPages.length > 1) {
    alertPage = (alertPage + 1) % alertPages.length;
    putAlerts(alertPages[alertPage] ?? []);
    shrink(overlay);
  } else if (overlay.hidden && pages.length > 1) {
    page = (page + 1) % pages.length;
  } else {
    return;
  }
  turn();
}, PAGE_MS);
// What is over goes on time, and an alert does not outlive the line by more than its ten minutes.
setInterval(() => {
  clock.textContent = timeOf(follower.clock.now(), language, zone);
  draw(follower.state());
}, 1_000);
addEventListener("resize", () => {
  shown = "";
  draw(follower.state());
});
addEventListener("online", () => follower.wake());
follower.start();
