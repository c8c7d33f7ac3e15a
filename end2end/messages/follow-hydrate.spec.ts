import type { Page } from "@playwright/test";
import { call } from "../support/api";
import { delivered, INBOX, row, send } from "../support/messages";
import { expect, test } from "../support/own-server";
import { unique, visit } from "../support/test";

// On a separate server, because messages of other tests would change the lists.

const PAGE = 25;
const subjects = (page: Page) => page.locator(".message-row .message-subject");

test("a message pushed off the first page is on the next one", async ({ as }) => {
  test.setTimeout(120_000);
  const [sender, reader] = [await as("cpe"), await as("parent")];
  const titles = Array.from({ length: PAGE }, () => unique("Feuille"));
  for (const title of titles) await send(sender, { subject: title });
  for (const title of titles) await delivered(reader, title);
  await visit(reader, INBOX);
  await expect(subjects(reader)).toHaveCount(PAGE);
  const last = (await subjects(reader).last().getAttribute("href")) ?? "";
  const arriving = unique("La suivante");
  await send(sender, { subject: arriving });
  await expect(row(reader, arriving)).toBeVisible();
  await expect(subjects(reader)).toHaveCount(PAGE);
  await expect(subjects(reader).last()).not.toHaveAttribute("href", last);
  await reader.getByRole("link", { name: "Plus anciens" }).click();
  await expect(subjects(reader).first()).toHaveAttribute("href", last);
});

test("each arrival is announced and counted", async ({ as }) => {
  const [sender, reader] = [await as("cpe"), await as("parent")];
  await visit(reader, INBOX);
  for (const told of ["1 nouveau message", "2 nouveaux messages"]) {
    await send(sender, { subject: unique("Un par un") });
    await expect(reader.getByRole("status").filter({ hasText: told })).toBeAttached();
  }
});

test("the home page updates: new messages appear, withdrawn unread ones disappear", async ({ as }) => {
  const [sender, reader] = [await as("cpe"), await as("parent")];
  const title = unique("Sur l’accueil");
  await visit(reader, "/");
  const link = reader.getByRole("region", { name: "Derniers messages" }).getByRole("link", { name: title });
  const id = await send(sender, { subject: title });
  await expect(link).toBeVisible();
  expect((await call(sender, "communications/cancel", { id })).status()).toBe(200);
  await expect(link).toHaveCount(0);
});
