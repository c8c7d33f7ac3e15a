import type { Page } from "@playwright/test";
import { PASSWORD, signIn, signOut } from "../support/accounts";
import { clickInto } from "../support/cursor";
import { expect, test } from "../support/line";
import { answer, delivered, INBOX, said, send, sendAnswer } from "../support/messages";
import { leads } from "../support/pages";
import { hydrated, nextInMonth, unique, visit } from "../support/test";

// What is typed into a form of a page for reading stays until it was sent.

test("an answer is still there after another page, a reload, and a proxy's error; not once it was sent", async ({
  as,
  line,
}) => {
  const [sender, reader] = [await as("cpe"), await as("parent", line.baseURL)];
  const [title, typed] = [unique("À répondre plus tard"), unique("Nous serons trois")];
  await send(sender, { subject: title, reply_allowed: true });
  const page = `${INBOX}/${await delivered(reader, title)}`;
  await visit(reader, page);
  await answer(reader).fill(typed);
  await visit(reader, INBOX);
  await visit(reader, page);
  await expect(answer(reader)).toHaveValue(typed);
  await expect(reader.getByText("Votre saisie a été retrouvée.")).toBeVisible();
  await expect(reader.getByText(`${[...typed].length} / 5 000 caractères`)).toBeVisible();
  await reader.reload();
  await hydrated(reader);
  await expect(answer(reader)).toHaveValue(typed);

  line.isDown(true);
  await sendAnswer(reader).click();
  await expect(reader.getByRole("heading", { name: "No server" })).toBeVisible();
  line.isDown(false);
  await visit(reader, page);
  await expect(answer(reader)).toHaveValue(typed);

  await sendAnswer(reader).click();
  await expect(said(reader)).toBeVisible();
  // The page that says so forgets what was kept.
  await hydrated(reader);
  await expect(answer(reader)).toHaveValue("");
  await visit(reader, page);
  await expect(answer(reader)).toHaveValue("");
});

test("an answer whose arrival was not told is found again, and sent once more it is still one", async ({
  as,
  line,
}) => {
  const [sender, reader] = [await as("cpe"), await as("parent", line.baseURL)];
  const [title, typed] = [unique("Reçue sans réponse"), unique("Nous serons deux")];
  await send(sender, { subject: title, reply_allowed: true });
  const page = `${INBOX}/${await delivered(reader, title)}`;
  await visit(reader, page);
  await answer(reader).fill(typed);
  line.losesAnswers(true);
  await sendAnswer(reader).click();
  await expect(reader.getByRole("heading", { name: "No server" })).toBeVisible();
  line.losesAnswers(false);
  await visit(reader, page);
  await expect(answer(reader)).toHaveValue(typed);
  await sendAnswer(reader).click();
  await expect(said(reader)).toContainText("Votre réponse est envoyée.");
  await expect(reader.getByRole("region", { name: "Vos réponses" }).getByText(typed)).toHaveCount(1);
});

test("an answer that was not sent is erased when its writer signs out", async ({ as, page, baseURL }) => {
  const sender = await as("cpe");
  const title = unique("Ordinateur partagé");
  await send(sender, { subject: title, reply_allowed: true });
  await signIn(page, "parent", PASSWORD, baseURL);
  await visit(page, `${INBOX}/${await delivered(page, title)}`);
  await answer(page).fill("Confidentiel");
  const kept = () => page.evaluate(() => JSON.stringify(Object.values(sessionStorage)));
  await expect.poll(kept).toContain("Confidentiel");
  await signOut(page);
  await expect(page.getByLabel("Identifiant")).toBeVisible();
  await expect.poll(kept).toBe("[]");
});

test("an answer in another tab is erased too when its writer signs out", async ({ as, page, baseURL }) => {
  const sender = await as("cpe");
  const title = unique("Deux onglets");
  await send(sender, { subject: title, reply_allowed: true });
  await signIn(page, "parent", PASSWORD, baseURL);
  await visit(page, `${INBOX}/${await delivered(page, title)}`);
  await answer(page).fill("Confidentiel");
  const kept = () => page.evaluate(() => JSON.stringify(Object.values(sessionStorage)));
  await expect.poll(kept).toContain("Confidentiel");
  const other = await page.context().newPage();
  await visit(other, "/");
  await signOut(other);
  await expect(other.getByLabel("Identifiant")).toBeVisible();
  await expect.poll(kept).toBe("[]");
});

test("a text that is far too long is kept as well: its writer shortens it", async ({ as }) => {
  const [sender, reader] = [await as("cpe"), await as("parent")];
  const title = unique("À raccourcir");
  await send(sender, { subject: title, reply_allowed: true });
  await visit(reader, `${INBOX}/${await delivered(reader, title)}`);
  const long = "mot ".repeat(75_000);
  await answer(reader).fill(long);
  await reader.reload();
  await hydrated(reader);
  await expect(answer(reader)).toHaveValue(long);
  await answer(reader).fill("");
});

test("a new article that was not sent is there again, also in the editor", async ({ as }) => {
  const writer = await as("direction");
  const [title, text] = [unique("Sortie à vélo"), unique("Le casque est obligatoire")];
  await visit(writer, "/espaces");
  await writer.getByRole("link", { name: "Espace parents" }).first().click();
  await writer.getByRole("link", { name: "Nouvel article" }).click();
  await hydrated(writer);
  const written = writer.getByRole("textbox", { name: /^Texte de l’article/ });
  await writer.getByRole("textbox", { name: /^Titre/ }).fill(title);
  await expect(writer.getByRole("toolbar", { name: "Mise en forme" })).toBeVisible();
  await clickInto(written);
  await writer.keyboard.type(text);
  const address = writer.url();
  await visit(writer, "/");
  await visit(writer, address);
  await expect(writer.getByRole("textbox", { name: /^Titre/ })).toHaveValue(title);
  await expect(writer.getByRole("toolbar", { name: "Mise en forme" })).toBeVisible();
  await expect(written).toHaveText(text);
  await writer.getByRole("button", { name: "Publier", exact: true }).click();
  await expect(writer.getByText("L’article est publié.")).toBeVisible();
  await hydrated(writer);
  await visit(writer, address);
  await expect(writer.getByRole("textbox", { name: /^Titre/ })).toHaveValue("");
});

test("a new event that was not sent has its days, its repetition and its boxes again", async ({ as }) => {
  const page = await as("eleve");
  const [title, day] = [unique("Piscine"), nextInMonth(6, 4, 8)];
  const begins = page.getByRole("group", { name: "Début" });
  const days = page.getByRole("group", { name: "Chaque semaine, ces jours-là" }).getByRole("checkbox");
  await visit(page, "/agenda/nouveau");
  await page.getByLabel("Titre").fill(title);
  await begins.getByLabel("Jour").fill(day);
  await page.getByLabel("Journée entière").check();
  await page.locator("summary").filter({ hasText: "Répétition" }).click();
  await page.getByLabel("Répéter").selectOption({ label: "Chaque semaine" });
  await page.getByRole("spinbutton", { name: "Nombre de fois" }).fill("3");
  await days.nth(2).check();
  await visit(page, "/");
  await visit(page, "/agenda/nouveau");
  await expect(page.getByLabel("Titre")).toHaveValue(title);
  await expect(page.getByText("Votre saisie a été retrouvée.")).toBeVisible();
  await expect(begins.getByLabel("Jour")).toHaveValue(day);
  await expect(page.getByLabel("Journée entière")).toBeChecked();
  // It is open: nothing that counts is out of sight.
  await expect(page.getByLabel("Répéter").locator("option:checked")).toHaveText("Chaque semaine");
  await expect(page.getByRole("spinbutton", { name: "Nombre de fois" })).toHaveValue("3");
  await expect(page.getByRole("spinbutton", { name: "Nombre de fois" })).toBeVisible();
  await expect(days.nth(2)).toBeChecked();
  await expect(days.first()).not.toBeChecked();
});

test("a change that was not sent is there again, but never over a newer one", async ({ as }) => {
  const page = await as("eleve");
  const [title, day] = [unique("Escalade"), nextInMonth(6, 4, 8)];
  const field = (of: Page) => of.getByLabel("Titre");
  const store = (of: Page) => leads(of.getByRole("button", { name: "Enregistrer" }));
  await visit(page, "/agenda/nouveau");
  await field(page).fill(title);
  for (const name of ["Début", "Fin"]) {
    await page.getByRole("group", { name, exact: true }).getByLabel("Jour").fill(day);
  }
  await store(page);
  const form = `${new URL(page.url()).pathname}/modifier`;

  await visit(page, form);
  await field(page).fill(`${title}, à 8 h`);
  await visit(page, "/");
  await visit(page, form);
  await expect(field(page)).toHaveValue(`${title}, à 8 h`);
  await expect(page.getByText("Votre saisie a été retrouvée.")).toBeVisible();

  const other = await page.context().newPage();
  await visit(other, form);
  await expect(field(other)).toHaveValue(title);
  await field(other).fill(`${title}, à 9 h`);
  await store(other);
  await visit(page, form);
  await expect(field(page)).toHaveValue(`${title}, à 9 h`);
  await expect(page.getByText("Votre saisie a été retrouvée.")).toBeHidden();
  // It will never be offered again.
  const kept = await page.evaluate(() => JSON.stringify(Object.values(sessionStorage)));
  expect(kept).not.toContain(`${title}, à 8 h`);
});

test("a change that came back, because somebody else was faster, is there again on the next page", async ({ as }) => {
  const page = await as("eleve");
  const [title, day] = [unique("Aviron"), nextInMonth(6, 4, 8)];
  const field = (of: Page) => of.getByLabel("Titre");
  const store = (of: Page) => leads(of.getByRole("button", { name: "Enregistrer" }));
  await visit(page, "/agenda/nouveau");
  await field(page).fill(title);
  for (const name of ["Début", "Fin"]) {
    await page.getByRole("group", { name, exact: true }).getByLabel("Jour").fill(day);
  }
  await store(page);
  const form = `${new URL(page.url()).pathname}/modifier`;

  await visit(page, form);
  await field(page).fill(`${title}, à 8 h`);
  await page.getByLabel("Journée entière").check();
  const other = await page.context().newPage();
  await visit(other, form);
  await field(other).fill(`${title}, à 9 h`);
  await store(other);
  await store(page);
  await expect(page.getByText("vient de modifier cet évènement").first()).toBeVisible();
  await hydrated(page);
  // They read first what is stored now.
  await visit(page, "/agenda");
  await visit(page, form);
  await expect(field(page)).toHaveValue(`${title}, à 8 h`);
  await expect(page.getByLabel("Journée entière")).toBeChecked();
  await expect(page.getByText("Votre saisie a été retrouvée.")).toBeVisible();
  await store(page);
  await hydrated(page);
  await visit(page, form);
  await expect(page.getByText("Votre saisie a été retrouvée.")).toBeHidden();
});

test("the settings of a new provider are there again, but no password", async ({ as }) => {
  const page = await as("admin");
  const [form, name] = ["/administration/connexion/nouveau", unique("Académie")];
  await visit(page, form);
  await page.locator("#nom").fill(name);
  await page.locator("#actuel").fill("cantine nuage");
  await visit(page, "/");
  await visit(page, form);
  await expect(page.locator("#nom")).toHaveValue(name);
  await expect(page.getByText("Votre saisie a été retrouvée.")).toBeVisible();
  await expect(page.locator("#actuel")).toHaveValue("");
  const kept = await page.evaluate(() => JSON.stringify(Object.values(sessionStorage)));
  expect(kept).not.toContain("cantine nuage");
});

test("a space that was not made yet is there again, and not once it was made", async ({ as }) => {
  const page = await as("direction");
  const name = unique("Chorale");
  await visit(page, "/espaces");
  await leads(page.getByRole("button", { name: "Ajouter un espace" }));
  const form = page.url();
  await visit(page, form);
  await page.locator("#nom").fill(name);
  await page.getByLabel("Documentaliste").check();
  await visit(page, "/");
  await visit(page, form);
  await expect(page.locator("#nom")).toHaveValue(name);
  await expect(page.getByLabel("Documentaliste")).toBeChecked();
  await expect(page.getByText("Votre saisie a été retrouvée.")).toBeVisible();
  await leads(page.locator("button[value=lecteurs]"));
  await expect(page.getByText("L’espace est ajouté.")).toBeVisible();
  await hydrated(page);
  await visit(page, form);
  await expect(page.locator("#nom")).toHaveValue("");
});

test("what was changed of a portal and not sent is there again", async ({ as }) => {
  const page = await as("admin");
  const name = unique("Portail de la métropole");
  await visit(page, "/administration/portails");
  for (const [field, text] of [
    ["nom", name],
    ["emetteur", unique("metropole").replaceAll(" ", "-")],
    ["prefixes", "METROPOLE$"],
    ["origines", "www.metropole.example"],
    ["adresse-cles", "www.metropole.example/cles"],
    ["actuel", PASSWORD],
  ] as const) {
    await page.locator(`#${field}`).fill(text);
  }
  await leads(page.locator("button[value=enregistrer]"));
  const portal = new URL(page.url()).pathname;
  await visit(page, portal);
  await expect(page.locator("#origines")).toHaveValue("https://www.metropole.example");
  await expect(page.locator("#adresse-cles")).toHaveValue("https://www.metropole.example/cles");
  await page.locator("#nom").fill(`${name}, rive droite`);
  await visit(page, "/");
  await visit(page, portal);
  await expect(page.locator("#nom")).toHaveValue(`${name}, rive droite`);
  await expect(page.getByText("Votre saisie a été retrouvée.")).toBeVisible();
});

test("the settings of a portal are there again, but no password and never over newer ones", async ({ as }) => {
  const page = await as("admin");
  const [name, issuer] = [unique("Portail"), unique("ent").replaceAll(" ", "-")];
  await visit(page, "/administration/portails");
  await page.locator("#nom").fill(name);
  await page.getByLabel("Émetteur (iss)").fill(issuer);
  await page.getByLabel("Débuts d’identifiant").fill("*");
  await page.getByLabel("Adresses des pages").fill("https://ent.example.fr");
  await page.locator("#actuel").fill(PASSWORD);
  await leads(page.getByRole("button", { name: "Enregistrer" }));
  const form = new URL(page.url()).pathname;

  await visit(page, form);
  await page.locator("#nom").fill(`${name}, du lycée`);
  await page.locator("#actuel").fill("cantine nuage");
  // Another form of the same page is sent: the page is left.
  await page.locator("summary", { hasText: "Suspendre" }).click();
  await leads(page.getByRole("button", { name: "Suspendre le portail" }));
  await hydrated(page);
  await expect(page.locator("#nom")).toHaveValue(`${name}, du lycée`);
  await expect(page.locator("#actuel")).toHaveValue("");
  const kept = await page.evaluate(() => JSON.stringify(Object.values(sessionStorage)));
  expect(kept).not.toContain("cantine nuage");

  const other = await page.context().newPage();
  await visit(other, form);
  await other.locator("#nom").fill(`${name}, du collège`);
  await other.locator("#actuel").fill(PASSWORD);
  await leads(other.getByRole("button", { name: "Valider" }));
  await visit(page, form);
  await expect(page.locator("#nom")).toHaveValue(`${name}, du collège`);
});

test("the readers of a space are there again when another form of their page is sent", async ({ as }) => {
  const page = await as("direction");
  const [title, renamed] = [unique("Chorale"), unique("Chœur")];
  await visit(page, "/espaces");
  await leads(page.getByRole("button", { name: "Ajouter un espace" }).first());
  await page.locator("#nom").fill(title);
  await page.locator("input[name=profils]").first().check();
  await leads(page.getByRole("button", { name: "Valider" }));
  const form = `${new URL(page.url()).pathname}/reglages`;
  await visit(page, form);
  await page.locator("#nom").fill(renamed);
  await page.locator("input[name=profils]").nth(1).check();
  await page.locator("#profil").selectOption({ index: 1 });
  await leads(page.locator("form", { has: page.locator("#profil") }).getByRole("button", { name: "Ajouter" }));
  await hydrated(page);
  await expect(page.locator("#nom")).toHaveValue(renamed);
  await expect(page.locator("input[name=profils]").nth(1)).toBeChecked();
  await leads(page.getByRole("button", { name: "Valider" }));
  await hydrated(page);
  await visit(page, form);
  await expect(page.locator("#nom")).toHaveValue(renamed);
  const found = page.getByText("Votre saisie a été retrouvée.").filter({ visible: true });
  await expect(found).toHaveCount(0);
});

test("an answer that is sent once more after the browser's button back is still one answer", async ({ as }) => {
  const [sender, reader] = [await as("cpe"), await as("parent")];
  const [title, typed] = [unique("Réunion"), unique("Nous venons à deux")];
  await send(sender, { subject: title, reply_allowed: true });
  await visit(reader, `${INBOX}/${await delivered(reader, title)}`);
  const key = () => reader.locator("input[name=cle]").inputValue();
  const first = await key();
  await answer(reader).fill(typed);
  await sendAnswer(reader).click();
  await expect(said(reader)).toContainText("Votre réponse est envoyée.");
  await hydrated(reader);
  expect(await key(), "another answer is another one").not.toBe(first);
  await reader.goBack();
  await hydrated(reader);
  expect(await key()).toBe(first);
  await answer(reader).fill(typed);
  await sendAnswer(reader).click();
  await expect(said(reader)).toContainText("Votre réponse est envoyée.");
  await expect(reader.getByRole("region", { name: "Vos réponses" }).getByText(typed)).toHaveCount(1);
});
