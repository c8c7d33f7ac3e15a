import { call, formKey, form } from "../support/api";
import { expectAccessible } from "../support/accessibility";
import { choose, NEW, question, target, text } from "../support/compose";
import { reloadUntil } from "../support/pages";
import { expect, test, unique } from "../support/test";
import { bodyField, channel, fileInput, files, pdf, subjectField } from "../support/writing";

// A message without JavaScript: the text is a plain field, each button sends the form.

test("a message is written and deployed, after a question", async ({ as }) => {
  const page = await as("infirmiere");
  const subject = unique("Sans script");
  await page.goto(NEW);
  await expect(subjectField(page)).toBeHidden();
  await channel(page, "Messagerie ENT").check();
  await expect(text(page), "the style sheet changes the fields").toBeHidden();
  await choose(target(page, 1), "Profil", "Enseignant");
  await subjectField(page).fill(subject);
  await bodyField(page).fill("Bonjour,\n\nréunion <lundi> & mardi");
  await page.getByLabel("Chaque destinataire").check();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(question(page)).toContainText(/\d+ personnes le recevront, dans 1 établissement/);
  await question(page).getByRole("button", { name: "Valider" }).click();
  await expect(page).toHaveURL(/\/communications\/\d+\?deploye=1/);
  const said = page.getByRole("definition").filter({ hasText: "réunion <lundi> & mardi" });
  await expect(said.getByRole("paragraph")).toHaveText(["Bonjour,", "réunion <lundi> & mardi"]);
  await expect(page.getByRole("definition").filter({ hasText: "Chaque destinataire" })).toBeVisible();
  await reloadUntil(page.getByRole("heading", { level: 1 }).filter({ hasText: "– Déployé" }));

  await page.getByRole("button", { name: "Relancer" }).click();
  const dialog = page.getByRole("dialog", { name: "Relancer les destinataires ?" });
  await dialog.getByRole("button", { name: "Envoyer un rappel" }).click();
  await expect(page.getByText(/Des rappels partent vers \d+ personnes\./)).toBeVisible();
});

test("the page with the errors keeps the input of both channels", async ({ as }) => {
  const page = await as("infirmiere");
  await page.goto(NEW);
  await text(page).fill("L’annonce que l’on garde");
  await channel(page, "Messagerie ENT").check();
  await bodyField(page).fill("Le texte");
  const later = page.getByRole("radio", { name: "Plus tard" });
  await later.check();
  await page.getByLabel(/Heure d.envoi/).fill("");
  await page.getByRole("button", { name: "Déployer" }).click();
  const errors = page.getByRole("group", { name: "La communication n’est pas déployée : 2 points à corriger" });
  await expect(errors.getByRole("link")).toHaveText([
    "Heure d’envoi : Renseigner ce champ",
    "Objet : Renseigner ce champ",
  ]);
  await expect(bodyField(page)).toHaveValue("Le texte");
  await expect(later).toBeChecked();
  await channel(page, "Annonce").check();
  await expect(text(page)).toHaveValue("L’annonce que l’on garde");
});

test("files are attached and removed, and no input is lost", async ({ as }) => {
  const page = await as("infirmiere");
  const subject = unique("Avec pièces");
  await page.goto(NEW);
  await channel(page, "Messagerie ENT").check();
  await subjectField(page).fill(subject);
  await bodyField(page).fill("Voir les pièces");
  await fileInput(page).setInputFiles([pdf("plan.pdf"), pdf("programme.pdf")]);
  await page.getByRole("button", { name: "Joindre", exact: true }).click();
  await expect(page).toHaveURL(/\?brouillon=\d+/);
  await expect(files(page)).toHaveText([/plan\.pdf/, /programme\.pdf/]);
  await expect(subjectField(page)).toHaveValue(subject);
  await expect(bodyField(page)).toHaveValue("Voir les pièces");
  await bodyField(page).fill("Voir la pièce");
  await page.getByRole("button", { name: "Retirer plan.pdf" }).click();
  await expect(files(page)).toHaveText([/programme\.pdf/]);
  await expect(bodyField(page)).toHaveValue("Voir la pièce");
});

test("a formatted text keeps its formatting if it is not changed in the plain field", async ({ as }) => {
  const page = await as("infirmiere");
  const body = "<h2>Sortie</h2><p>Lundi <strong>matin</strong></p>";
  const input = { ...form({ text: "" }), channel: "message", subject: unique("Mise en forme"), body };
  const kept = await call(page, "communications/drafts/save", { form_key: formKey(), input });
  const [id] = await kept.json();
  const stored = async () => {
    const answer = await call(page, "communications/compose", { start: { Draft: id } });
    return (await answer.json()).input.body;
  };
  await page.goto(`${NEW}?brouillon=${id}`);
  await expect(bodyField(page)).toHaveValue(/Sortie\s+Lundi matin/);
  await page.getByRole("button", { name: "Ajouter une cible" }).click();
  await expect(target(page, 2)).toBeVisible();
  expect(await stored()).toBe(body);
  await bodyField(page).fill("Sortie\nMardi");
  await page.getByRole("button", { name: "Ajouter une cible" }).click();
  await expect(target(page, 3)).toBeVisible();
  expect(await stored()).toBe("<p>Sortie</p><p>Mardi</p>");
});
