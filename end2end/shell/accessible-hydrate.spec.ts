import { expectAccessible } from "../support/accessibility";
import { deploy } from "../support/api";
import { choose, criterion, NEW, question, target, text } from "../support/compose";
import { expect, hydrated, test, unique, visit } from "../support/test";

// States that exist only with JavaScript.

test("accessible: compose with open criteria, its dialog, and its errors", async ({ as }) => {
  const page = await as("proviseure");
  await visit(page, NEW);
  await choose(target(page, 1), "Profil", "Enseignant");
  await criterion(target(page, 1), "Discipline de poste").locator("summary").click();
  await target(page, 1).getByRole("radio", { name: "Liste personnalisée" }).check();
  await target(page, 1).getByRole("checkbox", { name: /Lycée/ }).check();
  await text(page).fill(unique("Accessible"));
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page);
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(question(page)).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(question(page)).toBeHidden();
  await text(page).fill("é".repeat(256));
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(page.locator("#erreurs")).toBeVisible();
  await expectAccessible(page);
});

test("accessible: ten targets", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  for (let number = 2; number <= 10; number += 1) await page.getByRole("button", { name: "Ajouter une cible" }).click();
  await expect(target(page, 10)).toBeVisible();
  await expectAccessible(page);
});

test("accessible: both tabs of a communication, its menu and its dialog", async ({ as }) => {
  const page = await as("direction");
  await visit(page, `/communications/${await deploy(page, { text: unique("Accessible") })}?deploye=1`);
  await page.getByText("Dupliquer", { exact: true }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Annuler", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Annuler cette communication ?" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "États de publication", exact: true }).click();
  await expect(page.getByRole("table")).toBeVisible();
  await expectAccessible(page);
});

test("accessible: the menu on a phone", async ({ as }) => {
  const page = await as("admin");
  await page.setViewportSize({ width: 390, height: 844 });
  await visit(page, "/");
  await page.getByRole("button", { name: "Menu" }).click();
  await expect(page.getByRole("link", { name: "Annuaire" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Fermer le menu" }).click();
  await expect(page.getByRole("link", { name: "Annuaire" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Menu" })).toBeFocused();
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("link", { name: "Communications émises" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Communications émises");
  await expect(page.getByRole("link", { name: "Annuaire" })).toBeHidden();
  await hydrated(page);
});
