import type { Locator, Page } from "@playwright/test";
import { choose, criterion, NEW, people, question, reach, target, text, total, valueOf } from "../support/compose";
import { expect, test, unique, visit } from "../support/test";

const add = (page: Page) => page.getByRole("button", { name: "Ajouter une cible" });

test("the head of two schools addresses both, or selected ones", async ({ as }) => {
  const page = await as("proviseure");
  await visit(page, NEW);
  await expect(page.getByText("Périmètre : Cité scolaire Curie-Pasteur")).toBeVisible();
  await choose(target(page, 1), "Profil", "Enseignant");
  const both = await people(total(page));
  const schools = target(page, 1).getByRole("group", { name: /Établissements/ });
  await expect(schools.getByRole("radio", { name: "Tous (2 établissements)" })).toBeChecked();

  await schools.getByRole("radio", { name: "Liste personnalisée" }).check();
  await expect(reach(target(page, 1))).toContainText("Cette cible n’atteint personne");
  await schools.getByRole("checkbox", { name: /Collège Louis Pasteur/ }).check();
  const lower = await people(total(page));
  await schools.getByRole("checkbox", { name: /Collège Louis Pasteur/ }).uncheck();
  await schools.getByRole("checkbox", { name: /Lycée Pierre et Marie Curie/ }).check();
  // The badge may still show the result of the unticked box.
  await expect(reach(target(page, 1))).not.toContainText("Cette cible n’atteint personne");
  const upper = await people(total(page));
  expect(lower).toBeGreaterThan(0);
  expect(upper).toBeGreaterThan(0);
  expect(both, "who teaches in both is counted once").toBeLessThan(lower + upper);
  await expect(page.getByRole("complementary", { name: "Destinataires" })).not.toContainText("Collège");
});

test("the choices of a target stay marked when others are deleted", async ({ as }) => {
  const page = await as("proviseure");
  await visit(page, NEW);
  const marked = (number: number) => target(page, number).locator("input[type=radio]:checked");
  const choices = await marked(1).count();
  expect(choices).toBeGreaterThan(0);
  for (const gone of [3, 2, 1]) {
    await add(page).click();
    await add(page).click();
    for (const number of [gone, Math.min(gone, 2)]) {
      await page.getByRole("button", { name: `Supprimer la cible ${number}` }).click();
    }
    await expect(target(page, 2)).toHaveCount(0);
    await expect(marked(1)).toHaveCount(choices);
  }
});

test("the panel shows the number of people for each school and profile", async ({ as }) => {
  const page = await as("proviseure");
  await visit(page, NEW);
  await choose(target(page, 1), "Profil", "Enseignant", "Vie scolaire");
  const everybody = await people(total(page));
  const panel = page.getByRole("complementary", { name: "Destinataires" });
  const table = panel.getByRole("table", { name: "Lycée Pierre et Marie Curie, par profil" });
  await expect(table.getByRole("row")).toHaveText([/^Enseignant\s*\d+$/, /^Vie scolaire\s*\d+$/]);
  const lower = panel.getByRole("table", { name: "Collège Louis Pasteur, par profil" });
  await expect(lower).toBeVisible();
  const teachers = async (of: Locator) =>
    Number(
      await of
        .getByRole("row", { name: /^Enseignant/ })
        .getByRole("cell")
        .innerText(),
    );
  const all = await teachers(panel.getByRole("table", { name: "Tous les établissements, par profil" }));
  expect(all, "who teaches in both is counted once").toBeLessThan((await teachers(table)) + (await teachers(lower)));
  const rows = await panel.getByRole("cell").allInnerTexts();
  const summed = rows.reduce((sum, cell) => sum + Number(cell), 0);
  expect(summed).toBeGreaterThanOrEqual(everybody);
});

test("Tout décocher empties a criterion, and the focus stays with it", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  await choose(target(page, 1), "Profil", "Enseignant");
  const panel = criterion(target(page, 1), "Profil");
  await panel.getByRole("button", { name: "Tout décocher" }).click();
  await expect(valueOf(target(page, 1), "Profil")).not.toContainText("Enseignant");
  await expect(panel.locator("summary")).toBeFocused();
});

test("deploying waits for the number of people after the latest change", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  await text(page).fill(unique("Dépassé"));
  const everybody = await people(total(page));
  // Each count waits until the test releases it.
  const held: (() => void)[] = [];
  await page.route("**/api/communications/survey", async (route) => {
    await new Promise<void>((go) => void held.push(go));
    await route.continue();
  });
  const profile = criterion(target(page, 1), "Profil");
  await profile.locator("summary").click();
  await profile.getByRole("checkbox", { name: "Enseignant", exact: true }).check();
  await expect.poll(() => held.length).toBe(1);
  await profile.getByRole("checkbox", { name: "Parent", exact: true }).check();
  const first = page.waitForResponse("**/api/communications/survey");
  held[0]?.();
  await first;
  await expect.poll(() => held.length).toBe(2);
  await expect(total(page), "the number is of another form").toHaveAttribute("aria-busy", "true");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(question(page)).toHaveCount(0);
  held[1]?.();
  await expect(question(page)).toBeVisible();
  const asked = /([\d\s]+) personnes/.exec(await question(page).innerText())?.[1]?.replace(/\D/g, "");
  expect(Number(asked)).toBe(await people(total(page)));
  expect(Number(asked)).toBeLessThan(everybody);
});

test("a person in two targets is counted once", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  await choose(target(page, 1), "Profil", "Enseignant");
  const teachers = await people(total(page));
  await add(page).click();
  await choose(target(page, 2), "Profil", "Enseignant");
  await choose(target(page, 2), "Niveau", "2de");
  const some = await people(reach(target(page, 2)));
  expect(some).toBeGreaterThan(0);
  await expect.poll(() => people(total(page))).toBe(teachers);
});

test("ten targets at most; removing one in the middle does not change the others", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  const profiles = ["Élève", "Parent", "Enseignant", "Direction", "Vie scolaire", "Documentaliste"];
  for (const [position, profile] of profiles.entries()) {
    if (position > 0) await add(page).click();
    await choose(target(page, position + 1), "Profil", profile);
  }
  for (let position = profiles.length; position < 10; position += 1) await add(page).click();
  await expect(add(page)).toHaveCount(0);
  await expect(page.getByText("Une communication compte 10 cibles au plus.")).toBeVisible();

  await page.getByRole("button", { name: "Supprimer la cible 3" }).click();
  await expect(add(page)).toBeVisible();
  const left = profiles.filter((profile) => profile !== "Enseignant");
  for (const [position, profile] of left.entries()) {
    await expect(valueOf(target(page, position + 1), "Profil")).toHaveText(profile);
    expect(await people(reach(target(page, position + 1)))).toBeGreaterThan(0);
  }
  await expect(target(page, 9)).toBeVisible();
  await expect(target(page, 10)).toHaveCount(0);
});

test("a criterion that makes no sense for the profile is not offered", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  const only = target(page, 1);
  await choose(only, "Profil", "Enseignant");
  await choose(only, "Discipline de poste", "Mathématiques");
  await expect(criterion(only, "Fonction")).toBeVisible();
  await criterion(only, "Profil").getByRole("button", { name: "Tout décocher" }).click();
  await choose(only, "Profil", "Élève");
  await expect(criterion(only, "Discipline de poste")).toHaveCount(0);
  await expect(criterion(only, "Fonction")).toHaveCount(0);
  await expect(criterion(only, "Niveau")).toBeVisible();
  expect(await people(total(page))).toBeGreaterThan(0);
});

test("targets that reach nobody say so and are not deployed", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  await target(page, 1).getByRole("radio", { name: "Liste personnalisée" }).check();
  await expect(reach(target(page, 1))).toHaveText("Cette cible n’atteint personne");
  await text(page).fill(unique("Pour personne"));
  await page.getByRole("button", { name: "Déployer" }).click();
  const errors = page.locator("#erreurs");
  await expect(errors).toContainText("Ces cibles n’atteignent personne : les élargir");
  await expect(errors).toContainText("Cible 1, établissements : Renseigner ce champ");
});
