import { expectAccessible } from "../support/accessibility";
import { chooseFiles, demoFiles, importNow, tryOut } from "../support/directory";
import { reloadUntil } from "../support/pages";
import { expect, test } from "../support/test";
import { ours } from "../support/api";

// Without JavaScript, and dry runs only, because other tests rely on the directory.

test("a dry run shows its report", async ({ as }) => {
  const page = await as("admin");
  await page.goto("/administration/annuaire");
  await expectAccessible(page);
  await chooseFiles(page, await demoFiles());
  await tryOut(page).click();
  await expect(page).toHaveURL(/\?rapport=\d+/);
  await reloadUntil(page.getByRole("heading", { name: "Résultat de l’essai" }));
  await expect(page.getByRole("table", { name: "Par fichier" })).toContainText("usagers.csv");
  await expectAccessible(page);
  const kept = page.getByRole("form", { name: "Mêmes fichiers" });
  const [form, button] = [await kept.boundingBox(), await kept.getByRole("button").boundingBox()];
  expect(button?.width, "as wide as its words").toBeLessThan((form?.width ?? 0) / 2);
});

test("the browser asks for missing required files", async ({ as }) => {
  const page = await as("admin");
  await page.goto("/administration/annuaire");
  await importNow(page).click();
  await expect(page).toHaveURL(/\/administration\/annuaire$/);
  const missing = await page.request.post("/administration/annuaire", {
    multipart: { mode: "essai" },
    headers: await ours(page),
  });
  expect(missing.status()).toBe(200);
  expect(await missing.text()).toContain("usagers.csv");
});

test("only the administrator imports", async ({ as }) => {
  const page = await as("proviseure");
  const answer = await page.request.post("/administration/annuaire", {
    multipart: { mode: "importer" },
    headers: await ours(page),
  });
  expect(answer.status()).toBe(403);
  expect(await answer.text()).toContain("réservée à l’administrateur");
});
