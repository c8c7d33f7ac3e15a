import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/accessibility";
import type { Account } from "../support/accounts";
import { deploy } from "../support/api";
import { expect, test, unique } from "../support/test";

// axe on every page, on a wide screen and, in the dark, on the narrowest phone; nothing scrolls sideways.
async function examine(page: Page, path: string, status: number) {
  const answer = await page.goto(path);
  expect(answer?.status()).toBe(status);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  for (const width of [1280, 390, 320]) {
    await page.setViewportSize({ width, height: 900 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `${path} at ${width} px scrolls sideways`).toBeLessThanOrEqual(0);
    if (width === 390) continue;
    await page.emulateMedia({ colorScheme: width === 320 ? "dark" : "light" });
    await expectAccessible(page);
  }
}

const PAGES: [string, Account, string, number][] = [
  ["home without announcements", "admin", "/", 200],
  ["compose", "direction", "/communications/nouvelle", 200],
  ["compose with errors", "direction", "/communications/nouvelle?etape=confirmer", 422],
  ["compose, question before emptying", "direction", "/communications/nouvelle?etape=reinitialiser", 200],
  ["compose with an authority's perimeter", "collectivite", "/communications/nouvelle", 200],
  ["sent, nothing found", "direction", "/communications/emises?q=introuvable", 200],
  ["directory", "admin", "/administration/annuaire", 200],
  ["imports", "admin", "/administration/annuaire/imports", 200],
  ["people", "admin", "/administration/annuaire/personnes", 200],
  ["asking for a right", "professeur", "/communications/droits?droit=create_communication", 200],
  ["help", "direction", "/aide", 200],
  ["legal pages", "admin", "/administration/pages?page=accessibilite", 200],
  ["403", "eleve", "/communications/nouvelle", 403],
  ["404", "eleve", "/nulle-part", 404],
];

for (const [name, account, path, status] of PAGES) {
  test(`accessible: ${name}`, async ({ as }) => {
    await examine(await as(account), path, status);
  });
}

test("accessible: sign-in", async ({ page }) => {
  await examine(page, "/connexion", 200);
});

for (const path of ["/aide", "/mentions-legales", "/accessibilite"]) {
  test(`accessible without signing in: ${path}`, async ({ page }) => {
    await examine(page, path, 200);
  });
}

test("accessible: home, list and detail of a communication", async ({ as }) => {
  test.setTimeout(300_000);
  const [direction, teacher] = [await as("direction"), await as("enseignant")];
  const id = await deploy(direction, {
    severity: "alert",
    text: unique("Mot-très-long-".repeat(12)),
    with_link: true,
    link: "https://exemple.example/une/adresse/assez/longue/pour/ne/pas/tenir/sur/une/ligne/etroite",
  });
  await deploy(direction, { severity: "warning", text: unique("Avertissement") });
  await deploy(direction, { text: unique("Information") });
  await examine(teacher, "/", 200);
  await examine(direction, "/communications/emises", 200);
  await examine(direction, `/communications/${id}`, 200);
  await examine(direction, `/communications/${id}?onglet=etats`, 200);
  await examine(direction, `/communications/${id}?annuler=1`, 200);
});
