// The notice that the page belongs to somebody who is no longer signed in.

import { call } from "./named.ts";

const ID = "autre-compte";
const SENTENCE = "autre-compte-phrase";

/** The page belongs to the person who is signed in. */
export function ours() {
  document.getElementById(ID)?.setAttribute("hidden", "");
}

/** Asks whose session this is, and says it. Undefined if the server did not answer: something on the way may answer in
 * its place, with a page of its own. Nothing changes then. */
export async function whose(): Promise<"ours" | "others" | undefined> {
  try {
    const answer = await call("messages/latest", {});
    if (!answer.ok && answer.status !== 401 && answer.status !== 409) return undefined;
    const said: unknown = await answer.json();
    if (answer.ok) {
      ours();
      return "ours";
    }
    const reason = sentence(said);
    if (reason === undefined) return undefined;
    show(reason);
    return "others";
  } catch {
    return undefined;
  }
}

/** The sentence for an error of the server. */
function sentence(error: unknown): string | undefined {
  const words = document.getElementById(ID)?.dataset;
  if (error === "SignedOut") return words?.signedOut;
  const other = error as { OtherPerson?: { now?: unknown } } | null;
  const now = other?.OtherPerson?.now;
  return typeof now === "string" ? words?.other?.replace("{}", () => now) : undefined;
}

function show(sentence: string) {
  const [notice, place] = [document.getElementById(ID), document.getElementById(SENTENCE)];
  if (!notice || !place) return;
  if (place.textContent !== sentence) place.textContent = sentence;
  notice.removeAttribute("hidden");
}
