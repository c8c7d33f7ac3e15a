import type { Page } from "@playwright/test";
import { deploy, PUPILS } from "../support/api";
import { deployByForm, severity, target, text, valueOf } from "../support/compose";
import { announcement } from "../support/home";
import { day, expect, hydrated, test, unique, visit } from "../support/test";

const LINK = "https://www.education.gouv.fr/";

// A communication in which every field differs from a new form.
async function deployed(page: Page, announced: string) {
  const targets = [{ ...PUPILS, levels: ["2de"] }, { profiles: ["National_EVS"] }];
  const content = { severity: "warning" as const, text: announced, with_link: true, link: LINK, last_day: day(3) };
  return deploy(page, { targets, ...content });
}

async function duplicate(page: Page, id: number, mode: string) {
  await visit(page, `/communications/${id}`);
  await page.getByText("Dupliquer", { exact: true }).click();
  await page.getByRole("link", { name: mode, exact: true }).click();
  await hydrated(page);
}

async function expectTargets(page: Page) {
  await expect(valueOf(target(page, 1), "Profil")).toHaveText("Élève");
  await expect(valueOf(target(page, 1), "Niveau")).toHaveText("2de");
  await expect(valueOf(target(page, 2), "Profil")).toHaveText("Vie scolaire");
  await expect(target(page, 3)).toHaveCount(0);
}

async function expectContent(page: Page, announced: string) {
  await expect(text(page)).toHaveValue(announced);
  await expect(severity(page, "Avertissement")).toBeChecked();
  await expect(page.getByRole("radio", { name: "URL externe" })).toBeChecked();
  await expect(page.getByLabel("Adresse du site")).toHaveValue(LINK);
  await expect(page.getByRole("textbox", { name: "Dernier jour" })).toHaveValue(day(3));
}

test("Avec les mêmes cibles: copies only the targets", async ({ as }) => {
  const page = await as("direction");
  await duplicate(page, await deployed(page, unique("Original")), "Avec les mêmes cibles");
  await expectTargets(page);
  await expect(text(page)).toHaveValue("");
  await expect(severity(page, "Information")).toBeChecked();
  await expect(page.getByRole("radio", { name: "Aucun lien" })).toBeChecked();
  await expect(page.getByRole("textbox", { name: "Dernier jour" })).toHaveValue(day(7));
});

test("Avec la même description: copies only the content", async ({ as }) => {
  const page = await as("direction");
  const announced = unique("Original");
  await duplicate(page, await deployed(page, announced), "Avec la même description");
  await expectContent(page, announced);
  await expect(valueOf(target(page, 1), "Profil")).toHaveText("Tous");
  await expect(target(page, 2)).toHaveCount(0);
});

test("Avec les mêmes cibles et la même description: copies both, and the copy is independent", async ({ as }) => {
  const [page, pupil] = [await as("direction"), await as("eleve")];
  const announced = unique("Original");
  const id = await deployed(page, announced);
  await duplicate(page, id, "Avec les mêmes cibles et la même description");
  await expectTargets(page);
  await expectContent(page, announced);
  await deployByForm(page);
  await expect(page).not.toHaveURL(new RegExp(`/communications/${id}\\b`));
  await expect(page.getByRole("heading", { level: 1 })).toContainText("– Déployé");
  await visit(pupil, "/");
  await expect(announcement(pupil, announced)).toHaveCount(2);
  const more = announcement(pupil, announced)
    .first()
    .getByRole("link", { name: /en savoir plus/ });
  await expect(more).toHaveAttribute("href", LINK);
});
