import { serverForSpec } from "../support/own-server";
import { expect, test } from "../support/test";

// A separate server, because the roles given here would disturb other specs.
const server = serverForSpec();

const REASON = "Je prépare les sorties des secondes.";

test("a request is declined with a sentence", async ({ as }) => {
  const nurse = await as("secretariat", server.baseURL);
  await nurse.goto("/communications/droits?droit=create_communication");
  await nurse.getByLabel("Rôle").selectOption({ label: "Émetteur – messagerie" });
  await nurse.getByLabel("Raison").fill(REASON);
  await nurse.getByRole("button", { name: "Envoyer la demande" }).click();
  await expect(nurse.getByRole("main")).toContainText("Votre demande est envoyée.");
  const head = await as("direction", server.baseURL);
  await head.goto("/administration/services/communication-ciblee");
  const waiting = head.getByRole("region", { name: "Demandes en attente" });
  await waiting.locator("summary").first().click();
  await waiting.getByLabel("Réponse à la personne").first().fill("La CPE envoie ces messages.");
  await waiting.getByRole("button", { name: "Décliner" }).first().click();
  await expect(head.getByRole("main")).toContainText("La demande est déclinée");
  await nurse.goto("/communications/droits");
  await expect(nurse.getByRole("main")).toContainText("La CPE envoie ces messages.");
});

test("a parent is told that only staff ask", async ({ as }) => {
  const parent = await as("parent", server.baseURL);
  await parent.goto("/communications/droits");
  await expect(parent.getByRole("main")).toContainText("Seuls les personnels");
  await expect(parent.getByRole("button", { name: "Envoyer la demande" })).toHaveCount(0);
});
