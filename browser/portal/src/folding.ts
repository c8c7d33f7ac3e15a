// An announcement is put away, or taken back, where it stands: the page is not loaded again, so its reader keeps their
// place, and the focus goes to the next one (`merge.ts`). What does not reach the server is sent again until it does, by the
// next page of the tab if this one is left.

import { Asking } from "./asking.ts";
import { Late } from "./late.ts";
import { later } from "./page.ts";
import { keepPressed, pressedBefore, pressedNow, send } from "./pressed.ts";
import { regions } from "./regions.ts";

/** What was put away is away in the other tabs of the browser too: they hear when this is written. */
const FOLDED = "portevoix-repli";

/** Sends the forms of the list by itself; `shown` asks for the list as it is then. */
export function foldInPlace(shown: () => void) {
  const pressed = pressedBefore();
  const late = new Late();
  const sending: Asking = new Asking({
    async ask() {
      const [first] = pressed;
      if (!first) return "done";
      const answered = await send(first);
      if (answered === "later") return answered;
      pressed.shift();
      keepPressed(pressed);
      // What the server refuses is for the reader, as a page; the list may be another one by now.
      if (answered === "kept" && first.form?.isConnected) first.form.submit();
      else if (regions("annonces").length > 0) shown();
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
    pressed.push(pressedNow(form));
    keepPressed(pressed);
    sending.ask();
  });
  if (pressed.length > 0) sending.ask();
  // A page that comes back from the browser's memory does not send what another one has sent since.
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) pressed.splice(0, pressed.length, ...pressedBefore());
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
