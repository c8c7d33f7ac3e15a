import { expectAccessible } from "../support/accessibility";
import { delivered, INBOX } from "../support/messages";
import { leads } from "../support/pages";
import { expect, nextInMonth, test, unique } from "../support/test";

// *Agenda* without JavaScript: links and plain forms.

// The days of the tests are in a month of their own: other tests may write events too.
const DAY = nextInMonth(6, 4, 8);
const [YEAR = "", , DATE = ""] = DAY.split("-");
// A week later, as pages name it.
const NEXT = new RegExp(`${Number(DATE) + 7} juin ${YEAR}`);

test("an event of a space is told once, shown in the month, and copied into one's own agenda", async ({ as }) => {
  const [writer, reader] = [await as("redacteur"), await as("parent")];
  const title = unique("Réunion de rentrée");
  await writer.goto("/espaces");
  const space = await writer.getByRole("link", { name: "Espace parents" }).first().getAttribute("href");
  await writer.goto(`${space}/agenda/nouveau`);
  await writer.getByLabel("Titre").fill(title);
  await writer.getByRole("group", { name: "Début" }).getByLabel("Jour").fill(DAY);
  await writer.getByRole("group", { name: "Fin", exact: true }).getByLabel("Jour").fill(DAY);
  await writer.getByLabel("Prévenir les abonnés").check();
  await expectAccessible(writer);
  await writer.getByRole("button", { name: "Publier l’évènement" }).click();
  await expect(writer.getByRole("status")).toContainText("L’évènement est enregistré.");
  await writer.emulateMedia({ media: "print" });
  await expect(writer.getByRole("status"), "paper says what takes place, not what was done").toBeHidden();
  await writer.emulateMedia({ media: "screen" });
  const address = new URL(writer.url()).pathname;

  await delivered(reader, `Nouvel évènement : ${title}`);
  await reader.goto(INBOX);
  await reader
    .getByRole("link", { name: new RegExp(title) })
    .first()
    .click();
  await expect(reader.getByText("a ajouté un évènement")).toBeVisible();

  await reader.goto(`${space}/agenda?vue=mois&jour=${DAY}`);
  await expect(reader.getByRole("heading", { name: `Juin ${YEAR}` })).toBeVisible();
  await expect(reader.getByRole("columnheader", { name: "lundi" })).toBeVisible();
  await expectAccessible(reader);
  await reader.getByRole("link", { name: new RegExp(title) }).click();
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText(title);
  await expectAccessible(reader);
  await reader.getByRole("button", { name: "Ajouter à mon agenda" }).click();
  await expect(reader.getByRole("status")).toContainText("L’évènement est dans votre agenda.");

  const stranger = await as("eleve");
  expect((await stranger.goto(address))?.status()).toBe(404);
});

test("a repeated event is written, one of its days is removed, and its address is private", async ({ as, request }) => {
  const page = await as("eleve");
  const title = unique("Piscine");
  await page.goto("/agenda/nouveau");
  await page.getByLabel("Titre").fill(title);
  await page.getByRole("group", { name: "Début" }).getByLabel("Jour").fill(DAY);
  await page.getByRole("group", { name: "Fin", exact: true }).getByLabel("Jour").fill(DAY);
  await page.locator("summary").filter({ hasText: "Répétition" }).click();
  await page.getByLabel("Répéter").selectOption({ label: "Chaque semaine" });
  // A last day would not count before it is chosen as the end.
  await expect(page.getByLabel("Jusqu’au")).toBeHidden();
  await page.getByRole("radio", { name: "À une date" }).check();
  await expect(page.getByLabel("Jusqu’au")).toBeVisible();
  await page.getByRole("radio", { name: "Après un nombre de fois" }).check();
  await page.getByRole("spinbutton", { name: "Nombre de fois" }).fill("3");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("Chaque semaine, le jeudi, 3 fois")).toBeVisible();
  await page.getByRole("link", { name: NEXT }).click();
  await page.getByText("Supprimer cette date", { exact: true }).first().click();
  await page.getByRole("button", { name: "Supprimer cette date" }).click();
  await expect(page.getByRole("status")).toContainText("La date est supprimée.");
  await expect(page.getByRole("link", { name: NEXT })).toHaveCount(0);

  await page.goto("/agenda");
  const renew = page.getByText("Renouveler l’adresse", { exact: true }).first();
  if (await renew.isVisible()) await renew.click();
  await leads(page.getByRole("button", { name: /Créer l’adresse privée|Renouveler l’adresse/ }));
  const address = await page.getByLabel("Adresse privée").inputValue();
  const calendar = await request.get(address);
  expect(calendar.status()).toBe(200);
  expect(await calendar.text()).toContain("BEGIN:VCALENDAR");
  await page.goto("/agenda");
  await expect(page.getByLabel("Adresse privée")).toHaveCount(0);
  await page.getByText("Révoquer l’adresse", { exact: true }).first().click();
  await leads(page.getByRole("button", { name: "Révoquer l’adresse" }));
  expect((await request.get(address)).status()).toBe(404);
});

test("a refused event keeps what was typed", async ({ as }) => {
  const page = await as("eleve");
  await page.goto("/agenda/nouveau");
  await page.getByLabel("Titre").fill("Trop tôt");
  await page.getByRole("group", { name: "Début" }).getByLabel("Heure").fill("10:00");
  await page.getByRole("group", { name: "Fin", exact: true }).getByLabel("Heure").fill("09:00");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("Choisir une fin qui suit le début")).toBeVisible();
  await expect(page.getByLabel("Titre")).toHaveValue("Trop tôt");
  await expectAccessible(page);
});
