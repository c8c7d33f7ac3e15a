import type { Page, Route } from "@playwright/test";
import { expectAccessible } from "../support/accessibility";
import { choose, deployByForm, target, valueOf } from "../support/compose";
import { serverForSpec } from "../support/own-server";
import { expect, hydrated, test, unique } from "../support/test";
import { editor, fileInput, files, joined, openMessage, pdf, subjectField, write } from "../support/writing";

// A server on which there is time to take back what was deployed.
const server = serverForSpec({ PORTEVOIX_UNDO_SECONDS: "60" });

test("a message waits to be sent, and comes back as it was", async ({ as }) => {
  const page = await as("infirmiere", server.baseURL);
  const subject = unique("Vaccination");
  await openMessage(page);
  await choose(target(page, 1), "Profil", "Enseignant");
  await write(page, subject, "Bonjour à tous");
  await fileInput(page).setInputFiles(pdf("calendrier.pdf"));
  await joined(page, 1);
  await deployByForm(page);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("En attente d’envoi");
  await expect(page.getByRole("status").filter({ hasText: "Jusque-là personne ne la voit" })).toBeFocused();
  const back = page.getByRole("button", { name: "Annuler l’envoi" });
  await page.keyboard.press("Tab");
  if (!(await back.evaluate((button) => button === document.activeElement))) await page.keyboard.press("Tab");
  await expect(back, "within the seconds that there are").toBeFocused();
  const left = page.getByText(/^encore \d+\s+s$/);
  const seconds = async () => Number((await left.innerText()).replace(/\D/g, ""));
  const before = await seconds();
  expect(before, "never more than there are").toBeLessThanOrEqual(60);
  await expect.poll(seconds, "counted down while the page stands open").toBeLessThan(before);
  await expect(left, "no screen reader says each second").toHaveAttribute("aria-hidden", "true");
  await expect(page.getByRole("button", { name: "Annuler", exact: true })).toHaveCount(0);
  const sent = page.url();
  await back.click();
  await expect(page).toHaveURL(/\/communications\/nouvelle\?brouillon=\d+/);
  await hydrated(page);
  await expect(page.getByRole("status").filter({ hasText: "personne n’a reçu la communication" })).toBeFocused();
  await expect(page, "what was done is not said again").toHaveURL(/\/communications\/nouvelle\?brouillon=\d+$/);
  await expect(subjectField(page)).toHaveValue(subject);
  await expect(await editor(page)).toHaveText("Bonjour à tous");
  await expect(files(page)).toHaveCount(1);
  await expect(valueOf(target(page, 1), "Profil")).toHaveText("Enseignant");
  await expectAccessible(page);
  await page.goto("/communications/emises");
  await expect(page.getByRole("table").getByText(subject), "only as a draft").toHaveCount(0);
  // Whoever goes back to its page is led to the draft.
  await page.goto(sent);
  await page.getByRole("link", { name: "Ouvrir le nouveau brouillon" }).click();
  await hydrated(page);
  await expect(subjectField(page)).toHaveValue(subject);
  // Last, because nothing after it must happen within the time.
  await deployByForm(page);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("En attente d’envoi");
  await expectAccessible(page);
});

async function deployed(page: Page, subject: string) {
  await openMessage(page);
  await choose(target(page, 1), "Profil", "Enseignant");
  await write(page, subject, "Bonjour à tous");
  await deployByForm(page);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("En attente d’envoi");
  await hydrated(page);
}

for (const [what, answer] of [
  [
    "is answered by a proxy",
    (route: Route) => route.fulfill({ status: 502, contentType: "text/html", body: "<h1>502</h1>" }),
  ],
  ["does not arrive", (route: Route) => route.abort()],
] as const) {
  test(`a button that ${what} is sent again, and its page stays`, async ({ as }) => {
    const page = await as("infirmiere", server.baseURL);
    const subject = unique("Reprise");
    await deployed(page, subject);
    await page.route("**/annuler-envoi*", answer);
    await page.getByRole("button", { name: "Annuler l’envoi" }).click();
    await expect(page.getByRole("status").filter({ hasText: "redemande l’annulation d’elle-même" })).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 }), "its page is still there").toContainText(
      "En attente d’envoi",
    );
    await page.unroute("**/annuler-envoi*");
    await expect(page).toHaveURL(/\/communications\/nouvelle\?brouillon=\d+/);
    await hydrated(page);
    await expect(subjectField(page)).toHaveValue(subject);
  });
}

test("a page without a line does not offer to take back what its clock says is over", async ({ as }) => {
  const page = await as("infirmiere", server.baseURL);
  await page.clock.install();
  await deployed(page, unique("Hors ligne"));
  const offered = page.getByText("vous pouvez annuler l’envoi");
  await expect(offered).toBeVisible();
  await page.context().setOffline(true);
  await page.clock.fastForward(61_000);
  await expect(page.getByText("Le temps d’annuler l’envoi est passé")).toBeVisible();
  await expect(offered).toHaveCount(0);
  await page.getByRole("button", { name: "Annuler l’envoi" }).click();
  await expect(page.getByText("on ne sait pas si l’envoi est annulé")).toBeVisible();
});
