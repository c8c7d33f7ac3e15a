import type { BrowserContext } from "@playwright/test";
import { PASSWORD, session, signIn, signOut, type Account } from "../support/accounts";
import { isStored } from "../support/api";
import { choose, NEW, target, text } from "../support/compose";
import { within } from "../support/limit";
import { expect, test, unique, visit } from "../support/test";

// A computer in a staff room: while a form is open, somebody else signs in in the same browser.

async function become(context: BrowserContext, baseURL: string, account: Account) {
  const { cookies } = await session(baseURL, account);
  await context.clearCookies();
  await context.addCookies(cookies);
}

test("a form of somebody else saves and sends nothing, and keeps its text for its owner", async ({ as, baseURL }) => {
  const server = baseURL ?? "";
  const page = await as("enseignant");
  const head = await as("direction");
  const written = unique("Confidentiel");
  const status = page.locator(".save-status");
  await visit(page, NEW);
  await choose(target(page, 1), "Profil", "Enseignant");
  await text(page).fill(written);
  await expect(status).toContainText("Brouillon enregistré");

  await become(page.context(), server, "direction");
  await text(page).fill(`${written}, suite`);
  await expect(status).toContainText("ouverte avec un autre compte");
  const deploy = page.getByRole("button", { name: "Déployer" });
  await deploy.click();
  // The question may be asked or refused.
  await expect(deploy).not.toHaveAttribute("aria-busy", "true");
  const yes = page.getByRole("dialog").getByRole("button", { name: "Valider" });
  if (await yes.isVisible()) await yes.click();
  await expect(page.getByText("ouverte avec un autre compte").last()).toBeVisible();
  await expect(text(page)).toHaveValue(`${written}, suite`);
  for (const [width, height] of [
    [1280, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: `test-results/other-person-${width}.png` });
  }
  expect(await isStored(head, written), "nothing was sent in the head's name").toBe(false);
  await visit(head, NEW);
  await expect(head.getByText(written), "nothing among the head's drafts").toHaveCount(0);

  await become(page.context(), server, "enseignant");
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(status).toContainText("Brouillon enregistré");
  const mine = await as("enseignant");
  await visit(mine, NEW);
  await expect(mine.getByText(`${written}, suite`).first()).toBeVisible();
});

test("a plain form of somebody else is refused, and gives the text back", async ({ as, baseURL }) => {
  const page = await as("enseignant");
  await visit(page, "/mon-compte");
  await become(page.context(), baseURL ?? "", "direction");
  await page.getByLabel(/Mon compte/).click();
  await page.getByRole("button", { name: "Se déconnecter" }).click();
  await expect(page.getByRole("heading", { name: "Un autre compte est connecté" })).toBeVisible();
  expect((await page.goto("/mon-compte"))?.url(), "the head is still signed in").toContain("/mon-compte");
});

test("an open page says at once who has signed in in another tab, and goes on for its own person", async ({
  page,
  baseURL,
}) => {
  await signIn(page, "direction", PASSWORD, baseURL);
  await visit(page, "/mon-compte");
  const other = await page.context().newPage();
  await visit(other, "/mon-compte");
  await signOut(other);
  const notice = page.locator("#autre-compte");
  await expect(notice).toContainText("Votre session est terminée");
  await signIn(other, "cpe", PASSWORD, baseURL);
  await expect(notice).toContainText("ouverte avec un autre compte", within(5_000));
  await signOut(other);
  await signIn(other, "direction", PASSWORD, baseURL);
  await expect(notice).toBeHidden(within(5_000));
});
