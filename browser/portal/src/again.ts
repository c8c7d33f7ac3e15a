// A form that was sent, and comes back by the browser's button, is the same form: what is sent from it again makes nothing
// twice. The server gives each form that it sends a new key, so the key that was sent stays in the browser's history.

const KEY = "input[type=hidden][name=cle]";
const KEYS = "portevoix-cles";

export function keepKeys() {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[method=post]")) {
    const key = keyOf(form);
    const sent = keys()[about(form)];
    if (key && sent !== undefined) key.value = sent;
  }
  addEventListener("submit", (event) => {
    const form = event.target;
    // Islands send their forms themselves.
    if (event.defaultPrevented || !(form instanceof HTMLFormElement)) return;
    const key = keyOf(form);
    if (!key) return;
    const all = { ...keys(), [about(form)]: key.value };
    history.replaceState({ ...state(), [KEYS]: all }, "");
  });
}

function keyOf(form: HTMLFormElement): HTMLInputElement | null {
  return form.querySelector<HTMLInputElement>(KEY);
}

/** A button may be called `action`, and would hide the property. */
function about(form: HTMLFormElement): string {
  return form.getAttribute("action") ?? "";
}

function keys(): Record<string, string | undefined> {
  return (state()[KEYS] as Record<string, string> | undefined) ?? {};
}

function state(): Record<string, unknown> {
  return (history.state as Record<string, unknown> | null) ?? {};
}
