import { PASSWORD, signIn, signOut } from "../support/accounts";
import { expectAccessible } from "../support/accessibility";
import { expect, test } from "../support/test";

test("signing in leads to the requested page", async ({ page }) => {
  await page.goto("/communications/emises?statut=annulee");
  await expect(page).toHaveURL(/\/connexion\?suite=/);
  await page.getByLabel("Identifiant").fill("direction");
  await page.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Se connecter" }).click();
  await expect(page).toHaveURL(/\/communications\/emises\?statut=annulee$/);
});

test("a reader stays signed in on a device of their own", async ({ page, context }) => {
  await page.goto("/connexion");
  await expectAccessible(page);
  await page.getByLabel("Identifiant").fill("eleve");
  await page.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
  await page.getByRole("checkbox", { name: "Rester connecté sur cet appareil" }).check();
  await page.getByRole("button", { name: "Se connecter" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Bonjour");
  const session = (await context.cookies()).find((cookie) => cookie.name === "portevoix");
  expect((session?.expires ?? 0) - Date.now() / 1000).toBeGreaterThan(29 * 24 * 60 * 60);
  await page.goto("/mon-compte");
  const sessions = page.getByRole("table", { name: "Sessions ouvertes" });
  await expect(sessions.getByRole("row").nth(1)).toContainText(/reste connecté jusqu’au \d\d\/\d\d\/\d{4}/);
});

test("a wrong password is refused with a sentence, and the login is kept", async ({ page }) => {
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await signIn(page, "observateur", "un autre");
  expect((await answer).status()).toBe(401);
  await expect(page.getByRole("alert")).toContainText("Identifiant ou mot de passe incorrect.");
  await expect(page.getByLabel("Identifiant")).toHaveValue("observateur");
  await expect(page.getByLabel("Mot de passe", { exact: true })).toHaveValue("");
  await expectAccessible(page);
});

test("an account that does not exist is refused in the same words", async ({ page }) => {
  await signIn(page, "personne-de-ce-nom", "quelconque");
  await expect(page.getByRole("alert")).toContainText("Identifiant ou mot de passe incorrect.");
});

test("guessing is slowed down", async ({ page }) => {
  test.setTimeout(300_000);
  const alert = page.getByRole("alert");
  let tries = 0;
  // Each refused attempt makes the next one wait longer, and the eleventh is refused in any case.
  do {
    await signIn(page, "devinette", "au hasard");
    await expect(alert).toContainText(/incorrect|Trop d’essais/);
    tries += 1;
  } while (tries < 11 && (await alert.innerText()).includes("incorrect"));
  await expect(alert).toContainText(/Trop d’essais\. Réessayez dans \d+ (seconde|minute)/);
  expect(tries, "three are heard at once").toBeGreaterThan(3);
});

test("signing out closes the session", async ({ page }) => {
  await signIn(page, "professeur");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bonjour Aurélie");
  await signOut(page);
  await expect(page).toHaveURL(/\/connexion/);
  await page.goto("/");
  await expect(page).toHaveURL(/\/connexion/);
});

test("the form of another site is refused", async ({ page, request }) => {
  const form = { identifiant: "direction", mot_de_passe: PASSWORD };
  const senders: Record<string, string>[] = [
    { Origin: "https://ailleurs.example" },
    { "Sec-Fetch-Site": "same-site" },
    {},
  ];
  for (const headers of senders) {
    const answer = await request.post("/connexion", { form, headers });
    expect(answer.status()).toBe(403);
    expect(await answer.text()).toContain("ne vient pas d’une page de Porte-voix");
  }
  await page.goto("/");
  await expect(page).toHaveURL(/\/connexion/);
});

test("the sign-in page redirects only to our own addresses", async ({ request, baseURL }) => {
  for (const next of ["//ailleurs.example/", "https://ailleurs.example/", "/\\ailleurs.example"]) {
    const answer = await request.post(`/connexion?suite=${encodeURIComponent(next)}`, {
      form: { identifiant: "professeur", mot_de_passe: PASSWORD },
      headers: { Origin: baseURL ?? "" },
      maxRedirects: 0,
    });
    expect(answer.headers()["location"]).toBe("/");
  }
});
