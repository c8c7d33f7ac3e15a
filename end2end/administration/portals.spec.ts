import { generateKeyPairSync, randomUUID, sign } from "node:crypto";

import { expectAccessible } from "../support/accessibility";
import { PASSWORD } from "../support/accounts";
import { expect, test } from "../support/own-server";

const { publicKey, privateKey } = generateKeyPairSync("ed25519");

/** What the server of a portal would sign. */
function statement(audience: string, ahead: number): string {
  const now = Math.floor(Date.now() / 1000) + ahead;
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { iss: "ent", aud: audience, sub: "personne", iat: now, exp: now + 120, jti: randomUUID() };
  const signed = `${part({ alg: "EdDSA" })}.${part(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString("base64url")}`;
}

test("a portal is registered with its key, tried, paused and removed", async ({ as }) => {
  const page = await as("admin");
  await page.goto("/administration/portails");
  const audience = await page.locator("main p > code").innerText();
  await page.locator("#nom").fill("Portail d’essai");
  await page.getByLabel("Émetteur (iss)").fill("ent");
  await page.getByLabel("Débuts d’identifiant").fill("*");
  await page.getByLabel("Adresses des pages").fill("https://ent.example.fr");
  await page.locator("#actuel").fill(PASSWORD);
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByRole("status").first()).toContainText("Le portail est enregistré.");
  await expectAccessible(page);

  await page.locator("summary", { hasText: "Ajouter une clé" }).click();
  await page.getByLabel("Clé publique").fill(publicKey.export({ type: "spki", format: "pem" }).toString());
  const form = page.locator("form", { has: page.locator("#actuel-cle") });
  await expect(form, "somebody may paste the private key, which no tab keeps").not.toHaveAttribute("data-keeps");
  await page.locator("#actuel-cle").fill(PASSWORD);
  await page.getByRole("button", { name: "Ajouter une clé" }).click();
  await expect(page.getByRole("table", { name: "Clés du portail" })).toContainText("EdDSA");

  for (const [ahead, reason] of [
    [0, "L’identifiant (sub) n’est pas dans l’annuaire"],
    [600, "L’horloge du portail est en avance"],
  ] as const) {
    await page.locator("#declaration").fill(statement(audience, ahead));
    await page.getByRole("button", { name: "Essayer" }).click();
    await expect(page.getByRole("alert")).toContainText(reason);
  }

  await page.locator("summary", { hasText: "Suspendre" }).click();
  await page.getByRole("button", { name: "Suspendre le portail" }).click();
  await expect(page.getByRole("status").first()).toContainText("Le portail est suspendu.");
  await page.locator("summary", { hasText: "Supprimer" }).click();
  await page.getByRole("button", { name: "Supprimer le portail" }).click();
  await expect(page.getByRole("status").first()).toContainText("Le portail est supprimé.");
});
