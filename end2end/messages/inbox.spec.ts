import { expectAccessible } from "../support/accessibility";
import { call } from "../support/api";
import { answer, delivered, INBOX, PARENTS, row, said, send, sendAnswer, subject, waiting } from "../support/messages";
import { expect, test } from "../support/own-server";
import { unique } from "../support/test";

// *Messagerie* without JavaScript: links and plain forms. On a separate server, because messages of other tests would
// change the counts.

test("a message arrives unread, is opened, and is no longer unread", async ({ as }) => {
  const [sender, reader] = [await as("cpe"), await as("parent")];
  const title = unique("Sortie au musée");
  await send(sender, { subject: title, body: "<h2>Départ</h2><p>À <strong>8 h</strong> devant le lycée.</p>" });
  const id = await delivered(reader, title);
  await reader.goto(INBOX);
  const before = await waiting(reader);
  expect(before).toBeGreaterThan(0);
  await expect(row(reader, title)).toContainText("Non lu");
  await expect(row(reader, title)).toContainText("À 8 h devant le lycée.");
  await subject(reader, title).click();
  await expect(reader).toHaveURL(new RegExp(`${INBOX}/${id}$`));
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect(reader.getByRole("heading", { name: "Départ" })).toBeVisible();
  await expect(reader.locator("strong").filter({ hasText: "8 h" })).toBeVisible();
  await reader.getByRole("link", { name: "Réception" }).click();
  await expect(row(reader, title)).not.toContainText("Non lu");
  await expect.poll(() => waiting(reader)).toBe(before - 1);
  const stranger = await as("professeur");
  expect((await stranger.goto(`${INBOX}/${id}`))?.status()).toBe(404);
  expect((await (await as("admin")).goto(`${INBOX}/${id}`))?.status()).toBe(404);
});

test("a message is archived, restored, and deleted after a question", async ({ as }) => {
  const [sender, reader] = [await as("cpe"), await as("parent")];
  const title = unique("À ranger");
  await send(sender, { subject: title });
  const id = await delivered(reader, title);
  await reader.goto(`${INBOX}/${id}`);
  await reader.getByRole("button", { name: "Archiver" }).click();
  await expect(said(reader)).toContainText("Le message est archivé.");
  await expect(row(reader, title)).toHaveCount(0);
  await reader.getByRole("navigation", { name: "Dossiers" }).getByRole("link", { name: "Archives" }).click();
  await subject(reader, title).click();
  await reader.getByRole("button", { name: "Remettre dans la réception" }).click();
  await expect(said(reader)).toContainText("de nouveau dans la réception");
  await reader.getByText("Supprimer", { exact: true }).click();
  await expect(reader.getByText(/Vous pourrez le reprendre pendant 30 jours/)).toBeVisible();
  await reader.getByRole("button", { name: "Supprimer le message" }).click();
  await expect(said(reader)).toContainText("Le message est supprimé.");
  await reader.getByRole("button", { name: "Annuler la suppression" }).click();
  await expect(said(reader)).toContainText("de nouveau dans la réception");
  await reader.getByText("Supprimer", { exact: true }).click();
  await reader.getByRole("button", { name: "Supprimer le message" }).click();
  await reader.getByRole("navigation", { name: "Dossiers" }).getByRole("link", { name: "Supprimés" }).click();
  await expect(row(reader, title)).toBeVisible();
  await expectAccessible(reader);
  await reader.goto(INBOX);
  await expect(row(reader, title)).toHaveCount(0);
  expect((await reader.goto(`${INBOX}/${id}`))?.status()).toBe(404);
  // Where *Back* leads, it can be taken back too.
  await expect(reader.getByText("Le message est supprimé.")).toBeVisible();
  await expect(reader.getByText(title)).toHaveCount(0);
  await expectAccessible(reader);
  await reader.getByRole("button", { name: "Annuler la suppression" }).click();
  await expect(said(reader)).toContainText("de nouveau dans la réception");
  await expect(reader.getByRole("heading", { level: 1, name: title })).toBeVisible();
});

test("search ignores accents, and pages go forwards and backwards", async ({ as }) => {
  test.setTimeout(240_000);
  const [sender, reader] = [await as("infirmiere"), await as("parent")];
  const mark = unique("Élections");
  for (let number = 1; number <= 27; number += 1) {
    await send(sender, { subject: `${mark} z${100 + number}z` });
  }
  for (let number = 1; number <= 27; number += 1) await delivered(reader, `${mark} z${100 + number}z`);
  await reader.goto(INBOX);
  await reader.getByRole("searchbox", { name: "Rechercher un message" }).fill(mark.replace("É", "e").toUpperCase());
  await reader.getByRole("button", { name: "Rechercher" }).click();
  await expect(row(reader, mark)).toHaveCount(25);
  await reader.getByRole("link", { name: "Plus anciens" }).click();
  await expect(row(reader, mark)).toHaveCount(2);
  await expect(reader.getByRole("link", { name: "Plus anciens" })).toHaveCount(0);
  await reader.getByRole("link", { name: "Plus récents" }).click();
  await expect(row(reader, mark)).toHaveCount(25);
  await reader.goto(`${INBOX}?q=introuvable`);
  await expect(reader.getByRole("heading", { name: "Rien ne correspond à cette recherche" })).toBeVisible();
  await reader.getByRole("link", { name: "Effacer la recherche" }).click();
  await expect(reader).toHaveURL(new RegExp(`${INBOX}$`));
});

test("an answer goes to the author of the message, who can answer back", async ({ as }) => {
  const [sender, reader] = [await as("cpe"), await as("parent")];
  const title = unique("Qui vient ?");
  await send(sender, { subject: title, reply_allowed: true });
  await reader.goto(`${INBOX}/${await delivered(reader, title)}`);
  await answer(reader).fill(" ");
  await sendAnswer(reader).click();
  await expect(reader.getByText("Renseigner ce champ")).toBeVisible();
  await answer(reader).fill("Nous venons.\n<b>Merci</b>");
  await sendAnswer(reader).click();
  await expect(said(reader)).toContainText("Votre réponse est envoyée.");
  await expect(reader.getByRole("region", { name: "Vos réponses" })).toContainText("Nous venons.");
  await reader.goto(`${INBOX}/envoyes`);
  await expect(reader.getByRole("heading", { name: title })).toBeVisible();
  await expectAccessible(reader);
  const back = await delivered(sender, `Re : ${title}`);
  await sender.goto(`${INBOX}/${back}`);
  await expect(sender.getByText("<b>Merci</b>")).toBeVisible();
  await expect(sender.getByRole("link", { name: title, exact: true })).toHaveAttribute(
    "href",
    /^\/communications\/\d+$/,
  );
  await answer(sender).fill("Parfait.");
  await sendAnswer(sender).click();
  await delivered(reader, `Re : ${title}`);
  await sender.getByRole("link", { name: title, exact: true }).click();
  await expect(sender.getByRole("region", { name: "1 réponse" })).toContainText("Nous venons.");
});

test("a reader acknowledges on request, once", async ({ as }) => {
  const [sender, reader] = [await as("cpe"), await as("parent")];
  const title = unique("Règlement");
  await send(sender, { subject: title, acknowledgement: "any_guardian" });
  const id = await delivered(reader, title);
  await reader.goto(INBOX);
  await expect(row(reader, title)).toContainText("Accusé demandé");
  await subject(reader, title).click();
  await reader.getByRole("button", { name: "J’ai pris connaissance" }).click();
  await expect(said(reader)).toContainText("C’est noté.");
  await expect(reader.getByText("Vous avez pris connaissance de ce message le")).toBeVisible();
  await expect(reader.getByRole("button", { name: "J’ai pris connaissance" })).toHaveCount(0);
  await reader.goto(INBOX);
  await expect(row(reader, title)).not.toContainText("Accusé demandé");
  expect(id).toBeGreaterThan(0);
});

test("a cancelled message disappears if unread, and stays marked if read", async ({ as }) => {
  const [sender, reader, other] = [await as("cpe"), await as("parent"), await as("eleve")];
  const title = unique("Erreur de date");
  const everybody = [{ ...PARENTS }, { profiles: ["National_ELV"] }];
  const communication = await send(sender, { subject: title, targets: everybody });
  const id = await delivered(reader, title);
  await delivered(other, title);
  await reader.goto(`${INBOX}/${id}`);
  const cancelled = await call(sender, "communications/cancel", { id: communication });
  expect(cancelled.status()).toBe(200);
  await reader.reload();
  await expect(reader.getByText("Ne tenez plus compte de ce message.")).toBeVisible();
  await reader.goto(INBOX);
  await expect(row(reader, title)).toContainText("Annulée");
  await other.goto(INBOX);
  await expect(row(other, title)).toHaveCount(0);
  expect((await other.goto(`${INBOX}/${id}`))?.status()).toBe(404);
});

test("the home page shows the newest messages, and links to all", async ({ as }) => {
  const [sender, reader] = [await as("cpe"), await as("parent")];
  const title = unique("Dernière nouvelle");
  await send(sender, { subject: title });
  await delivered(reader, title);
  await reader.goto("/");
  const latest = reader.getByRole("region", { name: "Derniers messages" });
  await latest.getByRole("link", { name: title }).click();
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText(title);
  await reader.goto("/");
  await latest.getByRole("link", { name: "Tous les messages" }).click();
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText("Messagerie");
});
