// Which of the present children of an element stay when the server sends it anew.

/** A child: what names it among its siblings. */
export interface Named {
  /** Its key, or what it is and how many of this kind stand before it. */
  name: string;
}

/** For each new child the place of the present one that it continues; -1 where it is new. Only present ones in the same
 * order are continued, so that none of them has to move: a moved element loses the focus. */
export function matches(present: Named[], fresh: Named[]): number[] {
  const places = new Map(present.map(({ name }, place) => [name, place]));
  const found = fresh.map(({ name }) => places.get(name) ?? -1);
  const kept = new Set(longestRising(found));
  return found.map((place) => (kept.has(place) ? place : -1));
}

/** The longest part of the list that rises, without what is negative. */
function longestRising(list: number[]): number[] {
  // For each length the chain with the smallest end.
  const chains: { last: number; before: number | undefined }[] = [];
  const ends: number[] = [];
  for (const value of list) {
    if (value < 0) continue;
    let length = ends.findIndex((end) => (chains[end]?.last ?? 0) >= value);
    if (length < 0) length = ends.length;
    chains.push({ last: value, before: length > 0 ? ends[length - 1] : undefined });
    ends[length] = chains.length - 1;
  }
  const rising: number[] = [];
  for (let at = ends.at(-1); at !== undefined; at = chains[at]?.before) {
    const chain = chains[at];
    if (chain) rising.unshift(chain.last);
  }
  return rising;
}
