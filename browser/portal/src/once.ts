// A double click would send a form twice, and the page would tell what became of the second request: that there is nothing
// to remove any more, or that it was asked for already.

/** No double click takes longer, in milliseconds. */
const AGAIN = 1_000;

export function sendOnce() {
  const sent = new WeakMap<HTMLFormElement, number>();
  addEventListener("submit", (event) => {
    const form = event.target;
    // Islands send their forms themselves.
    if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.getAttribute("method") !== "post") return;
    const before = sent.get(form);
    if (before !== undefined && event.timeStamp - before < AGAIN) event.preventDefault();
    else sent.set(form, event.timeStamp);
  });
}
