import type { Page } from "@playwright/test";
import { NEW, text } from "../support/compose";
import { expect, hydrated, slowScripts, test, unique, visit } from "../support/test";
import { kept } from "../support/writing";

async function publishes(page: Page, title: string) {
  await visit(page, "/espaces");
  await page.getByRole("link", { name: "Espace parents" }).first().click();
  await page.getByRole("link", { name: "Nouvel article" }).click();
  await page.getByRole("textbox", { name: /^Titre/ }).fill(title);
  await expect(page.getByRole("toolbar", { name: "Mise en forme" })).toBeVisible();
  await page.getByRole("textbox", { name: /^Texte de l’article/ }).click();
  await page.keyboard.type("À lire.");
  await page.getByRole("button", { name: "Publier", exact: true }).click();
  await expect(page.getByText("L’article est publié.")).toBeVisible();
}

test("another article of a draft, chosen before the scripts came, is kept", async ({ as }) => {
  test.setTimeout(120_000);
  const page = await as("direction");
  const common = unique("Sorties");
  const [one, two] = [`${common} au musée`, `${common} au théâtre`];
  for (const title of [one, two]) await publishes(page, title);
  await visit(page, NEW);
  await text(page).fill(unique("À lire"));
  await page.getByRole("radio", { name: "Article ENT" }).check();
  await page.getByLabel("Chercher un article").fill(common);
  await page.getByRole("radio", { name: one }).check();
  const value = await page.getByRole("radio", { name: two }).getAttribute("value");
  await kept(page, { with_article: true, article: await page.getByRole("radio", { name: one }).getAttribute("value") });

  const come = await slowScripts(page);
  await page.goto(page.url());
  await expect(page.getByRole("radio", { name: one })).toBeChecked();
  await page.getByRole("radio", { name: two }).check();
  come();
  await hydrated(page);
  await expect(page.getByRole("radio", { name: two })).toBeChecked();
  await kept(page, { with_article: true, article: value });
  await expect(page.getByRole("radio", { name: two }), "also when the search was answered").toBeChecked();
});
