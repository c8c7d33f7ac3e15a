import type { Page } from "@playwright/test";
import { choose, NEW, question, target, text } from "../support/compose";
import { expect, test, unique, visit } from "../support/test";
import { channel } from "../support/writing";

// Why something did not come stands beside what asked for it: the top of the form is out of sight there.

const AWAY = "Le serveur ne répond pas";
const alert = (page: Page) => page.getByRole("alert").filter({ hasText: AWAY });

async function away(page: Page, address: string): Promise<() => Promise<void>> {
  await page.route(address, (route) => route.abort());
  return () => page.unroute(address);
}

test("a count, a channel and Déployer say beside them that the server is away", async ({ as }) => {
  const page = await as("direction");
  await page.setViewportSize({ width: 1280, height: 900 });
  await visit(page, NEW);
  await text(page).fill(unique("Serveur absent"));
  const counted = page.getByRole("complementary", { name: "Destinataires" });
  let back = await away(page, "**/api/communications/survey");
  await choose(target(page, 1), "Profil", "Enseignant");
  await expect(counted.getByRole("alert")).toContainText(AWAY);
  await expect(alert(page)).toHaveCount(1);
  await expect(alert(page)).toBeInViewport();
  await back();
  await expect(alert(page)).toHaveCount(0);

  back = await away(page, "**/api/communications/perimeters");
  await channel(page, "Messagerie ENT").check();
  await expect(alert(page)).toHaveCount(1);
  const [chosen, said] = [channel(page, "Messagerie ENT"), alert(page)];
  await expect
    .poll(async () => ((await said.boundingBox())?.y ?? 0) - ((await chosen.boundingBox())?.y ?? 0))
    .toBeLessThan(400);
  await expect(counted.getByRole("alert")).toHaveCount(0);
  await back();
  await expect(alert(page)).toHaveCount(0);

  await channel(page, "Annonce").check();
  await expect(counted.locator(".audience-total")).toHaveAttribute("aria-busy", "false");
  for (const size of [
    { width: 390, height: 844 },
    { width: 1280, height: 900 },
  ]) {
    await page.setViewportSize(size);
    back = await away(page, "**/api/communications/survey");
    await choose(target(page, 1), "Profil", size.width < 1000 ? "Élève" : "Parent");
    await expect(alert(page)).toHaveCount(1);
    const deploy = page.getByRole("button", { name: "Déployer" });
    await deploy.click();
    // It waits for the count, and says for what.
    await expect(alert(page)).toBeInViewport();
    await expect(deploy).toBeInViewport();
    await back();
    await expect(question(page)).toBeVisible();
    await expect(alert(page)).toHaveCount(0);
    await page.keyboard.press("Escape");
  }
});

test("who writes sees beside Déployer that the draft is not stored", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  const back = await away(page, "**/api/communications/drafts/save*");
  await text(page).fill(unique("Brouillon"));
  const said = page.getByText("Brouillon non enregistré").last();
  await page.getByRole("button", { name: "Déployer" }).scrollIntoViewIfNeeded();
  await expect(said).toBeInViewport();
  await back();
  await expect(page.getByText("Brouillon non enregistré")).toHaveCount(0);
});

test("searches that are not answered say so, show nothing older, and ask again", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  const first = target(page, 1);
  await first.getByRole("radio", { name: "Personnes nommées" }).check();
  const search = first.getByRole("searchbox", { name: "Chercher une personne" });
  const found = first.getByRole("group", { name: "Personnes trouvées" }).getByRole("checkbox");
  await search.fill("mar");
  await expect(found.first()).toBeVisible();
  let back = await away(page, "**/api/communications/people");
  await search.fill("mart");
  await expect(first.getByRole("status").filter({ hasText: AWAY })).toBeVisible();
  await expect(found, "whom the older search found").toHaveCount(0);
  await back();
  await expect(first.getByRole("status").filter({ hasText: AWAY })).toHaveCount(0);

  await page.getByRole("radio", { name: "Article ENT" }).check();
  back = await away(page, "**/api/communications/articles");
  await page.getByLabel("Chercher un article").fill("sortie");
  const link = page.locator(".link-article");
  await expect(link.getByRole("status").filter({ hasText: AWAY })).toBeVisible();
  await expect(alert(page)).toHaveCount(0);
  await back();
  await expect(link.getByRole("status").filter({ hasText: AWAY })).toHaveCount(0);
});
