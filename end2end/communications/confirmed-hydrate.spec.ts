import { expectAccessible } from "../support/accessibility";
import { choose, NEW, question, target, text } from "../support/compose";
import { expect, test, unique, visit } from "../support/test";

test("the question names sender, perimeter, schools, criteria and number", async ({ as }) => {
  const page = await as("enseignant");
  await visit(page, NEW);
  await choose(target(page, 1), "Profil", "Élève");
  await text(page).fill(unique("Question"));
  await page.getByRole("button", { name: "Déployer" }).click();
  const asked = question(page);
  await expect(asked).toContainText(/\d+ personnes la verront, dans 1 établissement/);
  const fact = (name: string) => asked.locator("dl > div").filter({ has: page.getByText(name, { exact: true }) });
  await expect(fact("Émetteur").getByRole("definition")).not.toBeEmpty();
  await expect(fact("Périmètre")).toContainText("Lycée Pierre et Marie Curie (Metz)");
  await expect(fact("Établissements")).toContainText("Lycée Pierre et Marie Curie");
  await expect(fact("Cibles")).toContainText("Tous les élèves");
  await expectAccessible(page);
});

test("what changes behind the open question is not what is sent", async ({ as }) => {
  const page = await as("enseignant");
  const announced = unique("Demandé");
  await visit(page, NEW);
  await choose(target(page, 1), "Profil", "Élève");
  await text(page).fill(announced);
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(question(page)).toContainText(announced);
  // No person can type here while the question is open; a script can.
  await text(page).evaluate((area: HTMLTextAreaElement) => {
    area.value = "Autre chose";
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await expect(question(page)).toContainText(announced);
  await question(page).getByRole("button", { name: "Valider" }).click();
  await expect(page).toHaveURL(/\/communications\/\d+/);
  await expect(page.getByRole("definition").filter({ hasText: announced })).toBeVisible();
});
