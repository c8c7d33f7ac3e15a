import { deploy } from "../support/api";
import { NEW, target, text } from "../support/compose";
import { expect, test, unique, visit } from "../support/test";

test("on a phone the form shows what there is to show, and short fields on one line", async ({ as }) => {
  const page = await as("direction");
  await page.setViewportSize({ width: 390, height: 844 });
  await visit(page, NEW);
  const preview = page.getByRole("region", { name: /Aperçu/ });
  await expect(text(page)).toBeVisible();
  await expect(preview, "nothing is written yet").toBeHidden();
  const top = (name: string) =>
    page.getByRole("textbox", { name }).evaluate((field) => field.getBoundingClientRect().top);
  await expect
    .poll(async () => Math.abs((await top("Premier jour")) - (await top("Dernier jour"))), "both days on one line")
    .toBeLessThan(2);

  const once = page.getByText(/est comptée une fois dans le total/);
  await expect(once, "one target, one school").toBeHidden();
  await page.getByRole("button", { name: "Ajouter une cible" }).click();
  await expect(target(page, 2)).toBeVisible();
  await expect(once).toBeVisible();

  await text(page).fill("Sortie au musée vendredi.");
  await expect(preview).toContainText("Sortie au musée vendredi.");
});

test("on a phone the menu of a communication is on the screen, whatever buttons stand beside it", async ({ as }) => {
  const page = await as("direction");
  await page.setViewportSize({ width: 390, height: 844 });
  const id = await deploy(page, { text: unique("À dupliquer"), targets: [{}] });
  await visit(page, `/communications/${id}`);
  await page.getByText("Dupliquer", { exact: true }).click();
  const list = page.locator(".page-head .menu-list");
  await expect(list).toBeVisible();
  const { left, right } = await list.evaluate((element) => element.getBoundingClientRect().toJSON());
  expect(left).toBeGreaterThanOrEqual(0);
  expect(right).toBeLessThanOrEqual(390);
});
