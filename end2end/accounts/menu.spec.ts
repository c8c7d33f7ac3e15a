import type { Page } from "@playwright/test";
import { call, deploy, tryToDeploy } from "../support/api";
import type { Account } from "../support/accounts";
import { expect, test, unique } from "../support/test";

const entry = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Menu principal" }).getByRole("link", { name });

interface Shown {
  compose: boolean;
  sent: boolean;
  received?: boolean;
  directory?: boolean;
}

async function expectMenu(page: Page, shown: Shown) {
  await page.goto("/");
  await expect(entry(page, "Accueil")).toHaveAttribute("aria-current", "page");
  await expect(entry(page, "Nouvelle Communication")).toHaveCount(shown.compose ? 1 : 0);
  await expect(entry(page, "Communications émises")).toHaveCount(shown.sent ? 1 : 0);
  if (shown.received !== undefined) {
    await expect(entry(page, "Communications reçues")).toHaveCount(shown.received ? 1 : 0);
  }
  const publication = shown.compose || shown.sent || shown.received;
  await expect(page.getByText("Publication", { exact: true })).toHaveCount(publication ? 1 : 0);
  await expect(entry(page, "Annuaire")).toHaveCount(shown.directory ? 1 : 0);
}

async function expectRefused(page: Page, path: string, status: number, sentence: string) {
  const answer = await page.goto(path);
  expect(answer?.status(), path).toBe(status);
  await expect(page.getByRole("main")).toContainText(sentence);
  await expect(page.getByRole("link", { name: "Revenir à l’accueil" })).toBeVisible();
}

const WITHOUT_COMPOSE = "Il vous manque le droit « Créer une communication ».";
const WITHOUT_SENT = "Il vous manque le droit « Accéder au tableau de bord émetteur ».";

for (const account of ["professeur", "parent", "eleve", "secretariat", "referent"] as Account[]) {
  test(`${account} sends nothing`, async ({ as }) => {
    const id = await deploy(await as("direction"), { text: unique("Pour les enseignants") });
    const page = await as(account);
    const received = ["secretariat", "referent"].includes(account);
    await expectMenu(page, { compose: false, sent: false, received });
    await expectRefused(page, "/communications/nouvelle", 403, WITHOUT_COMPOSE);
    await expectRefused(page, "/communications/emises", 403, WITHOUT_SENT);
    await expectRefused(page, `/communications/${id}`, 403, WITHOUT_SENT);
    await expectRefused(page, "/administration/annuaire", 403, "réservée à l’administrateur");
    expect((await tryToDeploy(page, { text: unique("Refusé") })).status()).toBe(403);
    expect((await call(page, "communications/cancel", { id })).status()).toBe(403);
  });
}

test("observateur can only read, neither cancel nor duplicate", async ({ as }) => {
  const text = unique("Observée");
  const id = await deploy(await as("direction"), { text });
  const page = await as("observateur");
  await expectMenu(page, { compose: false, sent: true });
  await expectRefused(page, "/communications/nouvelle", 403, WITHOUT_COMPOSE);
  await page.goto(`/communications/emises?q=${encodeURIComponent(text)}`);
  await expect(page.getByRole("link", { name: "Nouvelle communication" })).toHaveCount(0);
  await page.getByRole("link", { name: text }).click();
  await expect(page.getByRole("definition").filter({ hasText: text })).toBeVisible();
  await expect(page.getByRole("button", { name: "Annuler" })).toHaveCount(0);
  await expect(page.getByText("Dupliquer")).toHaveCount(0);
  expect((await call(page, "communications/cancel", { id })).status()).toBe(403);
});

test("cpe sends only messages: the form has no announcement", async ({ as }) => {
  const page = await as("cpe");
  await expectMenu(page, { compose: true, sent: true });
  await page.goto("/communications/nouvelle");
  const channels = page.getByRole("group", { name: "Canal" }).getByRole("radio");
  await expect(channels).toHaveCount(1);
  await expect(channels).toBeChecked();
  await expect(channels).toHaveAccessibleName(/^Messagerie ENT/);
  await expect(page.getByRole("textbox", { name: /Texte de l.annonce/ })).toHaveCount(0);
});

test("a sender of announcements sees only their own", async ({ as }) => {
  const [own, foreign] = [unique("La mienne"), unique("Celle du chef")];
  const page = await as("enseignant");
  await deploy(page, { text: own });
  const id = await deploy(await as("direction"), { text: foreign });
  await expectMenu(page, { compose: true, sent: true });
  await page.goto(`/communications/emises?q=${encodeURIComponent(own)}`);
  await expect(page.getByRole("link", { name: own })).toBeVisible();
  await page.goto(`/communications/emises?q=${encodeURIComponent(foreign)}`);
  await expect(page.getByRole("heading", { name: "Rien ne correspond à ces critères" })).toBeVisible();
  await expectRefused(page, `/communications/${id}`, 403, WITHOUT_SENT);
});

test("the administrator of the portal has everything", async ({ as }) => {
  await expectMenu(await as("admin"), { compose: true, sent: true, directory: true });
});

test("an unknown address shows a page that says so", async ({ as }) => {
  const page = await as("professeur");
  await expectRefused(page, "/nulle-part", 404, "Cette page n’existe pas");
  await expectRefused(page, "/communications/douze", 404, "Cette page n’existe pas");
});
