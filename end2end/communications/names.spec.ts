import { expectAccessible } from "../support/accessibility";
import { openRights } from "../support/access";
import { send } from "../support/messages";
import { reloadUntil } from "../support/pages";
import { expect, test, unique } from "../support/test";

test("a head shows the names, and the author reaches the families who have not read", async ({ as }) => {
  const author = await as("infirmiere");
  const subject = unique("Sortie");
  const id = await send(author, { subject, acknowledgement: "any_guardian" });
  await author.goto(`/communications/${id}`);
  await expect(author.getByRole("link", { name: "Destinataires" })).toHaveCount(0);

  const head = await as("direction");
  await openRights(head);
  await head.getByRole("button", { name: "Montrer les noms" }).click();
  await expect(head.getByText("Le réglage est enregistré.")).toBeVisible();

  await reloadUntil(author.getByRole("heading", { level: 1 }).filter({ hasText: "– Déployé" }));
  await author.getByRole("link", { name: "Destinataires" }).click();
  await expect(author.getByRole("heading", { level: 1, name: "Destinataires" })).toBeVisible();
  await expect(author.getByText("Une ligne par famille")).toBeVisible();
  await author.getByRole("link", { name: /^Non confirmé/ }).click();
  await expect(author.getByRole("table", { name: "Destinataires, par classe et par nom" })).toBeVisible();
  for (const width of [1280, 320]) {
    await author.setViewportSize({ width, height: 900 });
    const overflow = await author.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `${width} px scrolls sideways`).toBeLessThanOrEqual(0);
    await expectAccessible(author);
  }
  await author.locator("summary", { hasText: "Par niveau et classe" }).click();
  await author
    .getByRole("link", { name: /^Parent / })
    .first()
    .click();
  await expect(author).toHaveURL(/niveau=|classe=/);
  const address = author.url().replace("/destinataires?", "/destinataires.csv?");
  const file = await author.request.get(address, { headers: { "sec-fetch-site": "same-origin" } });
  expect(file.headers()["content-type"]).toContain("text/csv");
  await author.getByRole("link", { name: "Effacer le filtre" }).click();
  await expect(author).not.toHaveURL(/niveau=|classe=/);
  await expect(author.getByRole("link", { name: "Effacer le filtre" })).toHaveCount(0);
  await author.getByRole("button", { name: "Relancer" }).click();
  await expect(author.getByRole("dialog", { name: "Relancer les destinataires ?" })).toBeVisible();

  await openRights(head);
  await head.getByRole("button", { name: "Masquer les noms" }).click();
  await expect(head.getByText("Le réglage est enregistré.")).toBeVisible();
  const gone = await author.goto(`/communications/${id}/destinataires`);
  expect(gone?.status()).toBe(404);
});
