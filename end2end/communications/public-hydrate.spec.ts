// The public board: marked by its author, said in the question, shown to everybody, gone within five seconds.
import type { BrowserContext, Page } from "@playwright/test";
import { expectAccessible } from "../support/accessibility";
import { call, deploy, tryToDeploy } from "../support/api";
import { cancelByPage, deployByForm, NEW, question, severity, text } from "../support/compose";
import { within } from "../support/limit";
import { reloadUntil } from "../support/pages";
import { listen, expect, test, unique, visit } from "../support/test";

const CURIE = "/etablissements/0570051W";
const soon = () => within(5_000);

// The screen of a hall: a browser in which nobody is signed in.
async function hall(
  open: (base: string) => Promise<BrowserContext>,
  baseURL: string,
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await open(baseURL);
  const page = await context.newPage();
  await page.goto(`${CURIE}/affichage`);
  return { page, context };
}

test("an author shows an announcement to everybody, and takes it back", async ({
  as,
  browser,
  baseURL,
  consoleErrors,
}) => {
  const contexts: BrowserContext[] = [];
  const open = async (base: string) => {
    const context = await browser.newContext({ baseURL: base, reducedMotion: "reduce" });
    contexts.push(context);
    listen(context, consoleErrors);
    return context;
  };
  const { page: screen } = await hall(open, baseURL ?? "");
  const author = await as("direction");
  const said = unique("Portes ouvertes samedi");
  await visit(author, NEW);
  const mark = author.getByRole("checkbox", { name: /Afficher aussi sur le tableau public/ });
  await author.getByText("Diffuser aussi").click();
  await expect(mark).not.toBeChecked();
  await text(author).fill(said);
  await mark.check();
  await severity(author, "Alerte").check();
  await author.getByRole("button", { name: "Déployer" }).click();
  await expect(question(author)).toContainText("tout le monde pourra lire cette annonce");
  await question(author).getByRole("button", { name: "Valider" }).click();
  await expect(author).toHaveURL(/\/communications\/\d+/);
  await expect(author.getByText("tableau public de chaque établissement")).toBeVisible();

  const alert = screen.getByRole("alert").filter({ hasText: said });
  await expect(alert).toBeVisible(soon());
  await expect(alert).toContainText("Alerte");
  await expect(screen.locator("time")).toHaveText(/^\d\d:\d\d$/);
  await expectAccessible(screen);
  const feed = async () => (await screen.request.get(`${CURIE}/annonces.atom`)).text();
  expect(await feed()).toContain(said);

  await cancelByPage(author);
  await expect(alert).toBeHidden(soon());
  expect(await feed()).not.toContain(said);
  await Promise.all(contexts.map((context) => context.close()));
});

test("what is for some people only cannot be public", async ({ as }) => {
  const author = await as("direction");
  const said = unique("Aux enseignants");
  const refused = await tryToDeploy(author, { text: said, public: true });
  expect(refused.status()).toBe(422);
  expect(await refused.text()).toContain("tableau-public");
});

test("a screen without the network says since when, and drops alerts after ten minutes", async ({
  as,
  browser,
  baseURL,
  consoleErrors,
}) => {
  const author = await as("direction");
  const [alert, other] = [unique("Évacuation"), unique("Forum")];
  await deploy(author, { text: alert, severity: "alert", public: true, targets: [{}] });
  await deploy(author, { text: other, public: true, targets: [{}] });
  const context = await browser.newContext({ baseURL: baseURL ?? "" });
  listen(context, consoleErrors);
  const page = await context.newPage();
  // The screen's clock is five minutes late.
  await page.clock.install({ time: Date.now() - 5 * 60_000 });
  await page.goto(`${CURIE}/affichage`);
  await expect(page.getByRole("alert").filter({ hasText: alert })).toBeVisible();
  await context.setOffline(true);
  // An answer may have been on its way: then the next question is the first that fails.
  await expect(async () => {
    await page.clock.fastForward(30_000);
    await expect(page.getByText(/annonces reçues à \d\d:\d\d/)).toBeAttached({ timeout: 5_000 });
  }).toPass();
  await expect(page.getByRole("alert").filter({ hasText: alert })).toBeVisible();
  await page.clock.fastForward(10 * 60_000);
  await expect(page.getByText(alert)).toBeHidden();
  await expect(page.locator("main")).not.toBeEmpty();
  await context.close();
});

test("alerts that do not fit the screen together take turns", async ({ as, browser, baseURL, consoleErrors }) => {
  test.setTimeout(120_000);
  const author = await as("direction");
  const alerts = [unique("Alerte incendie"), unique("Alerte météo"), unique("Alerte gaz")];
  const ids: number[] = [];
  for (const said of alerts) {
    const long = `${said} ${"Rester dans les salles. ".repeat(9)}`.slice(0, 240);
    ids.push(await deploy(author, { text: long, severity: "alert", public: true, targets: [{}] }));
  }
  const context = await browser.newContext({ baseURL: baseURL ?? "", viewport: { width: 1280, height: 600 } });
  listen(context, consoleErrors);
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(`${CURIE}/affichage`);
  const shown = (said: string) => page.getByRole("alert").getByText(said);
  await expect(shown(alerts.at(-1) ?? ""), "the newest at once").toBeInViewport({ ratio: 1 });
  await expect(shown(alerts.at(0) ?? "")).toBeHidden();
  await expectAccessible(page);
  for (const said of alerts) {
    await expect(async () => {
      await page.clock.fastForward(12_000);
      await expect(shown(said)).toBeInViewport({ ratio: 1, timeout: 2_000 });
    }).toPass();
  }
  // Whoever holds one of them keeps it, whatever changes below.
  const [hold, resume] = [page.getByRole("button", { name: "Pause" }), page.getByRole("button", { name: "Reprendre" })];
  const oldest = shown(alerts.at(0) ?? "");
  await expect(async () => {
    if (await resume.isVisible()) await resume.click();
    await page.clock.fastForward(12_000);
    await expect(oldest).toBeInViewport({ ratio: 1, timeout: 500 });
    await hold.click();
    await expect(oldest).toBeInViewport({ ratio: 1, timeout: 500 });
  }).toPass();
  const below = unique("Forum des métiers");
  ids.push(await deploy(author, { text: below, severity: "warning", public: true, targets: [{}] }));
  await expect(page.locator("main")).toContainText(below);
  await expect(oldest).toBeInViewport({ ratio: 1 });
  for (const id of ids) expect((await call(author, "communications/cancel", { id })).status()).toBe(200);
  await context.close();
});

test("a text that fills more than the screen is written smaller", async ({ as, browser, baseURL, consoleErrors }) => {
  test.setTimeout(120_000);
  const author = await as("direction");
  const said = unique("Consignes");
  const lines = Array.from({ length: 14 }, (_, line) => `Étage ${line + 1}`);
  const written = [said, ...lines].join("\n");
  const id = await deploy(author, { text: written, severity: "alert", public: true, targets: [{}] });
  const context = await browser.newContext({ baseURL: baseURL ?? "", viewport: { width: 1280, height: 600 } });
  listen(context, consoleErrors);
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(`${CURIE}/affichage`);
  const whole = page.getByRole("alert").locator("article").filter({ hasText: said });
  // Others may take turns with it.
  await expect(async () => {
    await page.clock.fastForward(12_000);
    await expect(whole).toBeInViewport({ ratio: 1, timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  expect((await call(author, "communications/cancel", { id })).status()).toBe(200);
  await context.close();
});

test("without scripts a screen is read to its end", async ({ as, browser, baseURL }) => {
  const author = await as("direction");
  const ids: number[] = [];
  const announced = ["Forum", "Concert", "Tournoi"].map(unique);
  for (const said of announced) {
    const long = `${said} ${"Venir à l’heure. ".repeat(15)}`.slice(0, 240);
    ids.push(await deploy(author, { text: long, public: true, targets: [{}] }));
  }
  const viewport = { width: 640, height: 300 };
  const context = await browser.newContext({ baseURL: baseURL ?? "", javaScriptEnabled: false, viewport });
  const page = await context.newPage();
  await page.goto(`${CURIE}/affichage`);
  for (const said of announced) await reloadUntil(page.getByText(said));
  const bottom = async () => {
    const box = await page.locator(".hall-text").last().boundingBox();
    return box ? box.y + box.height : Infinity;
  };
  expect(await bottom()).toBeGreaterThan(viewport.height);
  await page.mouse.move(320, 150);
  await page.mouse.wheel(0, 50_000);
  await expect.poll(bottom).toBeLessThanOrEqual(viewport.height);
  for (const id of ids) expect((await call(author, "communications/cancel", { id })).status()).toBe(200);
  await context.close();
});
