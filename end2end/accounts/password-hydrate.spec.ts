import { expectAccessible } from "../support/accessibility";
import { ACCOUNT, GOOD, openAccountOf } from "../support/own-account";
import { expect, test } from "../support/own-server";
import { leads } from "../support/pages";
import { hydrated, visit } from "../support/test";

test("the meter shows during typing what a password lacks", async ({ as }) => {
  const page = await as("eleve");
  await visit(page, ACCOUNT);
  const password = page.getByLabel("Nouveau mot de passe", { exact: true });
  const words = page.locator("#nouveau-robustesse");
  await expect(words).toBeEmpty();
  await password.pressSequentially("azerty");
  await expect(words).toContainText("Encore 6 caractères.");
  await expect(words).toHaveText(/^Robustesse\s: (très )?faible\./);
  await expectAccessible(page);
  await password.fill("azertyuiop1234");
  await expect(words).not.toContainText("Encore");
  await expect(words).toHaveText(/^Robustesse\s: (très faible|faible|moyenne)\. \S+/);
  await password.fill(GOOD);
  await expect(words).toHaveText(/^Robustesse\s: (très )?bonne\.$/);
  await expectAccessible(page);
  await password.fill("");
  await expect(words).toBeEmpty();
});

test("a button copies the link, and its page has the meter too", async ({ as, stranger }) => {
  const admin = await as("admin");
  await openAccountOf(admin, "Bouvier Loïc");
  await leads(admin.getByRole("button", { name: "Obtenir un lien" }));
  await hydrated(admin);
  const link = await admin.getByLabel("Lien à transmettre").inputValue();
  await admin.getByRole("button", { name: "Copier" }).click();
  await expect(admin.getByText("Copié.")).toBeVisible();
  await expectAccessible(admin);

  const page = await stranger();
  await visit(page, new URL(link).pathname);
  await page.getByLabel("Nouveau mot de passe", { exact: true }).fill("password1234");
  await expect(page.locator("#nouveau-robustesse")).toHaveText(/^Robustesse\s: (très )?faible/);
  await page.getByLabel("Nouveau mot de passe", { exact: true }).fill(GOOD);
  await expect(page.locator("#nouveau-robustesse")).toHaveText(/bonne\.$/);
});
