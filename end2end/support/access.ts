import { expect, test, type Locator, type Page } from "@playwright/test";
import { hydrated } from "./test";

export const RIGHTS = "/administration/services/communication-ciblee";
export const LYCEE = "Lycée Pierre et Marie Curie";
export const ANNOUNCER = "Émetteur – publication d’annonce";

export type Tab = "Informations générales" | "Accès population" | "Accès utilisateur";

// Opens a tab of the page of rights for a school or an authority, by its name.
export async function openRights(page: Page, name = LYCEE, tab: Tab = "Informations générales") {
  const hasScripts = test.info().project.use.javaScriptEnabled !== false;
  await page.goto(RIGHTS);
  if (hasScripts) await hydrated(page);
  const choice = page.getByLabel("Établissement", { exact: true });
  if ((await choice.count()) > 0) {
    const option = choice.locator("option").filter({ hasText: name }).first();
    const value = (await option.getAttribute("value")) ?? "";
    await choice.selectOption(value);
    await page.getByRole("button", { name: "Afficher" }).click();
    await page.waitForURL(`**${RIGHTS}?perimetre=${value}`);
  }
  if (tab !== "Informations générales") {
    await page.getByRole("link", { name: tab }).click();
    await page.waitForURL(/onglet=/);
  }
  await expect(page.getByRole("link", { name: tab })).toHaveAttribute("aria-current", "page");
  if (hasScripts) await hydrated(page);
}

export function addForm(page: Page): Locator {
  return page.getByRole("form", { name: "Ajouter des accès" });
}

export function role(page: Page): Locator {
  return addForm(page).getByRole("combobox", { name: /^Rôle/ });
}

export function personField(page: Page): Locator {
  return addForm(page).getByRole("combobox", { name: /^Cible/ });
}

export const add = (page: Page) => addForm(page).getByRole("button", { name: "Ajouter les accès" });

// The number of people who would get the role of a line, before it is added.
export function gain(page: Page): Locator {
  return addForm(page).locator(".gain");
}

export async function choosePerson(page: Page, search: string, name: string) {
  await personField(page).fill(search);
  await page.getByRole("option", { name }).click();
  await expect(gain(page)).toContainText("1 personne recevra ce rôle");
}

export function recap(page: Page): Locator {
  return page.getByRole("table", { name: "Récapitulatif des droits d’accès" });
}

// The line that gives this role to this target.
export function line(page: Page, target: string, given: string): Locator {
  return recap(page).getByRole("row").filter({ hasText: target }).filter({ hasText: given });
}

export const question = (page: Page) => page.getByRole("dialog", { name: "Enregistrer ces modifications ?" });

// The message of the page after *Valider*.
export function said(page: Page): Locator {
  return page.locator(".access-outcome");
}

export async function validate(page: Page) {
  await page.getByRole("button", { name: "Valider" }).click();
  await question(page).getByRole("button", { name: "Enregistrer" }).click();
  await expect(question(page)).toBeHidden();
}

// Gives a role to a person through the page, like an administrator.
export async function give(page: Page, search: string, name: string, given: string) {
  await role(page).selectOption({ label: given });
  await choosePerson(page, search, name);
  await add(page).click();
  await expect(line(page, name, given)).toContainText("À ajouter");
}

export async function take(page: Page, name: string, given: string) {
  await line(page, name, given).getByRole("button", { name: "Retirer" }).click();
  await expect(line(page, name, given)).toContainText("À retirer");
}
