import { choose, criterion, NEW, severity, target, text, valueOf } from "../support/compose";
import { expect, hydrated, slowScripts, test, unique, visit } from "../support/test";

// What is chosen before the scripts come is kept, and the form shows what it holds.

test("a profile, a severity and a text chosen early are kept", async ({ as }) => {
  const page = await as("enseignant");
  const come = await slowScripts(page);
  const written = unique("Tôt");
  await page.goto(NEW);
  const first = target(page, 1);
  await criterion(first, "Profil").locator("summary").click();
  await first.getByRole("checkbox", { name: "Parent", exact: true }).check();
  await severity(page, "Alerte").check();
  await text(page).fill(written);
  come();
  await hydrated(page);
  await expect(valueOf(first, "Profil")).toHaveText("Parent");
  await expect(severity(page, "Alerte")).toBeChecked();
  await expect(text(page)).toHaveValue(written);
  // The form itself holds them: its draft does too.
  await expect(page).toHaveURL(/\?brouillon=\d+/);
  await visit(page, page.url());
  await expect(valueOf(target(page, 1), "Profil")).toHaveText("Parent");
  await expect(severity(page, "Alerte")).toBeChecked();
});
