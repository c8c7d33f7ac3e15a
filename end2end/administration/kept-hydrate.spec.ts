import { expect, test } from "../support/line";
import { leads } from "../support/pages";
import { hydrated, unique, visit } from "../support/test";

// What is typed and chosen where a portal is administered stays until it was sent.

test("the choices of a population of a space are there again after a proxy's error", async ({ as, line }) => {
  const page = await as("direction", line.baseURL);
  await visit(page, "/espaces");
  await leads(page.getByRole("button", { name: "Ajouter un espace" }).first());
  await page.locator("#nom").fill(unique("Club d’échecs"));
  await page.locator("input[name=profils]").first().check();
  await leads(page.getByRole("button", { name: "Valider" }));
  const form = `${new URL(page.url()).pathname}/reglages`;
  await visit(page, form);
  const [profile, right] = [page.locator("#profil"), page.locator("#droit-population")];
  const untouched = [await profile.inputValue(), await right.inputValue()];
  await profile.selectOption({ index: 2 });
  await right.selectOption({ index: 1 });
  const chosen = [await profile.inputValue(), await right.inputValue()];
  const add = page.locator("form", { has: profile }).getByRole("button", { name: "Ajouter" });
  line.isDown(true);
  await add.click();
  await expect(page.getByRole("heading", { name: "No server" })).toBeVisible();
  line.isDown(false);
  await visit(page, form);
  expect([await profile.inputValue(), await right.inputValue()]).toEqual(chosen);
  await leads(add);
  await hydrated(page);
  await visit(page, form);
  expect([await profile.inputValue(), await right.inputValue()]).toEqual(untouched);
});

test("the school of a delivery is there again after a proxy's error, and not once its files were sent", async ({
  as,
  line,
}) => {
  const page = await as("admin", line.baseURL);
  const address = "/administration/annuaire";
  await visit(page, address);
  const school = page.locator("#ecole");
  const form = page.locator("form", { has: school });
  const sends = form.getByRole("button", { name: "Essayer sans rien changer" });
  const file = { name: "eleves.csv", mimeType: "text/csv", buffer: Buffer.from("Menus;de la semaine\n") };
  await school.fill("0540999Z");
  await page.locator("#livraison").setInputFiles(file);
  line.isDown(true);
  await sends.click();
  await expect(page.getByRole("heading", { name: "No server" })).toBeVisible();
  line.isDown(false);
  await visit(page, address);
  await expect(school).toHaveValue("0540999Z");
  await page.locator("#livraison").setInputFiles(file);
  await leads(sends);
  await expect(page).toHaveURL(/rapport=/);
  await hydrated(page);
  await visit(page, address);
  await expect(school).toHaveValue("");
});
