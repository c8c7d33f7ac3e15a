import { choose, deployByForm, NEW, target, text } from "../support/compose";
import { announcement } from "../support/home";
import { expect, test, unique, visit } from "../support/test";
import { kept } from "../support/writing";

test("an author says in which language the text is, and readers get their own version first", async ({ as }) => {
  const [author, reader] = [await as("direction"), await as("eleve")];
  const [english, french] = [unique("Trip on Monday"), unique("Sortie lundi")];
  await visit(author, NEW);
  const language = author.getByRole("combobox", { name: "Langue du texte" });
  await expect(language.locator("option:checked"), "unless the author says otherwise").toHaveText("Français");
  await choose(target(author, 1), "Profil", "Élève");
  await text(author).fill(english);
  await language.selectOption("en");
  await author.getByText("Ajouter une autre langue").click();
  await author.getByRole("combobox", { name: "Langue", exact: true }).selectOption("fr");
  await author.getByRole("textbox", { name: "Texte dans cette langue" }).fill(french);
  await kept(author, { first_language: "en", second_language: "fr", second_text: french });
  await visit(author, author.url());
  await expect(language).toHaveValue("en");
  await deployByForm(author);
  const fact = author.getByRole("definition").filter({ hasText: english }).first();
  await expect(fact).toHaveAttribute("lang", "en");

  await visit(reader, "/");
  const card = announcement(reader, french);
  await expect(card.getByText(french)).toBeVisible();
  await expect(card.getByText(english)).toBeHidden();
  await card.getByText("English").click();
  await expect(card.locator(".announcement-text")).toHaveAttribute("lang", "en");
  await expect(card.getByText(english)).toBeVisible();
});

test("both versions in one language are refused with a sentence", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  await text(page).fill(unique("Deux fois"));
  await page.getByText("Ajouter une autre langue").click();
  await page.getByRole("combobox", { name: "Langue", exact: true }).selectOption("fr");
  await page.getByRole("textbox", { name: "Texte dans cette langue" }).fill("Deux fois");
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(page.locator("#erreurs")).toContainText("Choisir une autre langue que celle du texte");
});
