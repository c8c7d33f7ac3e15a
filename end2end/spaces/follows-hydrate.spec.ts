import type { Page } from "@playwright/test";
import { call, confirmed, formKey, ours } from "../support/api";
import { back, expect, test } from "../support/line";
import { leads } from "../support/pages";
import { day, hydrated, nextInMonth, unique, visit } from "../support/test";

// Pages for reading that stay open follow what they show.

// Sends a form; returns the address of the page that it leads to.
async function posts(page: Page, address: string, form: Record<string, string>, files = false): Promise<string> {
  const fields = files ? { multipart: form } : { form };
  const answer = await page.request.post(address, { ...fields, headers: await ours(page), maxRedirects: 0 });
  expect(answer.status(), await answer.text()).toBe(303);
  return (answer.headers().location ?? "").split("?")[0] ?? "";
}

async function spaceOf(page: Page, name: string): Promise<string> {
  await page.goto("/espaces");
  return (await page.getByRole("link", { name }).first().getAttribute("href")) ?? "";
}

const article = (titre: string, corps: string) => ({ cle: formKey(), version: "0", titre, corps, action: "publier" });

const event = (titre: string, on: string) => ({
  cle: formKey(),
  version: "0",
  titre,
  "debut-date": on,
  "debut-heure": "10:00",
  "fin-heure": "11:30",
  intervalle: "1",
});

// What an open page says to a screen reader.
const said = (page: Page) => page.locator("#page-suivie [aria-live]");

test("an open article shows its correction and its withdrawal, says so, and leaves the focus where it is", async ({
  as,
}) => {
  const [writer, reader] = [await as("direction"), await as("parent")];
  const [title, other] = [unique("Séjour au ski"), unique("Séjour à la neige")];
  const corps = '<p>Départ lundi.</p><p><a href="https://ent.example/dossier">Le dossier</a></p>';
  const space = await spaceOf(writer, "Espace parents");
  const path = await posts(writer, `${space}/articles/nouveau`, article(title, corps), true);
  await visit(reader, path);
  await expect(said(reader)).toHaveText("");
  const link = reader.getByRole("link", { name: "Le dossier" });
  await link.focus();

  await posts(writer, `${path}/modifier`, article(other, corps), true);
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText(other);
  await expect(reader).toHaveTitle(new RegExp(other));
  await expect(reader.getByText("Ce qui a changé")).toBeVisible();
  await expect(said(reader)).toContainText("Corrigé le");
  await expect(link).toBeFocused();

  await posts(writer, `${path}/retirer`, {});
  await expect(reader.getByText("Cet article a été retiré.").first()).toBeVisible();
  await expect(said(reader)).toContainText("Cet article a été retiré.");
  await expect(reader.getByText("Départ lundi.")).toHaveCount(0);
});

test("an open event, the agenda and the list of its space follow what is written there", async ({ as }) => {
  const writer = await as("redacteur");
  const [reading, agenda, list] = [await as("parent"), await as("parent"), await as("parent")];
  const [title, text] = [unique("Bourse aux livres"), unique("Les livres")];
  const space = await spaceOf(writer, "Espace parents");
  // A Thursday and the Friday after it, in a month of their own.
  const [thursday, friday] = [nextInMonth(9, 4, 8), nextInMonth(9, 5, 9)];
  const [year = "", , date = ""] = friday.split("-");
  await visit(agenda, `${space}/agenda?vue=mois&jour=${thursday}`);
  const path = await posts(writer, `${space}/agenda/nouveau`, event(title, thursday));
  const entry = agenda.getByRole("link", { name: new RegExp(title) });
  await expect(entry).toBeVisible();
  await entry.focus();

  await visit(reading, path);
  await posts(writer, `${path}/modifier`, event(title, friday));
  await expect(reading.locator("dl.facts")).toContainText(`Vendredi ${Number(date)} septembre ${year}`);
  await expect(said(reading)).toContainText("Corrigé le");
  const days = agenda.getByRole("cell").filter({ has: entry });
  await expect(days.locator("time")).toHaveAttribute("datetime", friday);
  await expect(agenda.locator("body"), "the focus does not fall to the start").not.toBeFocused();
  await posts(writer, `${path}/annuler`, {});
  await expect(said(reading)).toContainText("Annulé");
  await expect(agenda.getByRole("listitem").filter({ has: entry })).toContainText("Annulé");

  await visit(list, space);
  const address = await posts(writer, `${space}/articles/nouveau`, article(text, "<p>À lire.</p>"), true);
  await expect(list.getByRole("link", { name: text })).toBeVisible();
  await posts(writer, `${address}/retirer`, {});
  await expect(list.getByRole("link", { name: text })).toHaveCount(0);
});

test("an open space shows that it was renamed, and what its reader chose in another tab", async ({ as }) => {
  const [head, reader, elsewhere] = [await as("direction"), await as("enseignant"), await as("enseignant")];
  const [name, other] = [unique("Chorale"), unique("Orchestre")];
  await visit(head, "/espaces");
  await leads(head.getByRole("button", { name: "Ajouter un espace" }).first());
  await head.locator("#nom").fill(name);
  await head.locator('input[name=profils][value="National_ENS"]').check();
  await leads(head.getByRole("button", { name: "Valider" }));
  const space = new URL(head.url()).pathname;
  await visit(reader, space);
  const title = reader.getByRole("heading", { level: 1 });
  await expect(title).toHaveText(name);
  await posts(elsewhere, `${space}/abonnement`, { abonne: "oui", retour: "espace" });
  await expect(reader.getByRole("button", { name: /^Se désabonner/ })).toBeVisible();
  await expect(reader.getByText("Abonnement actif")).toBeVisible();

  await visit(head, `${space}/reglages`);
  await head.locator("#nom").fill(other);
  await leads(head.getByRole("button", { name: "Valider" }));
  await expect(title).toHaveText(other);
  await expect(reader).toHaveTitle(new RegExp(other));
});

test("a page that answers a form follows as well", async ({ as }) => {
  const [open, elsewhere] = [await as("cpe"), await as("cpe")];
  const title = unique("Conseil de vie");
  await posts(elsewhere, "/agenda/flux", { action: "revoquer" });
  await visit(open, "/agenda");
  await open.getByRole("button", { name: "Créer l’adresse privée" }).click();
  const made = open.getByLabel("Adresse privée");
  await expect(made).toHaveValue(/\.ics$/);
  await hydrated(open);
  const address = await made.inputValue();
  await posts(elsewhere, "/agenda/nouveau", event(title, day(3)));
  await expect(open.getByRole("link", { name: new RegExp(title) })).toBeVisible();
  // It stands in this answer only.
  await expect(made).toHaveValue(address);
});

// A news item of the authority for everybody in its schools, once it can be read; returns its number.
async function news(sender: Page, reader: Page, title: string): Promise<number> {
  const input = {
    targets: [{}],
    channel: "news",
    news_title: title,
    news_body: "<p>Venez nombreux.</p>",
    news_first_day: day(),
    news_last_day: day(7),
  };
  const answer = await confirmed(sender, input);
  expect(answer.status(), await answer.text()).toBe(200);
  const { id } = (await answer.json()) as { id: number };
  await expect.poll(async () => (await reader.goto(`/actualites/${id}`))?.status()).toBe(200);
  return id;
}

test("nothing stays of a news item that was put offline, and what a school received says what it is", async ({
  as,
}) => {
  const [sender, manager, reader] = [await as("collectivite"), await as("referent"), await as("eleve")];
  const received = await as("secretariat");
  const title = unique("Portes ouvertes");
  const id = await news(sender, reader, title);
  await visit(reader, `/actualites/${id}`);
  await visit(received, "/communications/recues");
  const row = received.getByRole("row").filter({ hasText: title });
  await expect(row).toContainText("En ligne");
  await manager.goto("/communications/recues");
  await manager.getByRole("link", { name: new RegExp(title) }).click();
  await expect(manager).toHaveURL(/etablissement=\d+/);
  const school = new URL(manager.url()).searchParams.get("etablissement") ?? "";
  const address = `/communications/recues/${id}?etablissement=${school}`;
  await visit(manager, address);
  await manager.getByLabel("Votre message").fill("Est-ce bien le 12 ?");

  const offline = { etablissement: school, motif: "La date est fausse" };
  await posts(manager, `/communications/recues/${id}/hors-ligne`, offline);
  await expect(reader.getByText("Ce que montrait cette page a été retiré")).toBeVisible();
  await expect(reader.getByText("Venez nombreux.")).toHaveCount(0);
  await expect(reader, "nor its title").not.toHaveTitle(new RegExp(title));
  await expect(row).toContainText("Hors ligne");
  await expect(manager.getByRole("region", { name: "État de publication" })).toContainText("La date est fausse");
  await expect(manager.getByLabel("Votre message"), "what is being typed stays").toHaveValue("Est-ce bien le 12 ?");
  expect((await call(sender, "communications/cancel", { id })).status()).toBe(200);
  await expect(row).toContainText("Annulée");
});

test("an open page says nothing of what was so before something else changed", async ({ as }) => {
  const [sender, manager, reader] = [await as("collectivite"), await as("referent"), await as("secretariat")];
  const [title, question] = [unique("Portes ouvertes"), unique("Est-ce bien le 12 ?")];
  const id = await news(sender, await as("eleve"), title);
  await manager.goto("/communications/recues");
  const link = manager.getByRole("link", { name: new RegExp(title) });
  const address = (await link.getAttribute("href")) ?? "";
  const etablissement = new URL(address, manager.url()).searchParams.get("etablissement") ?? "";
  await visit(reader, address);
  await expect(reader.getByRole("region", { name: "État de publication" })).toContainText("En ligne");

  const asked = { etablissement, cle: formKey(), objet: "Le 12", texte: question };
  await posts(manager, `/communications/recues/${id}/contacter`, asked);
  await expect(reader.locator("#page-suivie")).toContainText(question);
  await expect(said(reader)).toHaveText("");
  const offline = { etablissement, motif: "La date est fausse" };
  await posts(manager, `/communications/recues/${id}/hors-ligne`, offline);
  await expect(said(reader)).toHaveText("Hors ligne");
});

test("an open article is true again soon after its line came back", async ({ as, line }) => {
  const [writer, reader] = [await as("direction"), await as("parent", line.baseURL)];
  const space = await spaceOf(writer, "Espace parents");
  const path = await posts(
    writer,
    `${space}/articles/nouveau`,
    article(unique("Séjour"), "<p>Départ lundi.</p>"),
    true,
  );
  await visit(reader, path);
  line.isDown(true);
  line.cuts();
  await posts(writer, `${path}/retirer`, {});
  await expect(reader.getByText("Cette page n’est plus à jour")).toBeVisible();
  line.isDown(false);
  await expect(reader.getByText("Départ lundi.")).toHaveCount(0, back());
  await expect(reader.getByText("Cette page n’est plus à jour")).toHaveCount(0);
});
