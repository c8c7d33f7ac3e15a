// The notice that the page belongs to somebody who is no longer signed in.

import { call } from "./named.ts";

const ID = "autre-compte";
const SENTENCE = "autre-compte-phrase";

/** The page belongs to the person who is signed in. */
export function ours() {
  document.getElementById(ID)?.setAttribute("hidden", "");
}

/** Asks whose session this is, and says it. Without an answer nothing changes. */
export async function whose() {
  try {
    const answer = await call("messages/latest", {});
    if (answer.ok) ours();
    else if (answer.status === 401 || answer.status === 409) show(sentence(await answer.json()));
  } catch {
    // The line says that the page is not up to date.
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

function show(sentence: string | undefined) {
  const [notice, place] = [document.getElementById(ID), document.getElementById(SENTENCE)];
  if (!notice || !place || sentence === undefined) return;
  if (place.textContent !== sentence) place.textContent = sentence;
  notice.removeAttribute("hidden");
}
