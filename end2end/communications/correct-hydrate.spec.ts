import { expectAccessible } from "../support/accessibility";
import { deploy } from "../support/api";
import { clickInto } from "../support/cursor";
import { announcement } from "../support/home";
import { within } from "../support/limit";
import { send } from "../support/messages";
import { day, expect, test, unique, visit } from "../support/test";

test("who had read the old text sees what changed, live; who had not sees the mark alone", async ({ as }) => {
  const [direction, early, late] = [await as("direction"), await as("enseignant"), await as("professeur")];
  const name = unique("Sortie");
  const id = await deploy(direction, { text: `${name} lundi` });
  await visit(early, "/");
  await expect(announcement(early, `${name} lundi`)).toBeVisible();
  // A page to which an event brought it says so a little later; one that is opened with it was read at once.
  await visit(early, "/");
  await expect(announcement(early, `${name} lundi`)).toBeVisible();

  await visit(direction, `/communications/${id}`);
  await direction.getByRole("link", { name: "Corriger" }).click();
  await direction.getByLabel(/^Texte de l’annonce/).fill(`${name} mardi`);
  await direction.getByLabel("Prévenir les personnes qui avaient vu l’ancien texte").check();
  await expectAccessible(direction);
  await direction.getByRole("button", { name: "Corriger…" }).click();
  await expect(direction.getByRole("heading", { name: "Souhaitez-vous corriger ce texte ?" })).toBeVisible();
  await expect(direction.locator("del")).toContainText("lundi");
  await expectAccessible(direction);
  await direction.getByRole("button", { name: "Valider" }).click();
  await expect(direction.getByText("Le texte est corrigé.")).toBeVisible();
  await expect(direction.getByText(/^Correction 1, le/)).toBeVisible();

  // The open page changes by itself.
  const corrected = early.locator(".announcements > li").filter({ hasText: `${name} mardi` });
  await expect(corrected.getByText(/^Corrigé le/)).toBeVisible(within(2_000));
  const line = corrected.locator("summary", { hasText: "Ce qui a changé depuis votre lecture" });
  const mark = await line.evaluate((one) => getComputedStyle(one, "::after").width);
  expect(mark, "it shows that it opens something").toBe("8px");
  await line.click();
  await expect(corrected.locator("ins")).toContainText("mardi");

  await visit(late, "/");
  const fresh = late.locator(".announcements > li").filter({ hasText: `${name} mardi` });
  await expect(fresh.getByText(/^Corrigé le/)).toBeVisible();
  await expect(fresh.locator("details")).toHaveCount(0);

  await visit(early, "/messagerie");
  await expect(early.getByRole("link", { name: new RegExp(`Texte corrigé.*${name} mardi`) })).toHaveCount(1);
  await visit(late, "/messagerie");
  await expect(late.getByRole("link", { name: new RegExp(`Texte corrigé.*${name}`) })).toHaveCount(0);
});

test("an address is completed in a correction too, and one that is out of sight holds nothing up", async ({ as }) => {
  const direction = await as("direction");
  const text = unique("Réunion");
  const id = await deploy(direction, { text, with_link: true, link: "https://exemple.example/ancienne" });
  const [form, asked] = [
    `/communications/${id}/corriger`,
    direction.getByRole("heading", { name: "Souhaitez-vous corriger ce texte ?" }),
  ];
  await visit(direction, form);
  await direction.locator("#lien-url").fill("www.exemple.example/note");
  await direction.getByRole("button", { name: "Corriger…" }).click();
  await expect(asked).toBeVisible();
  await direction.getByRole("button", { name: "Valider" }).click();
  await expect(direction.getByText("Le texte est corrigé.")).toBeVisible();
  await expect(direction.locator('a[href="https://www.exemple.example/note"]').first()).toBeVisible();

  await visit(direction, form);
  await direction.locator("#lien-url").fill("pas une adresse");
  await direction.getByRole("radio", { name: "Aucun lien" }).check();
  await expect(direction.locator("#lien-url")).toBeHidden();
  await direction.getByRole("button", { name: "Corriger…" }).click();
  await expect(asked).toBeVisible();
});

test("a message without its text is not corrected, and says why", async ({ as }) => {
  const sender = await as("cpe");
  const id = await send(sender, { subject: unique("Sortie"), send_later: true, send_day: day(2), send_time: "07:35" });
  await visit(sender, `/communications/${id}/corriger`);
  const text = sender.getByRole("textbox", { name: /^Texte du message/ });
  await expect(sender.getByRole("toolbar", { name: "Mise en forme" })).toBeVisible();
  await clickInto(text);
  await sender.keyboard.press("Control+a");
  await sender.keyboard.press("Delete");
  await expect(text).toHaveText("");
  // The field that holds it is out of sight: a browser that checks it would do nothing, and say nothing.
  await sender.getByRole("button", { name: "Corriger…" }).click();
  await expect(sender.getByText("Renseigner ce champ").first()).toBeVisible();
});
