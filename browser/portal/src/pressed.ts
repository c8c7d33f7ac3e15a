// Forms that the page sends by itself, so that it stays whatever comes back.

import { type Answered } from "./asking.ts";
import { passes } from "./told.ts";

/** A form whose button was pressed, with what it said then. */
export interface Pressed {
  form: HTMLFormElement;
  body: URLSearchParams;
}

export function pressedNow(form: HTMLFormElement): Pressed {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  return { form, body };
}

/** How long it may take, in milliseconds. */
const PATIENCE = 10_000;

/** Whether it was done: the server leads on then. What it refuses is `kept`; with `insists` only what it never does. */
export async function send({ form, body }: Pressed, patience = PATIENCE, insists = false): Promise<Answered> {
  const [headers, signal] = [{ Accept: "text/html" }, AbortSignal.timeout(patience)];
  const asked = { method: "POST", headers, body, signal, redirect: "manual", cache: "no-store" } as const;
  const answer = await fetch(form.action, asked);
  if (answer.type === "opaqueredirect") return "done";
  if (insists && passes(answer.status)) return "later";
  // The server says it to somebody: its pages name their person. Anything else is a proxy's.
  const says = [401, 409].includes(answer.status) || (await answer.text()).includes("portevoix-personne");
  return says ? "kept" : "later";
}
