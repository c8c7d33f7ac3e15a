// After a communication was sent, its page says what becomes of it, and for some seconds it can be taken back. The
// keyboard is there at once, not at the start of the page.

/** The notice of a form whose draft is gone, because it was sent or deleted. */
const GONE = "brouillon-disparu";

/** Gives the focus to what the page says was done, unless its reader is already elsewhere. */
export function focusDone() {
  const address = new URL(location.href);
  const takenBack = address.searchParams.get("fait") === "envoi-annule";
  if (takenBack) {
    // A page that is loaded again does not say it once more.
    address.searchParams.delete("fait");
    history.replaceState(history.state, "", address);
  }
  const gone = document.getElementById(GONE);
  if (gone) {
    // *Back* would scroll to where the button stood that sent the form, out of sight of the notice.
    history.scrollRestoration = "manual";
    const top = () => scrollTo(0, 0);
    top();
    // The browser does it once more when the page is as long as it was.
    if (document.readyState === "complete") requestAnimationFrame(top);
    else addEventListener("load", () => requestAnimationFrame(top), { once: true });
  }
  const done = takenBack || address.searchParams.has("deploye");
  const notice = () => document.querySelector<HTMLElement>("main .notice[role=status]:not([hidden])");
  const said = gone ?? (done ? notice() : null);
  if (!said || document.activeElement !== document.body) return;
  said.tabIndex = -1;
  said.focus({ preventScroll: true });
}
