import { expect, type APIResponse, type Page } from "@playwright/test";
import { day } from "./test";

export const TEACHERS = { profiles: ["National_ENS"] };
export const PUPILS = { profiles: ["National_ELV"] };

export interface Target {
  profiles?: string[];
  levels?: string[];
  custom_establishments?: boolean;
  establishments?: string[];
}

export interface Input {
  perimeter?: string;
  targets?: Target[];
  severity?: "information" | "warning" | "alert";
  text: string;
  with_link?: boolean;
  link?: string;
  first_day?: string;
  last_day?: string;
  // Also on the public board.
  public?: boolean;
}

// The person of each session.
const people = new Map<string, string>();

// The headers of a request as our own pages send it: from this site, for the person of the page.
export async function ours(page: Page): Promise<Record<string, string>> {
  const cookies = await page.context().cookies();
  const session = cookies.find((cookie) => /^(__Host-)?portevoix$/.test(cookie.name))?.value ?? "";
  let person = people.get(session);
  if (person === undefined) {
    const own = await page.request.get("/mon-compte");
    person = (await own.text()).match(/name="portevoix-personne" content="(\d+)"/)?.[1] ?? "";
    people.set(session, person);
  }
  return { "Sec-Fetch-Site": "same-origin", "X-Portevoix-Personne": person };
}

// Calls a server function as our own pages do.
export async function call(page: Page, path: string, data: unknown): Promise<APIResponse> {
  return page.request.post(`/api/${path}`, { data, headers: await ours(page) });
}

export function formKey(): string {
  return crypto.randomUUID();
}

export function form(input: Input) {
  const blank = { targets: [TEACHERS], channel: "announcement", severity: "information" };
  return { ...blank, first_day: day(), last_day: day(7), ...input };
}

export function tryToDeploy(page: Page, input: Input, key = formKey()): Promise<APIResponse> {
  return confirmed(page, form(input), key);
}

// The first perimeter of a channel; empty for somebody who may not send on it.
async function firstPerimeter(page: Page, channel: string): Promise<string> {
  const answer = await call(page, "communications/perimeters", { channel });
  return answer.status() === 200 ? ((await answer.json())[0]?.key ?? "") : "";
}

// *Déployer*, then *Valider*: the question, and the answer that confirms it. A refused question is the answer.
export async function confirmed(
  page: Page,
  input: { channel: string; perimeter?: string },
  key = formKey(),
): Promise<APIResponse> {
  const perimeter = input.perimeter ?? (await firstPerimeter(page, input.channel));
  const named = { ...input, perimeter };
  const asked = await call(page, "communications/question", { form_key: key, input: named });
  if (asked.status() !== 200) return asked;
  const { confirmation } = await asked.json();
  return call(page, "communications/deploy", { form_key: key, input: named, confirmation });
}

// Deploys without the form, for tests of the later steps; returns the identity.
export async function deploy(page: Page, input: Input): Promise<number> {
  const answer = await tryToDeploy(page, input);
  expect(answer.status(), await answer.text()).toBe(200);
  const { id } = await answer.json();
  return id;
}

interface Perimeter {
  key: string;
  name: string;
  schools: { id: number; uai: string; name: string }[];
}

// The perimeters that a person's form offers.
export async function perimeters(page: Page): Promise<Perimeter[]> {
  const answer = await call(page, "communications/compose", { start: "Blank" });
  expect(answer.status()).toBe(200);
  return (await answer.json()).perimeters;
}

// Whether *Communications émises* of this person shows a communication with this text.
export async function isStored(page: Page, text: string): Promise<boolean> {
  const filter = { search: text, page: 1 };
  const answer = await call(page, "communications/sent", { filter });
  expect(answer.status()).toBe(200);
  return (await answer.json()).total > 0;
}
