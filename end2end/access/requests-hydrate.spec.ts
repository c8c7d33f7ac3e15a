import { expectAccessible } from "../support/accessibility";
import { serverForSpec } from "../support/own-server";
import { expect, hydrated, test, visit } from "../support/test";

// A separate server, because the roles given here would disturb other specs.
const server = serverForSpec();

const ANNOUNCER = "Émetteur – publication d’annonce";
const REASON = "Je prépare les sorties des secondes.";

test("a right is asked for where it is refused, and granted in one click and Valider", async ({ as }) => {
  test.setTimeout(300_000);
  const professor = await as("professeur", server.baseURL);
  const refused = await professor.goto("/communications/nouvelle");
  expect(refused?.status()).toBe(403);
  await professor.getByRole("link", { name: "Demander ce droit" }).click();
  await expect(professor.getByRole("heading", { level: 1 })).toHaveText("Demander un droit");
  await expectAccessible(professor);
  const role = professor.getByLabel("Rôle");
  await expect(role.getByRole("option", { name: "Destinataire – gestionnaire" })).toHaveCount(0);
  await role.selectOption({ label: ANNOUNCER });
  await professor.getByLabel("Raison").fill(REASON);
  await professor.getByRole("button", { name: "Envoyer la demande" }).click();
  await expect(professor.getByRole("status").first()).toContainText("Votre demande est envoyée.");
  await expect(professor.getByRole("main")).toContainText("En attente");

  const head = await as("direction", server.baseURL);
  await visit(head, "/messagerie");
  await head
    .getByRole("link", { name: /Demande de droit/ })
    .first()
    .click();
  await expect(head.getByRole("main")).toContainText(REASON);
  await head.getByRole("link", { name: "Voir la demande" }).click();
  const form = head.getByRole("form", { name: "Ajouter des accès" });
  await expect(form).toBeVisible();
  await hydrated(head);
  await expect(form.getByLabel("Rôle")).toHaveValue("sender_announcement");
  await expect(form.getByLabel("Jusqu’à")).toHaveValue("warning");
  await expect(form.getByLabel("Cible")).toHaveValue("Aurélie Royer");
  // Opening it gives nothing.
  expect((await professor.goto("/communications/nouvelle"))?.status()).toBe(403);
  await form.getByRole("button", { name: "Ajouter les accès" }).click();
  await head.getByRole("button", { name: "Valider" }).click();
  await head.getByRole("dialog").getByRole("button", { name: "Enregistrer" }).click();
  await expect(head.getByRole("main")).toContainText("Enregistré. 1 accès ajouté.");

  await visit(professor, "/communications/droits");
  await expect(professor.getByRole("main")).toContainText("Accordée");
  await visit(professor, "/communications/nouvelle");
  const severities = professor.getByRole("group", { name: "Type d’annonce" });
  await expect(severities.getByRole("radio", { name: /Avertissement/ })).toBeVisible();
  await expect(severities.getByRole("radio", { name: /Alerte/ })).toBeHidden();
  await expect(severities).toContainText(/vos droits vont jusqu’à «\s*Avertissement/);
});

test("every tab of the rights page is whole on a phone", async ({ as }) => {
  const page = await as("direction", server.baseURL);
  await page.setViewportSize({ width: 390, height: 800 });
  await visit(page, "/administration/services/communication-ciblee");
  for (const name of ["Informations générales", "Accès population", "Accès utilisateur"]) {
    const box = await page.getByRole("link", { name }).boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= 390, name).toBe(true);
  }
});
