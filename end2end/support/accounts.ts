import { expect, type Page } from "@playwright/test";

// The demonstration's accounts; all share one password.
export type Account =
  | "admin" | "direction" | "proviseure" | "enseignant" | "cpe" | "infirmiere" | "redacteur" | "observateur"
  | "gestionnaire" | "secretariat" | "referent" | "collectivite" | "parent" | "eleve" | "professeur";

export const PASSWORD = "demo-portevoix";

export async function signIn(page: Page, account: Account) {
  await page.goto("/connexion");
  await page.getByLabel("Identifiant").fill(account);
  await page.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Se connecter" }).click();
  await expect(page).not.toHaveURL(/\/connexion/);
}
