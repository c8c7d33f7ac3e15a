import { PASSWORD, signIn } from "../support/accounts";
import { expectAccessible } from "../support/accessibility";
import { ACCOUNT, card, confirm, openAccountOf } from "../support/own-account";
import { expect, test } from "../support/own-server";

test("sessions are listed, and can be closed from another browser", async ({ page, stranger }) => {
  const [phone, office] = [await stranger(), await stranger()];
  for (const browser of [phone, office, page]) await signIn(browser, "observateur");
  await page.goto(ACCOUNT);
  const sessions = page.getByRole("table", { name: "Sessions ouvertes" });
  await expect(sessions.getByRole("row")).toHaveCount(4);
  await expect(sessions.getByRole("row").nth(1)).toContainText("Cette session");
  await expect(sessions.getByRole("row").nth(1)).toContainText("Chrome sur Linux");
  await expect(sessions.getByRole("row").nth(1)).toContainText("127.0.0.1");
  await expect(sessions.getByText("Cette session")).toHaveCount(1);

  const password = page.getByLabel("Votre mot de passe, pour fermer une session");
  await password.fill("un autre");
  await page.getByRole("button", { name: "Fermer toutes les autres" }).click();
  await expect(password).toHaveAccessibleDescription(/n’est pas le bon/);
  await expect(sessions.getByRole("row")).toHaveCount(4);
  await expectAccessible(page);
  await password.fill(PASSWORD);
  await sessions
    .getByRole("button", { name: /^Fermer la session Chrome sur Linux ouverte le/ })
    .first()
    .click();
  await expect(page.getByRole("status").first()).toContainText("La session est fermée.");
  await expect(sessions.getByRole("row")).toHaveCount(3);
  const asked = [];
  for (const browser of [phone, office]) {
    await browser.goto("/");
    asked.push(new URL(browser.url()).pathname);
  }
  expect(asked.sort()).toEqual(["/", "/connexion"]);

  await password.fill(PASSWORD);
  await page.getByRole("button", { name: "Fermer toutes les autres" }).click();
  await expect(page.getByRole("status").first()).toContainText("Vos autres sessions sont fermées.");
  await expect(sessions.getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("button", { name: /Fermer/ })).toHaveCount(0);
  for (const browser of [phone, office]) {
    await browser.goto("/");
    await expect(browser).toHaveURL(/\/connexion/);
  }
});

test("an administrator closes all sessions of a person", async ({ as, page }) => {
  await signIn(page, "cpe");
  const admin = await as("admin");
  await openAccountOf(admin, "Thiébaut");
  await confirm(card(admin, "Droits et sécurité"), "Fermer toutes les sessions", "Fermer les sessions");
  await expect(admin.getByRole("status").first()).toContainText("Toutes les sessions sont fermées.");
  await page.goto("/");
  await expect(page).toHaveURL(/\/connexion/);
});
