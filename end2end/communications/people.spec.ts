import { NEW, target } from "../support/compose";
import { expect, test } from "../support/test";

test("a button searches for people, and boxes name them", async ({ as }) => {
  const page = await as("direction");
  await page.goto(NEW);
  const first = target(page, 1);
  await first.getByRole("radio", { name: "Personnes nommées" }).check();
  await first.getByRole("searchbox", { name: "Chercher une personne" }).fill("mar");
  await first.getByRole("button", { name: "Rechercher" }).click();
  const found = first.getByRole("group", { name: "Personnes trouvées" }).getByRole("checkbox");
  await found.first().check();
  await first.getByRole("button", { name: "Rechercher" }).click();
  await expect(first.getByText("1 personne nommée")).toBeVisible();
  await expect(found.first()).toBeChecked();
});
