import { type Locator } from "@playwright/test";
import { expect, test, visit } from "../support/test";

// How far the menu can be scrolled.
const hidden = (menu: Locator) => menu.evaluate((one) => one.scrollHeight - one.clientHeight);

test("an administrator's menu is whole on a notebook, each entry in one line", async ({ as }) => {
  const page = await as("admin");
  await page.setViewportSize({ width: 1280, height: 900 });
  await visit(page, "/administration/journal");
  const menu = page.getByRole("navigation", { name: "Menu principal" });
  expect(await hidden(menu)).toBeLessThanOrEqual(0);
  const high = await menu
    .getByRole("link")
    .evaluateAll((links) => links.filter((link) => link.clientHeight > 36).map((link) => link.textContent));
  expect(high, "entries of two lines").toEqual([]);
});

test("a menu that is cut shows where its reader is, and that it goes on", async ({ as }) => {
  const page = await as("admin");
  await page.setViewportSize({ width: 1280, height: 420 });
  await visit(page, "/administration/journal");
  const menu = page.getByRole("navigation", { name: "Menu principal" });
  expect(await hidden(menu)).toBeGreaterThan(0);
  const current = menu.getByRole("link", { name: "Journal" });
  await expect(current).toHaveAttribute("aria-current", "page");
  const isShown = async () => {
    const [box, entry] = [await menu.boundingBox(), await current.boundingBox()];
    return Boolean(box && entry && entry.y >= box.y && entry.y + entry.height <= box.y + box.height);
  };
  await expect.poll(isShown).toBe(true);
  expect(await page.evaluate(() => window.scrollY), "the page itself stays").toBe(0);
  const fades = await menu.evaluate((one) =>
    ["::before", "::after"].map((edge) => {
      const { position, backgroundImage } = getComputedStyle(one, edge);
      return `${position} ${backgroundImage.split("(")[0]}`;
    }),
  );
  expect(fades).toEqual(["sticky linear-gradient", "sticky linear-gradient"]);
});
