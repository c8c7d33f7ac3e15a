import { deploy, PUPILS, TEACHERS } from "../support/api";
import { announcement } from "../support/home";
import { expect, test, unique, visit } from "../support/test";

test("alerts come before warnings, warnings before information, and the newest first", async ({ as }) => {
  const [direction, teacher] = [await as("direction"), await as("enseignant")];
  const mark = unique("Ordre");
  for (const [severity, name] of [
    ["information", "première information"],
    ["warning", "premier avertissement"],
    ["alert", "première alerte"],
    ["information", "seconde information"],
    ["warning", "second avertissement"],
    ["alert", "seconde alerte"],
  ] as const) {
    await deploy(direction, { severity, text: `${mark} ${name}` });
  }
  await visit(teacher, "/");
  const [alert, warning, information] = ["Alerte", "Avertissement", "Information"];
  await expect(announcement(teacher, mark)).toContainText([
    new RegExp(`${alert}.*${mark} seconde alerte`, "s"),
    new RegExp(`${alert}.*${mark} première alerte`, "s"),
    new RegExp(`${warning}.*${mark} second avertissement`, "s"),
    new RegExp(`${warning}.*${mark} premier avertissement`, "s"),
    new RegExp(`${information}.*${mark} seconde information`, "s"),
    new RegExp(`${information}.*${mark} première information`, "s"),
  ]);
});

test("en savoir plus opens the link in a new tab, and says so", async ({ as }) => {
  const [direction, teacher] = [await as("direction"), await as("enseignant")];
  const [linked, plain] = [unique("Avec lien"), unique("Sans lien")];
  await deploy(direction, { text: linked, with_link: true, link: "https://www.education.gouv.fr/rentree" });
  await deploy(direction, { text: plain });
  await visit(teacher, "/");
  const more = announcement(teacher, linked).getByRole("link", { name: /^en savoir plus.*nouvelle fenêtre/ });
  await expect(more).toHaveAttribute("href", "https://www.education.gouv.fr/rentree");
  await expect(more).toHaveAttribute("rel", /noopener/);
  await expect(announcement(teacher, plain).getByRole("link")).toHaveCount(0);
});

test("each reader sees the announcements for them, once", async ({ as }) => {
  const text = unique("Aux secondes et aux enseignants");
  const targets = [{ ...PUPILS, levels: ["2de"] }, PUPILS, { profiles: ["National_TUT"], levels: ["1re"] }, TEACHERS];
  await deploy(await as("direction"), { text, targets });
  for (const [account, times] of [
    ["eleve", 1],
    ["enseignant", 1],
    ["parent", 1],
    ["infirmiere", 0],
  ] as const) {
    const page = await as(account);
    await visit(page, "/");
    await expect(page.getByRole("heading", { name: "Annonces", level: 2 })).toBeVisible();
    await expect(announcement(page, text), account).toHaveCount(times);
  }
});

test("a parent of children in both schools sees the announcements of both", async ({ as }) => {
  const [proviseure, parent, pupil] = [await as("proviseure"), await as("parent"), await as("eleve")];
  const text = unique("Aux parents de 5e");
  await deploy(proviseure, { text, targets: [{ profiles: ["National_TUT"], levels: ["5e"] }] });
  await visit(parent, "/");
  await expect(announcement(parent, text)).toContainText("Cité scolaire Curie-Pasteur");
  await visit(pupil, "/");
  await expect(announcement(pupil, text)).toHaveCount(0);
});

test("the JSON for portals has the same content as the page", async ({ as }) => {
  const [direction, teacher, pupil] = [await as("direction"), await as("enseignant"), await as("eleve")];
  const text = unique("Aussi en JSON");
  const id = await deploy(direction, { severity: "warning", text });
  await visit(teacher, "/");
  await expect(announcement(teacher, text)).toBeVisible();
  const read = async (page: typeof teacher) => {
    const headers = { "Sec-Fetch-Site": "same-origin" };
    const answer = await page.request.get("/api/announcements", { headers });
    return (await answer.json()).announcements.filter((one: { id: number }) => one.id === id);
  };
  expect(await read(teacher)).toEqual([
    expect.objectContaining({ id, severity: "warning", text, link: null, source: "Lycée Pierre et Marie Curie" }),
  ]);
  expect(await read(pupil)).toEqual([]);
});
