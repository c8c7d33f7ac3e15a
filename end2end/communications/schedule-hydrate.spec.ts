import { choose, deployByForm, NEW, severity, target, text } from "../support/compose";
import { announcement } from "../support/home";
import { day, expect, test, unique, visit } from "../support/test";

test("a period that begins tomorrow is scheduled, and nobody sees it today", async ({ as }) => {
  const announced = unique("Photo de classe demain");
  const [direction, teacher] = [await as("direction"), await as("enseignant")];
  await visit(direction, NEW);
  await choose(target(direction, 1), "Profil", "Enseignant");
  await text(direction).fill(announced);
  await direction.getByRole("textbox", { name: "Premier jour" }).fill(day(1));
  await direction.getByRole("textbox", { name: "Dernier jour" }).fill(day(2));
  await deployByForm(direction);
  await expect(direction.getByRole("heading", { level: 1 })).toContainText("– Programmé");
  await direction.getByRole("link", { name: "États de publication", exact: true }).click();
  await expect(direction.getByRole("row").filter({ hasText: "0570051W" })).toContainText("En attente");
  await visit(teacher, "/");
  await expect(teacher.getByRole("heading", { level: 1 })).toContainText("Bonjour Karim");
  await expect(announcement(teacher, announced)).toHaveCount(0);
});

test("a period that is past, reversed or too long is refused with a specific sentence", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  await text(page).fill(unique("Trop tard"));
  const [first, last] = [
    page.getByRole("textbox", { name: "Premier jour" }),
    page.getByRole("textbox", { name: "Dernier jour" }),
  ];
  const errors = page.locator("#erreurs");
  await first.fill(day(-3));
  await last.fill(day(-1));
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(errors).toContainText("Choisir un moment qui n’est pas encore passé");
  await first.fill(day(2));
  await last.fill(day(1));
  await expect(errors).toContainText("Choisir un dernier jour qui ne précède pas le premier");
  await last.fill(day(700));
  await expect(errors).toContainText("Choisir une période de 366 jours au plus");
  await last.fill("");
  await expect(errors).toContainText("dernier jour : Renseigner ce champ");
  await last.fill(day(2));
  await expect(errors).toHaveCount(0);
});

test("a half-typed date is not cleared", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  const last = page.getByRole("textbox", { name: "Dernier jour" });
  const year = (await last.inputValue()).slice(0, 4);
  await last.focus();
  // Only the first part of the date, the day or the month: the browser's value is then empty.
  await page.keyboard.press("Backspace");
  await expect(last).toHaveValue("");
  await page.keyboard.type("12");
  await expect(last).toHaveValue(new RegExp(`^${year}-(12-\\d\\d|\\d\\d-12)$`));
});

test("an alert is proposed for today, and the others for a week", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  const last = page.getByRole("textbox", { name: "Dernier jour" });
  await expect(last).toHaveValue(day(7));
  await severity(page, "Alerte").check();
  await expect(page.getByRole("textbox", { name: "Premier jour" })).toHaveValue(day());
  await expect(last).toHaveValue(day());
  await severity(page, "Avertissement").check();
  await expect(last).toHaveValue(day(7));
});
