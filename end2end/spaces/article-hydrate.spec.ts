import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/accessibility";
import { NEW, text as textField } from "../support/compose";
import { clickInto } from "../support/cursor";
import { leads } from "../support/pages";
import { picture } from "../support/picture";
import { expect, test, unique, visit } from "../support/test";
import { pdf } from "../support/writing";

// Waits for the editor: a text typed into its field before that would be lost.
async function write(page: Page, title: string, text: string) {
  await page.getByRole("textbox", { name: /^Titre/ }).fill(title);
  await expect(page.getByRole("toolbar", { name: "Mise en forme" })).toBeVisible();
  await clickInto(page.getByRole("textbox", { name: /^Texte de l’article/ }));
  await page.keyboard.type(text);
}

test("an article with a file, an announcement that leads to it, a parent who downloads the file", async ({ as }) => {
  test.setTimeout(240_000);
  const [head, parent] = [await as("direction"), await as("parent")];
  const [title, text] = [unique("Séjour au ski"), unique("Séjour : dossier à rendre")];

  await visit(head, "/espaces");
  await head.getByRole("link", { name: "Espace parents" }).first().click();
  await head.getByRole("link", { name: "Nouvel article" }).click();
  await write(head, title, "Le dossier est joint.");
  await head.getByLabel("Joindre des fichiers").setInputFiles(pdf("dossier.pdf"));
  await head.getByLabel("Choisir une image").setInputFiles(picture("affiche.png"));
  await head.getByLabel("Texte de remplacement").fill("L’affiche du séjour");
  // A day would not count before the article is published later.
  await expect(head.locator("#envoi-date")).toBeHidden();
  await head.getByRole("radio", { name: "Publier le" }).check();
  await expect(head.locator("#envoi-date")).toBeVisible();
  await head.getByRole("radio", { name: "Publier maintenant" }).check();
  await expectAccessible(head);
  await head.getByRole("button", { name: "Publier", exact: true }).click();
  await expect(head.getByText("L’article est publié.")).toBeVisible();
  await expect(head.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expectAccessible(head);

  await visit(head, NEW);
  await textField(head).fill(text);
  await head.getByRole("radio", { name: "Article ENT" }).check();
  await head.getByLabel("Chercher un article").fill(title);
  await head.getByRole("radio", { name: new RegExp(title) }).check();
  // Everybody is aimed at, and only parents read the space.
  await expect(head.getByText(/ne sont pas lecteurs de l’espace de cet article/)).toBeVisible();
  await head.getByRole("button", { name: "Restreindre les cibles aux lecteurs de l’espace" }).click();
  await expect(head.getByText(/ne sont pas lecteurs de l’espace de cet article/)).toHaveCount(0);
  await head.getByRole("button", { name: "Déployer" }).click();
  const question = head.getByRole("dialog", { name: /Souhaitez-vous déployer/ });
  await expect(question.getByText(title)).toBeVisible();
  await question.getByRole("button", { name: "Valider" }).click();
  await expect(head).toHaveURL(/\/communications\/\d+/);

  await visit(parent, "/");
  const announcement = parent.locator(".announcement").filter({ hasText: text });
  const address = await announcement.getByRole("link", { name: /En savoir plus/i }).getAttribute("href");
  await visit(parent, address ?? "");
  await expect(parent.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(parent.getByRole("img", { name: "L’affiche du séjour" })).toBeVisible();
  const download = parent.waitForEvent("download");
  await parent.getByRole("link", { name: /dossier\.pdf/ }).click();
  expect((await download).suggestedFilename()).toBe("dossier.pdf");
});

test("subscribers are told once, and who does not read the space finds nothing", async ({ as }) => {
  const [head, parent, pupil] = [await as("direction"), await as("parent"), await as("eleve")];
  const title = unique("Réunion");
  await visit(head, "/espaces");
  await head.getByRole("link", { name: "Espace parents" }).first().click();
  await head.getByRole("link", { name: "Nouvel article" }).click();
  await write(head, title, "Lundi à 18 h.");
  await head.getByLabel(/Prévenir les abonnés/).check();
  await head.getByRole("button", { name: "Publier", exact: true }).click();
  await expect(head.getByText(/Souhaitez-vous publier cet article et prévenir/)).toBeVisible();
  await head.getByRole("button", { name: "Publier et prévenir" }).click();
  await expect(head.getByText("L’article est publié.")).toBeVisible();

  await visit(parent, "/messagerie");
  await expect(parent.locator(".message-row").filter({ hasText: title })).toHaveCount(1);
  await parent.locator(".message-row").filter({ hasText: title }).getByRole("link").click();
  await parent.getByRole("link", { name: "Ouvrir la page" }).click();
  await expect(parent.getByRole("heading", { level: 1, name: title })).toBeVisible();
  expect((await pupil.goto(parent.url()))?.status()).toBe(404);
});

test("a file dropped on the text of an article is joined, and a second one opens nowhere", async ({ as }) => {
  const head = await as("direction");
  await visit(head, "/espaces");
  await head.getByRole("link", { name: "Espace parents" }).first().click();
  await head.getByRole("link", { name: "Nouvel article" }).click();
  await write(head, unique("Sortie au lac"), "Le plan est joint.");
  const drop = (name: string) =>
    head.getByRole("textbox", { name: /^Texte de l’article/ }).evaluate((element, name) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["Bonjour"], name, { type: "text/plain" }));
      const event = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
      element.dispatchEvent(event);
      return event.defaultPrevented;
    }, name);
  const joined = () =>
    head
      .getByLabel("Joindre des fichiers")
      .evaluate((field) => [...((field as HTMLInputElement).files ?? [])].map(({ name }) => name));
  expect(await drop("plan.txt"), "what nobody prevents opens in the tab").toBe(true);
  expect(await joined()).toEqual(["plan.txt"]);
  expect(await drop("autre.txt")).toBe(true);
  expect(await joined()).toEqual(["plan.txt"]);
  await expect(head.locator("#page-en-retard"), "what is not taken is said").toContainText("Rien n’a été pris");
});

test("what was typed over a draft of an article is not put over what another tab has saved", async ({ as }) => {
  const head = await as("direction");
  const title = unique("Fête du lycée");
  const field = (of: Page) => of.getByRole("textbox", { name: /^Titre/ });
  const store = (of: Page) => leads(of.getByRole("button", { name: "Enregistrer le brouillon" }));
  await visit(head, "/espaces");
  await head.getByRole("link", { name: "Espace parents" }).first().click();
  await head.getByRole("link", { name: "Nouvel article" }).click();
  await write(head, title, "Le programme suit.");
  await store(head);
  const form = `${new URL(head.url()).pathname}/modifier`;

  await visit(head, form);
  await field(head).fill(`${title}, à 8 h`);
  await visit(head, "/");
  await visit(head, form);
  await expect(field(head)).toHaveValue(`${title}, à 8 h`);

  const other = await head.context().newPage();
  await visit(other, form);
  await field(other).fill(`${title}, à 9 h`);
  await store(other);
  await visit(head, form);
  await expect(field(head)).toHaveValue(`${title}, à 9 h`);
  await expect(head.getByText("Votre saisie a été retrouvée.")).toBeHidden();
});

test("Enter in the title of an article keeps a draft, and publishes nothing", async ({ as }) => {
  const head = await as("direction");
  const title = unique("Journée portes ouvertes");
  await visit(head, "/espaces");
  await head.getByRole("link", { name: "Espace parents" }).first().click();
  await head.getByRole("link", { name: "Nouvel article" }).click();
  await write(head, title, "Le programme suit.");
  const field = head.getByRole("textbox", { name: /^Titre/ });
  await field.press("Enter");
  await expect(head.getByText("Le brouillon est enregistré.")).toBeVisible();
  await visit(head, `${new URL(head.url()).pathname}/modifier`);
  // Nor does it confirm the question that stands above the title.
  await head.getByLabel(/Prévenir les abonnés/).check();
  await head.getByRole("button", { name: "Publier", exact: true }).click();
  await expect(head.getByText(/Souhaitez-vous publier cet article et prévenir/)).toBeVisible();
  await field.press("Enter");
  await expect(head.getByText("Le brouillon est enregistré.")).toBeVisible();
});
