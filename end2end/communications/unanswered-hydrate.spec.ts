import type { Page } from "@playwright/test";
import { choose, NEW, question, target, text } from "../support/compose";
import { back, expect, test } from "../support/line";
import { unique, visit } from "../support/test";
import { kept } from "../support/writing";

// The answer to *Valider* is lost: the page says that nobody knows, and finds out.

const UNKNOWN = "on ne sait pas encore si la communication est partie";

async function ask(page: Page, announced: string) {
  await visit(page, NEW);
  await choose(target(page, 1), "Profil", "Enseignant");
  await text(page).fill(announced);
  await kept(page, { text: announced });
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(question(page)).toBeVisible();
}

const confirm = (page: Page) => question(page).getByRole("button", { name: "Valider" }).click();
const already = (page: Page) => page.getByRole("alert").filter({ hasText: "Ce formulaire a déjà été déployé." });

async function expectLeadsToOne(page: Page, announced: string) {
  await already(page).getByRole("link", { name: "Voir la communication déployée" }).click();
  await expect(page).toHaveURL(/\/communications\/\d+$/);
  await expect(page.getByText(announced).first()).toBeVisible();
  await page.goto(`/communications/emises?q=${encodeURIComponent(announced)}`);
  await expect(page.getByRole("status").filter({ hasText: "communication" })).toHaveText("1 communication");
}

test("a form whose deployment was not answered says so behind the question too, then leads to what went out", async ({
  as,
  line,
}) => {
  const announced = unique("Réponse perdue");
  const page = await as("direction", line.baseURL);
  await ask(page, announced);
  line.losesAnswers(true);
  await confirm(page);
  await expect(question(page).getByRole("alert")).toContainText(UNKNOWN);
  await question(page).getByRole("button", { name: "Annuler" }).click();
  const alert = page.getByRole("alert").filter({ hasText: UNKNOWN });
  await expect(alert).toBeInViewport();
  line.losesAnswers(false);
  await expect(already(page)).toBeVisible(back());
  await expect(page.getByText("Brouillon non enregistré")).toHaveCount(0);
  await expectLeadsToOne(page, announced);
});

test("an open question closes once the page knows that its communication went out", async ({ as, line }) => {
  const announced = unique("Question répondue");
  const page = await as("direction", line.baseURL);
  await ask(page, announced);
  line.losesAnswers(true);
  await confirm(page);
  await expect(question(page).getByRole("alert")).toContainText(UNKNOWN);
  line.losesAnswers(false);
  await expect(question(page)).toBeHidden(back());
  await expect(already(page)).toBeInViewport();
  await expectLeadsToOne(page, announced);
});

test("a deployment that did not arrive is sent once by Réessayer", async ({ as, line }) => {
  const announced = unique("Jamais arrivée");
  const page = await as("direction", line.baseURL);
  await ask(page, announced);
  line.isDown(true);
  await confirm(page);
  await expect(question(page).getByRole("alert")).toContainText(UNKNOWN);
  line.isDown(false);
  await question(page).getByRole("button", { name: "Réessayer" }).click();
  await expect(page).toHaveURL(/\/communications\/\d+\?/);
  await page.goto(`/communications/emises?q=${encodeURIComponent(announced)}`);
  await expect(page.getByRole("status").filter({ hasText: "communication" })).toHaveText("1 communication");
});
