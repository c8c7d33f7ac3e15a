import type { Locator, Page } from "@playwright/test";
import { deployByForm, NEW, people, question, reach, target, text, total } from "../support/compose";
import { expect, test, unique, visit } from "../support/test";

const search = (of: Locator) => of.getByRole("searchbox", { name: "Chercher une personne" });
const found = (of: Locator) => of.getByRole("group", { name: "Personnes trouvées" }).getByRole("checkbox");

async function byName(page: Page): Promise<Locator> {
  const first = target(page, 1);
  await first.getByRole("radio", { name: "Personnes nommées" }).check();
  return first;
}

test("people are searched for, named, confirmed and counted", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  const first = await byName(page);
  await expect(first.getByText("0 personne nommée")).toBeVisible();
  await expect(reach(first)).toContainText("Cette cible n’atteint personne");
  await search(first).fill("mar");
  await found(first).first().check();
  await found(first).nth(1).check();
  await expect(first.getByText("2 personnes nommées")).toBeVisible();
  await expect.poll(() => people(total(page))).toBe(2);

  // Another search keeps who is named; a box takes somebody out again.
  await search(first).fill("zzzz");
  await expect(first.getByText("Personne de ce nom dans votre périmètre.")).toBeVisible();
  await expect(first.getByRole("checkbox", { checked: true })).toHaveCount(2);
  await first.getByRole("checkbox", { checked: true }).last().uncheck();
  await expect(first.getByText("1 personne nommée")).toBeVisible();
  await expect.poll(() => people(total(page))).toBe(1);

  await text(page).fill(unique("Convocation"));
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(question(page)).toContainText(/1 personne nommée \(.+\)/);
  await question(page).getByRole("button", { name: "Annuler" }).click();
  await deployByForm(page);
  await expect(page.getByRole("definition").filter({ hasText: /1 personne nommée \(.+\)/ })).toBeVisible();
});

test("a target by name without names is refused at its field", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  const first = await byName(page);
  await text(page).fill(unique("À personne"));
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(first).toContainText("Renseigner ce champ");
  await expect(question(page)).toHaveCount(0);
});
