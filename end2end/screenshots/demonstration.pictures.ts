import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/accessibility";
import type { Account } from "../support/accounts";
import { expect, test, visit } from "../support/test";

const FOLDER = process.env.PORTEVOIX_SCREENSHOTS ?? resolve(__dirname, "../../target/screenshots");

// What leads from the page of this address to what is shown.
type Way = (page: Page) => Promise<unknown>;

// Follows the first link of this kind, in either language.
function first(selector: string, and = ""): Way {
  return async (page) => {
    const address = await page.locator(selector).first().getAttribute("href");
    await visit(page, `${address}${and}`);
  };
}
const opened = first(".table-title a");
const cancelling: Way = async (page) => {
  await opened(page);
  await page.locator("button.button-danger").first().click();
  await expect(page.locator("dialog[open]")).toBeVisible();
};
const refused: Way = async (page) => {
  await page.locator(".compose-actions .button-primary").click();
  await expect(page.locator("#erreurs")).toBeVisible();
};

const PAGES: [name: string, account: Account | null, path: string, way?: Way][] = [
  ["connexion", null, "/connexion"],
  ["accueil", "parent", "/"],
  ["messagerie", "parent", "/messagerie"],
  ["message", "parent", "/messagerie", first(".message-subject")],
  ["espaces", "parent", "/espaces"],
  ["agenda", "parent", "/agenda"],
  ["nouvelle", "direction", "/communications/nouvelle"],
  ["nouvelle-erreurs", "direction", "/communications/nouvelle", refused],
  ["emises", "direction", "/communications/emises"],
  ["communication", "direction", "/communications/emises", opened],
  ["etats", "collectivite", "/communications/emises", first(".table-title a", "?onglet=etats")],
  ["annuler", "collectivite", "/communications/emises?statut=deployee", cancelling],
  ["droits", "direction", "/administration/services/communication-ciblee"],
  ["annuaire", "admin", "/administration/annuaire"],
  ["journal", "admin", "/administration/journal"],
  ["aide", "direction", "/aide"],
  ["accessibilite", null, "/accessibilite"],
  ["introuvable", "eleve", "/nulle-part"],
];

async function examine(page: Page) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect.soft(overflow, "it scrolls sideways").toBeLessThanOrEqual(0);
  await expectAccessible(page);
}

for (const [language, locale] of Object.entries({ fr: "fr-FR", en: "en-GB" })) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1280, 390]) {
      test.describe(`${width} ${colorScheme} ${language}`, () => {
        test.use({ locale, colorScheme, viewport: { width, height: 900 } });
        for (const [name, account, path, way] of PAGES) {
          test(name, async ({ as, page: stranger }) => {
            const page = account ? await as(account) : stranger;
            await visit(page, path);
            await way?.(page);
            const file = join(FOLDER, `${name}-${width}-${colorScheme}-${language}.png`);
            await page.screenshot({ path: file, fullPage: true, animations: "disabled" });
            await examine(page);
            if (width > 390) return;
            await page.setViewportSize({ width: 320, height: 700 });
            await examine(page);
          });
        }
      });
    }
  }
}
