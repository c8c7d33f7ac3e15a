import type { Page } from "@playwright/test";
import { choose, NEW, people, reach, target, total } from "../support/compose";
import { expect, test, visit } from "../support/test";

// What browsers do that translate a page: each text is replaced by an element with another text, except where
// the page forbids it. The texts stay the same here, so that the test finds what it looks for.
async function translated(page: Page) {
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts) {
      const parent = text.parentElement;
      if (!text.data.trim() || !parent || parent.closest("[translate=no], script, style, textarea")) continue;
      const font = document.createElement("font");
      font.append(text.data);
      text.replaceWith(font);
    }
  });
}

test("numbers go on counting on a page that the browser translated", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  const everybody = await people(total(page));
  await translated(page);
  await choose(target(page, 1), "Profil", "Enseignant");
  await expect(async () => expect(await people(total(page))).toBeLessThan(everybody)).toPass();
  const chosen = await people(total(page));
  await expect.poll(() => people(reach(target(page, 1)))).toBe(chosen);
});
