import { ANNOUNCER, line, LYCEE, openRights, question } from "../support/access";
import { expect, hydrated, slowScripts, test } from "../support/test";

test("a severity chosen before the scripts came is a change that waits for Valider", async ({ as }) => {
  const page = await as("admin");
  await openRights(page, LYCEE, "Accès utilisateur");
  const address = page.url();
  const come = await slowScripts(page);
  await page.goto(address);
  const choice = line(page, "Karim Benali", ANNOUNCER).getByLabel(/^Jusqu/);
  const other = (await choice.inputValue()) === "information" ? "warning" : "information";
  await choice.selectOption(other);
  come();
  await hydrated(page);
  await expect(choice).toHaveValue(other);
  await page.getByRole("button", { name: "Valider" }).click();
  await expect(question(page)).toContainText("Karim Benali");
  await page.keyboard.press("Escape");
  await expect(question(page)).toBeHidden();
});
