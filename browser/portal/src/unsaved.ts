// What somebody typed and the server does not have yet is kept for this tab and this person alone: computers are shared.
// It is erased when the person signs out, and when somebody else is seen.

/** The form of a communication keeps it under names that begin so … */
const INPUTS = "portevoix-saisie-";
/** … and the forms of the other pages under these. */
export const TEXTS = "portevoix-texte-";

/** Erases what `keeps` does not want. Where the browser keeps nothing, there is nothing to erase. */
function erase(keeps: (text: string) => boolean) {
  try {
    const names = Array.from({ length: sessionStorage.length }, (_, place) => sessionStorage.key(place) ?? "");
    for (const name of names.filter((name) => name.startsWith(INPUTS) || name.startsWith(TEXTS))) {
      if (!keeps(sessionStorage.getItem(name) ?? "")) sessionStorage.removeItem(name);
    }
  } catch {
    // The browser forbids it.
  }
}

export function guardUnsaved(person: string) {
  erase((text) => text.startsWith(`${person}\n`));
  addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.signsOut === undefined) return;
    document.documentElement.setAttribute("data-signing-out", "true");
    erase(() => false);
  });
}
