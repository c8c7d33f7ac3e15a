import type { Page } from "@playwright/test";
import { call, deploy } from "../support/api";
import { choose, NEW, people, question, reach, target, text, total } from "../support/compose";
import { expect, test, unique, visit } from "../support/test";

// What browsers do that translate a page: each text is replaced by an element with another text, except where
// the page forbids it. The texts stay the same here, so that the test finds what it looks for.
async function translated(page: Page) {
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts) {
      const parent = text.parentElement;
      if (!text.data.trim() || !parent || parent.closest("[translate=no], script, style, textarea")) continue;
      const font = document.createElement("font");
      font.append(text.data);
      text.replaceWith(font);
    }
  });
}

test("numbers go on counting on a page that the browser translated", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  const everybody = await people(total(page));
  await translated(page);
  await choose(target(page, 1), "Profil", "Enseignant");
  await expect(async () => expect(await people(total(page))).toBeLessThan(everybody)).toPass();
  const chosen = await people(total(page));
  await expect.poll(() => people(reach(target(page, 1)))).toBe(chosen);
});

test("the question before deploying names the present number, also when it is asked again", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  await text(page).fill(unique("Deux questions"));
  const everybody = await people(total(page));
  // As if another number had been told before each of them.
  let before = 0;
  await page.route("**/api/communications/question", async (route) => {
    const response = await route.fetch();
    before += 1;
    await route.fulfill({ response, json: { ...(await response.json()), before } });
  });
  await page.getByRole("button", { name: "Déployer" }).click();
  const asked = async () => Number((await question(page).locator(".summary-count").innerText()).replace(/\D/g, ""));
  await expect.poll(asked).toBe(everybody);
  await expect(question(page)).toContainText(/vient de changer\s: 1 →/);
  await translated(page);
  await question(page).getByRole("button", { name: "Annuler" }).click();
  await choose(target(page, 1), "Profil", "Enseignant");
  await expect(async () => expect(await people(total(page))).toBeLessThan(everybody)).toPass();
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(question(page)).toBeVisible();
  await expect.poll(asked).toBe(await people(total(page)));
  await expect(question(page)).toContainText(/vient de changer\s: 2 →/);
});

test("the states of schools go on while their filter is filled in", async ({ as }) => {
  const page = await as("direction");
  const id = await deploy(page, { text: unique("Bientôt annulée"), targets: [{}] });
  await visit(page, `/communications/${id}?onglet=etats`);
  const school = page.getByRole("row").filter({ hasText: "0570051W" });
  await expect(school).toContainText("En ligne");
  await translated(page);
  const search = page.getByRole("searchbox", { name: "Établissement" });
  await search.fill("Lyc");
  expect((await call(page, "communications/cancel", { id })).status()).toBe(200);
  await expect(school).toContainText("Annulée");
  await expect(school).not.toContainText("En ligne");
  await expect(search).toHaveValue("Lyc");
  await expect(search).toBeFocused();
});

test("another reason takes the place of the first beside Réessayer, which keeps the focus", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  const survey = "**/api/communications/survey";
  let body = '"Busy"';
  await page.route(survey, (route) => route.fulfill({ status: 503, contentType: "application/json", body }));
  await choose(target(page, 1), "Profil", "Enseignant");
  const said = page.getByRole("complementary", { name: "Destinataires" }).getByRole("alert");
  await expect(said).toContainText("Le serveur est très sollicité");
  await translated(page);
  const again = said.getByRole("button", { name: "Réessayer" });
  await again.focus();
  body = '"Away"';
  await expect(said).toContainText("La base de données du portail ne répond pas");
  await expect(said).not.toContainText("sollicité");
  await expect(again).toBeFocused();
  await page.unroute(survey);
  await expect(said).toHaveCount(0);
});

test("beside Déployer the reason why a draft is not stored changes too", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  const save = "**/api/communications/drafts/save*";
  let body = '"Busy"';
  await page.route(save, (route) => route.fulfill({ status: 503, contentType: "application/json", body }));
  await text(page).fill(unique("Brouillon"));
  const said = page.locator(".hint").filter({ hasText: "Brouillon non enregistré" });
  await expect(said).toContainText("Le serveur est très sollicité");
  await translated(page);
  body = '"Away"';
  await expect(said).toContainText("La base de données du portail ne répond pas");
  await expect(said).not.toContainText("sollicité");
  await page.unroute(save);
  await expect(said).toHaveCount(0);
});
