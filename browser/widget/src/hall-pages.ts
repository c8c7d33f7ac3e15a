/** Divides a list into pages, each as long as it fits. What fits on no page has one of its own. There is at least one
 * page. */
export function pagesOf<Item>(items: readonly Item[], fits: (some: readonly Item[]) => boolean): Item[][] {
  const pages: Item[][] = [];
  let page: Item[] = [];
  for (const item of items) {
    if (page.length > 0 && !fits([...page, item])) {
      pages.push(page);
      page = [];
    }
    page.push(item);
  }
  return [...pages, page];
}

/** Whether the page itself can be loaded now: a page that is replaced by an error never comes back by itself. */
export async function canLoad(page: string, get: typeof fetch): Promise<boolean> {
  try {
    const answer = await get(page, { cache: "no-store", signal: AbortSignal.timeout(8_000) });
    return answer.status === 200;
  } catch {
    return false;
  }
}
