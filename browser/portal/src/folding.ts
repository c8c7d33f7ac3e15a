// An announcement is put away, or taken back, where it stands: the page is not loaded again, so its reader keeps their
// place, and the focus goes to the next one (`merge.ts`). What does not reach the server is sent again until it does.

import { type Answered, Asking } from "./asking.ts";
import { Late } from "./late.ts";
import { later } from "./page.ts";
import { regions } from "./regions.ts";

/** What was put away is away in the other tabs of the browser too: they hear when this is written. */
const FOLDED = "portevoix-repli";

/** Sends the forms of the list by itself; `shown` asks for the list as it is then. */
export function foldInPlace(shown: () => void) {
  const pressed: Pressed[] = [];
  const late = new Late();
  const sending: Asking = new Asking({
    async ask() {
      const [first] = pressed;
      if (!first) return "done";
      const answered = await send(first);
      if (answered === "later") return answered;
      pressed.shift();
      // What the server refuses is for the reader, as a page; the list may be another one by now.
      if (answered === "kept" && first.form.isConnected) first.form.submit();
      else shown();
      if (answered === "done") tellTabs();
      if (pressed.length > 0) sending.ask();
      return "done";
    },
    late: (is) => late.set(is),
    random: () => Math.random(),
    later,
  });
  addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement) || !form.matches("[data-live] form.fold")) return;
    event.preventDefault();
    // Not every browser gives the focus to a button that is clicked.
    event.submitter?.focus({ preventScroll: true });
    if (pressed.some((one) => one.form === form)) return;
    pressed.push({ form, body: bodyOf(form) });
    sending.ask();
  });
  addEventListener("storage", ({ key }) => {
    if (key === FOLDED && regions("annonces").length > 0) shown();
  });
}

function tellTabs() {
  try {
    // Only what is new is heard.
    localStorage.setItem(FOLDED, String(Date.now()));
  } catch {
    // The browser forbids it.
  }
}

/** A form whose button was pressed, with what it said then. */
interface Pressed {
  form: HTMLFormElement;
  body: URLSearchParams;
}

function bodyOf(form: HTMLFormElement): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  return body;
}

/** How long it may take, in milliseconds. */
const PATIENCE = 10_000;

/** Whether it was done: the server leads on to the list then. What it refuses is `kept`. */
async function send({ form, body }: Pressed): Promise<Answered> {
  const [headers, signal] = [{ Accept: "text/html" }, AbortSignal.timeout(PATIENCE)];
  const asked = { method: "POST", headers, body, signal, redirect: "manual", cache: "no-store" } as const;
  const answer = await fetch(form.action, asked);
  if (answer.type === "opaqueredirect") return "done";
  // The server says it to somebody: its pages name their person. Anything else is a proxy's.
  const says = [401, 409].includes(answer.status) || (await answer.text()).includes("portevoix-personne");
  return says ? "kept" : "later";
}
