import { choose, deployByForm, NEW, target, text } from "../support/compose";
import { announcement } from "../support/home";
import { expect, test, unique, visit } from "../support/test";
import { channel, kept } from "../support/writing";

test("an author says in which language the text is, and readers get their own version first", async ({ as }) => {
  const [author, reader] = [await as("direction"), await as("eleve")];
  const [english, french] = [unique("Trip on Monday"), unique("Sortie lundi")];
  await visit(author, NEW);
  const language = author.getByRole("combobox", { name: "Langue du texte" });
  await author.getByText("Ajouter une autre langue").click();
  await expect(language.locator("option:checked"), "unless the author says otherwise").toHaveText("Français");
  await choose(target(author, 1), "Profil", "Élève");
  await text(author).fill(english);
  await language.selectOption("en");
  await author.getByRole("combobox", { name: "Langue", exact: true }).selectOption("fr");
  await author.getByRole("textbox", { name: "Texte dans cette langue" }).fill(french);
  await kept(author, { first_language: "en", second_language: "fr", second_text: french });
  await visit(author, author.url());
  await expect(language).toHaveValue("en");
  await expect(author.locator("summary", { hasText: "Langue du texte" })).toContainText("English · Français");
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

test("the language stands below the text on every channel, before what is chosen less often", async ({ as }) => {
  const page = await as("direction");
  await page.setViewportSize({ width: 390, height: 844 });
  await visit(page, NEW);
  const line = page.locator("summary", { hasText: "Langue du texte" });
  await expect(line).toContainText("Français · Ajouter une autre langue");
  const channels = { Annonce: "#lien-url", "Messagerie ENT": "#accuse", Actualité: "#actualite-debut" } as const;
  for (const name of ["Annonce", "Messagerie ENT", "Actualité"] as const) {
    await channel(page, name).check();
    await expect(line).toBeVisible();
    const before = await line.evaluate((summary, next) => {
      const other = document.querySelector(next);
      return other && (summary.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    }, channels[name]);
    expect(before, name).toBe(true);
  }
  await channel(page, "Annonce").check();
  const card = page.locator(".choice-card").filter({ has: page.getByRole("radio", { name: "Alerte" }) });
  const tops = await card.evaluate((label) =>
    ["svg", ".choice-title", "input"].map((part) => label.querySelector(part)?.getBoundingClientRect().top ?? -99),
  );
  expect(Math.max(...tops) - Math.min(...tops), "icon, name and button on one line").toBeLessThan(16);
});
