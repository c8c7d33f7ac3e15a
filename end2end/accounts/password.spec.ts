import { PASSWORD, signIn, signOut } from "../support/accounts";
import { expectAccessible } from "../support/accessibility";
import { ACCOUNT, card, changePassword, GOOD, openAccountOf } from "../support/own-account";
import { expect, test } from "../support/own-server";
import { leads } from "../support/pages";

const notice = "Votre mot de passe est changé.";

test("after a change only the new password signs in", async ({ page, stranger }) => {
  const elsewhere = await stranger();
  await signIn(elsewhere, "secretariat");
  await signIn(page, "secretariat");
  await changePassword(page, PASSWORD, GOOD);
  await expect(page).toHaveURL(/\/mon-compte\?fait=mot-de-passe$/);
  await expect(page.getByRole("status").first()).toContainText(notice);
  await elsewhere.goto("/");
  await expect(elsewhere, "the other session is closed").toHaveURL(/\/connexion/);
  await signOut(page);
  await signIn(page, "secretariat");
  await expect(page.getByRole("alert")).toContainText("Identifiant ou mot de passe incorrect.");
  await signIn(page, "secretariat", GOOD);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bonjour Chantal");
});

test("a refused password is explained beside its field, and is not sent back", async ({ page }) => {
  test.setTimeout(300_000);
  await signIn(page, "referent");
  const refused = async (current: string, next: string, confirmation: string, label: string, reason: string) => {
    const answer = page.waitForResponse((response) => response.request().method() === "POST");
    await changePassword(page, current, next, confirmation);
    expect((await answer).status()).toBe(422);
    await expect(page.getByLabel(label, { exact: true })).toHaveAccessibleDescription(new RegExp(reason));
    for (const field of ["Mot de passe actuel", "Nouveau mot de passe", "Confirmation du nouveau mot de passe"]) {
      await expect(page.getByLabel(field, { exact: true })).toHaveValue("");
    }
  };
  const [current, next, again] = [
    "Mot de passe actuel",
    "Nouveau mot de passe",
    "Confirmation du nouveau mot de passe",
  ];
  await refused(PASSWORD, "court", "court", next, "5 caractères\\s: en saisir au moins 12");
  await expectAccessible(page);
  await refused(PASSWORD, "azertyuiop123", "azertyuiop123", next, "Trop facile à deviner");
  await refused(PASSWORD, GOOD, `${GOOD}s`, again, "Les deux saisies diffèrent");
  await refused("pas le mien", GOOD, GOOD, current, "n’est pas le bon");
  await signOut(page);
  await signIn(page, "referent");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bonjour Gaël");
});

test("a one-time link creates an account, and works once", async ({ as, stranger }) => {
  test.setTimeout(300_000);
  const admin = await as("admin");
  await openAccountOf(admin, "Kowalczyk Agnès");
  await expect(admin.getByRole("heading", { level: 1 })).toContainText("Kowalczyk");
  await expect(card(admin, "Compte")).toContainText("Sans compte");
  await expect(admin.getByLabel("Identifiant")).not.toHaveValue("");
  await admin.getByLabel("Identifiant").fill("direction");
  await admin.getByRole("button", { name: "Obtenir un lien" }).click();
  await expect(admin.getByLabel("Identifiant")).toHaveAccessibleDescription(/déjà pris/);
  await expect(admin.getByLabel("Identifiant")).toHaveValue("direction");
  await admin.getByLabel("Identifiant").fill("agnes");
  await admin.getByRole("button", { name: "Obtenir un lien" }).click();
  await expect(admin.getByRole("status").first()).toContainText("Ce lien n’est affiché qu’une fois");
  await expectAccessible(admin);
  const link = await admin.getByLabel("Lien à transmettre").inputValue();
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/mot-de-passe\/\w+$/);
  await openAccountOf(admin, "Kowalczyk Agnès");
  await expect(card(admin, "Compte")).toContainText("Lien en attente");
  await expect(admin.getByLabel("Lien à transmettre")).toHaveCount(0);

  const agnes = await stranger();
  await agnes.goto(link);
  await expect(agnes.getByRole("main")).toContainText("agnes");
  await expectAccessible(agnes);
  await agnes.getByLabel("Nouveau mot de passe", { exact: true }).fill("trop court");
  await agnes.getByLabel("Confirmation du nouveau mot de passe").fill("trop court");
  await agnes.getByRole("button", { name: "Enregistrer le mot de passe" }).click();
  await expect(agnes.getByLabel("Nouveau mot de passe", { exact: true })).toHaveAccessibleDescription(/10 caractères/);
  await agnes.getByLabel("Nouveau mot de passe", { exact: true }).fill(GOOD);
  await agnes.getByLabel("Confirmation du nouveau mot de passe").fill(GOOD);
  await agnes.getByRole("button", { name: "Enregistrer le mot de passe" }).click();
  await expect(agnes.getByRole("heading", { level: 1 }), "signed in at once").toHaveText("Bonjour Agnès");
  const again = await agnes.goto(link);
  expect(again?.status()).toBe(404);
  await expect(agnes.getByRole("heading", { level: 1 })).toHaveText("Ce lien ne sert plus");
  await expectAccessible(agnes);
  const elsewhere = await stranger();
  await signIn(elsewhere, "agnes", GOOD);
  await expect(elsewhere.getByRole("heading", { level: 1 })).toHaveText("Bonjour Agnès");
});

test("a link renews a password, and until then the old one works", async ({ as, page, stranger }) => {
  const admin = await as("admin");
  const before = await stranger();
  await signIn(before, "gestionnaire");
  await openAccountOf(admin, "Pierron");
  await admin.getByRole("button", { name: "Obtenir un lien" }).click();
  const link = await admin.getByLabel("Lien à transmettre").inputValue();
  await leads(admin.getByRole("button", { name: "Obtenir un autre lien" }));
  const second = await admin.getByLabel("Lien à transmettre").inputValue();
  expect((await page.goto(link))?.status(), "the first link was replaced").toBe(404);
  await before.goto(ACCOUNT);
  await expect(before.getByRole("heading", { level: 1 })).toHaveText("Mon compte");
  await page.goto(second);
  await page.getByLabel("Nouveau mot de passe", { exact: true }).fill(GOOD);
  await page.getByLabel("Confirmation du nouveau mot de passe").fill(GOOD);
  await page.getByRole("button", { name: "Enregistrer le mot de passe" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Bonjour");
  await before.goto(ACCOUNT);
  await expect(before).toHaveURL(/\/connexion/);
  await signIn(before, "gestionnaire");
  await expect(before.getByRole("alert"), "the old password").toContainText("incorrect");
});
