import { call, deploy, PUPILS } from "../support/api";
import { announcement } from "../support/home";
import { expect, test } from "../support/own-server";
import { day, unique, visit } from "../support/test";

test("an open page shows what an event carries without asking for it, and says so", async ({ as }) => {
  const [direction, pupil] = [await as("direction"), await as("eleve")];
  await visit(pupil, "/");
  // The page itself is not asked for again.
  await pupil.route(
    ({ pathname }) => pathname === "/",
    (route) => route.abort(),
  );
  const said = pupil.waitForRequest(/\/api\/home\/shown$/);
  const text = unique("Annoncée à la page ouverte");
  await deploy(direction, { text, targets: [PUPILS] });
  await expect(announcement(pupil, text)).toHaveCount(1);
  expect((await (await said).response())?.status()).toBe(200);
});

test("what an open page has shown is told again until the server knows it", async ({ as }) => {
  const [direction, pupil] = [await as("direction"), await as("eleve")];
  await visit(pupil, "/");
  await pupil.route(
    /\/api\/home\/shown$/,
    (route) => route.fulfill({ status: 502, contentType: "text/html", body: "<h1>Bad Gateway</h1>" }),
    { times: 1 },
  );
  const told = pupil.waitForResponse((answer) => answer.url().endsWith("/api/home/shown") && answer.ok());
  const text = unique("Annoncée pendant une coupure");
  await deploy(direction, { text, targets: [PUPILS] });
  await expect(announcement(pupil, text)).toHaveCount(1);
  await told;
});

test("a parent of several children still reads which of them is meant", async ({ as }) => {
  const [direction, parent] = [await as("direction"), await as("parent")];
  await visit(parent, "/");
  const text = unique("Annoncée aux parents");
  await deploy(direction, { text, targets: [{ profiles: ["National_TUT"] }] });
  await expect(announcement(parent, text)).toHaveCount(1);
  const shown = await announcement(parent, text).first().innerText();
  await parent.reload();
  // The open page shows the same as a page that is opened now.
  await expect(announcement(parent, text).first()).toHaveText(shown, { useInnerText: true });
});

test("what was put away stays away when an event comes, and what came can be put away", async ({ as }) => {
  const [direction, pupil] = [await as("direction"), await as("eleve")];
  const [first, second] = [unique("Déjà lue"), unique("Vient d’arriver")];
  const put = async (text: string) => {
    const item = pupil.getByRole("listitem").filter({ has: announcement(pupil, text) });
    await item.getByRole("button", { name: /^Replier/ }).click();
  };
  await deploy(direction, { text: first, targets: [PUPILS] });
  await visit(pupil, "/");
  await put(first);
  await expect(pupil.getByText(/^Annonces repliées/)).toBeVisible();
  await expect(announcement(pupil, first)).toHaveCount(0);
  await deploy(direction, { text: second, targets: [PUPILS] });
  await expect(announcement(pupil, second)).toBeVisible();
  await expect(announcement(pupil, first)).toHaveCount(0);
  await put(second);
  await expect(announcement(pupil, second)).toHaveCount(0);
  await pupil.getByText(/^Annonces repliées/).click();
  for (const text of [first, second]) await expect(announcement(pupil, text)).toBeVisible();
});

test("an announcement is put away in its place, and the focus goes on to the next one", async ({ as }) => {
  const [direction, pupil] = [await as("direction"), await as("eleve")];
  const texts = [unique("À replier"), unique("La suivante")];
  for (const text of texts) await deploy(direction, { text, targets: [PUPILS] });
  await visit(pupil, "/");
  for (const text of texts) await expect(announcement(pupil, text)).toBeVisible();
  // A page that is loaded again forgets it.
  await pupil.evaluate(() => (document.body.dataset.stays = "true"));
  const put = pupil.locator(".announcements > li:not(details *) .fold button");
  for (let left = await put.count(); left > 0; left -= 1) {
    await put.first().focus();
    await pupil.keyboard.press("Enter");
    await expect(put).toHaveCount(left - 1);
    await expect(left > 1 ? put.first() : pupil.locator("details.folded > summary")).toBeFocused();
  }
  await expect(pupil.locator("body")).toHaveAttribute("data-stays", "true");
});

test("what is put away in one tab is away in another one", async ({ as }) => {
  const [direction, pupil] = [await as("direction"), await as("eleve")];
  const text = unique("Repliée ailleurs");
  await deploy(direction, { text, targets: [PUPILS] });
  const other = await pupil.context().newPage();
  for (const tab of [pupil, other]) {
    await visit(tab, "/");
    await expect(announcement(tab, text)).toBeVisible();
  }
  const item = other.getByRole("listitem").filter({ has: announcement(other, text) });
  await item.getByRole("button", { name: /^Replier/ }).click();
  for (const tab of [other, pupil]) await expect(announcement(tab, text)).toHaveCount(0);
});

test("a page that was left open is that of the new day when its reader comes back", async ({ as }) => {
  const reader = await as("eleve");
  await visit(reader, "/");
  const asked = reader.waitForRequest((request) => request.headers()["x-portevoix-suit"] === "tout");
  const today = reader.locator("#jour");
  const shown = await today.innerText();
  // As if the page were from yesterday.
  await today.evaluate((element) => (element.textContent = "hier"));
  await reader.evaluate(() => {
    const now = Date.now;
    Date.now = () => now() + 24 * 60 * 60_000;
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  });
  await asked;
  await expect(today).toHaveText(shown);
});

// Whatever the reader's machine says: it may think that it is tomorrow already.
test("a page asks for the new day at the midnight of the server's clock", async ({ as }) => {
  const reader = await as("eleve");
  await reader.clock.install();
  const beforeMidnight = Date.UTC(2027, 0, 11, 22, 59, 30);
  await reader.route(
    ({ pathname }) => pathname === "/",
    async (route) => {
      if (route.request().headers()["x-portevoix-suit"] !== undefined) return route.continue();
      const response = await route.fetch();
      const page = await response.text();
      const told = page.replace(
        /data-zone="[^"]*" data-now="\d+"/,
        `data-zone="Europe/Paris" data-now="${beforeMidnight}"`,
      );
      expect(told, "the server tells its time").not.toBe(page);
      await route.fulfill({ response, body: told });
    },
  );
  await visit(reader, "/");
  const asked = reader.waitForRequest((request) => request.headers()["x-portevoix-suit"] === "tout");
  // It looks once in a minute, and not all pages ask at the same instant.
  for (let minute = 0; minute < 3; minute += 1) await reader.clock.fastForward(60_000);
  await asked;
});

// The event stream carries the lists of the pupil's page; a parent of several children asks for them.
for (const [account, space] of [
  ["eleve", "Espace élèves"],
  ["parent", "Espace parents"],
] as const) {
  test(`an event that comes or is cancelled changes the next one on the open home page of ${account}`, async ({
    as,
  }) => {
    const [writer, reader] = [await as("redacteur"), await as(account)];
    const title = unique("Bourse aux livres");
    await visit(reader, "/");
    const next = reader.getByRole("region", { name: "Prochain évènement" });
    await writer.goto("/espaces");
    await writer.getByRole("link", { name: space }).first().click();
    await writer.goto(`${new URL(writer.url()).pathname}/agenda/nouveau`);
    await writer.getByLabel("Titre").fill(title);
    await writer.getByRole("checkbox", { name: "Journée entière" }).check();
    // It runs for longer than the events of other tests, so that it is next whatever they write.
    await writer.getByRole("group", { name: "Début" }).getByLabel("Jour").fill(day(-60));
    await writer.getByRole("group", { name: "Fin", exact: true }).getByLabel("Jour").fill(day(0));
    await writer.getByRole("button", { name: "Publier l’évènement" }).click();
    await expect(writer.getByRole("status")).toContainText("L’évènement est enregistré.");
    await expect(next).toContainText(title);
    await writer.getByText("Annuler l’évènement", { exact: true }).first().click();
    await writer.getByRole("button", { name: "Confirmer l’annulation" }).click();
    await expect(next).not.toContainText(title);
  });
}

test("what became of one's own communication is true when its author comes back to the home page", async ({ as }) => {
  const author = await as("infirmiere");
  const text = unique("Retirée ailleurs");
  const id = await deploy(author, { text });
  await visit(author, "/");
  const mine = author.getByRole("region", { name: "Vos dernières communications" }).getByRole("listitem");
  await expect(mine.filter({ hasText: text })).toBeVisible();
  const cancelled = await call(author, "communications/cancel", { id });
  expect(cancelled.status()).toBe(200);
  await author.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
  await expect(mine.filter({ hasText: text })).toContainText("Annulé");
});
