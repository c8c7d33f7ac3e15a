import type { Page } from "@playwright/test";
import {
  cancelByPage,
  choose,
  deployByForm,
  NEW,
  people,
  question,
  reach,
  target,
  text,
  total,
  valueOf,
} from "../support/compose";
import { announcement, expectGone } from "../support/home";
import { day, expect, shown, test, unique, visit } from "../support/test";

const NOTICE =
  "Votre communication est en cours de déploiement. Elle sera visible dans les prochaines minutes sur les portails ENT des utilisateurs.";

// How many lines the title of the page takes, about.
const lines = (page: Page) =>
  page
    .getByRole("heading", { level: 1 })
    .evaluate((title) => title.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(title).lineHeight));

test("teachers see an announcement of the head, pupils do not, and cancelling removes it", async ({ as }) => {
  const announced = unique("Réunion des enseignants en salle polyvalente");
  const [direction, teacher, pupil] = [await as("direction"), await as("enseignant"), await as("eleve")];

  await direction.goto("/");
  await direction.getByRole("link", { name: "Nouvelle Communication", exact: true }).click();
  await visit(direction, NEW);
  const everybody = await people(total(direction));
  await choose(target(direction, 1), "Profil", "Enseignant");
  const teachers = await people(reach(target(direction, 1)));
  expect(teachers).toBeGreaterThan(0);
  expect(teachers).toBeLessThan(everybody);
  await expect.poll(() => people(total(direction))).toBe(teachers);

  await text(direction).fill(announced);
  await expect(direction.getByRole("region", { name: /Aperçu/ })).toContainText(announced);
  await direction.getByRole("button", { name: "Déployer" }).click();
  await expect(question(direction)).toContainText(`${teachers} personnes la verront, dans 1 établissement`);
  await question(direction).getByRole("button", { name: "Valider" }).click();

  await expect(direction.getByRole("status").filter({ hasText: NOTICE })).toBeVisible();
  await direction.evaluate(() => document.documentElement.classList.add("same-document"));
  const title = `Annonce (information) ${shown(day())} - ${shown(day(7))} – Déployé`;
  await expect(direction.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect.poll(() => lines(direction), "the status stands beside the title").toBeLessThan(1.5);
  await expect(direction, "what is loaded again says it no more").toHaveURL(/\/communications\/\d+$/);
  await expect(direction.locator("html.same-document"), "nothing was reloaded").toBeAttached();
  await expect(direction.getByText(/Communication créée le \d\d\/\d\d\/\d{4} à \d\d:\d\d par Jean-Marc/)).toBeVisible();

  await visit(teacher, "/");
  await expect(announcement(teacher, announced)).toContainText("Lycée Pierre et Marie Curie");
  await visit(pupil, "/");
  await expect(announcement(pupil, announced)).toHaveCount(0);

  await expectGone(teacher, announced, 2_000, () => cancelByPage(direction));
  await expect(direction.getByRole("heading", { level: 1 })).toContainText("– Annulé");
  await expect(direction.getByRole("status").filter({ hasText: /votre communication\s: annulée/ })).toBeVisible();
  await expect(direction.getByText(NOTICE)).toHaveCount(0);
  await expect(direction.getByRole("button", { name: "Annuler", exact: true })).toHaveCount(0);
  await expect(direction.getByRole("heading", { level: 1 }), "the button had the focus").toBeFocused();
  await direction.getByRole("link", { name: "États de publication", exact: true }).click();
  const school = direction.getByRole("row").filter({ hasText: "Lycée Pierre et Marie Curie" });
  await expect(school).toContainText("Annulée");
  await expect(school).toContainText("par Jean-Marc Lefèvre");
});

test("an open home page shows new announcements automatically", async ({ as }) => {
  const announced = unique("La cantine ouvre à midi");
  const [direction, teacher] = [await as("direction"), await as("enseignant")];
  await visit(teacher, "/");
  await visit(direction, NEW);
  await choose(target(direction, 1), "Profil", "Enseignant");
  await text(direction).fill(announced);
  await deployByForm(direction);
  await expect(announcement(teacher, announced)).toBeVisible();
});

test("both dialogs can be left without any effect", async ({ as }) => {
  const announced = unique("Portes ouvertes samedi");
  const direction = await as("direction");
  await visit(direction, NEW);
  await text(direction).fill(announced);
  await direction.getByRole("button", { name: "Déployer" }).click();
  await question(direction).getByRole("button", { name: "Annuler" }).click();
  await expect(question(direction)).toBeHidden();
  await direction.getByRole("button", { name: "Déployer" }).click();
  await expect(question(direction)).toBeVisible();
  await direction.keyboard.press("Escape");
  await expect(question(direction)).toBeHidden();
  await expect(text(direction)).toHaveValue(announced);

  await choose(target(direction, 1), "Profil", "Enseignant");
  await deployByForm(direction);
  await direction.getByRole("button", { name: "Annuler", exact: true }).click();
  const dialog = direction.getByRole("dialog", { name: "Annuler cette communication ?" });
  await dialog.getByRole("button", { name: "Ne pas annuler" }).click();
  await expect(dialog).toBeHidden();
  await expect(direction.getByRole("heading", { level: 1 })).toContainText("– Déployé");
});

test("Réinitialiser asks first, then empties the form", async ({ as }) => {
  const page = await as("infirmiere");
  await visit(page, NEW);
  await choose(target(page, 1), "Profil", "Enseignant");
  await text(page).fill(unique("À oublier"));
  await page.getByRole("button", { name: "Réinitialiser" }).click();
  const dialog = page.getByRole("dialog", { name: "Réinitialiser le formulaire ?" });
  await dialog.getByRole("button", { name: "Annuler" }).click();
  await expect(text(page)).toHaveValue(/À oublier/);
  await page.getByRole("button", { name: "Réinitialiser" }).click();
  await dialog.getByRole("button", { name: "Réinitialiser" }).click();
  await expect(text(page)).toHaveValue("");
  await expect(valueOf(target(page, 1), "Profil")).toHaveText("Tous");
});
