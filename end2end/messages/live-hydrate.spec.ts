import { call } from "../support/api";
import { answer, delivered, entry, INBOX, row, said, send, subject, waiting } from "../support/messages";
import { expect, test } from "../support/own-server";
import { slowScripts, unique, visit } from "../support/test";

// On a separate server, because messages of other tests would change the counts.

test("new messages appear automatically, and content that the reader uses does not move", async ({ as }) => {
  const [sender, reader] = [await as("cpe"), await as("parent")];
  const [first, second] = [unique("Premier"), unique("Second")];
  await send(sender, { subject: first });
  await delivered(reader, first);
  await visit(reader, INBOX);
  const before = await waiting(reader);
  await subject(reader, first).focus();
  await send(sender, { subject: second });
  await expect(row(reader, second)).toBeVisible();
  await expect(row(reader, second)).toContainText("Non lu");
  await expect(reader.locator(".message-row").first()).toContainText(second);
  await expect(subject(reader, first)).toBeFocused();
  await expect(reader.getByRole("status").filter({ hasText: "1 nouveau message" })).toBeAttached();
  await expect.poll(() => waiting(reader)).toBe(before + 1);
  await expect(entry(reader)).toHaveAccessibleName(
    /^Messagerie \((\d+ messages? non lus?|plus de 99 messages non lus)\)$/,
  );
});

test("on other pages of the inbox a link offers the new messages", async ({ as }) => {
  const [sender, reader] = [await as("cpe"), await as("parent")];
  const title = unique("Pendant la recherche");
  await visit(reader, `${INBOX}?q=introuvable`);
  await send(sender, { subject: title });
  await expect(reader.getByText(/nouveaux? messages? –/)).toBeVisible();
  await expect(row(reader, title)).toHaveCount(0);
  await reader.getByRole("link", { name: "Afficher" }).click();
  await expect(row(reader, title)).toBeVisible();
});

test("a cancelled message disappears from an open inbox automatically", async ({ as }) => {
  const [sender, reader] = [await as("cpe"), await as("parent")];
  const title = unique("À retirer");
  await visit(reader, INBOX);
  const id = await send(sender, { subject: title });
  await expect(row(reader, title)).toBeVisible();
  expect((await call(sender, "communications/cancel", { id })).status()).toBe(200);
  await expect(row(reader, title)).toHaveCount(0);
});

test("an open message says that it was cancelled", async ({ as }) => {
  const [sender, reader] = [await as("cpe"), await as("parent")];
  const title = unique("Rendez-vous annulé");
  const id = await send(sender, { subject: title, reply_allowed: true });
  await visit(reader, `${INBOX}/${await delivered(reader, title)}`);
  const cancelled = reader.getByRole("note").filter({ hasText: "Annulée" });
  await expect(cancelled).toHaveCount(0);
  await answer(reader).fill("Nous serons là");
  expect((await call(sender, "communications/cancel", { id })).status()).toBe(200);
  await expect(cancelled).toBeVisible();
  await expect(answer(reader)).toHaveValue("Nous serons là");
  await expect(answer(reader)).toBeFocused();
});

test("when the message that has the focus is withdrawn, the focus stays in the list", async ({ as }) => {
  const [sender, reader] = [await as("cpe"), await as("parent")];
  const [kept, withdrawn] = [unique("Celui qui reste"), unique("Celui qui part")];
  await send(sender, { subject: kept });
  await delivered(reader, kept);
  const id = await send(sender, { subject: withdrawn });
  await delivered(reader, withdrawn);
  await visit(reader, INBOX);
  await subject(reader, withdrawn).focus();
  expect((await call(sender, "communications/cancel", { id })).status()).toBe(200);
  await expect(row(reader, withdrawn)).toHaveCount(0);
  await expect(reader.locator("#messages-recents a.message-subject:focus")).toHaveCount(1);
});

test("the menu updates on every page", async ({ as }) => {
  const [sender, reader] = [await as("cpe"), await as("parent")];
  for (const path of ["/", "/mon-compte"]) {
    await visit(reader, path);
    const before = await waiting(reader);
    await send(sender, { subject: unique("Partout") });
    await expect.poll(() => waiting(reader)).toBe(before + 1);
  }
});

test("with the keyboard only: from the list to the message and back", async ({ as }) => {
  const [sender, reader] = [await as("cpe"), await as("parent")];
  const title = unique("Au clavier");
  await send(sender, { subject: title });
  await delivered(reader, title);
  await visit(reader, INBOX);
  await reader.getByRole("searchbox", { name: "Rechercher un message" }).focus();
  for (let press = 0; press < 10; press += 1) {
    await reader.keyboard.press("Tab");
    if (await subject(reader, title).evaluate((link) => link === document.activeElement)) break;
  }
  await expect(subject(reader, title)).toBeFocused();
  await reader.keyboard.press("Enter");
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText(title);
  await reader.goBack();
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText("Messagerie");
});

test("the characters of an answer are counted while it is typed", async ({ as }) => {
  const [sender, reader] = [await as("cpe"), await as("parent")];
  const title = unique("À répondre");
  await send(sender, { subject: title, reply_allowed: true });
  await visit(reader, `${INBOX}/${await delivered(reader, title)}`);
  await answer(reader).fill("é👍");
  await expect(reader.getByText("2 / 5 000 caractères")).toBeVisible();
  await answer(reader).fill("x".repeat(5_002));
  await expect(reader.getByText("5 002 / 5 000 caractères : retirez 2 caractères")).toBeVisible();
  await expect(answer(reader)).toHaveAttribute("aria-invalid", "true");
});

test("a double click sends a form once", async ({ as }) => {
  const [sender, reader] = [await as("cpe"), await as("parent")];
  const title = unique("Deux clics");
  await send(sender, { subject: title });
  await visit(reader, `${INBOX}/${await delivered(reader, title)}`);
  let sent = 0;
  reader.on("request", (request) => {
    if (request.method() === "POST" && new URL(request.url()).pathname.endsWith("/archiver")) sent += 1;
  });
  await reader.getByRole("button", { name: "Archiver" }).dblclick();
  await expect(said(reader)).toContainText("Le message est archivé.");
  expect(sent).toBe(1);
});

test("an answer begun before the scripts were loaded is kept", async ({ as }) => {
  const [sender, reader] = [await as("cpe"), await as("parent")];
  const title = unique("Réseau lent");
  await send(sender, { subject: title, reply_allowed: true });
  const id = await delivered(reader, title);
  const come = await slowScripts(reader, "**/pkg/portail.*.js");
  await reader.goto(`${INBOX}/${id}`, { waitUntil: "domcontentloaded" });
  await answer(reader).fill("Oui 👍");
  come();
  await expect(reader.getByText("5 / 5 000 caractères")).toBeVisible();
  await expect(answer(reader)).toHaveValue("Oui 👍");
});

test("the number of unread messages follows on pages that everybody may read", async ({ as }) => {
  const [sender, reader] = [await as("cpe"), await as("parent")];
  await visit(reader, "/aide");
  const before = await waiting(reader);
  await send(sender, { subject: unique("Pendant la lecture de l’aide") });
  await expect.poll(() => waiting(reader)).toBe(before + 1);
});
