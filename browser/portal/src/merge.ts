// Replaces the content of a region by what the server sends. What has not changed keeps its element, and with it the
// focus, what is open, and what a browser has translated; what has changed is replaced whole.

import { matches, type Named } from "./matches.ts";

/** What the server sent for an element: a page may change it, by opening a `<details>` for instance. */
const sent = new WeakMap<Element, string>();

/** Notes what the server sent, before the page changes it. */
export function remember(element: Element) {
  if (!sent.has(element)) sent.set(element, written(element));
  if (holdsKeys(element)) for (const child of element.children) remember(child);
}

/** Makes the content of `present` that of `fresh`. Elements with the same key stay as they are if `keep` says so,
 * whatever they contain. */
export function merge(present: Element, fresh: Element, keep = false) {
  const [before, after] = [children(present), children(fresh)];
  const continued = matches(before, after);
  const stays = new Set(continued);
  const focus = focusIn(present);
  for (const [place, { node }] of before.entries()) if (!stays.has(place)) node.remove();
  let here: ChildNode | null = present.firstChild;
  for (const [place, { node }] of after.entries()) {
    const old = before[continued[place] ?? -1]?.node;
    if (!old) {
      present.insertBefore(node, here);
      if (node instanceof Element) remember(node);
      continue;
    }
    const now = continue_(old, node, keep);
    here = now.nextSibling;
  }
  if (focus) focusAgain(focus, present);
}

/** Continues a child: returns the node that stands in its place. */
function continue_(old: ChildNode, fresh: ChildNode, keep: boolean): ChildNode {
  if (!(old instanceof Element) || !(fresh instanceof Element)) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return old;
  }
  if (keep && key(old) !== undefined) return old;
  const text = written(fresh);
  if ((sent.get(old) ?? written(old)) === text) return old;
  // What changes by itself is marked so, and changes in its place.
  if (holdsKeys(old) || holdsKeys(fresh) || old.getAttribute("translate") === "no") {
    for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    for (const { name } of [...old.attributes]) {
      if (!fresh.hasAttribute(name) && name !== "open") old.removeAttribute(name);
    }
    merge(old, fresh, keep);
    sent.set(old, text);
    return old;
  }
  if (holdsTyped(old, fresh)) return old;
  old.replaceWith(fresh);
  remember(fresh);
  return fresh;
}

/** Somebody has typed into it what the server does not have, and its field is still there. */
function holdsTyped(old: Element, fresh: Element): boolean {
  const fields = old.querySelectorAll<HTMLInputElement>("textarea[name], input[type=text][name]");
  return [...fields].some(({ name, value }) => {
    const field = fresh.querySelector<HTMLInputElement>(`[name="${CSS.escape(name)}"]`);
    return value !== "" && field !== null && field.value !== value;
  });
}

function children(parent: Element): (Named & { node: ChildNode })[] {
  const seen = new Map<string, number>();
  return [...parent.childNodes].map((node) => {
    const own = node instanceof Element ? key(node) : undefined;
    const kind = node instanceof Element ? `${node.tagName} ${node.className} ${node.id}` : node.nodeName;
    const count = seen.get(kind) ?? 0;
    seen.set(kind, count + 1);
    return { node, name: own === undefined ? `${kind} ${count}` : `key ${own}` };
  });
}

function key(element: Element): string | undefined {
  return element.getAttribute("data-key") ?? undefined;
}

function holdsKeys(element: Element): boolean {
  return element.querySelector("[data-key]") !== null;
}

/** As the server writes it, without the marks that it leaves between parts. */
function written(element: Element): string {
  return element.outerHTML.replaceAll(/<!--.*?-->/gs, "");
}

/** What has the focus, and where it stands: the list of rows, and its own one. */
interface Focus {
  element: Element;
  row: string | undefined;
  rows: string[];
}

const FOCUSABLE = "a[href], button, summary, input, textarea, select";

function focusIn(present: Element): Focus | undefined {
  const element = document.activeElement;
  if (!element || element === present || !present.contains(element)) return undefined;
  const owner = element.closest("[data-key]");
  const rows = [...present.querySelectorAll("[data-key]")].map((row) => key(row) ?? "");
  return { element, row: owner ? key(owner) : undefined, rows };
}

/** If what had the focus is gone, the focus goes to what now stands for it: the same part of the same row, else of the
 * next one that is there, else what now hides it; outside of rows, what says the same. It never falls back to the start
 * of the page. */
function focusAgain({ element, row, rows }: Focus, inside: Element) {
  if (element.isConnected || document.activeElement !== document.body) return;
  const alike = (one: Element) => one.tagName === element.tagName && one.className === element.className;
  const place = row === undefined ? -1 : rows.indexOf(row);
  const near = place < 0 ? [] : [...rows.slice(place), ...rows.slice(0, place).reverse()];
  for (const name of near) {
    const now = inside.querySelector(`[data-key="${CSS.escape(name)}"]`);
    const parts = now ? [...now.querySelectorAll<HTMLElement>(FOCUSABLE)] : [];
    if (focused(parts.find(alike) ?? parts[0])) return;
  }
  const hidden = row === undefined ? null : inside.querySelector(`details:not([open]) [data-key="${CSS.escape(row)}"]`);
  if (focused(hidden?.closest("details")?.querySelector("summary") ?? undefined)) return;
  const others = row === undefined ? [...inside.querySelectorAll<HTMLElement>(FOCUSABLE)] : [];
  if (focused(others.find((one) => alike(one) && one.textContent === element.textContent))) return;
  // The list is empty now, or the link is gone. The region itself has no box that could take the focus.
  const around = inside.hasAttribute("data-live") ? inside.closest<HTMLElement>("section, main") : null;
  if (!around) return;
  around.tabIndex = -1;
  around.focus({ preventScroll: true });
}

/** Focuses it; what is hidden does not take the focus. */
function focused(element: HTMLElement | undefined): boolean {
  element?.focus({ preventScroll: true });
  return element !== undefined && document.activeElement === element;
}
