// The widget on somebody else's pages: another site, another server, hostile styles, a strict policy.
import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/accessibility";
import { session } from "../support/accounts";
import { call, deploy, ours } from "../support/api";
import { within } from "../support/limit";
import { reloadUntil } from "../support/pages";
import { startServer } from "../support/server";
import { expect, listen, unique } from "../support/test";
import { item, soon, test, widget } from "../support/widget";

// Where something on the host's page begins.
const top = (page: Page, selector: string) =>
  page.evaluate((at) => document.querySelector(at)?.getBoundingClientRect().top, selector);

test("on a page with hostile styles, twice: what is new, corrected and cancelled shows within seconds", async ({
  page,
  scene,
}) => {
  const { author, portal } = scene;
  const first = unique("Réunion");
  await deploy(author, { text: first, severity: "warning", with_link: true, link: "https://www.education.gouv.fr/a" });
  await page.goto(`${portal.origin}/hostile?lecteur=enseignant`);
  const before = await top(page, "#apres");
  await expect(item(page, first)).toBeVisible();
  await expect(item(page, first)).toContainText("Avertissement");
  await expect(page.locator("portevoix-annonces").nth(1).locator(".item").filter({ hasText: first })).toBeVisible();
  const style = await item(page, first)
    .locator(".text")
    .evaluate((text) => {
      const { fontSize, textTransform, color, direction } = getComputedStyle(text);
      return { size: parseFloat(fontSize), textTransform, hostile: color === "rgb(255, 255, 254)", direction };
    });
  expect(style.size).toBeGreaterThanOrEqual(12);
  expect(style).toMatchObject({ textTransform: "none", hostile: false, direction: "ltr" });
  const link = item(page, first).getByRole("link", { name: /en savoir plus/ });
  await expect(link).toHaveAttribute("href", "https://www.education.gouv.fr/a");
  await expect(widget(page).getByRole("alert")).toHaveCount(0);

  const alert = unique("Évacuation");
  const id = await deploy(author, { text: alert, severity: "alert" });
  const arrived = widget(page).getByRole("alert").filter({ hasText: alert });
  await expect(arrived).toBeVisible(soon());
  await expect(widget(page).locator(".item").first()).toContainText(alert);
  const corrected = unique("Retour en classe");
  await correct(author, id, corrected);
  await expect(item(page, corrected)).toContainText("Corrigé le", soon());
  await cancel(author, id);
  await expect(item(page, corrected)).toHaveCount(0, soon());
  expect(await top(page, "#apres"), "the host's page does not move").toBe(before);
});

async function cancel(page: Page, id: number) {
  const answer = await call(page, "communications/cancel", { id });
  expect(answer.status(), await answer.text()).toBe(200);
}

async function correct(page: Page, id: number, text: string) {
  await page.goto(`/communications/${id}/corriger`);
  await page.getByLabel(/Texte de l.annonce/).fill(text);
  await page.getByRole("button", { name: "Corriger…" }).click();
  await page.getByRole("button", { name: "Valider" }).click();
  await expect(page.getByText("Le texte est corrigé.")).toBeVisible();
}

test("under a strict policy with Trusted Types, accessible, and with two readers in turn", async ({
  browser,
  page,
  scene,
}) => {
  const { author, portal } = scene;
  const [forOne, forOther] = [unique("Aux enseignants"), unique("À la vie scolaire")];
  await deploy(author, { text: forOne });
  await deploy(author, { text: forOther, targets: [{ profiles: ["National_EVS"] }] });
  await page.goto(`${portal.origin}/stricte?lecteur=enseignant`);
  await expect(item(page, forOne)).toBeVisible();
  await expect(item(page, forOther)).toHaveCount(0);
  await expect(widget(page).getByRole("heading", { name: "Annonces", level: 2 })).toBeVisible();

  // The program that looks for barriers needs what the policy forbids.
  const context = await browser.newContext({ bypassCSP: true, viewport: { width: 320, height: 640 } });
  const looked = await context.newPage();
  await looked.goto(`${portal.origin}/stricte?lecteur=enseignant`);
  await expect(item(looked, forOne)).toBeVisible();
  await expectAccessible(looked);
  await looked.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(looked);
  expect(await looked.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await looked.emulateMedia({ forcedColors: "active" });
  await expect(item(looked, forOne)).toContainText("Information");
  await context.close();

  // Another reader on the same page: nothing of the first one is left, and nothing was stored.
  await page.evaluate(() => (window as unknown as { follow: (who: string) => void }).follow("cpe"));
  await expect(item(page, forOne)).toHaveCount(0);
  await expect(item(page, forOther)).toBeVisible();
  const stored = await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length].join());
  expect(stored).toBe(",0,0");
});

test("what stays is not put into the page again: an alert would be read out twice", async ({ page, scene }) => {
  const { author, portal } = scene;
  const [first, alert, later] = [unique("D’abord"), unique("Évacuation"), unique("Ensuite")];
  await deploy(author, { text: first });
  await page.goto(`${portal.origin}/stricte?lecteur=enseignant`);
  await expect(item(page, first)).toBeVisible();
  const id = await deploy(author, { text: alert, severity: "alert" });
  await expect(widget(page).getByRole("alert").filter({ hasText: alert })).toBeVisible();
  await widget(page)
    .locator(".list")
    .evaluate((list) => {
      const put: string[] = [];
      Object.assign(window, { put });
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes) for (const node of addedNodes) put.push(node.textContent ?? "");
      }).observe(list, { childList: true });
    });
  await deploy(author, { text: later });
  await expect(item(page, later)).toBeVisible();
  const put = await page.evaluate(() => (window as unknown as { put: string[] }).put);
  expect(put.filter((text) => text.includes(later))).toHaveLength(1);
  expect(put.filter((text) => text.includes(alert) || text.includes(first))).toEqual([]);
  await cancel(author, id);
  await expect(widget(page).getByRole("alert")).toHaveCount(0, soon());
});

test("the server is gone and comes back, and the reader's clock is five minutes off", async ({ browser, scene }) => {
  const { author, portal, settings } = scene;
  const [text, alert] = [unique("Conseil"), unique("Confinement")];
  await deploy(author, { text });
  const id = await deploy(author, { text: alert, severity: "alert" });
  const context = await browser.newContext();
  const page = await context.newPage();
  const thrown: string[] = [];
  page.on("pageerror", (error) => thrown.push(String(error)));
  await page.clock.install({ time: Date.now() + 5 * 60_000 });
  await page.goto(`${portal.origin}/stricte?lecteur=enseignant`);
  await expect(item(page, text)).toBeVisible();
  const port = Number(new URL(scene.server.baseURL).port);
  await scene.server.stop();
  // A question may be on its way: then the next one is asked at its own time.
  await expect(async () => {
    await page.clock.fastForward(30_000);
    await expect(widget(page)).toContainText(/annonces reçues à \d\d:\d\d/, { timeout: 5_000 });
  }).toPass();
  await expect(item(page, text)).toBeVisible();
  // Nobody could have ended the alert meanwhile.
  await expect(item(page, alert)).toBeVisible();
  await page.clock.fastForward(600_000);
  await expect(item(page, alert)).toHaveCount(0);
  await expect(item(page, text)).toBeVisible();
  scene.server = await startServer({ ...settings, port });
  await expect(async () => {
    await page.clock.fastForward(300_000);
    await expect(widget(page)).not.toContainText("annonces reçues à", { timeout: 10_000 });
  }).toPass();
  await expect(item(page, text)).toBeVisible();
  await expect(item(page, alert)).toBeVisible();
  await expect(widget(page).getByRole("alert"), "it is not news").toHaveCount(0);
  await cancel(author, id);
  expect(thrown).toEqual([]);
  await context.close();
});

test("a portal whose clock is wrong is refused, and only its administrators learn why", async ({ browser, scene }) => {
  const { admin, portal } = scene;
  portal.skew = 3_600;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${portal.origin}/stricte?lecteur=enseignant`);
  await expect(widget(page)).toContainText("Annonces indisponibles");
  portal.skew = 0;
  await context.close();
  await admin.goto(portal.administration);
  await reloadUntil(admin.getByText(/horloge du portail est en avance/));
});

test("a portal that is paused takes its list from open pages, and gives it back", async ({ browser, scene }) => {
  test.setTimeout(120_000);
  const { admin, author, portal } = scene;
  const text = unique("Suspendue");
  await deploy(author, { text });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${portal.origin}/stricte?lecteur=enseignant`);
  await expect(item(page, text)).toBeVisible();
  const becomes = async (action: "suspendre" | "reprendre") => {
    const request = { form: { action }, headers: await ours(admin), maxRedirects: 0 };
    expect((await admin.request.post(`${portal.administration}/etat`, request)).status()).toBe(303);
  };
  await becomes("suspendre");
  await expect(item(page, text)).toHaveCount(0, soon());
  await expect(widget(page)).toContainText("Annonces indisponibles");
  await becomes("reprendre");
  await expect(item(page, text)).toBeVisible(within(60_000));
  await context.close();
});

test("a list goes with its token when its host names nobody any more", async ({ browser, scene }) => {
  test.setTimeout(120_000);
  const { author, portal } = scene;
  const text = unique("Lue par une seule");
  await deploy(author, { text });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(`${portal.origin}/stricte?lecteur=enseignant`);
  await expect(item(page, text)).toBeVisible();
  const declared = page.waitForRequest(/\/declaration\?/);
  await page.evaluate(() => {
    const getStatement = async () => {
      if (document.title === "Déconnexion") throw new Error("signed out");
      return (await fetch("/declaration?lecteur=enseignant", { method: "POST" })).text();
    };
    Object.assign(document.querySelector("portevoix-annonces") ?? {}, { getStatement });
  });
  await declared;
  await expect(item(page, text)).toBeVisible();
  await page.evaluate(() => {
    document.title = "Déconnexion";
  });
  await expect(async () => {
    await page.clock.fastForward(300_000);
    await expect(item(page, text)).toHaveCount(0, { timeout: 5_000 });
  }).toPass();
  await expect(widget(page)).toContainText("Annonces indisponibles");
  await context.close();
});

test("in a frame, its reader agrees in a small window of ours", async ({ browser, scene, consoleErrors }) => {
  const { author, portal, server } = scene;
  const text = unique("Dans le cadre");
  await deploy(author, { text });
  const storageState = await session(server.baseURL, "enseignant");
  const context = await browser.newContext({ storageState });
  listen(context, consoleErrors);
  const page = await context.newPage();
  await page.goto(`${portal.origin}/cadre`);
  const frame = page.frameLocator("iframe");
  const opened = context.waitForEvent("page");
  await frame.getByRole("button", { name: "Afficher mes annonces" }).click();
  const small = await opened;
  await expect(small.getByText("sur la page du portail Mon portail")).toBeVisible();
  await expectAccessible(small);
  await small.getByRole("button", { name: "Afficher mes annonces" }).click();
  await expect(frame.locator(".item").filter({ hasText: text })).toBeVisible();
  const id = await deploy(author, { text: unique("Bref"), severity: "alert" });
  await expect(frame.getByRole("alert")).toBeVisible(soon());
  await cancel(author, id);
  await expect(frame.getByRole("alert")).toHaveCount(0, soon());
  await context.close();
});

test("a frame whose window does not open says so, to whoever does not see it as well", async ({ page, scene }) => {
  await page.addInitScript(() => {
    window.open = () => null;
  });
  await page.goto(`${scene.portal.origin}/cadre`);
  const frame = page.frameLocator("iframe");
  await frame.getByRole("button", { name: "Afficher mes annonces" }).click();
  await expect(frame.getByRole("status")).toContainText("La fenêtre n’a pas pu s’ouvrir");
});
