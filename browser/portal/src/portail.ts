// The module of every page with scripts: it keeps the page up to date. The server has rendered everything that it needs,
// also its few words. What people write and administer is the islands' part.

import { keepKeys } from "./again.ts";
import { carried, showCarried } from "./announcements.ts";
import { Asking } from "./asking.ts";
import { takeBack } from "./back.ts";
import { nextEvent, sends } from "./beside.ts";
import { hearIslands, tellIslands, tellServed } from "./bridge.ts";
import { readVersion, showArrived, showUnread } from "./inbox.ts";
import { Age } from "./day.ts";
import { focusDone } from "./done.ts";
import { catchDropped } from "./dropped.ts";
import { foldInPlace } from "./folding.ts";
import { keepForms } from "./kept.ts";
import { arrived, begins, Late, waiting } from "./late.ts";
import { Line } from "./line.ts";
import { closeMenus, showCurrentEntry } from "./menus.ts";
import { call, person } from "./named.ts";
import { sendOnce } from "./once.ts";
import { later, surroundings } from "./page.ts";
import { part } from "./pause.ts";
import {
  askedAgainAt,
  askForPage,
  canBeLoaded,
  clock,
  regions,
  rememberRegions,
  somethingIsWanted,
  want,
} from "./regions.ts";
import { countCharacters } from "./reply.ts";
import { OVER, passes } from "./told.ts";
import { guardUnsaved } from "./unsaved.ts";
import { ours } from "./whose.ts";

/** An open page says within this time that it has shown what an event carried … */
const NOTE_WITHIN = 3_000;
/** … or asks for what an event does not carry: not all pages at the same instant. */
const ASK_WITHIN = 500;
/** How often a page looks whether its day is over; open pages ask within this time then, not all at midnight. */
const LOOK_EVERY = 60_000;
/** What an event changes beside the lists that it carries is asked for within this time. */
const BESIDE_WITHIN = 3_000;
/** A page that is still there this long after it was to be left goes on: its reader stayed, or saved a file. */
const STAYS = 3_000;

const line = new Line(surroundings(served));

const late = new Late();
/** Asks for the page itself. */
const asking: Asking = new Asking({
  async ask() {
    const answered = await askForPage();
    // What is shown now may change something that was not asked for.
    if (answered === "done" && somethingIsWanted()) asking.ask();
    return answered;
  },
  late: (is) => late.set(is),
  random: () => Math.random(),
  later,
});

/** The server answers this page: its person is signed in, and gets what came while they were not. */
function served() {
  ours();
  tellServed();
  if (somethingIsWanted()) asking.ask();
}

/** What the page shows was brought by an event: an answer that is on its way may be older. */
function overtaken() {
  if (asking.running) ask("annonces");
}

function ask(topic: string) {
  want(topic);
  asking.ask();
}

function hearMessages(data: string, version: string) {
  const now = readVersion(data);
  if (now) {
    showUnread(now.unread);
    showArrived(now);
    ours();
  }
  askUnlessShown("messages", version);
}

function askUnlessShown(topic: string, version: string) {
  if (regions(topic).some((region) => region.dataset.version !== version)) ask(topic);
}

function hearAnnouncements(data: string, version: string) {
  const lists = carried(data);
  // Where the announcements are missing, what their reader has put away is not known either.
  const missing = regions("annonces").some(({ dataset }) => dataset.version === "" && dataset.missing !== undefined);
  if (!lists || missing) {
    later(() => ask("annonces"), part(ASK_WITHIN, Math.random()));
    return;
  }
  const before = nextEvent();
  try {
    showCarried(lists);
  } catch {
    // What cannot be put into the page is asked for, and asked again until it is shown.
    ask("annonces");
    return;
  }
  for (const region of regions("annonces")) if (region.dataset.version !== undefined) region.dataset.version = version;
  overtaken();
  if (nextEvent() !== before || sends()) later(() => ask("jour"), part(BESIDE_WITHIN, Math.random()));
  later(
    () => {
      shownVersion = version;
      noting.ask();
    },
    part(NOTE_WITHIN, Math.random()),
  );
}

let shownVersion = "";
/** Tells the server what the page has shown, until it knows. */
const noting = new Asking({
  async ask() {
    // A hidden page does not count as seen; it asks again when it is shown.
    if (document.hidden) return "done";
    const answer = await call("home/shown", { version: shownVersion });
    return passes(answer.status) ? "later" : "done";
  },
  late: () => undefined,
  random: () => Math.random(),
  later,
});

/** Keeps a page true while time passes. */
function followTime() {
  if (regions().length === 0) return;
  const { zone, now } = document.querySelector<HTMLElement>("main[data-zone]")?.dataset ?? {};
  clock.set(Number(now), Date.now());
  const age = new Age(zone, clock.at(Date.now()));
  const look = (returns: boolean) => {
    if (document.hidden) return;
    const aged = age.look(clock.at(Date.now()), returns);
    if (aged !== "everything") {
      if (regions("jour").length > 0 && (aged === "events" || (returns && sends()))) ask("jour");
      return;
    }
    for (const topic of ["jour", "annonces", "messages"]) want(topic);
    const asks = () => (somethingIsWanted() ? asking.ask() : undefined);
    later(asks, returns ? 0 : part(LOOK_EVERY, Math.random()));
  };
  setInterval(() => look(false), LOOK_EVERY);
  addEventListener("visibilitychange", () => look(true));
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) look(true);
  });
}

/** Loads the page again, but not while its reader answers a question: it would be closed under their hands. */
function reload() {
  // It would send the form again that this page answers.
  if (askedAgainAt() !== undefined) return;
  const asked = document.querySelector("details.ask[open]");
  if (asked) asked.addEventListener("toggle", reload, { once: true });
  else loading.ask();
}

const lateToLoad = new Late();
/** Asks until the page can be loaded again. */
const loading: Asking = new Asking({
  async ask() {
    if (!(await canBeLoaded())) return "later";
    // A question may have been opened meanwhile.
    if (document.querySelector("details.ask[open]")) reload();
    else location.reload();
    return "done";
  },
  late: (is) => lateToLoad.set(is),
  random: () => Math.random(),
  later,
});

function follow() {
  // No version is known yet, so there is an event at once.
  if (document.querySelector("[data-unread-count]")) {
    line.follow({ name: "messages", of: "", version: "0", heard: hearMessages });
  }
  const announcements = regions("annonces").find((region) => region.dataset.version !== undefined);
  if (announcements) {
    const version = announcements.dataset.version ?? "";
    line.follow({ name: "annonces", of: "", version, heard: hearAnnouncements });
  }
  for (const { dataset } of document.querySelectorAll<HTMLElement>("[data-live][data-of]")) {
    const { live: name = "", of = "", version = "" } = dataset;
    const heard = (data: string, now: string) => {
      if (dataset.reload === undefined) askUnlessShown(name, now);
      else if (data === OVER || regions(name).length === 0) reload();
      else ask(name);
    };
    line.follow({ name, of, version, heard });
  }
}

function start() {
  const root = document.documentElement;
  rememberRegions();
  if (person() !== "") {
    // Whose page this is by now is asked at once, and not after the long pause that follows a refusal.
    guardUnsaved(person(), () => (document.hidden ? undefined : line.beginAgain()));
    keepForms(person());
  }
  keepKeys();
  sendOnce();
  foldInPlace(() => ask("annonces"));
  takeBack();
  closeMenus();
  showCurrentEntry();
  catchDropped();
  focusDone();
  countCharacters();
  follow();
  followTime();
  hearIslands({
    follow: (name, of, version) => line.follow({ name, of, version, heard: (data) => tellIslands(name, data) }),
    wait: waiting,
    done: arrived,
  });
  addEventListener("visibilitychange", () => (document.hidden ? line.stop() : line.beginAgain()));
  addEventListener("online", () => line.online());
  addEventListener("offline", () => line.offline());
  // Firefox reports a stream that is open while its page is left.
  addEventListener("beforeunload", () => {
    line.stop();
    later(() => {
      if (!document.hidden) line.beginAgain();
    }, STAYS);
  });
  // A page that is left says nothing more; one that comes back from the browser's memory catches up.
  addEventListener("pagehide", () => line.stop());
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) line.beginAgain();
  });
  root.dataset.listening = "true";
  begins();
  // Browser tests wait until everything on a page reacts; islands say it for themselves.
  if (!document.querySelector("leptos-island")) root.dataset.hydrated = "true";
}

if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
else start();
