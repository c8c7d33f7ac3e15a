import { expect, type Locator, type Page } from "@playwright/test";

export const NEW = "/communications/nouvelle";
export const QUESTION = "Souhaitez-vous déployer cette communication ciblée ?";

export function target(page: Page, number: number): Locator {
  return page.getByRole("group", { name: `Cible ${number}`, exact: true });
}

// The disclosure of a criterion, by the label on it.
export function criterion(of: Locator, label: string): Locator {
  const summary = of
    .page()
    .locator("summary")
    .filter({ has: of.page().getByText(label, { exact: true }) });
  return of.locator("details").filter({ has: summary });
}

// The text of a closed criterion: *Tous*, or the chosen values.
export function valueOf(of: Locator, label: string): Locator {
  return criterion(of, label).locator(".criterion-value");
}

export async function choose(of: Locator, label: string, ...values: string[]) {
  const panel = criterion(of, label);
  if ((await panel.getAttribute("open")) === null) await panel.locator("summary").click();
  for (const value of values) await panel.getByRole("checkbox", { name: value, exact: true }).check();
}

export function text(page: Page): Locator {
  return page.getByRole("textbox", { name: /Texte de l.annonce/ });
}

export function severity(page: Page, name: "Information" | "Avertissement" | "Alerte"): Locator {
  return page.getByRole("group", { name: /Type d.annonce/ }).getByRole("radio", { name });
}

// The badge of a target with the number of people.
export function reach(of: Locator): Locator {
  return of.locator(".reach");
}

// *Destinataires*: how many people all targets reach.
export function total(page: Page): Locator {
  return page.getByRole("complementary", { name: "Destinataires" }).locator(".audience-total");
}

// `1 204 personnes` → 1204, once the count is up to date.
export async function people(count: Locator): Promise<number> {
  await expect(count).toHaveAttribute("aria-busy", "false");
  return Number((await count.innerText()).replace(/\D/g, ""));
}

export function question(page: Page): Locator {
  return page.getByRole("dialog", { name: QUESTION });
}

export async function deployByForm(page: Page) {
  await page.getByRole("button", { name: "Déployer" }).click();
  await question(page).getByRole("button", { name: "Valider" }).click();
  await expect(page).toHaveURL(/\/communications\/\d+/);
}

export async function cancelByPage(page: Page) {
  await page.getByRole("button", { name: "Annuler", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Annuler cette communication ?" });
  await dialog.getByRole("button", { name: "Annuler la communication" }).click();
}
