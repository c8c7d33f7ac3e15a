// After a communication was sent, its page says what becomes of it, and for some seconds it can be taken back. The
// keyboard is there at once, not at the start of the page.

/** Gives the focus to what the page says was done, unless its reader is already elsewhere. */
export function focusDone() {
  if (!new URLSearchParams(location.search).has("deploye")) return;
  const said = document.querySelector<HTMLElement>("main .notice[role=status]:not([hidden])");
  if (!said || document.activeElement !== document.body) return;
  said.tabIndex = -1;
  said.focus({ preventScroll: true });
}
