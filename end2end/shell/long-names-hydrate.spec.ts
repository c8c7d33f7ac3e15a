import { openRights, recap } from "../support/access";
import { expect, test, visit } from "../support/test";

const LONG = "Marie-Antoinette-".repeat(9);

test("a very long name leaves the school its place in the bar", async ({ as }) => {
  const page = await as("direction");
  for (const width of [1280, 800]) {
    await page.setViewportSize({ width, height: 900 });
    await visit(page, "/");
    await page.locator(".account-name").evaluate((name, long) => (name.textContent = long), LONG);
    const school = await page.locator(".top-bar-school").evaluate((one) => one.getBoundingClientRect().width);
    expect(school, `${width} px`).toBeGreaterThan(100);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `${width} px`).toBeLessThanOrEqual(0);
  }
});

test("a very long name takes no other column of a table out of sight", async ({ as }) => {
  const page = await as("direction");
  await page.setViewportSize({ width: 1280, height: 900 });
  await visit(page, "/communications/emises");
  const table = page.locator(".table-scroll").first();
  await table
    .locator("tbody th")
    .first()
    .evaluate((cell, long) => (cell.textContent = long), LONG);
  expect(await table.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
});

test("beside a long name a date stays whole, and so does a short word", async ({ as }) => {
  const page = await as("direction");
  await page.setViewportSize({ width: 1280, height: 900 });
  await openRights(page, undefined, "Accès population");
  const cell = recap(page).locator("tbody td:nth-last-child(2)").first();
  await cell.evaluate((one, long) => {
    one.innerHTML = `<span>Collectivité ${long} <span class="hint">le <time>04/11/2026</time></span></span>`;
  }, LONG);
  const lines = await cell.locator("time").evaluate((date) => date.getClientRects().length);
  expect(lines, "lines of a date").toBe(1);
  const parts = await cell.evaluate((one) => {
    const text = one.querySelector("span")?.firstChild;
    if (!text) return 0;
    const word = document.createRange();
    word.setStart(text, 0);
    word.setEnd(text, "Collectivité".length);
    return word.getClientRects().length;
  });
  expect(parts, "lines of a word").toBe(1);
  const table = page.locator(".table-scroll").first();
  expect(await table.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
});
