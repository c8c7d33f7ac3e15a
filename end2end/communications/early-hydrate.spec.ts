import { choose, criterion, NEW, severity, target, text, valueOf } from "../support/compose";
import { expect, hydrated, slowScripts, test, unique, visit } from "../support/test";

// What is chosen before the scripts come is kept, and the form shows what it holds.

const perimeter = (page: import("@playwright/test").Page) => page.getByLabel("Périmètre", { exact: true });

test("a profile, a severity and a text chosen early are kept", async ({ as }) => {
  const page = await as("enseignant");
  const come = await slowScripts(page);
  const written = unique("Tôt");
  await page.goto(NEW);
  const first = target(page, 1);
  await criterion(first, "Profil").locator("summary").click();
  await first.getByRole("checkbox", { name: "Parent", exact: true }).check();
  await severity(page, "Alerte").check();
  await text(page).fill(written);
  come();
  await hydrated(page);
  await expect(valueOf(first, "Profil")).toHaveText("Parent");
  await expect(severity(page, "Alerte")).toBeChecked();
  await expect(text(page)).toHaveValue(written);
  // The form itself holds them: its draft does too.
  await expect(page).toHaveURL(/\?brouillon=\d+/);
  await visit(page, page.url());
  await expect(valueOf(target(page, 1), "Profil")).toHaveText("Parent");
  await expect(severity(page, "Alerte")).toBeChecked();
});

test("Périmètre shows what the form holds", async ({ as }) => {
  const page = await as("proviseure");
  const come = await slowScripts(page);
  await page.goto(NEW);
  const options = await perimeter(page).locator("option").count();
  expect(options).toBeGreaterThan(1);
  const first = await perimeter(page).inputValue();
  await perimeter(page).selectOption({ index: options - 1 });
  const last = await perimeter(page).inputValue();
  come();
  await hydrated(page);
  await expect(page).toHaveURL(/\?brouillon=\d+/);
  await expect(perimeter(page)).toHaveValue(last);
  await visit(page, page.url());
  await expect(perimeter(page)).toHaveValue(last);
  await text(page).fill(unique("À effacer"));
  await page.getByRole("button", { name: "Réinitialiser" }).click();
  const dialog = page.getByRole("dialog", { name: "Réinitialiser le formulaire ?" });
  await dialog.getByRole("button", { name: "Réinitialiser" }).click();
  await expect(perimeter(page)).toHaveValue(first);
  await choose(target(page, 1), "Profil", "Enseignant");
  await expect(page).toHaveURL(/\?brouillon=\d+/);
  await visit(page, page.url());
  await expect(perimeter(page)).toHaveValue(first);
});
