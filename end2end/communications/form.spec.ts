import { isStored } from "../support/api";
import { choose, NEW, question, reach, severity, target, text, total, valueOf } from "../support/compose";
import { announcement } from "../support/home";
import { reloadUntil } from "../support/pages";
import { day, expect, test, unique } from "../support/test";

// Without JavaScript: each button sends the form, and the page comes back with the answer.

test("targets are added and removed, and no input is lost", async ({ as }) => {
  const page = await as("direction");
  const typed = unique("Sans script");
  await page.goto(NEW);
  await choose(target(page, 1), "Profil", "Élève");
  await text(page).fill(typed);
  await severity(page, "Alerte").check();
  await page.getByRole("button", { name: "Ajouter une cible" }).click();
  await choose(target(page, 2), "Profil", "Enseignant");
  await page.getByRole("button", { name: "Ajouter une cible" }).click();
  await choose(target(page, 3), "Profil", "Parent");
  await page.getByRole("button", { name: "Supprimer la cible 2" }).click();
  await expect(valueOf(target(page, 1), "Profil")).toHaveText("Élève");
  await expect(valueOf(target(page, 2), "Profil")).toHaveText("Parent");
  await expect(target(page, 3)).toHaveCount(0);
  await expect(reach(target(page, 2))).toHaveText(/\d+ personnes/);
  await expect(total(page)).toHaveText(/\d+ personnes/);
  await expect(text(page)).toHaveValue(typed);
  await expect(severity(page, "Alerte")).toBeChecked();
});

test("all parents, or all staff, are a target at one click", async ({ as }) => {
  const page = await as("direction");
  await page.goto(NEW);
  await page.getByRole("button", { name: "Tous les parents" }).click();
  await expect(valueOf(target(page, 1), "Profil")).toHaveText("Parent");
  await expect(target(page, 2)).toHaveCount(0);
  await page.getByRole("button", { name: "Tous les personnels" }).click();
  await expect(valueOf(target(page, 2), "Profil")).toContainText("Enseignant");
  await text(page).fill(unique("Un clic"));
  await page.getByText("Diffuser aussi").click();
  await page.getByRole("checkbox", { name: /Envoyer aussi par messagerie/ }).check();
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(question(page)).toContainText("Tous les parents – Lycée Pierre et Marie Curie");
  await expect(question(page)).toContainText("Tous les personnels – Lycée Pierre et Marie Curie");
  await expect(question(page)).toContainText("Un message part aussi aux mêmes personnes.");
  await question(page).getByRole("button", { name: "Annuler" }).click();
  // The line says what is chosen, and what is chosen is seen.
  await expect(page.locator("summary", { hasText: "Diffuser aussi" })).toContainText("Par messagerie");
  await expect(page.getByRole("checkbox", { name: /Envoyer aussi par messagerie/ })).toBeChecked();
});

test("ten targets at most", async ({ as }) => {
  const page = await as("direction");
  await page.goto(NEW);
  for (let number = 2; number <= 10; number += 1) {
    await page.getByRole("button", { name: "Ajouter une cible" }).click();
    await expect(target(page, number)).toBeVisible();
  }
  for (const name of ["Ajouter une cible", "Tous les parents", "Tous les personnels"]) {
    await expect(page.getByRole("button", { name })).toHaveCount(0);
  }
});

test("Déployer shows every error and keeps all input", async ({ as }) => {
  const page = await as("direction");
  const typed = unique("Trop long").padEnd(256, "é");
  await page.goto(NEW);
  await choose(target(page, 1), "Profil", "Enseignant");
  await text(page).fill(typed);
  await page.getByRole("radio", { name: "URL externe" }).check();
  await page.getByLabel("Adresse du site").fill("exemple sans schéma");
  await page.getByRole("textbox", { name: "Premier jour" }).fill(day(3));
  await page.getByRole("textbox", { name: "Dernier jour" }).fill(day(1));
  const answer = page.waitForResponse((response) => response.url().includes("etape=confirmer"));
  await page.getByRole("button", { name: "Déployer" }).click();
  expect((await answer).status()).toBe(422);
  const errors = page.getByRole("group", { name: "La communication n’est pas déployée : 3 points à corriger" });
  await expect(errors.getByRole("link")).toHaveText([
    "Texte de l’annonce : 256 caractères sur 255 : retirer 1 caractère",
    "Lien : Saisir une adresse du web, comme https://www.exemple.fr/page",
    "Période de publication, dernier jour : Choisir un dernier jour qui ne précède pas le premier",
  ]);
  await expect(valueOf(target(page, 1), "Profil")).toHaveText("Enseignant");
  await expect(text(page)).toHaveValue(typed);
  await expect(page.getByLabel("Adresse du site")).toHaveValue("exemple sans schéma");
  await expect(page.getByRole("textbox", { name: "Dernier jour" })).toHaveValue(day(1));
  await expect(question(page)).toHaveCount(0);
  expect(await isStored(page, typed)).toBe(false);
});

test("an announcement is deployed and cancelled, each after a question", async ({ as }) => {
  const [page, teacher] = [await as("direction"), await as("enseignant")];
  const announced = unique("Sans script du tout");
  await page.goto(NEW);
  await choose(target(page, 1), "Profil", "Enseignant");
  await text(page).fill(announced);
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(question(page)).toContainText(/\d+ personnes la verront, dans 1 établissement/);
  await question(page).getByRole("button", { name: "Annuler" }).click();
  await expect(question(page)).toHaveCount(0);
  await expect(text(page)).toHaveValue(announced);
  await page.getByRole("button", { name: "Déployer" }).click();
  await question(page).getByRole("button", { name: "Valider" }).click();
  await expect(page).toHaveURL(/\/communications\/\d+\?deploye=1/);
  await expect(page.getByRole("status").filter({ hasText: "en cours de déploiement" })).toBeVisible();
  await reloadUntil(page.getByRole("heading", { level: 1 }).filter({ hasText: "– Déployé" }));
  await teacher.goto("/");
  await expect(announcement(teacher, announced)).toBeVisible();

  await page.getByRole("button", { name: "Annuler", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Annuler cette communication ?" });
  await dialog.getByRole("button", { name: "Annuler la communication" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("– Annulé");
  await expect(page.getByText(/^Annulée le .* par Jean-Marc Lefèvre$/)).toBeVisible();
  await teacher.reload();
  await expect(announcement(teacher, announced)).toHaveCount(0);
});

test("Réinitialiser empties the form after a question", async ({ as }) => {
  const page = await as("infirmiere");
  await page.goto(NEW);
  await text(page).fill(unique("À effacer"));
  await page.getByRole("button", { name: "Réinitialiser" }).click();
  const dialog = page.getByRole("dialog", { name: "Réinitialiser le formulaire ?" });
  await dialog.getByRole("button", { name: "Réinitialiser" }).click();
  await expect(text(page)).toHaveValue("");
});

test("text that looks like markup stays text", async ({ as }) => {
  const [page, teacher] = [await as("direction"), await as("enseignant")];
  const announced = unique("</textarea><script>document.title='pris'</script>\n& <b>gras</b>");
  await page.goto(NEW);
  await choose(target(page, 1), "Profil", "Enseignant");
  await text(page).fill(announced);
  await page.getByRole("button", { name: "Ajouter une cible" }).click();
  await expect(text(page)).toHaveValue(announced);
  await page.getByRole("button", { name: "Supprimer la cible 2" }).click();
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(question(page)).toContainText("</textarea><script>");
  await question(page).getByRole("button", { name: "Valider" }).click();
  await expect(page.getByRole("definition").filter({ hasText: "<b>gras</b>" })).toBeVisible();
  await teacher.goto("/");
  await reloadUntil(announcement(teacher, announced.split("\n")[0] ?? ""));
});
