import type { Page } from "@playwright/test";
import { deploy } from "../support/api";
import { expect, test, unique } from "../support/test";

// *Communications reçues*, without JavaScript.

function rows(page: Page) {
  return page.getByRole("table", { name: "Communications reçues" }).getByRole("row");
}

test("a viewer reads what the authority sent, and changes nothing", async ({ as }) => {
  const [sender, viewer] = [await as("collectivite"), await as("secretariat")];
  const text = unique("Élections");
  const id = await deploy(sender, { text, targets: [{}] });
  await expect.poll(async () => (await viewer.request.get(`/communications/recues/${id}`)).status()).toBe(200);
  await viewer.goto("/");
  await viewer.getByRole("link", { name: "Communications reçues" }).click();
  await viewer.getByLabel("Rechercher").fill(text.toUpperCase());
  await viewer.getByRole("button", { name: "Filtrer" }).click();
  await rows(viewer).filter({ hasText: text }).getByRole("link", { name: text }).click();
  await expect(viewer.getByRole("heading", { level: 1 })).toContainText(text);
  await expect(viewer.getByText(/^Reçue le .* dans l’établissement \S/), "the school has not sent it").toBeVisible();
  await expect(viewer.getByText("Contacter l’auteur")).toHaveCount(0);
  await expect(viewer.getByText("Mettre hors ligne")).toHaveCount(0);
  await viewer.goto("/communications/recues");
  await expect(rows(viewer).filter({ hasText: text })).not.toContainText("Non lue");
});
