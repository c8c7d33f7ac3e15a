import type { Page, Request, Route } from "@playwright/test";
import { choose, NEW, question, target, text } from "../support/compose";
import { expect, hydrated, test, unique, visit } from "../support/test";
import { kept } from "../support/writing";
import { ours } from "../support/api";

async function ask(page: Page) {
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(question(page)).toBeVisible();
}

const yes = (page: Page) => question(page).getByRole("button", { name: "Valider" });

async function expectOne(page: Page, announced: string) {
  await page.goto(`/communications/emises?q=${encodeURIComponent(announced)}`);
  await expect(page.getByRole("status").filter({ hasText: "communication" })).toHaveText("1 communication");
}

test("a double click deploys once", async ({ as }) => {
  const announced = unique("Double clic");
  const page = await as("direction");
  await visit(page, NEW);
  await choose(target(page, 1), "Profil", "Enseignant");
  await text(page).fill(announced);
  await ask(page);
  await yes(page).dblclick();
  await expect(page).toHaveURL(/\/communications\/\d+/);
  await expectOne(page, announced);
});

test("two tabs with the same draft deploy once", async ({ as }) => {
  const announced = unique("Deux onglets");
  const first = await as("direction");
  await visit(first, NEW);
  await choose(target(first, 1), "Profil", "Enseignant");
  await text(first).fill(announced);
  await kept(first, { text: announced });
  const second = await first.context().newPage();
  await visit(second, first.url());
  await ask(first);
  await ask(second);
  await Promise.all([yes(first).click(), yes(second).click()]);
  await expect(first).toHaveURL(/\/communications\/\d+/);
  await expect(second).toHaveURL(/\/communications\/\d+/);
  expect(new URL(second.url()).pathname).toBe(new URL(first.url()).pathname);
  await expectOne(first, announced);
});

test("an outdated tab says that the form is already deployed", async ({ as }) => {
  const announced = unique("Onglet oublié");
  const first = await as("direction");
  await visit(first, NEW);
  await choose(target(first, 1), "Profil", "Enseignant");
  await text(first).fill(announced);
  await expect(first).toHaveURL(/\?brouillon=\d+/);
  const second = await first.context().newPage();
  await visit(second, first.url());
  await ask(first);
  await yes(first).click();
  await expect(first).toHaveURL(/\/communications\/\d+/);
  await text(second).fill(`${announced}, corrigé`);
  await expect(second.getByRole("alert")).toContainText("Ce formulaire a déjà été déployé.");
  await expectOne(first, announced);
});

test("a repeated request is answered with the same communication", async ({ as }) => {
  const announced = unique("Rejeu");
  const page = await as("direction");
  await visit(page, NEW);
  await choose(target(page, 1), "Profil", "Enseignant");
  await text(page).fill(announced);
  await ask(page);
  const [request] = await Promise.all([page.waitForRequest("**/api/communications/deploy"), yes(page).click()]);
  await expect(page).toHaveURL(/\/communications\/\d+/);
  const headers = { "Content-Type": "application/json", ...(await ours(page)) };
  const again = await page.request.post(request.url(), { data: request.postDataBuffer() ?? "", headers });
  expect(again.status()).toBe(200);
  const { id, created } = await again.json();
  expect(page.url()).toContain(`/communications/${id}?`);
  expect(created).toBe(false);
  await expectOne(page, announced);
});

test("going back after deployment does not deploy again", async ({ as }) => {
  const announced = unique("Retour arrière");
  const page = await as("direction");
  await visit(page, NEW);
  await choose(target(page, 1), "Profil", "Enseignant");
  await text(page).fill(announced);
  await ask(page);
  await yes(page).click();
  await expect(page).toHaveURL(/\/communications\/\d+/);
  await page.goBack();
  await hydrated(page);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(question(page)).toBeHidden();
  await expectOne(page, announced);
});

test("a page that comes back as it was left when it was deployed does not wait for ever", async ({ as }) => {
  const announced = unique("Retour de la mémoire");
  const page = await as("direction");
  await visit(page, NEW);
  await choose(target(page, 1), "Profil", "Enseignant");
  await text(page).fill(announced);
  await kept(page, { text: announced });
  await ask(page);
  // No answer comes any more, as on a page that was left.
  await page.route("**/api/communications/deploy*", () => {});
  await yes(page).click();
  await expect(yes(page)).toBeDisabled();
  const again = page.waitForEvent("load");
  await page.evaluate(() => {
    setTimeout(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  });
  await again;
  await hydrated(page);
  await expect(question(page)).toBeHidden();
  await expect(text(page)).toHaveValue(announced);
});

test("what was typed last is saved although a deployment, which failed, came between", async ({ as }) => {
  const saves = "**/api/communications/drafts/save*";
  const latest = unique("Dernier état");
  const page = await as("direction");
  await visit(page, NEW);
  await choose(target(page, 1), "Profil", "Enseignant");
  await text(page).fill(unique("Brouillon"));
  await expect(page.getByRole("status").filter({ hasText: "Brouillon enregistré" })).toBeVisible();
  let release = () => {};
  const released = new Promise<void>((done) => (release = done));
  const hold = async (route: Route) => {
    await released;
    await route.continue();
  };
  await page.route(saves, hold, { times: 1 });
  const [sent] = await Promise.all([page.waitForRequest(saves), text(page).fill(unique("Premier état"))]);
  await text(page).fill(latest);
  await ask(page);
  await page.route("**/api/communications/deploy*", async (route) => {
    release();
    await sent.response();
    await route.fulfill({ status: 503, json: "Busy" });
  });
  const holds = (request: Request) =>
    request.url().includes("/drafts/save") && request.postData()?.includes(latest) === true;
  const later = page.waitForRequest(holds);
  await yes(page).click();
  await later;
});
