// Forms that the page sends by itself, so that it stays whatever comes back.

import { type Answered } from "./asking.ts";
import { person } from "./named.ts";
import { passes } from "./told.ts";
import { TEXTS } from "./unsaved.ts";

/** What a form said when its button was pressed. */
export interface Pressed {
  action: string;
  body: URLSearchParams;
  /** It is missing where another page of the tab had it. */
  form?: HTMLFormElement;
}

export function pressedNow(form: HTMLFormElement): Pressed {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  return { action: form.action, body, form };
}

/** How long it may take, in milliseconds. */
const PATIENCE = 10_000;

/** Whether it was done: the server leads on then. What it refuses is `kept`; with `insists` only what it never does. */
export async function send({ action, body }: Pressed, patience = PATIENCE, insists = false): Promise<Answered> {
  const [headers, signal] = [{ Accept: "text/html" }, AbortSignal.timeout(patience)];
  const asked = { method: "POST", headers, body, signal, redirect: "manual", cache: "no-store" } as const;
  const answer = await fetch(action, asked);
  if (answer.type === "opaqueredirect") return "done";
  if (insists && passes(answer.status)) return "later";
  // The server says it to somebody: its pages name their person. Anything else is a proxy's.
  const says = [401, 409].includes(answer.status) || (await answer.text()).includes("portevoix-personne");
  return says ? "kept" : "later";
}

/** What waits for the server stays in this tab, for this person: the page may be left. */
const WAITS = `${TEXTS}appuis`;

export function keepPressed(all: Pressed[]) {
  if (document.documentElement.hasAttribute("data-signing-out")) return;
  const pairs = all.map(({ action, body }) => [action, body.toString()]);
  try {
    if (pairs.length === 0) sessionStorage.removeItem(WAITS);
    else sessionStorage.setItem(WAITS, `${person()}\n${JSON.stringify(pairs)}`);
  } catch {
    // There may be no room: it is sent as long as the page stands.
  }
}

/** What waited on a page that was left. */
export function pressedBefore(): Pressed[] {
  try {
    const [of, text = "[]"] = (sessionStorage.getItem(WAITS) ?? "").split("\n");
    if (!of || of !== person()) return [];
    return (JSON.parse(text) as [string, string][]).map(([action, body]) => ({
      action,
      body: new URLSearchParams(body),
    }));
  } catch {
    return [];
  }
}
