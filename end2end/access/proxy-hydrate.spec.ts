import { addForm, ANNOUNCER, give, LYCEE, openRights, personField, question } from "../support/access";
import { expect, test } from "../support/test";

// What answers in the server's place is told as what it is, and nothing that waits is lost. Nothing is saved here.

const PROFESSOR = "Aurélie Royer";

for (const [status, sentence] of [
  [413, "trop volumineuse"],
  [403, "a répondu à sa place (code 403)"],
  [502, "Le serveur ne répond pas"],
] as const) {
  test(`rights that a proxy answers with ${status} wait, with a sentence that is true`, async ({ as }) => {
    const page = await as("direction");
    const proxy = { status, contentType: "text/html", body: "<h1>Proxy</h1>" };
    await openRights(page, LYCEE, "Accès utilisateur");
    await page.route("**/api/access/people", (route) => route.fulfill(proxy));
    await personField(page).fill("pierron");
    await expect(addForm(page).getByText(sentence)).toBeVisible();
    await page.unroute("**/api/access/people");
    await give(page, "royer", PROFESSOR, ANNOUNCER);
    await page.route("**/api/access/save", (route) => route.fulfill(proxy));
    await page.getByRole("button", { name: "Valider" }).click();
    await question(page).getByRole("button", { name: "Enregistrer" }).click();
    await expect(question(page)).toContainText(sentence);
    await expect(question(page), "what waits is still there").toContainText(PROFESSOR);
  });
}
