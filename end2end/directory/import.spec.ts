import { expectAccessible } from "../support/accessibility";
import { chooseFiles, demoFiles, importNow, tryOut } from "../support/directory";
import { expect, test } from "../support/test";

// Without JavaScript, and without changing what other tests rely on: trials only.

test("a trial is sent and its report read", async ({ as }) => {
  const page = await as("admin");
  await page.goto("/administration/annuaire");
  await expectAccessible(page);
  await chooseFiles(page, await demoFiles());
  await tryOut(page).click();
  await expect(page).toHaveURL(/\?rapport=\d+/);
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("heading", { name: "Résultat de l’essai" })).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(page.getByRole("table", { name: "Par fichier" })).toContainText("usagers.csv");
  await expectAccessible(page);
});

test("without the files that it needs, the browser asks for them", async ({ as }) => {
  const page = await as("admin");
  await page.goto("/administration/annuaire");
  await importNow(page).click();
  await expect(page).toHaveURL(/\/administration\/annuaire$/);
  const missing = await page.request.post("/administration/annuaire", {
    multipart: { mode: "essai" },
    headers: { "Sec-Fetch-Site": "same-origin" },
  });
  expect(missing.status()).toBe(200);
  expect(await missing.text()).toContain("usagers.csv");
});

test("only the administrator imports", async ({ as }) => {
  const page = await as("proviseure");
  const answer = await page.request.post("/administration/annuaire", {
    multipart: { mode: "importer" },
    headers: { "Sec-Fetch-Site": "same-origin" },
  });
  expect(answer.status()).toBe(403);
  expect(await answer.text()).toContain("réservée à l’administrateur");
});
