import type { Page } from "@playwright/test";
import { PASSWORD, signIn, signOut } from "../support/accounts";
import { expectAccessible } from "../support/accessibility";
import {
  ACCOUNT,
  beginEnrolment,
  card,
  confirm,
  enrol,
  enrolWithCodes,
  enterCode,
  openAccountOf,
  recoveryCodes,
} from "../support/own-account";
import { expect, test } from "../support/own-server";
import { leads } from "../support/pages";

const NEW = "/communications/nouvelle";

test("a second factor is asked for at each sign-in, until an administrator withdraws it", async ({ as, page }) => {
  test.setTimeout(300_000);
  await signIn(page, "redacteur");
  const application = await enrol(page);
  await expect(card(page, "Double authentification")).toContainText("Activée");
  await expectAccessible(page);
  await signOut(page);

  await page.goto("/communications/emises?statut=annulee");
  await page.getByLabel("Identifiant").fill("redacteur");
  await page.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Se connecter" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Code de connexion");
  await expectAccessible(page);
  await page.goto("/");
  await expect(page, "the password alone opens nothing").toHaveURL(/\/connexion/);
  await page.goto("/connexion/code?suite=%2Fcommunications%2Femises%3Fstatut%3Dannulee");
  const mistyped = application.wrong();
  await enterCode(page, mistyped);
  await expect(page.getByLabel("Code à six chiffres")).toHaveAccessibleDescription(/Ce code n’est pas le bon/);
  await expect(page.getByLabel("Code à six chiffres"), "what was typed can be compared").toHaveValue(mistyped);
  await expectAccessible(page);
  await enterCode(page, application.next());
  await expect(page).toHaveURL(/\/communications\/emises\?statut=annulee$/);
  await signOut(page);

  const admin = await as("admin");
  await openAccountOf(admin, "Lhuillier");
  await expect(card(admin, "Compte")).toContainText("Activée");
  const ofAdmin = new URL(admin.url()).pathname;
  await confirm(card(admin, "Droits et sécurité"), "Retirer", "Retirer la double authentification");
  await expect(admin.getByRole("main"), "only who has one takes one away").toContainText("double authentification");
  const { codes } = await enrolWithCodes(admin);
  await admin.goto(ofAdmin);
  await confirm(card(admin, "Droits et sécurité"), "Retirer", "Retirer la double authentification");
  await expect(admin.getByRole("status").first()).toContainText("La double authentification est retirée.");
  await signIn(page, "redacteur");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bonjour Théo");
  await turnOff(admin, codes);
});

// With a recovery code, which need not wait for the next half minute.
async function turnOff(page: Page, codes: string[]) {
  await page.goto(ACCOUNT);
  const factor = card(page, "Double authentification");
  await factor.locator("summary").filter({ hasText: "Désactiver" }).click();
  const asked = factor.locator("details").filter({ hasText: "Désactiver" });
  await asked.getByLabel("Votre mot de passe, pour confirmer").fill(PASSWORD);
  await asked.getByLabel("Code de l’application, ou code de secours").fill(codes.at(-1) ?? "");
  await asked.getByRole("button", { name: "Désactiver la double authentification" }).click();
  await expect(page.getByRole("status").first()).toContainText("La double authentification est désactivée.");
}

test("an open session turns nothing on without the password", async ({ page }) => {
  await signIn(page, "eleve");
  await page.goto(ACCOUNT);
  const factor = card(page, "Double authentification");
  await factor.getByLabel("Votre mot de passe, pour confirmer").fill("un autre");
  await factor.getByRole("button", { name: "Activer la double authentification" }).click();
  await expect(factor.getByLabel("Votre mot de passe, pour confirmer")).toHaveAccessibleDescription(/n’est pas le bon/);
  await expect(factor.locator(".secret")).toHaveCount(0);
  await expectAccessible(page);
});

test("recovery codes are shown once, and one of them opens the door without the telephone", async ({ page }) => {
  test.setTimeout(300_000);
  await signIn(page, "proviseure");
  const { codes } = await enrolWithCodes(page);
  expect(codes).toHaveLength(10);
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `scrolls sideways at ${width} px`).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  }
  await page.goto(ACCOUNT);
  await expect(page.getByText(codes[0] ?? "")).toHaveCount(0);
  await expect(card(page, "Double authentification")).toContainText("Il en reste 10.");
  await signOut(page);

  await page.goto("/connexion");
  await page.getByLabel("Identifiant").fill("proviseure");
  await page.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page.locator("summary").filter({ hasText: "Je n’ai pas mon téléphone" }).click();
  await expectAccessible(page);
  const field = page.getByLabel("Code de secours", { exact: true });
  await field.fill("AAAA-BBBB-CCCC-DDDD");
  await page.getByRole("button", { name: "Se connecter avec ce code" }).click();
  await expect(field).toHaveAccessibleDescription(/Ce code n’est pas le bon/);
  await field.fill((codes[0] ?? "").toLowerCase());
  await page.getByRole("button", { name: "Se connecter avec ce code" }).click();
  await expect(page).toHaveURL(/\/$/);
  await page.goto(ACCOUNT);
  await expect(card(page, "Double authentification")).toContainText("Il en reste 9.");
  await page.goto("/messagerie");
  await expect(page.getByRole("main")).toContainText("Un de vos codes de secours a servi");

  await page.goto(ACCOUNT);
  const factor = card(page, "Double authentification");
  await factor.locator("summary").filter({ hasText: "Renouveler les codes de secours" }).click();
  const asked = factor.locator("details").filter({ hasText: "Renouveler les codes de secours" });
  await asked.getByLabel("Votre mot de passe, pour confirmer").fill(PASSWORD);
  await asked.getByLabel("Code de l’application, ou code de secours").fill(codes[1] ?? "");
  await asked.getByRole("button", { name: "Obtenir dix nouveaux codes" }).click();
  const renewed = await recoveryCodes(page);
  expect(renewed).not.toContain(codes[2]);
});

test("a wrong first code turns nothing on; the password turns it off again", async ({ page }) => {
  await signIn(page, "infirmiere");
  await beginEnrolment(page);
  await expectAccessible(page);
  await page.getByLabel("Code à six chiffres").fill("12 34");
  await page.getByRole("button", { name: "Confirmer" }).click();
  await expect(page.getByLabel("Code à six chiffres")).toHaveAccessibleDescription(/Ce code n’est pas le bon/);
  await expect(page.getByLabel("Code à six chiffres")).toHaveValue("12 34");
  await expect(card(page, "Double authentification").locator(".secret")).toBeVisible();
  const first = await card(page, "Double authentification").locator(".secret").innerText();
  await leads(card(page, "Double authentification").getByRole("button", { name: "Annuler" }));
  await beginEnrolment(page);
  const secret = await card(page, "Double authentification").locator(".secret").innerText();
  expect(secret).toMatch(/^([A-Z2-7]{4} )+[A-Z2-7]{1,4}$/);
  expect(secret).not.toBe(first);

  // An unfinished enrolment is not required at sign-in.
  await signOut(page);
  await signIn(page, "infirmiere");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bonjour Françoise");
});

test("the owner turns it off with the password and a code", async ({ page }) => {
  await signIn(page, "professeur");
  const { codes } = await enrolWithCodes(page);
  await page.goto(ACCOUNT);
  const factor = card(page, "Double authentification");
  await factor.locator("summary").filter({ hasText: "Désactiver" }).click();
  const asked = factor.locator("details").filter({ hasText: "Désactiver" });
  await asked.getByLabel("Votre mot de passe, pour confirmer").fill("un autre");
  await asked.getByLabel("Code de l’application, ou code de secours").fill("000000");
  await asked.getByRole("button", { name: "Désactiver la double authentification" }).click();
  await expect(asked.getByLabel("Votre mot de passe, pour confirmer")).toHaveAccessibleDescription(/n’est pas le bon/);
  await expect(page.getByLabel("Mot de passe actuel")).not.toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page);
  await turnOff(page, codes);
});

test("if senders must have it, sending and administering need it and reading does not", async ({ as, page }) => {
  test.setTimeout(300_000);
  const admin = await as("admin");
  await admin.goto("/administration/comptes");
  const demand = card(admin, "Double authentification des émetteurs");
  await expect(demand).toContainText("Facultative");
  await confirm(demand, "L’exiger des émetteurs", "Exiger des émetteurs");
  // The administrator lacks one too, and is without power until it is turned on.
  await expect(admin.getByRole("main")).toContainText(/double authentification/i);
  const refused = await admin.goto("/administration/comptes");
  expect(refused?.status()).toBe(403);
  await expectAccessible(admin);
  await expect(admin.getByRole("link", { name: "Ouvrir « Mon compte »" })).toBeVisible();
  const { codes } = await enrolWithCodes(admin);
  try {
    await admin.goto("/administration/comptes");
    await expect(demand).toContainText("Exigée");
    await signIn(page, "enseignant");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bonjour Karim");
    const answer = await page.goto(NEW);
    expect(answer?.status()).toBe(403);
    await expect(page.getByRole("main")).toContainText(/double authentification/i);
    await expectAccessible(page);
    await page.goto(ACCOUNT);
    await expect(card(page, "Double authentification")).toContainText("Elle est exigée des émetteurs de ce portail.");
    await enrol(page);
    expect((await page.goto(NEW))?.status()).toBe(200);
  } finally {
    await admin.goto("/administration/comptes");
    await confirm(demand, "Ne plus l’exiger", "Ne plus exiger");
  }
  await expect(demand).toContainText("Facultative");
  await turnOff(admin, codes);
});

test("the code step without a password leads back to the sign-in page", async ({ page }) => {
  await page.goto("/connexion/code");
  await expect(page).toHaveURL(/\/connexion$/);
  const answer = await page.request.post("/connexion/code", {
    form: { code: "123456" },
    headers: { "Sec-Fetch-Site": "same-origin" },
    maxRedirects: 0,
  });
  expect(answer.headers()["location"]).toBe("/connexion?erreur=etape");
  await page.goto("/connexion?erreur=etape");
  await expect(page.getByRole("alert")).toContainText("Saisissez à nouveau votre mot de passe");
});
