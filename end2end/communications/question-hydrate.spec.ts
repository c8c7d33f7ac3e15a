import type { Locator, Page } from "@playwright/test";
import { choose, NEW, question, target, text } from "../support/compose";
import { deploy } from "../support/api";
import { expect, test, unique, visit } from "../support/test";

// While the answer of a question is on its way, nothing closes it.

// Holds the requests of an address back until the returned function is called.
async function held(page: Page, address: string): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((done) => (release = done));
  await page.route(address, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

async function expectStays(page: Page, dialog: Locator, yes: string, no: string) {
  await expect(dialog.getByRole("button", { name: yes })).toBeDisabled();
  await expect(dialog.getByRole("button", { name: no })).toBeDisabled();
  for (let times = 0; times < 3; times += 1) await page.keyboard.press("Escape");
  await expect(dialog).toBeVisible();
}

async function shots(page: Page, name: string) {
  for (const [width, height] of [
    [390, 844],
    [1280, 900],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: `test-results/${name}-${width}.png` });
  }
}

test("a deployment on its way cannot be closed, and goes out once", async ({ as }) => {
  const page = await as("enseignant");
  await visit(page, NEW);
  await choose(target(page, 1), "Profil", "Enseignant");
  await text(page).fill(unique("En chemin"));
  await page.getByRole("button", { name: "Déployer" }).click();
  const dialog = question(page);
  const release = await held(page, "**/api/communications/deploy");
  await dialog.getByRole("button", { name: "Valider" }).click();
  await expectStays(page, dialog, "Valider", "Annuler");
  await shots(page, "deploy-busy");
  release();
  await expect(page).toHaveURL(/\/communications\/\d+/);
});

test("a failed deployment says so in the question, and can be tried again", async ({ as }) => {
  const page = await as("enseignant");
  await visit(page, NEW);
  await choose(target(page, 1), "Profil", "Enseignant");
  await text(page).fill(unique("Coupure"));
  await page.getByRole("button", { name: "Déployer" }).click();
  const dialog = question(page);
  await page.route("**/api/communications/deploy", (route) => route.abort());
  // A question that is longer than the screen scrolls behind its buttons.
  await page.setViewportSize({ width: 390, height: 520 });
  await dialog.getByRole("button", { name: "Valider" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Le serveur ne répond pas");
  await expect(dialog.getByRole("alert")).toBeInViewport();
  await expect(dialog.getByRole("button", { name: "Réessayer" })).toBeInViewport();
  // Magnified four times: nothing may lie over the question wherever it is scrolled to.
  await page.setViewportSize({ width: 320, height: 256 });
  await dialog.locator(".summary-count").click({ trial: true });
  await shots(page, "deploy-failed");
  await page.unroute("**/api/communications/deploy");
  await dialog.getByRole("button", { name: "Réessayer" }).click();
  await expect(page).toHaveURL(/\/communications\/\d+/);
});

test("where no question comes, the reason stands beside Déployer, where its sender looks", async ({ as }) => {
  const page = await as("enseignant");
  for (const size of [
    { width: 390, height: 844 },
    { width: 1280, height: 900 },
  ]) {
    await page.setViewportSize(size);
    await visit(page, NEW);
    await choose(target(page, 1), "Profil", "Enseignant");
    await text(page).fill(unique("Sans question"));
    const button = page.getByRole("button", { name: "Déployer" });
    await page.route("**/api/communications/question", (route) => route.abort());
    await button.click();
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("Le serveur ne répond pas");
    await expect(alert).toBeInViewport();
    await expect(button).toBeInViewport();
    await page.unroute("**/api/communications/question");
    await button.click();
    await expect(question(page)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(alert).toHaveCount(0);
  }
});

test("a session that is over is said beside Déployer too", async ({ as }) => {
  const page = await as("enseignant");
  await visit(page, NEW);
  await choose(target(page, 1), "Profil", "Enseignant");
  await text(page).fill(unique("Session terminée"));
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Déployer" }).click();
  const alert = page.getByRole("alert").filter({ hasText: "Votre session est terminée" });
  await expect(alert).toBeInViewport();
});

test("the question of cancelling stays until its answer, and says a failure", async ({ as }) => {
  const page = await as("enseignant");
  const id = await deploy(page, { text: unique("À annuler") });
  await visit(page, `/communications/${id}`);
  await page.getByRole("button", { name: "Annuler", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Annuler cette communication ?" });
  const [yes, no] = ["Annuler la communication", "Ne pas annuler"];
  await page.route("**/api/communications/cancel", (route) => route.abort());
  await dialog.getByRole("button", { name: yes }).click();
  await expect(dialog.getByRole("alert")).toContainText("Le serveur ne répond pas");
  await page.unroute("**/api/communications/cancel");
  const release = await held(page, "**/api/communications/cancel");
  await dialog.getByRole("button", { name: "Réessayer" }).click();
  await expectStays(page, dialog, yes, no);
  release();
  await expect(dialog).toBeHidden();
  await expect(page.locator(".detail-state")).toContainText("Annulé");
});
