import { PASSWORD, signIn } from "../support/accounts";
import { expectAccessible } from "../support/accessibility";
import { card, confirm, openAccountOf } from "../support/own-account";
import { expect, test } from "../support/own-server";
import { ours } from "../support/api";

test("accounts are listed, and people with or without an account are found by name", async ({ as }) => {
  const page = await as("admin");
  await page.goto("/administration/comptes");
  const table = page.getByRole("table", { name: "Comptes" });
  await expect(table.getByRole("row").filter({ hasText: "Jean-Marc Lefèvre" })).toContainText("Actif");
  await page.getByLabel("Rechercher une personne").fill("morin");
  await page.getByRole("button", { name: "Rechercher" }).click();
  await expect(page).toHaveURL(/\?q=morin$/);
  await expect(page.getByLabel("Rechercher une personne")).toHaveValue("morin");
  await expect(table.getByRole("row").filter({ hasText: "Côme" })).toContainText("Sans compte");
  await page.goto("/administration/comptes?q=introuvable-de-tous");
  await expect(page.getByRole("heading", { name: "Personne de ce nom dans l’annuaire" })).toBeVisible();
});

test("an administrator is appointed and removed; the last one cannot be removed", async ({ as, page }) => {
  const admin = await as("admin");
  await openAccountOf(admin, "Vautrin");
  const rights = card(admin, "Droits et sécurité");
  await expect(rights).toContainText("C’est le dernier administrateur du portail");
  await expect(rights.getByRole("button", { name: "Retirer l’administrateur" })).toHaveCount(0);
  const mine = new URL(admin.url()).pathname;

  await signIn(page, "collectivite");
  expect((await page.goto("/administration/comptes"))?.status()).toBe(403);
  await openAccountOf(admin, "Da Costa");
  await confirm(rights, "Nommer administrateur", "Nommer");
  await expect(admin.getByRole("status").first()).toContainText("L’administrateur est nommé.");
  expect((await page.goto("/administration/comptes"))?.status()).toBe(200);
  await confirm(rights, "Retirer", "Retirer l’administrateur");
  await expect(admin.getByRole("status").first()).toContainText("L’administrateur est retiré.");
  expect((await page.goto("/administration/comptes"))?.status()).toBe(403);

  const forced = await admin.request.post(`${mine}/administrateur`, {
    form: { action: "retirer" },
    headers: await ours(admin),
    maxRedirects: 0,
  });
  expect(forced.status()).toBe(303);
  expect((await admin.goto("/administration/comptes"))?.status(), "still an administrator").toBe(200);
});

test("only administrators of the portal change accounts", async ({ as }) => {
  const page = await as("direction");
  const headers = await ours(page);
  const forms: [string, Record<string, string>][] = [
    ["/administration/comptes/1/lien", { identifiant: "direction" }],
    ["/administration/comptes/1/administrateur", { action: "nommer" }],
    ["/administration/comptes/1/second-facteur", {}],
    ["/administration/comptes/1/sessions", {}],
    ["/administration/comptes/second-facteur", { action: "exiger" }],
  ];
  for (const [path, form] of forms) {
    const answer = await page.request.post(path, { form, headers, maxRedirects: 0 });
    expect(answer.status(), path).toBe(403);
    expect(await answer.text(), path).toContain("réservée à l’administrateur");
  }
});

test("accessible: the pages of accounts, on a wide screen and on a phone", async ({ as, page }) => {
  test.setTimeout(360_000);
  const admin = await as("admin");
  await openAccountOf(admin, "Colin");
  const detail = new URL(admin.url()).pathname;
  for (const path of ["/mon-compte", "/administration/comptes", "/administration/comptes?q=morin", detail]) {
    await admin.goto(path);
    await expect(admin.getByRole("heading", { level: 1 })).toHaveCount(1);
    for (const width of [1280, 390]) {
      await admin.setViewportSize({ width, height: 900 });
      await admin.locator("details.ask").evaluateAll((asked) => asked.forEach((ask) => ask.setAttribute("open", "")));
      const overflow = await admin.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${path} at ${width} px scrolls sideways`).toBeLessThanOrEqual(0);
      await expectAccessible(admin);
    }
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/mot-de-passe/inconnu");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ce lien ne sert plus");
  await expectAccessible(page);
  await signIn(page, "direction", PASSWORD);
  await page.goto("/mon-compte");
  await expectAccessible(page);
});
