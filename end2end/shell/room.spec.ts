import { delivered, INBOX, send } from "../support/messages";
import { expect, test, unique } from "../support/test";

// What stands in one line where there is room for it.

test("on a sheet and on a page without columns the hours of messages stand at the right edge", async ({ as }) => {
  const [sender, reader] = [await as("cpe"), await as("parent")];
  const subject = unique("Sortie au musée");
  await send(sender, { subject });
  await delivered(reader, subject);
  await reader.setViewportSize({ width: 1100, height: 900 });
  for (const media of ["screen", "print"] as const) {
    await reader.emulateMedia({ media });
    await reader.goto("/");
    const gaps = await reader.locator("#derniers-messages-recents .latest-row").evaluateAll((rows) =>
      rows.map((row) => {
        const edge = row.getBoundingClientRect().right - parseFloat(getComputedStyle(row).paddingInlineEnd);
        return edge - (row.querySelector("time")?.getBoundingClientRect().right ?? 0);
      }),
    );
    expect(gaps.length, media).toBeGreaterThan(0);
    expect(Math.max(...gaps), media).toBeLessThan(2);
  }
});

test("on a phone the link that takes a search back stands beside its button", async ({ as }) => {
  const page = await as("parent");
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto(`${INBOX}?q=zzz`);
    const search = page.getByRole("search");
    const [button, link] = [search.getByRole("button"), search.getByRole("link", { name: /^Effacer/ })];
    const [one, other] = [await button.boundingBox(), await link.boundingBox()];
    expect(one?.y, `${width} px`).toBe(other?.y);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `${width} px scrolls sideways`).toBeLessThanOrEqual(0);
  }
});

test("on a phone three tabs stand in one row", async ({ as }) => {
  const head = await as("direction");
  const id = await send(head, { subject: unique("Sortie au musée") });
  await head.setViewportSize({ width: 390, height: 844 });
  await head.goto(`/communications/${id}`);
  const tabs = head.locator(".tabs ul");
  // The third is there where names may be seen.
  const tops = await tabs.evaluate((list) => {
    const two = [...list.children].slice(0, 2);
    const third = two[0]?.cloneNode(true) as HTMLElement;
    const link = third.querySelector("a");
    if (link) link.textContent = "Destinataires";
    list.replaceChildren(...two, third);
    return [...list.children].map((tab) => tab.getBoundingClientRect().top);
  });
  expect(tops).toHaveLength(3);
  expect(new Set(tops).size, "rows").toBe(1);
});

test("what an item is, whose and when stands in one line of a wide page", async ({ as }) => {
  const page = await as("parent");
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto("/actualites");
  const tops = await page.locator("main").evaluate((main) => {
    main.innerHTML = `<ul class="plain items"><li><article class="item"><div class="item-body"><p class="item-meta">
      <span class="item-kind">Évènement</span> <strong>Espace des parents, Lycée Pierre et Marie Curie</strong>
      <time>mercredi 30 septembre 2026</time></p></div></article></li></ul>`;
    return [...main.querySelectorAll(".item-meta > *")].map((part) => part.getBoundingClientRect().top);
  });
  expect(tops).toHaveLength(3);
  expect(Math.max(...tops) - Math.min(...tops)).toBeLessThan(8);
});
