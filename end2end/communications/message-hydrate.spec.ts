import type { Page } from "@playwright/test";
import { call, PUPILS } from "../support/api";
import { expectAccessible } from "../support/accessibility";
import { choose, deployByForm, NEW, people, question, reach, target, text, total } from "../support/compose";
import { settled } from "../support/cursor";
import { delivered, INBOX, send, subject as received } from "../support/messages";
import { day, expect, hydrated, shown, test, unique, visit } from "../support/test";
import {
  bodyField,
  channel,
  counter,
  editor,
  fileInput,
  files,
  joined,
  kept,
  openMessage,
  pdf,
  subjectField,
  write,
} from "../support/writing";

const title = (page: Page) => page.getByRole("heading", { level: 1 });

test("a message is written, deployed and received; its page updates automatically", async ({ as }) => {
  const [sender, reader] = [await as("infirmiere"), await as("enseignant")];
  const subject = unique("Vaccination");
  await openMessage(sender);
  await choose(target(sender, 1), "Profil", "Enseignant");
  const teachers = await people(reach(target(sender, 1)));
  await expect(text(sender), "nothing of the announcement").toBeHidden();
  await expect(sender.getByRole("region", { name: /Aperçu/ })).toBeHidden();
  await write(sender, subject, "Bonjour à tous");
  await expect(counter(sender)).toContainText("Mots : 3. Caractères (incluant HTML) : 21");
  await expectAccessible(sender);
  await sender.getByRole("button", { name: "Déployer" }).click();
  await expect(question(sender)).toContainText(`${teachers} personnes le recevront, dans 1 établissement`);
  await expect(question(sender)).toContainText(subject);
  await expect(question(sender)).toContainText("Maintenant");
  await question(sender).getByRole("button", { name: "Valider" }).click();
  await expect(title(sender)).toHaveText(/^\s*Message \d\d\/\d\d\/\d{4} \d\d:\d\d – Déployé\s*$/);
  const figures = sender.getByRole("region", { name: "Suivi" });
  await expect(figures).toContainText(new RegExp(`Distribués\\s*${teachers}\\s*100\\s%`));
  await expect(sender.getByRole("definition").filter({ hasText: "Bonjour à tous" })).toBeVisible();
  await expectAccessible(sender);

  const id = await delivered(reader, subject);
  await visit(reader, INBOX);
  await received(reader, subject).click();
  await expect(reader).toHaveURL(new RegExp(`/messagerie/${id}`));
  // Opening sends no event: the sender's figures change with the next poll.
  await sender.reload();
  await expect(figures.locator("div").filter({ hasText: "Ouverts" })).toContainText("1");
});

test("the input for one channel is kept while the other one is shown", async ({ as }) => {
  const page = await as("infirmiere");
  const announced = unique("Annonce gardée");
  await visit(page, NEW);
  await text(page).fill(announced);
  await channel(page, "Messagerie ENT").check();
  await write(page, "Message gardé", "Le texte");
  await channel(page, "Annonce").check();
  await expect(subjectField(page)).toBeHidden();
  await expect(text(page)).toHaveValue(announced);
  await channel(page, "Messagerie ENT").check();
  await expect(subjectField(page)).toHaveValue("Message gardé");
  await expect(bodyField(page)).toHaveText("Le texte");
  expect(await people(total(page)), "counted for the channel that is chosen").toBeGreaterThan(0);
  await kept(page, { channel: "message", subject: "Message gardé", body: "<p>Le texte</p>" });
  await page.reload();
  await hydrated(page);
  await expect(channel(page, "Messagerie ENT")).toBeChecked();
  await expect(await editor(page)).toHaveText("Le texte");
  await channel(page, "Annonce").check();
  await expect(text(page)).toHaveValue(announced);
});

test("the editor is fetched when a message is chosen, not before", async ({ as }) => {
  const page = await as("infirmiere");
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  await visit(page, NEW);
  await expect(page.getByRole("toolbar", { name: "Mise en forme" })).toHaveCount(0);
  expect(fetched.filter((path) => path.includes("editeur-editor"))).toEqual([]);
  await channel(page, "Messagerie ENT").check();
  await editor(page);
  await expect.poll(() => fetched.filter((path) => path.includes("editeur-editor"))).toHaveLength(1);
});

test("a scheduled message shows its time of sending, and can be cancelled before", async ({ as }) => {
  const page = await as("infirmiere");
  const [subject, tomorrow] = [unique("Demain matin"), day(1)];
  await openMessage(page);
  await choose(target(page, 1), "Profil", "Enseignant");
  await write(page, subject, "À demain");
  await page
    .getByRole("group", { name: /Date d.envoi/ })
    .getByRole("radio", { name: "Plus tard" })
    .check();
  const [date, time] = [page.getByLabel(/^Date d.envoi/), page.getByLabel(/Heure d.envoi/)];
  await expect(time, "the next full hour is proposed").toHaveValue(/^\d\d:00$/);
  await date.fill(day(-1));
  await page.getByRole("button", { name: "Déployer" }).click();
  const errors = page.locator("#erreurs");
  await expect(errors).toContainText("Date d’envoi : Choisir un moment qui n’est pas encore passé");
  await date.fill(tomorrow);
  await time.fill("07:30");
  await expect(errors).toHaveCount(0);
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(question(page)).toContainText(`Le ${shown(tomorrow)} à 07:30`);
  await question(page).getByRole("button", { name: "Valider" }).click();
  await expect(title(page)).toContainText(`Message ${shown(tomorrow)} 07:30`);
  await expect(title(page)).toContainText("– Programmé");
  await expect(
    page.getByText(`Votre communication est programmée. Elle partira le ${shown(tomorrow)} à 07:30`),
  ).toBeVisible();
  await page.goto(`/communications/emises?q=${encodeURIComponent(subject)}&canal=message`);
  await expect(page.getByRole("row").filter({ hasText: subject })).toContainText(`${shown(tomorrow)} 07:30`);
  await page.getByRole("link", { name: subject }).click();
  await hydrated(page);
  await page.getByRole("button", { name: "Annuler", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Annuler cette communication ?" });
  await expect(dialog).toContainText("Le message ne partira pas.");
  await dialog.getByRole("button", { name: "Annuler la communication" }).click();
  await expect(title(page)).toContainText("– Annulé");
});

test("missing parts of a message are listed, each with a link to its field", async ({ as }) => {
  const page = await as("infirmiere");
  await openMessage(page);
  await editor(page);
  await page.getByRole("button", { name: "Déployer" }).click();
  const errors = page.getByRole("group", { name: "La communication n’est pas déployée : 2 points à corriger" });
  await expect(errors.getByRole("link")).toHaveText([
    "Objet : Renseigner ce champ",
    "Texte du message : Renseigner ce champ",
  ]);
  await errors.getByRole("link", { name: /Texte du message/ }).click();
  await settled(bodyField(page));
  await page.keyboard.type("Voilà");
  await expect(page.getByRole("group", { name: /1 point à corriger/ })).toBeVisible();
  await subjectField(page).fill("é".repeat(151));
  await expect(page.getByText("151 / 150 caractères")).toBeVisible();
  await subjectField(page).fill("é".repeat(150));
  await expect(page.locator("#erreurs")).toHaveCount(0);
});

test("files are attached by choosing and by dropping, and removed", async ({ as }) => {
  const page = await as("infirmiere");
  const subject = unique("Avec pièces");
  await openMessage(page);
  await choose(target(page, 1), "Profil", "Enseignant");
  await write(page, subject, "Voir les pièces");
  await fileInput(page).setInputFiles([pdf("plan.pdf"), pdf("programme.pdf")]);
  // They are uploaded in parallel, and listed in the order of their arrival.
  await joined(page, 2);
  for (const name of ["plan.pdf", "programme.pdf"]) await expect(files(page).filter({ hasText: name })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "est joint" })).toBeAttached();
  await page.locator(".dropzone").evaluate((zone, content) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([content], "déposé.pdf", { type: "application/pdf" }));
    zone.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, pdf("").buffer.toString());
  await joined(page, 3);
  const removed = page.waitForResponse(/\/supprimer$/);
  await page.getByRole("button", { name: "Retirer plan.pdf" }).click();
  await expect(files(page)).toHaveText([/programme\.pdf/, /déposé\.pdf/]);
  await kept(page, { subject, body: "<p>Voir les pièces</p>" });
  await removed;
  await page.reload();
  await hydrated(page);
  await expect(files(page), "a draft keeps its files").toHaveText([/programme\.pdf/, /déposé\.pdf/]);
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(question(page)).toContainText("2 fichiers");
  await question(page).getByRole("button", { name: "Valider" }).click();
  await expect(page.getByRole("link", { name: "programme.pdf" })).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "programme.pdf" }).click();
  expect((await download).suggestedFilename()).toBe("programme.pdf");
});

test("a failed upload is shown, can be repeated, and is never dropped silently", async ({ as }) => {
  const page = await as("infirmiere");
  await openMessage(page);
  await choose(target(page, 1), "Profil", "Enseignant");
  await write(page, unique("Réseau coupé"), "Voir la pièce");
  const upload = "**/communications/pieces-jointes";
  await page.route(upload, (route) => route.abort());
  await fileInput(page).setInputFiles(pdf("plan.pdf"));
  await expect(files(page)).toContainText("Le serveur ne répond pas");
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(page.locator("#erreurs")).toContainText("Pièces jointes : Réessayer l’envoi du fichier, ou le retirer");
  await page.unroute(upload);
  await page.getByRole("button", { name: "Réessayer plan.pdf" }).click();
  // The button is gone, and the focus with it unless it goes elsewhere.
  await expect(fileInput(page)).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: "« plan.pdf » est joint" })).toBeAttached();
  await expect(page.locator("#erreurs")).toHaveCount(0);
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(question(page)).toContainText(/1\s+fichier\W+plan\.pdf/);
});

test("a file that is too large for a proxy is refused with a sentence about files", async ({ as }) => {
  const page = await as("infirmiere");
  await openMessage(page);
  await page.route("**/communications/pieces-jointes", (route) =>
    route.fulfill({ status: 413, contentType: "text/html", body: "<h1>Request Entity Too Large</h1>" }),
  );
  await fileInput(page).setInputFiles(pdf("plan.pdf"));
  await expect(files(page)).toContainText("L’envoi est trop volumineux. Rien n’a été joint.");
  // Once more would not help.
  await expect(page.getByRole("button", { name: "Réessayer plan.pdf" })).toHaveCount(0);
});

test("too large, too many, of unknown type: each file is refused with a sentence", async ({ as }) => {
  const page = await as("infirmiere");
  await openMessage(page);
  await fileInput(page).setInputFiles({
    name: "film.mp4",
    mimeType: "video/mp4",
    buffer: Buffer.alloc(25 * 1024 * 1024 + 1),
  });
  await expect(files(page)).toContainText("Ce fichier dépasse 25 Mo");
  await expect(page.getByRole("button", { name: "Réessayer film.mp4" })).toHaveCount(0);
  await page.getByRole("button", { name: "Retirer film.mp4" }).click();
  await fileInput(page).setInputFiles({
    name: "outil.exe",
    mimeType: "application/octet-stream",
    buffer: Buffer.from("MZ\u0090\u0000"),
  });
  await expect(files(page)).toContainText("n’est pas d’un type accepté");
  await expect(page.getByRole("button", { name: "Réessayer outil.exe" })).toHaveCount(0);
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(page.locator("#erreurs")).toContainText("Pièces jointes : Retirer le fichier refusé");
  await expect(page.locator("#erreurs"), "sending it again would not help").not.toContainText("Réessayer");
  await expect(fileInput(page)).toHaveAttribute("aria-invalid", "true");
  await page.getByRole("button", { name: "Retirer outil.exe" }).click();
  await expect(page.locator("#erreurs")).not.toContainText("Pièces jointes");
  await fileInput(page).setInputFiles(Array.from({ length: 11 }, (_, number) => pdf(`annexe-${number + 1}.pdf`)));
  await expect(files(page)).toHaveCount(10);
  await expect(page.getByRole("alert").filter({ hasText: "10 fichiers au plus" })).toContainText(/annexe-\d+\.pdf/);
  await expect(fileInput(page)).toHaveAccessibleDescription(/10 fichiers au plus/);
});

test("a deployment waits for unfinished uploads, and says so", async ({ as }) => {
  const page = await as("infirmiere");
  await openMessage(page);
  await choose(target(page, 1), "Profil", "Enseignant");
  await write(page, unique("Attendre"), "Voir la pièce");
  let release = () => {};
  const held = new Promise<void>((done) => (release = done));
  await page.route("**/communications/pieces-jointes", async (route) => {
    await held;
    await route.continue();
  });
  await fileInput(page).setInputFiles(pdf("lente.pdf"));
  await expect(page.getByRole("progressbar", { name: /lente\.pdf/ })).toBeVisible();
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(page.getByText("Envoi de 1 fichier en cours : le déploiement attend la fin.")).toBeVisible();
  await expect(question(page)).toHaveCount(0);
  const asked = page.waitForEvent("dialog");
  const left = page.goto(NEW).then(
    () => "left",
    () => "stayed",
  );
  const dialog = await asked;
  expect(dialog.type(), "leaving would lose the file").toBe("beforeunload");
  await dialog.dismiss();
  expect(await left).toBe("stayed");
  release();
  await expect(question(page)).toContainText("1 fichier");
});

test("Réinitialiser empties the message, its editor and its files", async ({ as }) => {
  const page = await as("infirmiere");
  await openMessage(page);
  await write(page, "À effacer", "Tout cela");
  await fileInput(page).setInputFiles(pdf("effacer.pdf"));
  await expect(files(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Réinitialiser" }).click();
  const dialog = page.getByRole("dialog", { name: "Réinitialiser le formulaire ?" });
  await dialog.getByRole("button", { name: "Réinitialiser" }).click();
  await expect(subjectField(page)).toHaveValue("");
  await expect(bodyField(page)).toHaveText("");
  await expect(files(page)).toHaveCount(0);
  await expect(channel(page, "Messagerie ENT"), "the channel stays").toBeChecked();
  await expect(counter(page)).toContainText("Mots : 0. Caractères (incluant HTML) : 0");
});

test("an announcement is duplicated as a message", async ({ as }) => {
  const page = await as("infirmiere");
  const announced = unique("Aussi par message");
  await visit(page, NEW);
  await choose(target(page, 1), "Profil", "Enseignant");
  await text(page).fill(announced);
  await deployByForm(page);
  await page.getByText("Dupliquer", { exact: true }).click();
  await page.getByRole("link", { name: "Avec les mêmes cibles et la même description" }).click();
  await hydrated(page);
  await channel(page, "Messagerie ENT").check();
  await expect(await editor(page)).toHaveText(announced);
  await subjectField(page).fill(announced);
  await deployByForm(page);
  await expect(title(page)).toContainText("Message");
});

test("readers who have not acknowledged are reminded, after a question with their number", async ({ as }) => {
  const [sender, reader] = [await as("infirmiere"), await as("eleve")];
  const subject = unique("À confirmer");
  const id = await send(sender, { subject, targets: [{ ...PUPILS, levels: ["2de"] }], acknowledgement: "each" });
  await delivered(reader, subject);
  await visit(sender, `/communications/${id}`);
  await expect(title(sender)).toContainText("– Déployé");
  await sender.getByRole("button", { name: "Relancer" }).click();
  const dialog = sender.getByRole("dialog", { name: "Relancer les destinataires ?" });
  await expect(dialog).toContainText(/[\d ]+ personnes n’ont pas encore pris connaissance du message/);
  await dialog.getByRole("button", { name: "Envoyer un rappel" }).click();
  await expect(
    sender.getByRole("status").filter({ hasText: /Des rappels partent vers [\d ]+ personnes\./ }),
  ).toBeVisible();
  await expect(sender.getByText(/^Dernière relance le/)).toBeVisible();
  await expect(sender.getByRole("button", { name: "Relancer" }), "once a day").toHaveCount(0);
  expect((await call(sender, "communications/remind", { id })).status()).toBe(409);
});

test("the states per school have the columns of a message", async ({ as }) => {
  const sender = await as("infirmiere");
  const id = await send(sender, { subject: unique("Par établissement"), acknowledgement: "any_guardian" });
  await visit(sender, `/communications/${id}?onglet=etats`);
  const table = sender.getByRole("table", { name: "État de publication par établissement" });
  await expect(table.getByRole("columnheader")).toHaveText([
    "Établissement",
    "État",
    "Destinataires",
    "Distribués",
    "Ouverts",
    "Accusés",
    "Dernière modification",
  ]);
  await expect(table.getByRole("row").filter({ hasText: "0570051W" })).toContainText("Distribuée");
});
