// What stands on the home page beside the announcements and *Actualités*, and changes with them: no event carries it.

/** Names the event that is next, as the list of *Actualités* says. It need not be in the list. */
export function nextEvent(): string {
  return document.querySelector<HTMLElement>("#actualites-recentes [data-next]")?.dataset.next ?? "";
}

/** The page shows what became of its reader's own communications. Only senders' pages do. */
export function sends(): boolean {
  return document.getElementById("communications-envoyees") !== null;
}
