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
