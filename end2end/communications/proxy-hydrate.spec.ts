import type { Page } from "@playwright/test";
import { NEW, text } from "../support/compose";
import { expect, test, unique, visit } from "../support/test";

// What a proxy answers in place of the server, while a communication is written.

const status = (page: Page, text: string | RegExp) => page.getByRole("status").filter({ hasText: text });
const saved = (page: Page) => status(page, /Brouillon enregistré à \d\d:\d\d/);
const SAVE = "**/api/communications/drafts/save*";

for (const [answered, sentence] of [
  [413, "trop volumineuse"],
  [403, "(code 403)"],
  [429, "très sollicité"],
  [500, "(code 500)"],
] as const) {
  test(`a save that a proxy answers with ${answered} does not say that the server is silent`, async ({ as }) => {
    const page = await as("infirmiere");
    await visit(page, NEW);
    const body = "<h1>Proxy</h1>";
    await page.route(SAVE, (route) => route.fulfill({ status: answered, contentType: "text/html", body }));
    const written = unique("Refusé en route");
    await text(page).fill(written);
    await expect(status(page, "Brouillon non enregistré")).toContainText(sentence);
    await expect(status(page, "ne répond pas")).toHaveCount(0);
    await page.unroute(SAVE);
    await text(page).fill(`${written}, et la suite`);
    await expect(saved(page)).toBeVisible();
  });
}

test("a form that is again as it was before a save that failed is saved once more", async ({ as }) => {
  const page = await as("infirmiere");
  const written = unique("Comme avant");
  await visit(page, NEW);
  await text(page).fill(written);
  await expect(saved(page)).toBeVisible();
  // The server has the longer text, and only its answer is lost.
  await page.route(SAVE, async (route) => {
    await route.fetch();
    await route.fulfill({ status: 502, contentType: "text/html", body: "<h1>Bad Gateway</h1>" });
  });
  await text(page).fill(`${written}, et la suite`);
  await expect(status(page, "Brouillon non enregistré")).toBeVisible();
  await page.unroute(SAVE);
  await text(page).fill(written);
  await expect(saved(page)).toBeVisible();
  await visit(page, page.url());
  await expect(text(page)).toHaveValue(written);
});
