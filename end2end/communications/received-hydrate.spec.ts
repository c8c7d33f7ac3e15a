import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/accessibility";
import { call, confirmed } from "../support/api";
import { within } from "../support/limit";
import { leads } from "../support/pages";
import { day, expect, hydrated, test, unique, visit } from "../support/test";

// *Communications reçues*: what the authority sends to both schools of the site, as each of them sees it.

// Publishes a news item for everybody in the authority's schools; returns its identity.
async function publish(sender: Page, title: string): Promise<number> {
  const period = { news_first_day: day(), news_last_day: day(7) };
  const answer = await confirmed(sender, {
    targets: [{}],
    channel: "news",
    news_title: title,
    news_body: "<p>Venez nombreux.</p>",
    ...period,
  } as { channel: string });
  expect(answer.status(), await answer.text()).toBe(200);
  return (await answer.json()).id;
}

// The title among *Actualités* of the home page.
function among(reader: Page, title: string) {
  return reader.getByRole("region", { name: "Actualités" }).getByRole("link", { name: title });
}

function received(page: Page, title: string) {
  return page.getByRole("table", { name: "Communications reçues" }).getByRole("row").filter({ hasText: title });
}

test("the open page of an author shows what a school asks, and what was answered", async ({ as }) => {
  const [sender, elsewhere, manager] = [await as("collectivite"), await as("collectivite"), await as("referent")];
  const title = unique("Portes ouvertes");
  const id = await publish(sender, title);
  await visit(sender, `/communications/${id}`);
  const exchanges = sender.getByRole("region", { name: "Échanges avec les établissements" });
  await expect(exchanges).toHaveCount(0);

  await expect(async () => {
    await manager.goto("/communications/recues");
    await received(manager, title).getByRole("link", { name: title }).click({ timeout: 5_000 });
  }).toPass();
  await manager.getByLabel("Votre message").fill("Est-ce bien le 12 ?");
  await leads(manager.getByRole("button", { name: "Envoyer le message" }));
  await expect(exchanges).toContainText("Est-ce bien le 12");

  await elsewhere.goto("/messagerie");
  await elsewhere.getByRole("link", { name: `À propos de : ${title}` }).click();
  await elsewhere.getByLabel("Votre réponse").fill("Oui, le 12.");
  await leads(elsewhere.getByRole("button", { name: "Envoyer la réponse" }));
  await expect(exchanges).toContainText("Oui, le 12.");
});

test("a school puts news offline for its own readers, asks the author, and puts them online again", async ({ as }) => {
  const [sender, manager] = [await as("collectivite"), await as("referent")];
  const [here, both] = [await as("eleve"), await as("parent")];
  const title = unique("Portes ouvertes");
  const reason = unique("La date est fausse");
  const id = await publish(sender, title);
  const states = async () => (await (await call(sender, "communications/detail", { id })).json()).facts.schools;
  await expect.poll(async () => (await states()).published).toBeGreaterThan(1);
  await visit(here, "/");
  await expect(among(here, title)).toBeVisible();
  await visit(both, "/");
  await expect(among(both, title)).toBeVisible();

  await manager.goto("/communications/recues");
  await expect(received(manager, title)).toContainText("Non lue");
  await expectAccessible(manager);
  await received(manager, title).getByRole("link", { name: title }).click();
  await expect(manager.getByRole("heading", { level: 1 })).toContainText(title);
  await expectAccessible(manager);
  await manager.getByText("Mettre hors ligne", { exact: true }).click();
  await manager.getByLabel("Motif").fill(reason);
  // What was not sent is there again, and open.
  await manager.reload();
  await hydrated(manager);
  await expect(manager.getByLabel("Motif")).toBeVisible();
  await expect(manager.getByLabel("Motif")).toHaveValue(reason);
  await manager.getByRole("button", { name: "Mettre hors ligne ici" }).click();
  await expect(manager.getByRole("status").first()).toContainText("hors ligne dans cet établissement");

  // Gone here within a second on the open page, still there for whoever has the other school.
  await expect(among(here, title)).toHaveCount(0, within(1_500));
  await both.reload();
  await expect(among(both, title)).toBeVisible();

  await visit(sender, `/communications/${id}`);
  await expect(sender.getByText(/^En ligne dans \d+ sur/)).toBeVisible();
  await sender.getByRole("link", { name: /^En ligne dans/ }).click();
  const row = sender.getByRole("row").filter({ hasText: reason });
  await expect(row).toContainText("Lycée Pierre et Marie Curie");
  await expect(row).toContainText("Hors ligne");

  await manager.getByLabel("Votre message").fill("Est-ce bien le 12 ?");
  await manager.getByRole("button", { name: "Envoyer le message" }).click();
  await expect(manager.getByText("Votre message est envoyé à l’auteur.")).toBeVisible();
  await sender.goto("/messagerie");
  await sender.getByRole("link", { name: `À propos de : ${title}` }).click();
  await expect(sender.getByText("Est-ce bien le 12 ?")).toBeVisible();
  await sender.getByLabel("Votre réponse").fill("Oui, le 12.");
  await leads(sender.getByRole("button", { name: "Envoyer la réponse" }));

  await manager.reload();
  await expect(manager.getByRole("region", { name: "Échanges avec l’auteur" })).toContainText("Oui, le 12.");
  await sender.goto(`/communications/${id}`);
  await expect(sender.getByRole("region", { name: "Échanges avec les établissements" })).toContainText("Oui, le 12.");

  await manager.getByText("Remettre en ligne", { exact: true }).click();
  await manager.getByRole("button", { name: "Remettre en ligne ici" }).click();
  await expect(among(here, title)).toBeVisible(within(1_500));
});

test("a question that was typed for one school is not offered in the name of another one", async ({ as }) => {
  const [sender, head] = [await as("collectivite"), await as("proviseure")];
  const [title, question] = [unique("Portes ouvertes"), unique("Est-ce bien le 12 ?")];
  const page = `/communications/recues/${await publish(sender, title)}`;
  const message = head.getByLabel("Votre message");
  await expect.poll(async () => (await head.request.get(page)).status()).toBe(200);
  const elsewhere = head.locator("ul[aria-labelledby=aussi] a");
  await expect(async () => {
    await visit(head, page);
    expect(await elsewhere.count(), "both schools have it").toBe(1);
  }).toPass();
  await message.fill(question);
  await head.getByText("Mettre hors ligne", { exact: true }).click();
  await head.getByLabel("Motif").fill("La date est fausse");
  await leads(elsewhere);
  await hydrated(head);
  await expect(message).toHaveValue("");
  await expect(head.getByLabel("Motif")).toHaveValue("");
  await visit(head, page);
  await expect(message).toHaveValue(question);
  // It is open: nothing that was typed is out of sight.
  await expect(head.getByLabel("Motif")).toBeVisible();
  await expect(head.getByLabel("Motif")).toHaveValue("La date est fausse");
});
