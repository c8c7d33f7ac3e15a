import { expectAccessible } from "../support/accessibility";
import { PASSWORD } from "../support/accounts";
import { leads } from "../support/pages";
import { signsInThere, startOidcProvider, type OidcProvider } from "../support/oidc/start";
import { fillWithDemo, startServer, temporaryPostgres, temporarySqlite, type Server } from "../support/server";
import { expect, test } from "../support/test";

// OpenID Connect with a provider that others wrote, without scripts: an administrator adds and tries it; then somebody
// signs in, comes back, and is signed out from both sides.
for (const [engine, temporary] of [
  ["SQLite", temporarySqlite],
  ["PostgreSQL", temporaryPostgres],
] as const) {
  test.describe(`OpenID Connect on ${engine}`, () => {
    let database: { databaseUrl: string; remove: () => Promise<void> };
    let portal: Server;
    let provider: OidcProvider;

    test.beforeAll(async () => {
      test.setTimeout(300_000);
      database = await temporary();
      await fillWithDemo(database);
      portal = await startServer({
        ...database,
        env: { PORTEVOIX_OUTBOUND_NETWORKS: "127.0.0.1" },
        isPublic: true,
      });
      provider = await startOidcProvider(portal.baseURL);
    });

    test.afterAll(async () => {
      await Promise.all([portal.stop(), provider.stop()]);
      await database.remove();
    });

    test("a provider is added and tried, and people sign in and out with it", async ({ browser, as }) => {
      const admin = await as("admin", portal.baseURL);
      await admin.goto("/administration/connexion/nouveau");
      await expectAccessible(admin);
      // Only the fields of the chosen protocol.
      const ofCas = admin.getByText("Redemander le mot de passe à chaque connexion");
      await expect(ofCas).toBeHidden();
      await admin.locator("#protocole").selectOption("cas");
      await expect(ofCas).toBeVisible();
      await expect(admin.getByLabel("Identifiant client")).toBeHidden();
      await admin.locator("#protocole").selectOption("oidc");
      await admin.getByRole("textbox", { name: /^Nom/ }).fill("ENT des tests");
      await admin.getByLabel(/^Adresse du fournisseur/).fill(provider.issuer);
      await admin.getByLabel("Identifiant client").fill("porte-voix");
      await admin.getByLabel("Secret client").fill("un-secret-des-tests");
      await admin.getByLabel("Informations sur la personne").selectOption("signed");
      await admin.getByLabel("Votre mot de passe Porte-voix").fill(PASSWORD);
      await admin.getByRole("button", { name: "Enregistrer" }).click();
      await expect(admin.getByText("Le fournisseur est ajouté, et suspendu.")).toBeVisible();
      await admin.getByRole("link", { name: "Essayer la connexion" }).click();
      await signsInThere(admin, "demo-eleve");
      await expect(admin.getByRole("heading", { name: "Résultat de l’essai" })).toBeVisible();
      await expect(admin.getByText(/^La personne est /)).toBeVisible();
      await expectAccessible(admin);
      const form = admin.locator("form[action*='/etat']").filter({ hasText: "Mettre en service" });
      await admin.locator("summary", { hasText: "Mettre en service" }).click();
      await form.getByRole("button", { name: "Mettre en service" }).click();
      await expect(admin.getByText("Le fournisseur est en service.")).toBeVisible();

      const context = await browser.newContext({ baseURL: portal.baseURL });
      const page = await context.newPage();
      await page.goto("/messagerie");
      await expectAccessible(page);
      await page.getByRole("link", { name: "Se connecter avec ENT des tests" }).click();
      await signsInThere(page, "demo-eleve");
      await expect(page, "where they wanted to go").toHaveURL(`${portal.baseURL}/messagerie`);

      // Out from here, and there: the provider asks who it is the next time.
      await page.getByLabel(/Mon compte/).click();
      await page.getByRole("button", { name: "Se déconnecter" }).click();
      await page.locator("button[name=logout]").click();
      await expect(page, "there and back").toHaveURL(/\/connexion\?fait=deconnexion$/);
      await expect(page.getByText("Utilisé la dernière fois")).toBeVisible();
      await page.getByRole("link", { name: "Se connecter avec ENT des tests" }).click();
      await signsInThere(page, "demo-eleve");
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Bonjour");

      // Out from there: the provider's server says so.
      await page.goto(`${provider.issuer}/session/end`);
      await leads(page.locator("button[name=logout]"));
      await expect(async () => {
        await page.goto(`${portal.baseURL}/messagerie`);
        expect(page.url()).toContain("/connexion");
      }).toPass();
      await context.close();
    });
  });
}
