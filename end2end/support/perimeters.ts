import { expect, type Locator, type Page } from "@playwright/test";
import { call, ours } from "./api";

// *Périmètre*, for a sender who has several.
export const perimeterField = (page: Page): Locator => page.getByLabel("Périmètre", { exact: true });

// Lets somebody also announce for a whole authority, as an administrator would.
export async function givesAuthority(admin: Page, person: Page) {
  const scope = "collectivite-1";
  const shown = await call(admin, "access/page", { scope });
  expect(shown.status(), await shown.text()).toBe(200);
  const { version } = await shown.json();
  const id = Number((await ours(person))["X-Portevoix-Personne"]);
  const added = [{ role: "sender_announcement", person: id, severity: "alert" }];
  const saved = await call(admin, "access/save", { change: { scope, version, added } });
  expect(saved.status(), await saved.text()).toBe(200);
}
