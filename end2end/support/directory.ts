import type { Page } from "@playwright/test";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { portevoix } from "./server";

// The demonstration's directory as the CSV files from which it was imported.
export async function demoFiles() {
  const folder = await mkdtemp(join(tmpdir(), "portevoix-csv-"));
  await portevoix({ databaseUrl: "sqlite::memory:" }, "generate", folder);
  const read = (name: string) => readFile(join(folder, `${name}.csv`), "utf8");
  const files: Record<string, string> = {};
  for (const name of ["etablissements", "usagers", "rattachements", "familles"]) files[name] = await read(name);
  await rm(folder, { recursive: true });
  return files;
}

// Chooses the files in the form of *Annuaire*.
export async function chooseFiles(page: Page, files: Record<string, string | Buffer>) {
  for (const [name, content] of Object.entries(files)) {
    const file = { name: `${name}.csv`, mimeType: "text/csv", buffer: Buffer.from(content) };
    await page.getByLabel(`${name}.csv`).setInputFiles(file);
  }
}

// The form of the four tables, and not the one beside it for other programs.
const tables = (page: Page) => page.locator("form", { has: page.getByLabel("usagers.csv") });
export const tryOut = (page: Page) => tables(page).getByRole("button", { name: "Essayer sans rien changer" });
export const importNow = (page: Page) => tables(page).getByRole("button", { name: "Importer", exact: true });
