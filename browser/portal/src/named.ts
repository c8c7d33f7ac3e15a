// A page names its person: each of its requests carries the number of the person it was made for, as those of the
// islands do. On a shared computer somebody else may have signed in since.

const HEADER = "x-portevoix-personne";
const FOLLOWS = "x-portevoix-suit";
const QUERY = "pour";

/** The number of the person that this page was made for; empty on a page for nobody. */
export function person(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="portevoix-personne"]')?.content ?? "";
}

/** The address, with these values and the person of this page in its query. */
export function named(path: string, query: [string, string][] = []): string {
  const own: [string, string][] = person() === "" ? [] : [[QUERY, person()]];
  const pairs = [...query, ...own].map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  if (pairs.length === 0) return path;
  return `${path}${path.includes("?") ? "&" : "?"}${pairs.join("&")}`;
}

/** Headers of a request that the page makes by itself: it does not count as use of the session. `topic` is what the page
 * asks for: the server may leave out the rest. */
export function own(topic = "tout"): Record<string, string> {
  return { [HEADER]: person(), [FOLLOWS]: topic };
}

/** How long a call may take, in milliseconds. */
const PATIENCE = 10_000;

/** Calls a server function. */
export function call(path: string, values: object): Promise<Response> {
  const headers = { ...own(), "Content-Type": "application/json", Accept: "application/json" };
  const [body, signal] = [JSON.stringify(values), AbortSignal.timeout(PATIENCE)];
  return fetch(`/api/${path}`, { method: "POST", headers, body, cache: "no-store", signal });
}
