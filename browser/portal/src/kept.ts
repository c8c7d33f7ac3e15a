// What is typed into a form stays in this tab until it was sent: its page may be left or loaded again, and a proxy may
// answer with a page of its own. The form of a communication keeps drafts on the server instead, unless WebAssembly does
// not run.

import { hasArrived } from "./arrived.ts";
import { type Field, fieldsOf, fill, isText, nameOf, sentOf, valueOf } from "./fields.ts";
import { askedAgainAt } from "./regions.ts";
import { names, TEXTS } from "./unsaved.ts";

/** Which form was sent last, and from which address: the next page tells whether it arrived. */
const SENT = `${TEXTS}envoi`;
const FORMS = "form[data-keeps], [data-plain=shown] form.compose";
/** The form of a communication: once it was saved, it is on the next page too. */
const COMPOSE = `${TEXTS}/communications/nouvelle`;
/** Whom a communication reaches is chosen again: without a choice that is not offered any more it would reach others. So
 * is how many people an import may take out. */
const REACHES = /^(?:cible-|perimetre$|retraits$)/;
/** The key by which the server knows a form that is sent twice. */
const KEY = "cle";
/** No longer text is kept: more than an article may have, with its formats. */
const MOST = 600_000;

export function keepForms(person: string) {
  const known = new WeakSet<HTMLFormElement>();
  const begin = (form: HTMLFormElement) => {
    known.add(form);
    keepForm(form, person);
  };
  const beginAll = () => {
    for (const form of document.querySelectorAll<HTMLFormElement>(FORMS)) if (!known.has(form)) begin(form);
  };
  // Where the browser keeps nothing, the forms work all the same.
  quietly(forgetSent);
  quietly(beginAll);
  addEventListener("portevoix:simple", () => quietly(beginAll));
  // A page that comes back from the browser's memory tells of nothing that was sent.
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) quietly(() => sessionStorage.removeItem(SENT));
  });
  // A part of the page that follows may have brought its form anew.
  addEventListener("input", ({ target }) => {
    const form = target instanceof Element ? target.closest<HTMLFormElement>(FORMS) : null;
    if (form && !known.has(form)) quietly(() => begin(form));
  });
}

/** What has arrived is not kept any more: the server answered with the page that says so. */
function forgetSent() {
  const sent = sessionStorage.getItem(SENT);
  if (sent === null) return;
  sessionStorage.removeItem(SENT);
  const [page] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  const says = document.querySelector('.notice[data-kind="success"]') !== null;
  const [, name = "", from] = sent.split("\n");
  const leads = name.startsWith(COMPOSE) && document.referrer !== "" && document.querySelector("form.compose") !== null;
  const takes = document.querySelector<HTMLElement>("[data-takes]")?.dataset.takes;
  const took = takes !== undefined && name.split(" ")[0] === `${TEXTS}${takes}`;
  if ((says || leads || took) && hasArrived(page?.type, from, location.href)) sessionStorage.removeItem(name);
}

function keepForm(form: HTMLFormElement, person: string) {
  const name = nameFor(form);
  dropOlder(form);
  const back = cameBack(form);
  const fields = () => fieldsOf(form).filter((field) => !REACHES.test(field.name));
  const keep = (sends = false) => {
    if (document.documentElement.hasAttribute("data-signing-out")) return;
    // What was chosen once stays known, also where a form that came back has it already.
    const before = read(sessionStorage.getItem(name));
    const isTyped = (field: Field) =>
      isText(field)
        ? field.value !== "" || sentOf(field) !== ""
        : back || nameOf(field) in before || valueOf(field) !== sentOf(field);
    const typed = fields().filter(isTyped);
    // If only the answer is lost, what is found again and sent once more makes nothing twice.
    const key = sends ? hidden(form, KEY) : before[KEY];
    const pairs = [...typed.map((field) => [nameOf(field), valueOf(field)]), ...(key ? [[KEY, key]] : [])];
    const text = JSON.stringify(Object.fromEntries(pairs));
    if (typed.length === 0) sessionStorage.removeItem(name);
    else if (text.length <= MOST) sessionStorage.setItem(name, `${person}\n${text}`);
  };
  putBack(form, fields(), read(sessionStorage.getItem(name)));
  // Somebody may have typed before this ran. What came back may be about a newer state than what was kept.
  if (back || fields().some((field) => valueOf(field) !== sentOf(field))) quietly(keep);
  form.addEventListener("input", () => quietly(keep));
  form.addEventListener("submit", () => quietly(() => keep(true)));
  const drops = form.querySelector("a[data-drops]");
  drops?.addEventListener("click", () => quietly(() => sessionStorage.removeItem(name)));
  const sent = `${person}\n${name}\n${location.href}`;
  form.addEventListener("submit", () => quietly(() => sessionStorage.setItem(SENT, sent)));
}

const hidden = (form: HTMLFormElement, name: string): string =>
  form.querySelector<HTMLInputElement>(`input[type=hidden][name=${name}]`)?.value ?? "";

/**
 * Under what name a text is kept. It says what its form is about: its address without the person, the school, and the state
 * of what it changes, so that an old text is never put over a newer one.
 */
function nameFor(form: HTMLFormElement, version = hidden(form, "version"), state = hidden(form, "etat")): string {
  // A button may be called `action`, and would hide the property.
  const [path = "", query = ""] = (form.getAttribute("action") ?? "").split("?");
  const asked = query.split("&").filter((pair) => !/^(?:pour=|$)/.test(pair));
  const about = ["date", "etablissement", "affiche", "marque"].map((field) => hidden(form, field));
  return `${TEXTS}${[path, ...asked, version, ...about, state].filter(Boolean).join(" ")}`;
}

/** Whether the page answers this form, which was not taken: all that is in it was sent, and is stored nowhere. */
function cameBack(form: HTMLFormElement): boolean {
  const [path] = (form.getAttribute("action") ?? "").split("?");
  return askedAgainAt() !== undefined && path === location.pathname;
}

/** What was written over an older state is never offered again, so it is not kept either. Only counted versions tell
 * which is the older one. */
function dropOlder(form: HTMLFormElement) {
  const version = Number(hidden(form, "version"));
  for (const name of names()) {
    const isOlder = (part: string) =>
      /^\d+$/.test(part) && Number(part) < version && `${name} `.startsWith(`${nameFor(form, part, "")} `);
    if (name.split(" ").some(isOlder)) sessionStorage.removeItem(name);
  }
}

/** Puts what was kept into fields that are as the server sent them. */
function putBack(form: HTMLFormElement, fields: Field[], texts: Record<string, unknown>) {
  let found = false;
  for (const field of fields) {
    const text = texts[nameOf(field)];
    if (typeof text !== "string" || valueOf(field) !== sentOf(field) || valueOf(field) === text) continue;
    fill(field, text);
    // The editor reads its field again.
    field.closest("rich-text")?.dispatchEvent(new Event("rich-text:set"));
    found ||= valueOf(field) === text;
  }
  if (!found) return;
  const key = form.querySelector<HTMLInputElement>(`input[type=hidden][name=${KEY}]`);
  if (key && typeof texts[KEY] === "string") key.value = texts[KEY];
  const [own, simple] = [
    form.querySelector("[data-found]"),
    document.querySelector<HTMLElement>("#page-simple [data-says]"),
  ];
  if (own) own.removeAttribute("hidden");
  else if (simple) simple.textContent = simple.dataset.says ?? "";
}

function read(kept: string | null): Record<string, unknown> {
  if (kept === null) return {};
  return JSON.parse(kept.slice(kept.indexOf("\n") + 1)) as Record<string, unknown>;
}

/** There may be no room. */
function quietly(what: () => void) {
  try {
    what();
  } catch {
    // What is in the form is still there.
  }
}
