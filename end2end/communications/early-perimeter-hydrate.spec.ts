import { NEW, question, target, text } from "../support/compose";
import { serverForSpec } from "../support/own-server";
import { givesAuthority, perimeterField } from "../support/perimeters";
import { expect, hydrated, slowScripts, test, unique, visit } from "../support/test";
import { kept } from "../support/writing";

// *Périmètre*: the list and the form agree, also about what was chosen before the scripts came.

// A separate server, because the role given here would disturb other specs.
const server = serverForSpec();

test("a perimeter chosen early stays, and after Réinitialiser the list and the form agree", async ({ as }) => {
  test.setTimeout(240_000);
  const [admin, page] = [await as("admin", server.baseURL), await as("enseignant", server.baseURL)];
  await givesAuthority(admin, page);
  const field = perimeterField(page);
  const come = await slowScripts(page);
  await page.goto(NEW);
  const lines = await field
    .locator("option")
    .evaluateAll((all) => all.map((one) => ({ key: (one as HTMLOptionElement).value, name: one.textContent ?? "" })));
  expect(lines.length).toBeGreaterThan(1);
  const [first = { key: "", name: "" }, last = first] = [lines[0], lines.at(-1)];
  await field.selectOption(last.key);
  come();
  await hydrated(page);
  await expect(field).toHaveValue(last.key);
  await text(page).fill(unique("Choisi tôt"));
  await kept(page, { perimeter: last.key });
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(question(page)).toContainText(last.name.trim());
  await page.keyboard.press("Escape");
  await expect(question(page)).toBeHidden();

  // A draft that is opened, with another choice before its scripts came.
  const draft = page.url();
  const comeAgain = await slowScripts(page);
  await page.goto(draft);
  await expect(field).toHaveValue(last.key);
  await field.selectOption(first.key);
  comeAgain();
  await hydrated(page);
  await expect(field).toHaveValue(first.key);
  await kept(page, { perimeter: first.key });

  await field.selectOption(last.key);
  await kept(page, { perimeter: last.key });
  await page.getByRole("button", { name: "Réinitialiser" }).click();
  const dialog = page.getByRole("dialog", { name: "Réinitialiser le formulaire ?" });
  await dialog.getByRole("button", { name: "Réinitialiser" }).click();
  await expect(dialog).toBeHidden();
  await expect(page, "the draft is gone").not.toHaveURL(/brouillon=/);
  await expect(field).toHaveValue(first.key);
  await text(page).fill(unique("Après l’effacement"));
  await kept(page, { perimeter: first.key });
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(question(page)).toContainText(first.name.trim());
  await page.keyboard.press("Escape");
  await visit(page, page.url());
  await expect(field).toHaveValue(first.key);
});

test("people are searched for anew in another perimeter", async ({ as }) => {
  const [admin, page] = [await as("admin", server.baseURL), await as("direction", server.baseURL)];
  await givesAuthority(admin, page);
  await visit(page, NEW);
  const field = perimeterField(page);
  const keys = await field.locator("option").evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
  const school = keys.find((key) => key.startsWith("etablissement-")) ?? "";
  await field.selectOption(school);
  const first = target(page, 1);
  await first.getByRole("radio", { name: "Personnes nommées" }).check();
  const asks = (perimeter: string) =>
    page.waitForRequest(
      (request) => request.url().includes("communications/people") && (request.postData() ?? "").includes(perimeter),
    );
  const asked = asks(school);
  await first.getByRole("searchbox", { name: "Chercher une personne" }).fill("mar");
  await asked;
  const again = asks("collectivite-1");
  await field.selectOption("collectivite-1");
  await again;
});
