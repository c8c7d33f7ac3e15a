import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/accessibility";
import { chooseFiles, demoFiles, importNow, tryOut } from "../support/directory";
import { serverForSpec } from "../support/own-server";
import { expect, test, visit } from "../support/test";

// A separate server, because these imports change the directory.
const server = serverForSpec();
let files: Record<string, string>;

test.beforeAll(async () => {
  files = await demoFiles();
});

async function openDirectory(as: (account: "admin", baseURL: string) => Promise<Page>) {
  const page = await as("admin", server.baseURL);
  await visit(page, "/administration/annuaire");
  return page;
}

function counts(page: Page, file: string) {
  return page.getByRole("table", { name: "Par fichier" }).getByRole("row").filter({ hasText: file }).getByRole("cell");
}

// Each stream of the page says this of its import, and ends.
async function hears(page: Page, data: string) {
  const body = `event: bonjour\ndata: 3000\n\nevent: import\nid: 7\ndata: ${data}\n\n`;
  await page.route(
    ({ pathname }) => pathname === "/flux",
    (route) => route.fulfill({ contentType: "text/event-stream", body }),
  );
}

// Replaces some lines by others.
function changed(name: string, change: (lines: string[]) => string[]) {
  const lines = (files[name] ?? "").trimEnd().split(/\r?\n/);
  return { ...files, [name]: `${change(lines).join("\n")}\n` };
}

// Whether the page has kept the browser from opening them.
function dropOn(page: Page, names: string[]) {
  return page.getByRole("heading", { level: 1 }).evaluate((element, names) => {
    const dataTransfer = new DataTransfer();
    for (const name of names) dataTransfer.items.add(new File(["identifiant"], name, { type: "text/csv" }));
    const event = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
    element.dispatchEvent(event);
    return event.defaultPrevented;
  }, names);
}

test("files dropped on the page go into the fields of their names, and the others are refused", async ({ as }) => {
  const page = await openDirectory(as);
  const drop = (names: string[]) => dropOn(page, names);
  const held = (field: string) =>
    page
      .locator(`input[name=${field}]`)
      .evaluate((field) => [...((field as HTMLInputElement).files ?? [])].map(({ name }) => name));
  const said = page.locator("#page-en-retard");
  expect(await drop(["Usagers.csv", "familles.csv"])).toBe(true);
  expect(await held("usagers")).toEqual(["Usagers.csv"]);
  expect(await held("familles")).toEqual(["familles.csv"]);
  expect(await held("livraison")).toEqual([]);
  await expect(said).toBeEmpty();
  expect(await drop(["usagers.csv"])).toBe(true);
  await expect(said, "the field is taken").toContainText("Rien n’a été pris");
  expect(await drop(["base.zip"])).toBe(true);
  expect(await held("livraison")).toEqual(["base.zip"]);
  await expect(said).toBeEmpty();
  expect(await drop(["usagers.csv"])).toBe(true);
  await expect(said).toContainText("Rien n’a été pris");
  await page
    .locator("input[name=rattachements]")
    .setInputFiles({ name: "rattachements.csv", mimeType: "text/csv", buffer: Buffer.from("identifiant") });
  await expect(said, "chosen by hand").toBeEmpty();
});

test("files for two forms, or of another format, are refused, and a field that took some is in view", async ({
  as,
}) => {
  const page = await openDirectory(as);
  const held = () =>
    page
      .locator("main input[type=file]")
      .evaluateAll((fields) => fields.flatMap((field) => [...((field as HTMLInputElement).files ?? [])]).length);
  const said = page.locator("#page-en-retard");
  for (const names of [["vacances.txt", "usagers.csv"], ["vacances.csv", "usagers.csv"], ["vacances.txt"]]) {
    expect(await dropOn(page, names)).toBe(true);
    expect(await held(), `${names}`).toBe(0);
    await expect(said).toContainText("Rien n’a été pris");
  }
  expect(await dropOn(page, ["base.zip"])).toBe(true);
  expect(await held()).toBe(1);
  await expect(said).toBeEmpty();
  await expect(page.locator("input[name=livraison]")).toBeInViewport();
  await expect(page.locator("input[name=livraison]")).toBeFocused();
});

test("a page that asks for no file says so of what is dropped there", async ({ as }) => {
  const page = await as("admin", server.baseURL);
  await visit(page, "/administration/comptes");
  await expect(page.locator("main form input[type=file]")).toHaveCount(0);
  expect(await dropOn(page, ["usagers.csv"])).toBe(true);
  await expect(page.locator("#page-en-retard")).toContainText("n’attend pas de fichier");
});

test("the same files again change nothing", async ({ as }) => {
  const page = await openDirectory(as);
  await chooseFiles(page, files);
  await tryOut(page).click();
  await expect(page.getByRole("heading", { name: "Résultat de l’essai" })).toBeVisible();
  await expect(page.getByRole("status")).toContainText("Les fichiers sont corrects.");
  for (const file of ["etablissements.csv", "usagers.csv", "rattachements.csv", "familles.csv"]) {
    await expect(counts(page, file)).toHaveText(["0", "0", "0", /[\d\u202f]+/]);
  }
});

test("while an import runs its page moves on, and the keyboard stays where it is", async ({ as }) => {
  const page = await as("admin", server.baseURL);
  // Its progress, as the page of an import that takes long has it.
  let asked = 0;
  await page.route(
    ({ pathname }) => pathname === "/administration/annuaire",
    async (route) => {
      asked += 1;
      const answer = await route.fetch();
      const bar = `<progress value="${asked}" max="99" translate="no"></progress>`;
      const region = `<div id="avancement-import" data-live="import">${bar}</div>`;
      const follows = '<div hidden data-live="import" data-of="1" data-reload="true"></div>';
      const body = (await answer.text()).replace("</main>", `${region}${follows}</main>`);
      await route.fulfill({ response: answer, body });
    },
  );
  await hears(page, "7");
  await visit(page, "/administration/annuaire");
  const link = page.getByRole("main").getByRole("link", { name: "Derniers imports" });
  await link.focus();
  const value = async () => Number(await page.locator("#avancement-import progress").getAttribute("value"));
  await expect.poll(value).toBeGreaterThan(2);
  await expect(link).toBeFocused();
});

test("a page whose import is over is loaded again once it can be, and never lost to a proxy's error", async ({
  as,
}) => {
  const page = await as("admin", server.baseURL);
  let asked = 0;
  await page.route(
    ({ pathname }) => pathname === "/administration/annuaire",
    async (route) => {
      asked += 1;
      if (asked === 2 || asked === 3) {
        await route.fulfill({ status: 502, contentType: "text/html", body: "<h1>No server</h1>" });
        return;
      }
      const answer = await route.fetch();
      const follows = '<div hidden data-live="import" data-of="1" data-reload="true"></div>';
      const mark = `<p id="chargee">${asked}</p>${asked === 1 ? follows : ""}`;
      const body = (await answer.text()).replace("</main>", `${mark}</main>`);
      await route.fulfill({ response: answer, body });
    },
  );
  await hears(page, "fin");
  await visit(page, "/administration/annuaire");
  await expect.poll(() => asked).toBeGreaterThan(2);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Annuaire");
  // The fourth request finds out that it can be loaded, a later one loads it.
  await expect(page.locator("#chargee")).toHaveText(/^[5-9]$/);
});

test("a new person is counted by a dry run and added by the import", async ({ as }) => {
  const page = await openDirectory(as);
  const known = page.locator(".page-head").getByText(/personnes/);
  const people = await known.innerText();
  const more = changed("usagers", (lines) => [...lines, "nouveau-1;Nouvelle;Ève;eve@exemple.example"]);
  more["rattachements"] += "nouveau-1;0570051W;National_ENS;2de;;;Mathématiques\n";
  await chooseFiles(page, more);
  await tryOut(page).click();
  await expect(counts(page, "usagers.csv").first()).toHaveText("1");
  await expect(known).toHaveText(people);

  await expectAccessible(page);
  await page.getByRole("button", { name: "Importer ces fichiers" }).click();
  await expect(page.getByRole("heading", { name: "Import terminé" })).toBeVisible();
  await expect(page.getByRole("status")).toContainText("Personnes ajoutées : 1, modifiées : 0, retirées : 0.");
  files = more;
});

test("the last import is undone, after a question that says what comes back", async ({ as }) => {
  const page = await openDirectory(as);
  const known = page.locator(".page-head").getByText(/personnes/);
  const people = await known.innerText();
  const more = changed("usagers", (lines) => [...lines, "passage-1;Passage;Zoé;"]);
  more["rattachements"] += "passage-1;0570051W;National_ENS;2de;;;Mathématiques\n";
  await chooseFiles(page, more);
  await importNow(page).click();
  await expect(page.getByRole("heading", { name: "Import terminé" })).toBeVisible();
  await expect(page.getByText("Zoé Passage")).toBeHidden();
  await page.locator("summary").filter({ hasText: "Personnes qui arrivent (1)" }).click();
  await expect(page.getByText("Zoé Passage")).toBeVisible();

  await page.getByRole("link", { name: "Derniers imports" }).click();
  await expect(page.getByRole("heading", { name: "Imports", exact: true })).toBeVisible();
  await expect(page.locator("summary").filter({ hasText: "Annuler cet import" })).toHaveCount(1);
  await page.locator("summary").filter({ hasText: "Annuler cet import" }).click();
  await expect(page.getByText(/Partent\s: personnes 1, rattachements 1\./)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Annuler l’import" }).click();
  await expect(page.getByRole("status")).toContainText("L’import est annulé.");
  await expect(page.locator("summary").filter({ hasText: "Annuler cet import" })).toHaveCount(0);
  await visit(page, "/administration/annuaire");
  const count = /([\d\u202f]+)\s+personnes/;
  expect((await known.innerText()).match(count)?.[1]).toBe(people.match(count)?.[1]);
});

test("every refused line is named with its file, its column and the reason", async ({ as }) => {
  const page = await openDirectory(as);
  const wrong = changed("usagers", (lines) => [...lines, ";Sans;Identifiant;", "double;Un;A;", "double;Deux;B;"]);
  const last = wrong["usagers"]?.trimEnd().split("\n").length ?? 0;
  wrong["rattachements"] += "double;9999999Z;National_ENS;;;;\n";
  await chooseFiles(page, wrong);
  await importNow(page).click();
  await expect(page.getByRole("heading", { name: "Import refusé" })).toBeVisible();
  await expect(page.getByRole("alert")).toContainText("3 lignes sont refusées : rien n’a été importé.");
  const lines = page.getByRole("table", { name: "Lignes refusées" }).getByRole("row");
  const number = (line: number) => line.toLocaleString("fr-FR");
  await expect(lines.filter({ hasText: number(last - 2) })).toContainText(/usagers\.csv.*identifiant/s);
  await expect(lines.filter({ hasText: number(last) })).toContainText(/usagers\.csv.*identifiant/s);
  await expect(lines.filter({ hasText: "9999999Z" })).toContainText(/rattachements\.csv.*uai/s);
  await expectAccessible(page);
});

test("a file that is not CSV is refused completely", async ({ as }) => {
  const page = await openDirectory(as);
  await chooseFiles(page, { ...files, usagers: "%PDF-1.7 tout autre chose" });
  await tryOut(page).click();
  await expect(page.getByRole("heading", { name: "Essai refusé" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Lignes refusées" })).toContainText("usagers.csv");
});

test("taking out more than a tenth of the people asks first", async ({ as }) => {
  const page = await openDirectory(as);
  const half = (line: string) => !/^"?(elv|par|tut)\d*[02468]/.test(line);
  const fewer = changed("usagers", (lines) => lines.filter(half));
  const kept = new Set((fewer["usagers"] ?? "").split("\n").map((line) => line.split(";")[0]));
  const known = (line: string) => kept.has(line.split(";")[0]);
  const header = (lines: string[], keep: (line: string) => boolean) =>
    lines.filter((line, at) => at === 0 || keep(line));
  fewer["rattachements"] = changed("rattachements", (lines) => header(lines, known))["rattachements"] ?? "";
  const both = (line: string) => line.split(";").every((id) => kept.has(id));
  fewer["familles"] = changed("familles", (lines) => header(lines, both))["familles"] ?? "";
  await chooseFiles(page, fewer);
  await importNow(page).click();
  await expect(page.getByRole("heading", { name: "Import suspendu" })).toBeVisible();
  await expect(page.getByRole("alert")).toContainText(/Personnes retirées\s: .* \(\d+\s%\)/);
  await expect(page.getByRole("textbox", { name: /saisissez le nombre/ })).toBeEmpty();
  await expectAccessible(page);
});

test("a cut file asks, and another number than the one shown confirms nothing", async ({ as }) => {
  const page = await openDirectory(as);
  const cut = { ...files, familles: "parent;enfant\n" };
  await chooseFiles(page, cut);
  await importNow(page).click();
  await expect(page.getByRole("alert")).toContainText(/Liens entre parents et enfants retirés\s: .* \(100\s%\)/);
  await page.getByRole("textbox", { name: /saisissez le nombre/ }).fill("12");
  await page.getByRole("button", { name: "Importer ces fichiers" }).click();
  await expect(page.getByRole("heading", { name: "Import suspendu" })).toBeVisible();
});

test("a file from a spreadsheet is read, and one with other columns says what was found", async ({ as }) => {
  const page = await openDirectory(as);
  const [, ...rows] = (files["usagers"] ?? "").trimEnd().split(/\r?\n/);
  const written = ["Liste des usagers;;;", "", "Identifiant;NOM;Prénom;Courriel", ...rows].join("\r\n");
  await chooseFiles(page, { ...files, usagers: written });
  await tryOut(page).click();
  await expect(page.getByText("Les fichiers sont corrects.")).toBeVisible();
  await chooseFiles(page, { ...files, usagers: "Matricule;Patronyme\n1;Roy\n" });
  await tryOut(page).click();
  await expect(page.getByRole("table", { name: "Lignes refusées" })).toContainText("Matricule, Patronyme");
});
