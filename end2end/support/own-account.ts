import { expect, type Locator, type Page } from "@playwright/test";
import { PASSWORD } from "./accounts";
import { leads } from "./pages";
import { Authenticator } from "./totp";

export const ACCOUNT = "/mon-compte";
export const GOOD = "girafe-violette-sous-un-parapluie";

// A card of *Mon compte* or of one account, by its title.
export function card(page: Page, title: string): Locator {
  return page.getByRole("region", { name: title, exact: true });
}

export async function changePassword(page: Page, current: string, next: string, confirmation = next) {
  await page.goto(ACCOUNT);
  await page.getByLabel("Mot de passe actuel").fill(current);
  await page.getByLabel("Nouveau mot de passe", { exact: true }).fill(next);
  await page.getByLabel("Confirmation du nouveau mot de passe").fill(confirmation);
  await leads(page.getByRole("button", { name: "Changer le mot de passe" }));
}

// Types the password and begins to turn the second factor on.
export async function beginEnrolment(page: Page) {
  await page.goto(ACCOUNT);
  const factor = card(page, "Double authentification");
  await factor.getByLabel("Votre mot de passe, pour confirmer").fill(PASSWORD);
  await leads(factor.getByRole("button", { name: "Activer la double authentification" }));
}

// Turns the second factor on; returns the application that shows its codes, and the recovery codes.
export async function enrolWithCodes(page: Page): Promise<{ application: Authenticator; codes: string[] }> {
  await beginEnrolment(page);
  const factor = card(page, "Double authentification");
  const application = new Authenticator(await factor.locator(".secret").innerText());
  await page.getByLabel("Code à six chiffres").fill(application.next());
  await factor.getByRole("button", { name: "Confirmer" }).click();
  await expect(page.getByRole("status").first()).toContainText("La double authentification est activée.");
  const codes = await recoveryCodes(page);
  return { application, codes };
}

// The ten codes, once the page shows them.
export async function recoveryCodes(page: Page): Promise<string[]> {
  const codes = page.locator(".recovery-codes .secret");
  await expect(codes).toHaveCount(10);
  return codes.allInnerTexts();
}

export async function enrol(page: Page): Promise<Authenticator> {
  return (await enrolWithCodes(page)).application;
}

export async function enterCode(page: Page, code: string) {
  await page.getByLabel("Code à six chiffres").fill(code);
  await leads(page.getByRole("button", { name: "Se connecter" }));
}

// Opens a person's account through the search of *Comptes*.
export async function openAccountOf(page: Page, name: string) {
  await page.goto(`/administration/comptes?q=${encodeURIComponent(name)}`);
  await leads(page.getByRole("table", { name: "Comptes" }).getByRole("link").first());
}

// Opens the confirmation of a dangerous action and confirms it.
export async function confirm(of: Locator, question: string, answer: string) {
  await of.locator("summary").filter({ hasText: question }).click();
  await leads(of.getByRole("button", { name: answer, exact: true }));
}
