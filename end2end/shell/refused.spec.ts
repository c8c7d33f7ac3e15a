import { expectAccessible } from "../support/accessibility";
import { NEW } from "../support/compose";
import { expect, test, unique } from "../support/test";
import { channel, fileInput, files, subjectField } from "../support/writing";

// Without scripts, a refused form shows an ordinary page with a link back to the input.

for (const width of [1280, 390]) {
  test(`a refused file, at ${width} px`, async ({ as }) => {
    const page = await as("infirmiere");
    await page.setViewportSize({ width, height: 800 });
    const subject = unique("Pièce refusée");
    await page.goto(NEW);
    await channel(page, "Messagerie ENT").check();
    await subjectField(page).fill(subject);
    await fileInput(page).setInputFiles({
      name: "outil <b>.exe",
      mimeType: "application/octet-stream",
      buffer: Buffer.from("MZ"),
    });
    await page.getByRole("button", { name: "Joindre", exact: true }).click();
    await expect(page).toHaveTitle("Pièces jointes refusées – Porte-voix");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pièces jointes refusées");
    await expect(page.getByRole("main")).toContainText("« outil <b>.exe » n’est pas d’un type accepté");
    await expect(page.getByRole("main")).toContainText("Votre saisie est conservée.");
    await expectAccessible(page);
    await page.getByRole("link", { name: "Revenir à la communication" }).click();
    await expect(channel(page, "Messagerie ENT")).toBeChecked();
    await expect(subjectField(page)).toHaveValue(subject);
    await expect(files(page)).toHaveCount(0);
  });
}
