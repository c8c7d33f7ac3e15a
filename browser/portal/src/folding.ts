// An announcement is put away, or taken back, where it stands: the page is not loaded again, so its reader keeps their
// place, and the focus goes to the next one (`merge.ts`).

/** Sends the forms of the list by itself; `shown` asks for the list as it is then. */
export function foldInPlace(shown: () => void) {
  addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement) || !form.matches("[data-live] form.fold")) return;
    event.preventDefault();
    // Not every browser gives the focus to a button that is clicked.
    event.submitter?.focus({ preventScroll: true });
    void send(form).then((done) => (done ? shown() : form.submit()));
  });
}

/** How long it may take, in milliseconds. */
const PATIENCE = 10_000;

/** Whether it was done: the server leads on to the list then. What it says otherwise is for the reader, as a page. */
async function send(form: HTMLFormElement): Promise<boolean> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual", cache: "no-store", signal });
    return answer.type === "opaqueredirect";
  } catch {
    return false;
  }
}
