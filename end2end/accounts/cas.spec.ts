import { startCasServer, type CasServer } from "../support/cas/start";
import { addProvider } from "../support/providers";
import { expectAccessible } from "../support/accessibility";
import { fillWithDemo, startServer, temporaryPostgres, temporarySqlite, type Server } from "../support/server";
import { expect, test } from "../support/test";

// Signing in with a CAS server that others wrote, without scripts: there, back, and out from both sides.

const PUPIL = { login: "e.morin", password: "orage-bleu", identifier: "demo-eleve" };

for (const [engine, temporary] of [
  ["SQLite", temporarySqlite],
  ["PostgreSQL", temporaryPostgres],
] as const) {
  test.describe(`CAS on ${engine}`, () => {
    let database: { databaseUrl: string; remove: () => Promise<void> };
    let portal: Server;
    let cas: CasServer;

    test.beforeAll(async () => {
      test.setTimeout(300_000);
      [database, cas] = await Promise.all([temporary(), startCasServer(PUPIL)]);
      await fillWithDemo(database);
      portal = await startServer({
        ...database,
        env: { PORTEVOIX_OUTBOUND_NETWORKS: "127.0.0.1" },
        isPublic: true,
      });
    });

    test.afterAll(async () => {
      await portal.stop();
      await Promise.all([cas.stop(), database.remove()]);
    });

    test("somebody signs in there, comes back, and is signed out from both sides", async ({ browser, as }) => {
      const admin = await as("admin", portal.baseURL);
      await addProvider(admin, {
        nom: "ENT des tests",
        protocole: "cas",
        adresse: cas.base,
        claim: "ENTPersonJointure",
      });

      const context = await browser.newContext({ baseURL: portal.baseURL });
      const page = await context.newPage();
      await page.goto("/messagerie");
      await page.getByRole("link", { name: /ENT des tests/ }).click();
      await page.getByLabel("Username").fill(PUPIL.login);
      await page.getByLabel("Password").fill(PUPIL.password);
      await page.getByRole("button", { name: "Login" }).click();
      await expect(page, "where they wanted to go").toHaveURL(`${portal.baseURL}/messagerie`);

      // Somebody who is signed in there needs no password again.
      await context.clearCookies({ name: "portevoix" });
      await page.goto("/connexion");
      await page.getByRole("link", { name: /ENT des tests/ }).click();
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Bonjour");

      // Out from there.
      await page.goto(`${cas.base}/logout`);
      // It tells our server in its own time.
      await expect(async () => {
        await page.goto(`${portal.baseURL}/`);
        expect(page.url(), "the CAS server has ended our session").toContain("/connexion");
      }).toPass();

      // Out from here: the CAS server asks for the password again.
      await page.getByRole("link", { name: /ENT des tests/ }).click();
      await page.getByLabel("Username").fill(PUPIL.login);
      await page.getByLabel("Password").fill(PUPIL.password);
      await page.getByRole("button", { name: "Login" }).click();
      await page.getByLabel(/Mon compte/).click();
      await page.getByRole("button", { name: "Se déconnecter" }).click();
      await expect(page, "over there and back").toHaveURL(/\/connexion\?fait=deconnexion$/);
      await page.getByRole("link", { name: /ENT des tests/ }).click();
      await expect(page.getByLabel("Username")).toBeVisible();
      await context.close();
    });

    test("a ticket that was used, and a server that is down, are told to the person", async ({ browser }) => {
      const context = await browser.newContext({ baseURL: portal.baseURL });
      const page = await context.newPage();
      await page.goto("/connexion");
      await page.getByRole("link", { name: /ENT des tests/ }).click();
      await page.waitForURL(/[?&]service=/);
      const service = new URL(page.url()).searchParams.get("service") ?? "";
      const answer = await page.goto(`${service}&ticket=ST-1-used`);
      expect(answer?.status()).toBe(400);
      await expect(page.getByText("Cette connexion n’est plus en cours.")).toBeVisible();
      await expectAccessible(page);

      await page.goto("/connexion");
      await page.getByRole("link", { name: /ENT des tests/ }).click();
      await page.waitForURL(/[?&]service=/);
      const other = new URL(page.url()).searchParams.get("service") ?? "";
      await cas.stop();
      expect((await page.goto(`${other}&ticket=ST-2-late`))?.status()).toBe(503);
      await expect(page.getByText("ENT des tests ne répond pas.")).toBeVisible();
      await expect(page.getByLabel("Identifiant"), "own accounts still work").toBeAttached();
      await context.close();
    });
  });
}
