import type { Page } from "@playwright/test";
import { call } from "../support/api";
import { delivered, INBOX, row, send, waiting } from "../support/messages";
import { expect, test } from "../support/own-server";
import { unique, visit } from "../support/test";

// On a separate server, because messages of other tests would change the lists.

const PAGE = 25;
const subjects = (page: Page) => page.locator(".message-row .message-subject");

test("a message pushed off the first page is on the next one", async ({ as }) => {
  test.setTimeout(240_000);
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

  // The link leads to another place when a message comes, and keeps the focus.
  await visit(reader, INBOX);
  const older = reader.getByRole("link", { name: "Plus anciens" });
  const place = (await older.getAttribute("href")) ?? "";
  await older.focus();
  const next = unique("Et encore une");
  await send(sender, { subject: next });
  await expect(row(reader, next)).toBeVisible();
  await expect(older).not.toHaveAttribute("href", place);
  await expect(older).toBeFocused();
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

for (const [page, path] of [
  ["inbox", INBOX],
  ["home page", "/"],
] as const) {
  test(`on the ${page} an answer that comes late never stands in the place of a newer one`, async ({ as }) => {
    const [sender, reader] = [await as("cpe"), await as("parent")];
    const [first, second] = [unique("Avant"), unique("Après")];
    await visit(reader, path);
    const before = await waiting(reader);
    const held: (() => void)[] = [];
    let answered = 0;
    await reader.route(
      ({ pathname }) => pathname === path,
      async (route) => {
        const answer = await route.fetch();
        // The first answer knows of the first message only, and waits for the second one.
        if (held.length === 0) await new Promise<void>((go) => void held.push(go));
        await route.fulfill({ response: answer });
        answered += 1;
      },
    );
    await send(sender, { subject: first });
    await expect.poll(() => held.length).toBe(1);
    await send(sender, { subject: second });
    await expect.poll(() => waiting(reader)).toBe(before + 2);
    held[0]?.();
    const shown = (title: string) => reader.getByRole("main").getByRole("link", { name: title });
    await expect(shown(second)).toBeVisible();
    await expect(shown(first)).toBeVisible();
    await expect.poll(() => answered).toBeGreaterThan(1);
    await expect(shown(second)).toBeVisible();
    expect(await waiting(reader)).toBe(before + 2);
  });
}
