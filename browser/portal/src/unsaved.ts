// What somebody typed and the server does not have yet is kept for this tab and this person alone: computers are shared.
// It is erased when the person signs out, in this tab or in another one, and when somebody else is seen.

/** The form of a communication keeps it under names that begin so … */
const INPUTS = "portevoix-saisie-";
/** … and the forms of the other pages under these. */
export const TEXTS = "portevoix-texte-";
/** Who signs out: the other tabs of the browser hear when it is written. */
const LEAVES = "portevoix-sortie";
/** Who is signed in: they hear this too, also where signing out has emptied the browser's storage. */
const PRESENT = "portevoix-presence";

/** The names of all that this tab keeps. */
export const names = () => Array.from({ length: sessionStorage.length }, (_, place) => sessionStorage.key(place) ?? "");

/** Erases what `keeps` does not want. Where the browser keeps nothing, there is nothing to erase. */
function erase(keeps: (text: string) => boolean) {
  try {
    for (const name of names().filter((name) => name.startsWith(INPUTS) || name.startsWith(TEXTS))) {
      if (!keeps(sessionStorage.getItem(name) ?? "")) sessionStorage.removeItem(name);
    }
  } catch {
    // The browser forbids it.
  }
}

/** From now on this page keeps nothing. */
function end() {
  document.documentElement.setAttribute("data-signing-out", "true");
}

/** Tells the other tabs that the person is signed in, or signs out. */
function tellTabs(person: string, leaves: boolean) {
  const [now, before] = leaves ? [LEAVES, PRESENT] : [PRESENT, LEAVES];
  try {
    localStorage.removeItem(before);
    localStorage.setItem(now, person);
  } catch {
    // The browser forbids it.
  }
}

/** `signedIn` is called when somebody has signed in again in another tab: the person of this page, or another one. */
export function guardUnsaved(person: string, signedIn: () => void) {
  erase((text) => text.startsWith(`${person}\n`));
  tellTabs(person, false);
  addEventListener("storage", ({ key, newValue }) => {
    if (newValue === null || (key !== LEAVES && key !== PRESENT)) return;
    // Somebody is signed in again: what is typed from now on is kept for the person of this page, as ever.
    if (key === PRESENT) {
      document.documentElement.removeAttribute("data-signing-out");
      signedIn();
      return;
    }
    if (newValue === person) end();
    erase((text) => !text.startsWith(`${newValue}\n`));
  });
  addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.signsOut === undefined) return;
    end();
    erase(() => false);
    tellTabs(person, true);
  });
}
