import { expectAccessible } from "../support/accessibility";
import { expect, test } from "../support/own-server";

test("periods are tried, kept, and stand in the record that is printed", async ({ as }) => {
  const page = await as("admin");
  await page.goto("/administration/conservation");
  await expect(page.getByText("Ces durées sont proposées.")).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel("Brouillons").fill("2");
  await page.getByRole("button", { name: "Voir ce qui serait supprimé" }).click();
  await expect(page.locator("#brouillons-erreur")).toContainText("Saisir un nombre de 30 à");
  await expect(page.getByLabel("Brouillons"), "the page opens at what is wrong").toBeFocused();
  await expect(page.getByRole("button", { name: "Enregistrer ces durées" })).toHaveCount(0);
  await expectAccessible(page);

  await page.getByLabel("Brouillons").fill("90");
  await page.getByRole("button", { name: "Voir ce qui serait supprimé" }).click();
  const goes = page.getByRole("table", { name: "Ce que supprimerait la prochaine étape" });
  await expect(goes.getByRole("row", { name: "Brouillons" })).toContainText("90");
  await expect(page.locator("#suppressions-titre"), "the page opens at what would go").toBeFocused();
  await page.getByRole("button", { name: "Enregistrer ces durées" }).click();
  await expect(page.getByRole("status").first()).toContainText("Les durées sont enregistrées.");
  await expect(page.getByLabel("Brouillons")).toHaveValue("90");

  await page.getByRole("link", { name: "Registre des traitements" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Registre des traitements");
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 800 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide, "nothing to scroll sideways").toBeLessThanOrEqual(320);
});

test("everybody downloads the file of their own data", async ({ as }) => {
  const page = await as("eleve");
  await page.goto("/mon-compte");
  const loaded = page.waitForEvent("download");
  await page.getByRole("link", { name: "Télécharger les données" }).click();
  expect((await loaded).suggestedFilename()).toMatch(/^donnees-\d+\.zip$/);
});
