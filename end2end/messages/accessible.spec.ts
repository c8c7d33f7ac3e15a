import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/accessibility";
import { PUPILS } from "../support/api";
import { delivered, INBOX, send } from "../support/messages";
import { expect, test, unique } from "../support/test";

async function examine(page: Page, path: string) {
  expect((await page.goto(path))?.status()).toBe(200);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `${path} at ${width} px scrolls sideways`).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  }
}

test("accessible: inbox, archives, nothing found, a message with everything", async ({ as }) => {
  test.setTimeout(300_000);
  const [sender, reader] = [await as("cpe"), await as("eleve")];
  const title = unique("Mot-très-long-".repeat(8));
  const body =
    '<h2>Titre</h2><p>Un <a href="https://exemple.example/une/adresse/assez/longue/pour/ne/pas/tenir">lien</a>.</p><ul><li>Un</li></ul>';
  await send(sender, { subject: title, body, targets: [PUPILS], reply_allowed: true, acknowledgement: "each" });
  const id = await delivered(reader, title);
  for (const path of [INBOX, `${INBOX}?dossier=archives`, `${INBOX}?q=introuvable`, `${INBOX}/${id}`, "/"]) {
    await examine(reader, path);
  }
});
