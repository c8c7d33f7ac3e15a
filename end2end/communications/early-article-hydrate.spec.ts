import type { Page } from "@playwright/test";
import { NEW, text } from "../support/compose";
import { expect, hydrated, slowScripts, test, unique, visit } from "../support/test";
import { kept } from "../support/writing";

const article = (page: Page, title: string) => page.getByRole("radio", { name: title });

// What the form asks after each choice, and with what it draws its list anew.
const answered = (page: Page) => page.waitForResponse("**/api/communications/articles");

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

// Two articles, a draft whose form finds both, and the first of them chosen in it.
async function draftWithTheFirst(page: Page): Promise<[string, string]> {
  const common = unique("Sorties");
  const [one, two] = [`${common} au musée`, `${common} au théâtre`] as const;
  for (const title of [one, two]) await publishes(page, title);
  await visit(page, NEW);
  await text(page).fill(unique("À lire"));
  await page.getByRole("radio", { name: "Article ENT" }).check();
  await page.getByLabel("Chercher un article").fill(common);
  await expect(page.locator("#article").getByRole("radio")).toHaveCount(2);
  const answer = answered(page);
  await article(page, one).check();
  await answer;
  await kept(page, { with_article: true, article: await article(page, one).getAttribute("value") });
  return [one, two];
}

test("another article of a draft, chosen before the scripts came, is kept", async ({ as }) => {
  test.setTimeout(120_000);
  const page = await as("direction");
  const [one, two] = await draftWithTheFirst(page);
  const come = await slowScripts(page);
  await page.goto(page.url());
  await expect(article(page, one)).toBeChecked();
  await article(page, two).check();
  const answer = answered(page);
  come();
  await hydrated(page);
  await expect(article(page, two)).toBeChecked();
  await answer;
  await kept(page, { with_article: true, article: await article(page, two).getAttribute("value") });
  await expect(article(page, two), "also when the search was answered").toBeChecked();
});

test("another article chosen later is kept when the form has drawn its list anew", async ({ as }) => {
  test.setTimeout(120_000);
  const page = await as("direction");
  const [one, two] = await draftWithTheFirst(page);
  for (const title of [two, one, two]) {
    const answer = answered(page);
    await article(page, title).check();
    await answer;
    await kept(page, { with_article: true, article: await article(page, title).getAttribute("value") });
    await expect(article(page, title)).toBeChecked();
    await expect(article(page, title), "choosing moves nothing").toBeFocused();
  }
});

test("an article chosen while the server is away stays in sight", async ({ as }) => {
  test.setTimeout(120_000);
  const page = await as("direction");
  const [, two] = await draftWithTheFirst(page);
  await page.route("**/api/communications/articles", (route) => route.abort());
  await article(page, two).check();
  const said = page.locator(".link-article").getByRole("status").filter({ hasText: "Le serveur ne répond pas" });
  await expect(said).toBeVisible();
  await expect(article(page, two)).toBeChecked();
  await page.unroute("**/api/communications/articles");
  await expect(said).toHaveCount(0);
  await expect(article(page, two)).toBeChecked();
});
