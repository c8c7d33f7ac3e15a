import type { Page } from "@playwright/test";
import type { Account } from "../support/accounts";
import { deploy } from "../support/api";
import { expect, test, unique, visit } from "../support/test";

declare global {
  interface Window {
    shifted: number;
  }
}

// Adds up the layout shifts that the browser measures.
async function watchShifts(page: Page) {
  // New content may move the content below it.
  await page.route(/\/(flux|evenements)(\?|$)/, (route) => route.abort());
  await page.addInitScript(() => {
    window.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.shifted += (entry as unknown as { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
}

for (const [account, path] of [
  ["direction", "/communications/nouvelle"],
  ["collectivite", "/communications/nouvelle"],
  ["enseignant", "/"],
  ["direction", "/communications/emises"],
  ["admin", "/administration/annuaire"],
] as [Account, string][]) {
  for (const width of [1280, 390]) {
    test(`nothing jumps on ${path} (${account}) at ${width} px`, async ({ as }) => {
      const page = await as(account);
      await deploy(await as("direction"), { text: unique("Immobile") });
      await page.setViewportSize({ width, height: 900 });
      await watchShifts(page);
      await visit(page, path);
      await page.evaluate(() => document.fonts.ready);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      expect(await page.evaluate(() => window.shifted)).toBeLessThan(0.02);
    });
  }
}

test("the menu leads to every page, and the back button returns", async ({ as }) => {
  const page = await as("admin");
  const id = await deploy(await as("direction"), { text: unique("Promenade") });
  await visit(page, "/");
  const menu = page.getByRole("navigation", { name: "Menu principal" });
  for (const [link, title] of [
    ["Nouvelle Communication", "Création d’une nouvelle communication"],
    ["Communications émises", "Communications émises"],
    ["Annuaire", "Annuaire"],
    ["Accueil", "Bonjour Dominique"],
  ] as const) {
    await menu.getByRole("link", { name: link }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect(menu.getByRole("link", { name: link })).toHaveAttribute("aria-current", "page");
  }
  await visit(page, `/communications/${id}`);
  await page.getByRole("link", { name: "Retour" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Communications émises");
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Annonce (information)");
});
