import { LYCEE, openRights, recap, RIGHTS } from "../support/access";
import { expectAccessible } from "../support/accessibility";
import type { Account } from "../support/accounts";
import { call } from "../support/api";
import { expect, test } from "../support/test";

const FUNCTIONS: [string, object][] = [
  ["access/page", { scope: "etablissement-1" }],
  ["access/population", { scope: "etablissement-1", population: {} }],
  ["access/people", { scope: "etablissement-1", search: "royer" }],
  ["access/save", { change: { scope: "etablissement-1", version: 0 } }],
  ["access/holders", { filter: { scope: "etablissement-1", page: 1 } }],
];

for (const account of ["enseignant", "gestionnaire", "referent", "eleve", "professeur"] as Account[]) {
  test(`${account} administers no rights: neither menu, nor page, nor function`, async ({ as }) => {
    const page = await as(account);
    const answer = await page.goto(RIGHTS);
    expect(answer?.status()).toBe(403);
    await expect(page.getByText("Administration", { exact: true })).toHaveCount(0);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Accès refusé");
    for (const [path, data] of FUNCTIONS) {
      const status = (await call(page, path, data)).status();
      expect.soft([403, 404], `${path}: ${status}`).toContain(status);
    }
  });
}

test("a head sees the rights of their own school only", async ({ as }) => {
  const page = await as("direction");
  await page.goto("/");
  const menu = page.getByRole("navigation", { name: "Menu principal" });
  await expect(menu.getByRole("link", { name: "Annuaire" })).toHaveCount(0);
  await menu.getByRole("link", { name: "Communication ciblée" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Communication ciblée");
  await expect(page.getByLabel("Établissement", { exact: true })).toHaveCount(0);
  await expect(page.getByText(`Établissement : ${LYCEE}`)).toBeVisible();
  await expect(page.getByText("Double authentification des émetteurs")).toHaveCount(0);
  for (const scope of ["etablissement-2", "collectivite-1", "nulle-part", "etablissement-999999"]) {
    const answer = await page.goto(`${RIGHTS}?perimetre=${scope}`);
    expect([403, 404], `${scope}: ${answer?.status()}`).toContain(answer?.status());
  }
});

test("the table of rights agrees with the decisions", async ({ as }) => {
  const page = await as("direction");
  await openRights(page);
  const table = page.getByRole("table", { name: "Ce que chaque rôle permet" });
  await expect(table.getByRole("columnheader")).toHaveCount(9);
  await expect(table.getByRole("rowheader")).toHaveText([
    "Créer une communication",
    "Accéder au tableau de bord émetteur",
    "Annuler une communication",
    "Accéder au tableau de bord établissement",
    "Mettre hors ligne une communication",
    "Contacter l’auteur de la communication",
    "Notification par messagerie",
  ]);
  const first = table.getByRole("row").filter({ hasText: "Créer une communication" }).getByRole("cell");
  await expect(first).toHaveText([
    /^\s*Oui, de type actualité$/,
    /^\s*Oui, de type annonce$/,
    "Non",
    /^\s*Oui, de type message$/,
    "Non",
    /^\s*Oui$/,
    "Non",
    "Non",
  ]);
});

test("the list of accesses shows the reasons, and filters by role and name", async ({ as }) => {
  const page = await as("direction");
  await openRights(page);
  const who = page.getByRole("table", { name: "Qui a accès, et pourquoi" });
  await page.getByLabel("Rôle").selectOption({ label: "Émetteur – publication d’annonce" });
  await page.getByRole("button", { name: "Filtrer" }).click();
  await page.waitForURL(/role=sender_announcement/);
  await expect(who).toContainText("Karim Benali");
  await expect(who).toContainText(`à titre personnel (${LYCEE})`);
  await expect(who).not.toContainText("Nadège Thiébaut");
  await page.goto(`${RIGHTS}?q=lefevre`);
  await expect(who.getByRole("row").filter({ hasText: "Jean-Marc Lefèvre" })).toContainText("chef d’établissement");
  await page.goto(`${RIGHTS}?q=introuvable`);
  await expect(page.getByRole("heading", { name: "Personne ne correspond à ces critères" })).toBeVisible();
  await page.getByRole("link", { name: "Effacer les critères" }).last().click();
  await expect(who).toBeVisible();
});

test("without JavaScript the list is readable, and no control is without function", async ({ as }) => {
  const page = await as("admin");
  for (const tab of ["Accès population", "Accès utilisateur"] as const) {
    await openRights(page, LYCEE, tab);
    await expect(recap(page)).toBeVisible();
    await expect(page.getByText("Sans JavaScript, cette page se lit seulement.")).toBeVisible();
    await expect(page.getByRole("main").getByRole("button")).toHaveText(["Afficher"]);
    await expect(page.getByRole("form", { name: "Ajouter des accès" })).toBeHidden();
  }
});

test("accessible: the three tabs without JavaScript", async ({ as }) => {
  test.setTimeout(300_000);
  const page = await as("admin");
  for (const tab of ["Informations générales", "Accès population", "Accès utilisateur"] as const) {
    await openRights(page, LYCEE, tab);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${tab} at ${width} px scrolls sideways`).toBeLessThanOrEqual(0);
      await expectAccessible(page);
    }
  }
});
