// The inbox as its versions tell it, and what a page says of it: the number of unread messages, and those that have
// arrived.

import { counted } from "./counted.ts";

/** A version of the inbox: `unread.newest.rest`. */
export interface InboxVersion {
  unread: number;
  /** Instant and number of the newest message. */
  newest: InboxPosition;
}

/** Where a message stands: its instant and its number. */
export type InboxPosition = [number, number];

export function readVersion(version: string): InboxVersion | undefined {
  const found = /^(\d+)\.(-?\d+)-(\d+)\./.exec(version);
  return found ? { unread: Number(found[1]), newest: [Number(found[2]), Number(found[3])] } : undefined;
}

export function readPlace(text: string | undefined): InboxPosition | undefined {
  const found = /^(-?\d+)-(\d+)$/.exec(text ?? "");
  return found ? [Number(found[1]), Number(found[2])] : undefined;
}

export function isNewer([at, id]: InboxPosition, [thanAt, thanId]: InboxPosition): boolean {
  return at > thanAt || (at === thanAt && id > thanId);
}

/** Shows the number in each of its places. */
export function showUnread(count: number) {
  for (const place of document.querySelectorAll<HTMLElement>("[data-unread-count]")) {
    const { unreadCount, most, one, many, more, moreNumber } = place.dataset;
    if (unreadCount === String(count)) continue;
    place.dataset.unreadCount = String(count);
    if (count === 0) {
      place.replaceChildren();
      continue;
    }
    const cut = count > Number(most);
    const [badge, spoken] = [document.createElement("span"), document.createElement("span")];
    badge.className = "badge";
    badge.setAttribute("aria-hidden", "true");
    badge.textContent = cut ? (moreNumber ?? "") : String(count);
    spoken.className = "visually-hidden";
    spoken.textContent = ` (${cut ? (more ?? "") : counted(count, one, many)})`;
    place.replaceChildren(badge, spoken);
  }
}

/** On pages whose list stays as it is, a link offers what has arrived since. */
export function showArrived(now: InboxVersion) {
  for (const place of document.querySelectorAll<HTMLElement>("[data-arrived]")) {
    const { arrived, template, one, many } = place.dataset;
    const shown = readVersion(arrived ?? "");
    if (!shown) continue;
    const count = isNewer(now.newest, shown.newest) ? Math.max(now.unread - shown.unread, 1) : 0;
    const sentence = count === 0 ? "" : counted(count, one, many);
    if (place.dataset.said === sentence || (count === 0 && !place.hasChildNodes())) continue;
    place.dataset.said = sentence;
    place.replaceChildren();
    const content = document.getElementById(template ?? "");
    if (count === 0 || !(content instanceof HTMLTemplateElement)) continue;
    const notice = content.content.cloneNode(true) as DocumentFragment;
    const said = notice.querySelector("[data-counted]");
    if (said) said.textContent = sentence;
    place.append(notice);
  }
}

/** The newest message that a list shows. */
export function newestOf(region: Element): InboxPosition | undefined {
  return readPlace(region.querySelector<HTMLElement>("[data-place]")?.dataset.place);
}

/** Says how many messages have come to a region since the page was loaded. */
export function countArrivals(region: Element, before: InboxPosition | undefined) {
  const place = document.querySelector<HTMLElement>(`[data-arrivals="${region.id}"]`);
  if (!place) return;
  const places = [...region.querySelectorAll<HTMLElement>("[data-place]")].map((row) => readPlace(row.dataset.place));
  const newer = places.filter((one) => one && (!before || isNewer(one, before))).length;
  const count = Number(place.dataset.count ?? 0) + newer;
  if (newer === 0) return;
  place.dataset.count = String(count);
  place.textContent = counted(count, place.dataset.one, place.dataset.many);
}
