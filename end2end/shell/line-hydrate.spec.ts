import type { Page, Request } from "@playwright/test";
import { PASSWORD, signIn } from "../support/accounts";
import { deploy } from "../support/api";
import { NEW, question, text as textField } from "../support/compose";
import { clickInto } from "../support/cursor";
import { announcement } from "../support/home";
import { back, expect, test } from "../support/line";
import { within } from "../support/limit";
import { answer, delivered, entry, INBOX, row, said, send, sendAnswer, subject, waiting } from "../support/messages";
import { hydrated, unique, visit } from "../support/test";
import { channel, editor, fileInput, files, joined, pdf, subjectField } from "../support/writing";

const late = (page: Page) => page.getByText("Cette page n’est plus à jour");

// Streams of a page that are open now, the most that were at once, and how many there were.
function streams(page: Page) {
  const counted = { open: 0, most: 0, opened: 0 };
  const isStream = (address: string) => new URL(address).pathname === "/flux";
  page.on("request", (asked) => {
    if (!isStream(asked.url())) return;
    counted.open += 1;
    counted.most = Math.max(counted.most, counted.open);
    counted.opened += 1;
  });
  const over = (asked: Request) => {
    if (isStream(asked.url())) counted.open -= 1;
  };
  page.on("requestfailed", over);
  page.on("requestfinished", over);
  return counted;
}

async function hide(page: Page, hidden: boolean) {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, hidden);
}

test("a page that lost its server says so, and is true within five seconds of its return", async ({ as, line }) => {
  const [author, reader] = [await as("direction"), await as("enseignant", line.baseURL)];
  const text = unique("Pendant la panne");
  await visit(reader, "/");
  line.isDown(true);
  line.cuts();
  await deploy(author, { text });
  await expect(late(reader)).toBeVisible();
  await expect(announcement(reader, text)).toHaveCount(0);
  line.isDown(false);
  await expect(announcement(reader, text)).toBeVisible(back());
  await expect(late(reader)).toHaveCount(0);
  // It follows again, by itself.
  const next = unique("Après la panne");
  await deploy(author, { text: next });
  await expect(announcement(reader, next)).toBeVisible();
});

test("a draft that could not be saved is saved as soon as the line is back", async ({ as, line }) => {
  const page = await as("direction", line.baseURL);
  await visit(page, NEW);
  const saving = (words: string | RegExp) => page.getByRole("status").filter({ hasText: words });
  let failed = 0;
  page.on("response", (answer) => {
    if (answer.status() === 502 && answer.url().includes("/drafts/save")) failed += 1;
  });
  line.isDown(true);
  line.cuts();
  await textField(page).fill(unique("Pendant la panne"));
  await expect(saving("Brouillon non enregistré")).toBeVisible();
  // Each failure makes the next pause longer.
  await expect.poll(() => failed, within(30_000)).toBeGreaterThan(3);
  line.isDown(false);
  await expect(saving(/Brouillon enregistré à/)).toBeVisible(back());
});

test("an announcement that is put away while the line is bad is away as soon as it is back", async ({ as, line }) => {
  const [author, reader] = [await as("direction"), await as("enseignant", line.baseURL)];
  const shown = unique("À replier pendant la panne");
  await deploy(author, { text: shown });
  await visit(reader, "/");
  await expect(announcement(reader, shown)).toBeVisible();
  // Once there is no answer, and then a proxy's.
  await reader.route("**/annonces/*/replier*", (route) => route.abort(), { times: 1 });
  line.isDown(true);
  const item = reader.getByRole("listitem").filter({ has: announcement(reader, shown) });
  await item.getByRole("button", { name: /^Replier/ }).click();
  await expect(late(reader)).toBeVisible();
  await expect(announcement(reader, shown), "its page is still there").toBeVisible();
  line.isDown(false);
  await expect(announcement(reader, shown)).toHaveCount(0, back());
  await expect(reader.getByText(/^Annonces repliées/)).toBeVisible();
  await expect(late(reader)).toHaveCount(0);
});

test("an announcement that is put away is away though its page is left before the line is back", async ({ as }) => {
  const [author, reader] = [await as("direction"), await as("enseignant")];
  const shown = unique("À replier avant de partir");
  await deploy(author, { text: shown });
  await visit(reader, "/");
  await reader.route("**/annonces/*/replier*", (route) => route.abort());
  const item = reader.getByRole("listitem").filter({ has: announcement(reader, shown) });
  await item.getByRole("button", { name: /^Replier/ }).click();
  await expect(late(reader)).toBeVisible();
  await visit(reader, INBOX);
  await expect(late(reader), "it is not forgotten").toBeVisible();
  const put = reader.waitForResponse("**/annonces/*/replier*");
  await reader.unroute("**/annonces/*/replier*");
  expect((await put).status()).toBe(303);
  await expect(late(reader)).toHaveCount(0);
  await visit(reader, "/");
  await expect(announcement(reader, shown)).toHaveCount(0);
  await expect(reader.getByText(/^Annonces repliées/)).toBeVisible();
  await expect.poll(() => reader.evaluate(() => Object.keys(sessionStorage)), "nothing waits any more").toEqual([]);
});

test("what a page says of dropped files is not taken away by a line that comes back", async ({ as, line }) => {
  const page = await as("direction", line.baseURL);
  await visit(page, "/agenda/nouveau");
  const place = page.locator("#page-en-retard");
  line.isDown(true);
  line.cuts();
  await expect(place).toContainText("n’est plus à jour");
  await page.getByRole("heading", { level: 1 }).evaluate((element) => {
    const dataTransfer = new DataTransfer();
    const folder = { isDirectory: true, isFile: false, name: "Photos" };
    DataTransferItem.prototype.webkitGetAsEntry = () => folder as FileSystemEntry;
    dataTransfer.items.add(new File([], "Photos"));
    element.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  });
  await expect(place).toContainText("Rien n’a été pris");
  const served = page.evaluate(
    () => new Promise<void>((done) => addEventListener("portevoix:joint", () => done(), { once: true })),
  );
  line.isDown(false);
  await served;
  await expect(place).toContainText("Rien n’a été pris");
});

test("a page whose question failed asks again", async ({ as, line }) => {
  const [sender, reader] = [await as("cpe"), await as("parent", line.baseURL)];
  const title = unique("Une seule fois");
  await visit(reader, INBOX);
  let refused = 0;
  await reader.route(`**${INBOX}`, async (route) => {
    refused += 1;
    if (refused > 2) await route.continue();
    else await route.fulfill({ status: 502, contentType: "text/html", body: "<h1>Bad Gateway</h1>" });
  });
  await send(sender, { subject: title });
  await expect(row(reader, title)).toBeVisible();
  expect(refused).toBeGreaterThan(2);
});

test("where a proxy collects events, the page asks", async ({ as, line }) => {
  const [author, reader] = [await as("direction"), await as("enseignant", line.baseURL)];
  line.collects(true);
  await visit(reader, "/");
  const text = unique("Sans flux");
  await deploy(author, { text });
  await expect(announcement(reader, text)).toBeVisible(within(12_000));
  const next = unique("Toujours sans flux");
  await deploy(author, { text: next });
  await expect(announcement(reader, next)).toBeVisible(within(12_000));
  await expect(late(reader)).toHaveCount(0);
});

test("over plain HTTP, as in an intranet, pages follow too", async ({ as, page, baseURL, consoleErrors }) => {
  const author = await as("direction");
  await signIn(page, "enseignant", PASSWORD, `http://portail.test:${new URL(baseURL ?? "").port}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Bonjour");
  await hydrated(page);
  const text = unique("Sans en-têtes");
  await deploy(author, { text });
  await expect(announcement(page, text)).toBeVisible();
  await expect(late(page)).toHaveCount(0);
  // The browser reports headers that it ignores here.
  consoleErrors.length = 0;
});

test("a page has one stream, and none while it is hidden", async ({ as }) => {
  const [author, reader] = [await as("direction"), await as("enseignant")];
  const counted = streams(reader);
  await visit(reader, "/");
  await expect.poll(() => counted.open).toBe(1);
  await hide(reader, true);
  await expect.poll(() => counted.open).toBe(0);
  const before = counted.opened;
  const text = unique("Onglet caché");
  await deploy(author, { text });
  expect(counted.opened, "none while it is hidden").toBe(before);
  await hide(reader, false);
  await expect(announcement(reader, text)).toBeVisible(back());
  // A busy machine may greet a stream so late that the page tries another one: after it, never beside it.
  await expect.poll(() => counted.open).toBe(1);
  expect(counted.most).toBe(1);
});

test("who signs in again in another tab reads no more that the session is over", async ({ as }) => {
  const reader = await as("enseignant");
  const over = reader.getByRole("alert").filter({ hasText: "Votre session" });
  await visit(reader, INBOX);
  const cookies = await reader.context().cookies();
  await hide(reader, true);
  await reader.context().clearCookies();
  await hide(reader, false);
  await expect(over).toBeVisible();
  await hide(reader, true);
  await reader.context().addCookies(cookies);
  await hide(reader, false);
  await expect(over).toBeHidden(back());
});

test("what came while the session was over is shown once its person is back", async ({ as }) => {
  const [sender, reader] = [await as("cpe"), await as("parent")];
  const title = unique("Pendant la session terminée");
  await visit(reader, INBOX);
  const cookies = await reader.context().cookies();
  // The session ends between the event and the question.
  let asked = 0;
  await reader.route(
    ({ pathname }) => pathname === INBOX,
    async (route) => {
      asked += 1;
      await reader.context().clearCookies();
      await route.fulfill({ status: 401, contentType: "text/plain", body: "" });
    },
    { times: 1 },
  );
  await send(sender, { subject: title });
  await expect.poll(() => asked).toBe(1);
  await expect(reader.getByRole("alert").filter({ hasText: "Votre session" })).toBeVisible();
  await hide(reader, true);
  await reader.context().addCookies(cookies);
  await hide(reader, false);
  await expect(row(reader, title)).toBeVisible(back());
});

test("a proxy that answers 404 in the place of its server does not pass for the server", async ({ as, line }) => {
  const [author, reader] = [await as("direction"), await as("enseignant", line.baseURL)];
  await visit(reader, "/");
  line.isDown(404);
  line.cuts();
  const text = unique("Introuvable un moment");
  await deploy(author, { text });
  await expect(late(reader)).toBeVisible();
  line.isDown(false);
  await expect(announcement(reader, text)).toBeVisible(back());
  await expect(late(reader)).toHaveCount(0);
});

test("a page without a network says that it is not up to date, and catches up", async ({ as }) => {
  const [author, reader] = [await as("direction"), await as("enseignant")];
  await visit(reader, "/");
  await reader.context().setOffline(true);
  await expect(late(reader)).toBeVisible();
  const text = unique("Hors ligne");
  await deploy(author, { text });
  await reader.context().setOffline(false);
  await expect(announcement(reader, text)).toBeVisible(back());
  await expect(late(reader)).toHaveCount(0);
});

test("pages opened in background tabs leave the connections to the others", async ({ as }) => {
  const reader = await as("enseignant");
  for (let count = 0; count < 8; count += 1) {
    const tab = await reader.context().newPage();
    await tab.addInitScript(() => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
    });
    await visit(tab, "/");
  }
  await visit(reader, "/");
  await reader.getByRole("link", { name: "Espaces" }).click();
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText("Espaces");
});

test("the whole story passes through a bad line", async ({ as, line }) => {
  test.setTimeout(300_000);
  const [sender, reader] = [await as("cpe", line.baseURL), await as("parent", line.baseURL)];
  const [title, typed] = [unique("Sortie au musée"), unique("Rendez-vous à huit heures")];
  await visit(reader, INBOX);
  const before = await waiting(reader);
  line.delays(400);

  // Compose and attach.
  await visit(sender, NEW);
  await channel(sender, "Messagerie ENT").check();
  await subjectField(sender).fill(title);
  await clickInto(await editor(sender));
  await sender.keyboard.type(typed);
  line.isDown(true);
  line.cuts();
  await sender.keyboard.type(" devant la grille");
  await expect(sender.getByRole("status").filter({ hasText: "Brouillon non enregistré" })).toBeVisible();
  line.isDown(false);
  await expect(sender.getByRole("status").filter({ hasText: "Brouillon enregistré" })).toBeVisible();
  await fileInput(sender).setInputFiles([pdf("plan.pdf"), pdf("autorisation.pdf"), pdf("horaires.pdf")]);
  await joined(sender, 3);
  await expect(files(sender)).toHaveCount(3);
  await sender.getByRole("radio", { name: "Chaque destinataire" }).check();

  // Deploy and follow.
  await sender.getByRole("button", { name: "Déployer" }).click();
  await question(sender).getByRole("button", { name: "Valider" }).click();
  await expect(sender).toHaveURL(/\/communications\/\d+/);
  // A page whose scripts are cut off on their way is a plain one, and says so.
  await hydrated(sender);
  line.cuts();
  await expect(sender.getByRole("heading", { level: 1 })).toContainText("Déployé");

  // Read, acknowledge, answer.
  await delivered(reader, title);
  await expect(row(reader, title)).toBeVisible();
  await expect.poll(() => waiting(reader)).toBe(before + 1);
  await expect(entry(reader)).toBeVisible();
  await subject(reader, title).click();
  await expect(reader.getByText(`${typed} devant la grille`)).toBeVisible();
  await expect(reader.getByRole("link", { name: /\.pdf/ })).toHaveCount(3);
  await reader.getByRole("button", { name: "J’ai pris connaissance" }).click();
  await expect(reader.getByRole("button", { name: "J’ai pris connaissance" })).toHaveCount(0);
  await answer(reader).fill("Nous serons là");
  await sendAnswer(reader).click();
  await expect(said(reader)).toBeVisible();
  line.cuts();
  const noted = sender.getByRole("region", { name: "Suivi" }).locator("div").filter({ hasText: "Accusés" });
  await expect(noted).toContainText(/Accusés\s*1\s/);
});
