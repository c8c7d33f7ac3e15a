import { expectAccessible } from "../support/accessibility";
import { deploy } from "../support/api";
import { test as alone } from "../support/own-server";
import { reloadUntil } from "../support/pages";
import { expect, test, unique } from "../support/test";

test.use({ javaScriptEnabled: false });

test("the home page has its five blocks, announcements first, and reads on a phone", async ({ as }) => {
  const page = await as("parent");
  for (const width of [1280, 390, 320]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 2 })).toHaveText([
      "Annonces",
      "Derniers messages",
      "Prochain évènement",
      "Agenda",
      "Actualités",
    ]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `${width} px`).toBeLessThanOrEqual(0);
  }
  await expectAccessible(page);
});

test("an announcement is folded away, an alert once it was read, and both are found again", async ({ as }) => {
  const [direction, reader] = [await as("direction"), await as("professeur")];
  const [text, alert] = [unique("Sortie"), unique("Évacuation")];
  await deploy(direction, { text });
  await deploy(direction, { severity: "alert", text: alert });
  const open = reader.locator(".announcements > li:not(details *)");
  await reader.goto("/");
  for (const shown of [text, alert]) await reloadUntil(open.filter({ hasText: shown }));
  await reader.getByRole("button", { name: new RegExp(`Replier.*${text}`) }).click();
  await expect(open.filter({ hasText: text })).toHaveCount(0);
  await reader.getByRole("button", { name: new RegExp(`J’ai lu cette alerte.*${alert}`) }).click();
  await expect(open.filter({ hasText: alert })).toHaveCount(0);
  await reader.getByText(/^Annonces repliées/).click();
  await reader.getByRole("button", { name: new RegExp(`Déplier.*${text}`) }).click();
  await expect(open.filter({ hasText: text })).toBeVisible();
});

// On a separate server: what others send meanwhile would be newer.
alone("whoever sends finds what they sent last, and writes the next from there", async ({ as }) => {
  const sender = await as("infirmiere");
  const text = unique("Dernière envoyée");
  await deploy(sender, { text });
  const latest = sender.getByRole("region", { name: "Vos dernières communications" });
  for (const width of [1280, 390, 320]) {
    await sender.setViewportSize({ width, height: 900 });
    await sender.goto("/");
    await expect(latest.getByRole("listitem").first()).toContainText(text);
    const overflow = await sender.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `${width} px`).toBeLessThanOrEqual(0);
  }
  await expectAccessible(sender);
  await sender.getByRole("main").getByRole("link", { name: "Nouvelle communication" }).click();
  await expect(sender.getByRole("heading", { level: 1 })).toHaveText("Création d’une nouvelle communication");
});
