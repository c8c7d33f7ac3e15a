import { expectAccessible } from "../support/accessibility";
import { choose, NEW, question, target } from "../support/compose";
import { reloadUntil } from "../support/pages";
import { picture } from "../support/picture";
import { expect, test, unique } from "../support/test";

// A news item without JavaScript: each button sends the form, and keeps what was typed.

test("a news item with a picture is written, read by those whom it is for, and cancelled", async ({ as }) => {
  const [writer, reader, other] = [await as("redacteur"), await as("parent"), await as("eleve")];
  const title = unique("Exposition");
  await writer.goto(NEW);
  await choose(target(writer, 1), "Profil", "Parent");
  await writer.getByRole("textbox", { name: /^Titre/ }).fill(title);
  await writer.getByRole("textbox", { name: /^Texte de l.actualité/ }).fill("Au CDI,\n\ntoute la <semaine>");
  await writer.getByLabel("Choisir une image").setInputFiles(picture("affiche.png"));
  await writer.getByRole("button", { name: "Joindre l’image" }).click();
  await expect(writer).toHaveURL(/\?brouillon=\d+/);
  await expect(writer.getByRole("textbox", { name: /^Titre/ })).toHaveValue(title);
  await expectAccessible(writer);

  await writer.getByRole("button", { name: "Déployer" }).click();
  const errors = writer.getByRole("group", { name: /1 point à corriger/ });
  await expect(errors).toContainText("Décrire l’image en quelques mots");
  await writer.getByRole("textbox", { name: "Texte de remplacement" }).fill("affiche.png");
  await writer.getByRole("button", { name: "Déployer" }).click();
  await expect(errors).toContainText("ceci est un nom de fichier");
  await writer.getByRole("textbox", { name: "Texte de remplacement" }).fill("L’affiche bleue de l’exposition");
  await writer.getByRole("button", { name: "Déployer" }).click();
  await expect(question(writer)).toContainText(title);
  await question(writer).getByRole("button", { name: "Valider" }).click();
  await expect(writer).toHaveURL(/\/communications\/\d+\?deploye=1/);
  await reloadUntil(writer.getByRole("heading", { level: 1 }).filter({ hasText: "– Déployé" }));

  await reader.goto("/actualites");
  await expectAccessible(reader);
  await reader.getByRole("link", { name: title }).click();
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect(reader.getByRole("paragraph").filter({ hasText: "toute la <semaine>" })).toBeVisible();
  const shown = reader.getByRole("img", { name: "L’affiche bleue de l’exposition" });
  await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
  await expectAccessible(reader);
  const address = reader.url();
  expect((await other.goto(address))?.status(), "not for pupils").toBe(404);

  await writer.getByRole("button", { name: "Annuler" }).first().click();
  await writer
    .getByRole("dialog")
    .getByRole("button", { name: /Annuler la communication|Valider/ })
    .click();
  await expect(writer.getByRole("heading", { level: 1 })).toContainText("Annulé");
  expect((await reader.goto(address))?.status(), "cancelled").toBe(404);
});

test("the list of a month reads well on a narrow screen", async ({ as }) => {
  const page = await as("parent");
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto("/actualites");
  const months = page.getByRole("navigation", { name: "Actualités par mois" });
  await expect(months.getByRole("link")).toHaveCount(0);
  const choice = months.getByLabel("Mois");
  await choice.selectOption({ index: 12 });
  await months.getByRole("button", { name: "Afficher" }).click();
  await expect(page).toHaveURL(/\?mois=\d{4}-\d\d/);
  expect(await choice.evaluate((list: HTMLSelectElement) => list.selectedIndex)).toBe(12);
  await expect(page.getByRole("main")).not.toContainText("s’afficheront");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  expect(wide, "nothing sticks out").toBe(false);
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 640 });
  await expect(months.getByRole("link")).toHaveCount(13);
  await expect(months.getByRole("link").nth(12)).toHaveAttribute("aria-current", "page");
});
