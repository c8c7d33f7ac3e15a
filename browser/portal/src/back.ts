// What goes out in a few seconds can be taken back until then. A button that does not reach the server is sent again until
// there is an answer, and the page stays, which says so: a proxy's page in its place would let it go out.

import { type Answered, Asking } from "./asking.ts";
import { later } from "./page.ts";
import { type Pressed, pressedNow, send } from "./pressed.ts";

/** How long one try may take, and the longest pause before the next: there are only seconds. */
const PATIENCE = 4_000;
const PAUSE = 1_000;

export function takeBack() {
  let pressed: Pressed | undefined;
  const sending = new Asking({
    async ask() {
      if (!pressed) return "done";
      const answered = await send(pressed, PATIENCE, true).catch((): Answered => "later");
      if (answered === "later") say();
      else leadOn(pressed.action);
      return answered;
    },
    late: () => undefined,
    random: () => Math.random(),
    later: (run, millis) => later(run, Math.min(millis, PAUSE)),
  });
  addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement) || !form.matches("form.take-back")) return;
    event.preventDefault();
    pressed = pressedNow(form);
    sending.ask();
  });
}

/** The server has not answered. The island knows whether there is still time. */
function say() {
  const place = document.querySelector<HTMLElement>("form.take-back [data-unanswered]");
  const sentence = place?.dataset.unanswered ?? "";
  if (place && place.textContent !== sentence) place.textContent = sentence;
}

/** To the draft that it is again, or to why it is none: asked twice, the server answers the same. The form may be gone,
 * because the page has heard that it was taken back. */
function leadOn(address: string) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  form.hidden = true;
  document.body.append(form);
  form.submit();
}
