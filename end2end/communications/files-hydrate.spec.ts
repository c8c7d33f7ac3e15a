import type { Page } from "@playwright/test";
import { NEW } from "../support/compose";
import { expect, test, visit } from "../support/test";

// A removed file does not come back, however late its upload is answered.

const pdf = (name: string) => ({ name, mimeType: "application/pdf", buffer: Buffer.from(`%PDF-1.7 ${name}`) });
const listed = (page: Page) => page.locator(".attachments .file");

async function openMessage(page: Page) {
  await visit(page, NEW);
  await page.getByRole("radio", { name: /Messagerie ENT/ }).check();
}

// Lets uploads reach the server, but holds back what it answers; the first one has arrived once `arrived` is there.
async function lateAnswers(page: Page) {
  let [release, arrive] = [() => {}, () => {}];
  const released = new Promise<void>((done) => (release = done));
  const arrived = new Promise<void>((done) => (arrive = done));
  await page.route("**/communications/pieces-jointes", async (route) => {
    const answer = await route.fetch();
    arrive();
    await released;
    await route.fulfill({ response: answer }).catch(() => {});
  });
  return { release, arrived };
}

test("a file removed before its upload is answered stays removed", async ({ as }) => {
  const page = await as("infirmiere");
  await openMessage(page);
  const { release, arrived } = await lateAnswers(page);
  await page.locator("#fichiers").setInputFiles(pdf("retire.pdf"));
  await arrived;
  await page.locator("#objet").fill("Sans pièce");
  await expect(page).toHaveURL(/\?brouillon=\d+/);
  const removed = page.waitForResponse(/pieces-jointes\/[0-9a-f]{32}\/supprimer/);
  await page.getByRole("button", { name: "Retirer retire.pdf" }).click();
  expect((await removed).status()).toBe(200);
  release();
  await expect(listed(page)).toHaveCount(0);
  await visit(page, page.url());
  await expect(listed(page)).toHaveCount(0);
});

test("after Réinitialiser no file hangs on the next message", async ({ as }) => {
  const page = await as("infirmiere");
  await openMessage(page);
  const { release } = await lateAnswers(page);
  await page.locator("#fichiers").setInputFiles(pdf("ancien.pdf"));
  await page.getByRole("button", { name: "Réinitialiser" }).click();
  const dialog = page.getByRole("dialog", { name: "Réinitialiser le formulaire ?" });
  await dialog.getByRole("button", { name: "Réinitialiser" }).click();
  release();
  await page.locator("#objet").fill("Le suivant");
  await expect(page).toHaveURL(/\?brouillon=\d+/);
  await visit(page, page.url());
  await expect(page.locator("#objet")).toHaveValue("Le suivant");
  await expect(listed(page)).toHaveCount(0);
});
