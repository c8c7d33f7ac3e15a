import { expect, type Locator, type Page } from "@playwright/test";
import { call, confirmed, type Target } from "./api";

export const INBOX = "/messagerie";
export const PARENTS = { profiles: ["National_TUT"] };
export const HEADS = { profiles: ["National_DIR"] };

export interface Letter {
  subject: string;
  body?: string;
  targets?: Target[];
  reply_allowed?: boolean;
  acknowledgement?: "none" | "any_guardian" | "each";
  copy_to_author?: boolean;
  send_later?: boolean;
  send_day?: string;
  send_time?: string;
}

// Deploys on the channel *Messagerie ENT*, for tests of the later steps; returns the identity of
// the communication.
export async function send(page: Page, letter: Letter): Promise<number> {
  const blank = { targets: [PARENTS], channel: "message", severity: "information", text: "", acknowledgement: "none" };
  const input = { ...blank, body: "<p>Bonjour à tous</p>", first_day: "", last_day: "", ...letter };
  const answer = await confirmed(page, input);
  expect(answer.status(), await answer.text()).toBe(200);
  return (await answer.json()).id;
}

interface Found {
  id: number;
  subject: string;
}

async function found(reader: Page, subject: string): Promise<Found[]> {
  const answer = await call(reader, "messages/inbox", { filter: { search: subject } });
  expect(answer.status()).toBe(200);
  return (await answer.json()).rows.filter((row: Found) => row.subject.replace(/\s+/g, " ") === subject);
}

// Waits until a message is in the reader's inbox; returns its identity.
export async function delivered(reader: Page, subject: string): Promise<number> {
  await expect.poll(async () => (await found(reader, subject)).length).toBe(1);
  const [message] = await found(reader, subject);
  return message?.id ?? 0;
}

export function row(page: Page, subject: string): Locator {
  return page.locator(".message-row").filter({ hasText: subject });
}

export function subject(page: Page, text: string): Locator {
  return page.getByRole("region", { name: "Messages" }).getByRole("link", { name: text });
}

// The entry of the menu, with the number of unread messages.
export function entry(page: Page): Locator {
  return page.getByRole("navigation", { name: "Menu principal" }).getByRole("link", { name: /^Messagerie/ });
}

// The number of unread messages in the menu.
export async function waiting(page: Page): Promise<number> {
  const name = await entry(page).innerText();
  return Number(/\((?:plus de )?(\d+) message/.exec(name)?.[1] ?? 0);
}

export const answer = (page: Page) => page.getByRole("textbox", { name: "Votre réponse" });
export const sendAnswer = (page: Page) => page.getByRole("button", { name: "Envoyer la réponse" });

// The message of the page after a form was sent.
export const said = (page: Page) => page.locator(".notice[data-kind=success]");
