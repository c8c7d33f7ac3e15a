import type { Locator, Page } from "@playwright/test";
import { PASSWORD } from "../support/accounts";
import { criterion, QUESTION, question, severity, target, text } from "../support/compose";
import { delivered, INBOX, send } from "../support/messages";
import { expect, hydrated, test, unique, visit } from "../support/test";

/** Takes back signs that are being composed. */
const COMPOSING = { key: "Escape", isComposing: true };

// Presses Tab until the control has the focus.
async function tabTo(page: Page, control: Locator) {
  await expect(control).toBeVisible();
  const focused = () => control.evaluate((element) => element === document.activeElement);
  for (let presses = 0; !(await focused()); presses += 1) {
    expect(presses, `Tab never reaches ${control}`).toBeLessThan(80);
    await page.keyboard.press("Tab");
  }
}

test("from sign-in to deployment with the keyboard only", async ({ page }) => {
  const announced = unique("Sans souris");
  await page.goto("/connexion");
  await tabTo(page, page.getByLabel("Identifiant"));
  await page.keyboard.type("direction");
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bonjour Jean-Marc");
  await hydrated(page);

  await tabTo(page, page.getByRole("link", { name: "Nouvelle Communication", exact: true }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Création d’une nouvelle communication");
  await hydrated(page);
  const profile = criterion(target(page, 1), "Profil");
  await tabTo(page, profile.locator("summary"));
  await page.keyboard.press("Enter");
  await tabTo(page, profile.getByRole("checkbox", { name: "Enseignant", exact: true }));
  await page.keyboard.press("Space");
  await expect(profile.getByRole("checkbox", { name: "Enseignant", exact: true })).toBeChecked();

  await tabTo(page, severity(page, "Information"));
  await page.keyboard.press("ArrowDown");
  await expect(severity(page, "Avertissement")).toBeChecked();
  await tabTo(page, text(page));
  await page.keyboard.type(announced);
  await tabTo(page, page.getByRole("button", { name: "Déployer" }));
  await page.keyboard.press("Enter");
  await expect(question(page)).toBeVisible();
  const inside = () => page.evaluate(() => document.querySelector("dialog[open]")?.contains(document.activeElement));
  await expect.poll(inside, "the dialog takes the focus").toBe(true);
  await tabTo(page, page.getByRole("button", { name: "Valider" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Annonce (avertissement)");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("– Déployé");
  await expect(page.getByText(announced)).toBeVisible();
});

test("Escape closes the dialog and restores the focus", async ({ as }) => {
  const page = await as("direction");
  await page.goto("/communications/nouvelle");
  await hydrated(page);
  await text(page).fill(unique("Échap"));
  const deploy = page.getByRole("button", { name: "Déployer" });
  await tabTo(page, deploy);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: QUESTION })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(question(page)).toBeHidden();
  await expect(deploy).toBeFocused();
});

test("the first Tab offers to skip the menus", async ({ as }) => {
  const page = await as("direction");
  await page.goto("/communications/emises");
  await hydrated(page);
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Aller au contenu" });
  await expect(skip).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

test("Enter in a field neither deploys nor loses input", async ({ as }) => {
  const page = await as("direction");
  await page.goto("/communications/nouvelle");
  await hydrated(page);
  const typed = unique("Entrée");
  await text(page).fill(typed);
  await page.getByRole("radio", { name: "URL externe" }).check();
  await page.getByLabel("Adresse du site").fill("https://exemple.example/");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\?brouillon=\d+/);
  await expect(question(page)).toBeHidden();
  await expect(text(page)).toHaveValue(typed);
});

test("targets and criteria never lose the focus", async ({ as }) => {
  const page = await as("direction");
  await page.goto("/communications/nouvelle");
  await hydrated(page);
  await page.getByRole("button", { name: "Ajouter une cible" }).press("Enter");
  await expect(target(page, 2)).toBeFocused();
  await page.getByRole("button", { name: "Supprimer la cible 1" }).press("Enter");
  await expect(target(page, 2)).toHaveCount(0);
  await expect(target(page, 1)).toBeFocused();
  const profile = criterion(target(page, 1), "Profil");
  await profile.locator("summary").press("Enter");
  await profile.getByRole("checkbox", { name: "Enseignant", exact: true }).dispatchEvent("keydown", COMPOSING);
  await expect(profile).toHaveAttribute("open");
  await profile.getByRole("checkbox", { name: "Enseignant", exact: true }).press("Escape");
  await expect(profile).not.toHaveAttribute("open");
  await expect(profile.locator("summary")).toBeFocused();
  const language = page.locator("details").filter({ has: page.locator("summary", { hasText: "Langue du texte" }) });
  await language.locator("summary").press("Enter");
  await language.getByRole("combobox", { name: "Langue", exact: true }).press("Escape");
  await expect(language).not.toHaveAttribute("open");
  await expect(language.locator("summary")).toBeFocused();
});

test("a menu closes with Escape, and when its reader goes on elsewhere", async ({ as }) => {
  const page = await as("direction");
  await visit(page, "/");
  const menu = page.locator("details.account");
  await menu.locator("summary").press("Enter");
  await menu.getByRole("link", { name: "Mon compte" }).focus();
  await menu.getByRole("link", { name: "Mon compte" }).dispatchEvent("keydown", COMPOSING);
  await expect(menu).toHaveAttribute("open");
  await page.keyboard.press("Escape");
  await expect(menu).not.toHaveAttribute("open");
  await expect(menu.locator("summary")).toBeFocused();
  await menu.locator("summary").press("Enter");
  await expect(menu).toHaveAttribute("open");
  await page.getByRole("heading", { level: 1 }).click();
  await expect(menu).not.toHaveAttribute("open");
});

test("Escape takes a question of a button back", async ({ as }) => {
  const [sender, reader] = [await as("cpe"), await as("parent")];
  const subject = unique("À garder");
  await send(sender, { subject });
  await visit(reader, `${INBOX}/${await delivered(reader, subject)}`);
  const asked = reader.locator("details.ask").filter({ hasText: "Supprimer le message" });
  await asked.locator("summary").press("Enter");
  await asked.getByRole("button", { name: "Supprimer le message" }).focus();
  await reader.keyboard.press("Escape");
  await expect(asked).not.toHaveAttribute("open");
  await expect(asked.locator("summary")).toBeFocused();
});
