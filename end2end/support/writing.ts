import { expect, type Locator, type Page } from "@playwright/test";
import { call } from "./api";
import { NEW } from "./compose";
import { clickInto } from "./cursor";
import { hydrated } from "./test";

// Writing a message in the form *Nouvelle communication*.

export function channel(page: Page, name: "Annonce" | "Messagerie ENT" | "Actualité"): Locator {
  return page.getByRole("group", { name: "Canal" }).getByRole("radio", { name });
}

export const subjectField = (page: Page) => page.getByRole("textbox", { name: /^Objet/ });

// The text: the editor if scripts run, otherwise a plain text field.
export const bodyField = (page: Page) => page.getByRole("textbox", { name: /^Texte du message/ });

// The visible text; for screen readers another element repeats it a moment later.
export const counter = (page: Page) => page.locator("#corps-compte");

export const files = (page: Page) => page.getByRole("list", { name: "Pièces jointes" }).getByRole("listitem");

export const fileInput = (page: Page) => page.getByLabel("Joindre un fichier");

// Waits until `count` files have arrived: an unfinished upload ends with the page, and removing it
// sends no request.
export async function joined(page: Page, count: number) {
  await expect(files(page)).toHaveCount(count);
  await expect(files(page).getByRole("progressbar")).toHaveCount(0);
  await expect(files(page).getByRole("alert")).toHaveCount(0);
}

// The smallest valid file.
export function pdf(name: string) {
  const content =
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
  return { name, mimeType: "application/pdf", buffer: Buffer.from(content) };
}

// Opens the form on the channel of messages, with the editor if scripts run.
export async function openMessage(page: Page) {
  await page.goto(NEW);
  await hydrated(page);
  await channel(page, "Messagerie ENT").check();
}

// Waits for the editor: a text typed into its field before that would be lost.
export async function editor(page: Page): Promise<Locator> {
  await expect(page.getByRole("toolbar", { name: "Mise en forme" })).toBeVisible();
  return bodyField(page);
}

export async function write(page: Page, subject: string, text: string) {
  await subjectField(page).fill(subject);
  await clickInto(await editor(page));
  await page.keyboard.type(text);
}

// Waits until the draft contains this: the address changes only at the first save.
export async function kept(page: Page, input: Record<string, unknown>) {
  await expect(page).toHaveURL(/\?brouillon=\d+/);
  const id = Number(new URL(page.url()).searchParams.get("brouillon"));
  const stored = async () => {
    const answer = await call(page, "communications/compose", { start: { Draft: id } });
    return (await answer.json()).input;
  };
  await expect.poll(stored).toMatchObject(input);
}
