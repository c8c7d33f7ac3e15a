import { PASSWORD, signIn, signOut } from "../support/accounts";
import { expectAccessible } from "../support/accessibility";
import { ACCOUNT, card, confirm, enrol, enterCode, openAccountOf } from "../support/own-account";
import { expect, test } from "../support/own-server";

const NEW = "/communications/nouvelle";

test("a second factor is asked for at each sign-in, until an administrator withdraws it", async ({ as, page }) => {
  test.setTimeout(180_000);
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
  await enterCode(page, application.wrong());
  await expect(page.getByLabel("Code à six chiffres")).toHaveAccessibleDescription(/Ce code n’est pas le bon/);
  await expect(page.getByLabel("Code à six chiffres")).toHaveValue("");
  await expectAccessible(page);
  await enterCode(page, application.next());
  await expect(page).toHaveURL(/\/communications\/emises\?statut=annulee$/);
  await signOut(page);

  const admin = await as("admin");
  await openAccountOf(admin, "Lhuillier");
  await expect(card(admin, "Compte")).toContainText("Activée");
  await confirm(card(admin, "Droits et sécurité"), "Retirer", "Retirer la double authentification");
  await expect(admin.getByRole("status").first()).toContainText("La double authentification est retirée.");
  await signIn(page, "redacteur");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bonjour Théo");
});

test("a wrong first code turns nothing on; the password turns it off again", async ({ page }) => {
  await signIn(page, "infirmiere");
  await page.goto(ACCOUNT);
  await page.getByRole("button", { name: "Activer la double authentification" }).click();
  await expectAccessible(page);
  await page.getByLabel("Code à six chiffres").fill("12 34");
  await page.getByRole("button", { name: "Confirmer" }).click();
  await expect(page.getByLabel("Code à six chiffres")).toHaveAccessibleDescription(/Ce code n’est pas le bon/);
  await expect(card(page, "Double authentification").locator(".secret")).toBeVisible();
  await page.getByRole("button", { name: "Recommencer avec une autre clé" }).click();
  const secret = await card(page, "Double authentification").locator(".secret").innerText();
  expect(secret).toMatch(/^([A-Z2-7]{4} )+[A-Z2-7]{1,4}$/);

  // An unfinished enrolment is not required at sign-in.
  await signOut(page);
  await signIn(page, "infirmiere");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bonjour Françoise");
});

test("the owner turns it off with the password", async ({ page }) => {
  await signIn(page, "professeur");
  await enrol(page);
  const factor = card(page, "Double authentification");
  await factor.locator("summary").filter({ hasText: "Désactiver" }).click();
  await factor.getByLabel("Votre mot de passe, pour confirmer").fill("un autre");
  await factor.getByRole("button", { name: "Désactiver la double authentification" }).click();
  await expect(factor.getByLabel("Votre mot de passe, pour confirmer")).toHaveAccessibleDescription(/n’est pas le bon/);
  await expect(page.getByLabel("Mot de passe actuel")).not.toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page);
  await factor.getByLabel("Votre mot de passe, pour confirmer").fill(PASSWORD);
  await factor.getByRole("button", { name: "Désactiver la double authentification" }).click();
  await expect(page.getByRole("status").first()).toContainText("La double authentification est désactivée.");
});

test("if senders must have it, sending needs it and reading does not", async ({ as, page }) => {
  test.setTimeout(180_000);
  const admin = await as("admin");
  await admin.goto("/administration/comptes");
  const demand = card(admin, "Double authentification des émetteurs");
  await expect(demand).toContainText("Facultative");
  await confirm(demand, "L’exiger des émetteurs", "Exiger des émetteurs");
  await expect(demand).toContainText("Exigée");
  try {
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
