import { isStored, tryToDeploy } from "../support/api";
import { choose, NEW, question, target, text } from "../support/compose";
import { announcement } from "../support/home";
import { expect, test, unique, visit } from "../support/test";

const FAMILY = "👩‍👩‍👧";
const TOO_LONG = "256 caractères sur 255 : retirer 1 caractère";

test("characters are counted, not bytes", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  const counter = page.locator("#texte-compte");
  for (const [typed, count] of [
    ["", 0],
    ["été", 3],
    ["e\u0301te\u0301", 5],
    [FAMILY, 5],
    ["𝒜🎉", 2],
    ["deux\nlignes", 11],
    ["é".repeat(255), 255],
  ] as const) {
    await text(page).fill(typed);
    await expect(counter).toHaveText(`${count} / 255 caractères`);
  }
  await text(page).fill("é".repeat(257));
  await expect(counter).toHaveText("257 / 255 caractères : retirez 2 caractères");
});

test("256 characters are refused with their number, 255 are accepted", async ({ as }) => {
  const page = await as("direction");
  const announced = unique("Long").padEnd(256, "é");
  await visit(page, NEW);
  await choose(target(page, 1), "Profil", "Enseignant");
  await text(page).fill(announced);
  await expect(page.locator("#texte-compte")).toHaveText("256 / 255 caractères : retirez 1 caractère");
  await page.getByRole("button", { name: "Déployer" }).click();
  const errors = page.getByRole("group", { name: "La communication n’est pas déployée : 1 point à corriger" });
  await expect(errors).toBeFocused();
  await expect(errors.getByRole("link")).toHaveText(`Texte de l’annonce : ${TOO_LONG}`);
  await expect(question(page)).toBeHidden();
  await expect(text(page)).toHaveAttribute("aria-invalid", "true");
  expect(await isStored(page, announced)).toBe(false);
  await errors.getByRole("link").click();
  await expect(text(page)).toBeFocused();

  await text(page).fill(announced.slice(0, 255));
  await expect(errors).toHaveCount(0);
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(question(page)).toBeVisible();
});

test("a handmade request is refused in the same way, and nothing is stored", async ({ as }) => {
  const page = await as("direction");
  const announced = unique("À la main");
  const answer = await tryToDeploy(page, { text: announced.padEnd(256, "é") });
  expect(answer.status()).toBe(422);
  expect(answer.headers()["content-type"]).toContain("application/json");
  expect(JSON.stringify(await answer.json())).toContain('"texte":{"TooLong":{"count":256,"max":255}}');
  expect(await isStored(page, announced)).toBe(false);

  const empty = await tryToDeploy(page, { text: " \n " });
  expect(empty.status()).toBe(422);
});

test("255 characters of any kind arrive complete", async ({ as }) => {
  const [direction, teacher] = [await as("direction"), await as("enseignant")];
  const announced = [...unique("Fête").padEnd(50, "é")].join("") + FAMILY.repeat(41);
  expect([...announced]).toHaveLength(255);
  expect((await tryToDeploy(direction, { text: announced })).status()).toBe(200);
  await visit(teacher, "/");
  await expect(announcement(teacher, announced)).toBeVisible();
});
