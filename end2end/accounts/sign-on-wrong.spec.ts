import type { Browser, Page } from "@playwright/test";
import { generateKeyPairSync } from "node:crypto";
import type { ServerResponse } from "node:http";
import { PASSWORD, session, signIn } from "../support/accounts";
import { startFront, TROUBLES, type Front } from "../support/front";
import { signsInThere, startOidcProvider, type OidcProvider } from "../support/oidc/start";
import { addProvider, forgetProvider } from "../support/providers";
import { expectOwnPages, isSignedIn } from "../support/returns";
import { fillWithDemo, startServer, temporaryPostgres, temporarySqlite, type Server } from "../support/server";
import { expect, test } from "../support/test";

// OpenID Connect with a provider that others wrote, without scripts: what is mixed up, used twice or wrong signs nobody
// in, and own accounts go on.

const BACK = /\/connexion\/retour\/\d+\?/;

// Keys that somebody publishes who did not sign.
function otherKeys(): string {
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return JSON.stringify({
    keys: [{ ...publicKey.export({ format: "jwk" }), kid: "another", use: "sig", alg: "RS256" }],
  });
}

for (const [engine, temporary] of [
  ["SQLite", temporarySqlite],
  ["PostgreSQL", temporaryPostgres],
] as const) {
  test.describe(`OpenID Connect that goes wrong, on ${engine}`, () => {
    let database: { databaseUrl: string; remove: () => Promise<void> };
    let portal: Server;
    let front: Front;
    let provider: OidcProvider;
    let admin: Page;
    // The page of the provider's administration.
    let settings: string;

    test.beforeAll(async ({ browser }) => {
      test.setTimeout(300_000);
      [database, front] = await Promise.all([temporary(), startFront()]);
      await fillWithDemo(database);
      portal = await startServer({
        ...database,
        env: { PORTEVOIX_OUTBOUND_NETWORKS: "127.0.0.1" },
        isPublic: true,
      });
      provider = await startOidcProvider(portal.baseURL, front.base);
      front.target = provider.address;
      const storageState = await session(portal.baseURL, "admin");
      const context = await browser.newContext({ baseURL: portal.baseURL, storageState });
      admin = await context.newPage();
      settings = await addProvider(admin, {
        nom: "ENT des tests",
        protocole: "oidc",
        adresse: front.base,
        claim: "sub",
        client: "porte-voix",
        secret: "un-secret-des-tests",
      });
    });

    test.afterAll(async () => {
      await admin.context().close();
      await Promise.all([portal.stop(), provider.stop(), front.stop()]);
      await database.remove();
    });

    const visitor = async (browser: Browser) => (await browser.newContext({ baseURL: portal.baseURL })).newPage();

    // Begins a sign-in in this browser; returns where it is sent.
    async function begins(page: Page, next: string): Promise<URL> {
      const start = `${settings.replace("/administration/connexion/", "/connexion/fournisseur/")}?suite=`;
      const answer = await page.request.get(`${start}${encodeURIComponent(next)}`, { maxRedirects: 0 });
      expect(answer.status(), await answer.text()).toBe(303);
      return new URL(answer.headers()["location"] ?? "");
    }

    test("another nonce, a code that was used and the answer of another tab sign nobody in", async ({ browser }) => {
      const page = await visitor(browser);
      const away = await begins(page, "/messagerie");
      away.searchParams.set("nonce", "n".repeat(64));
      const back = page.waitForResponse(BACK);
      await page.goto(away.href);
      await signsInThere(page, "demo-eleve");
      expect((await back).status()).toBe(502);
      await expect(page.getByText("n’a pas abouti").first()).toBeVisible();
      expect(await isSignedIn(page)).toBe(false);

      // The provider knows them by now, and asks for nothing.
      const [first, second] = [await begins(page, "/agenda"), await begins(page, "/messagerie")];
      const mixed = new URL(first);
      mixed.searchParams.set("state", second.searchParams.get("state") ?? "");
      expect((await page.goto(mixed.href))?.status(), "the code of one tab with the state of the other").toBe(502);
      expect(await isSignedIn(page)).toBe(false);
      const came = page.waitForRequest(BACK);
      await page.goto(first.href);
      await expect(page, "the first tab is unharmed").toHaveURL(`${portal.baseURL}/agenda`);

      const used = (await came).url();
      expect((await page.goto(used))?.status()).toBe(400);
      await expect(page.getByText("Cette connexion n’est plus en cours.")).toBeVisible();
      const thief = await visitor(browser);
      expect((await thief.goto(used))?.status(), "in a browser that did not leave").toBe(400);
      const stolen = new URL(used);
      stolen.searchParams.set("state", (await begins(thief, "/")).searchParams.get("state") ?? "");
      expect((await thief.goto(stolen.href))?.status(), "a code counts once").toBe(502);
      expect(await isSignedIn(thief)).toBe(false);
      await Promise.all([page, thief].map((one) => one.context().close()));
    });

    test("each tab comes back to its own page, and never to another site's", async ({ browser }) => {
      const page = await visitor(browser);
      const there = async (other: Page, away: URL) => {
        await other.goto(away.href);
        await signsInThere(other, "demo-eleve");
      };
      await expectOwnPages(page, { baseURL: portal.baseURL, begins, signsInThere: there });
      await page.context().close();
    });

    test("a key that is not published is not believed, and a new one is found", async ({ browser }) => {
      test.setTimeout(240_000);
      const page = await visitor(browser);
      const keys = otherKeys();
      front.instead = (path, answer: ServerResponse) => {
        if (path !== "/jwks") return false;
        answer.setHeader("Content-Type", "application/json").end(keys);
        return true;
      };
      await forgetProvider(admin, settings);
      const back = page.waitForResponse(BACK);
      await page.goto((await begins(page, "/agenda")).href);
      await signsInThere(page, "demo-eleve");
      expect((await back).status()).toBe(502);
      expect(await isSignedIn(page)).toBe(false);
      // The same key, published from now on: keys are read again every half minute at most.
      front.instead = () => false;
      await expect(async () => {
        await page.goto((await begins(page, "/agenda")).href);
        expect(page.url()).toBe(`${portal.baseURL}/agenda`);
      }).toPass({ intervals: [2_000], timeout: 60_000 });
      await page.context().close();
    });

    test("a provider in trouble is named, and own accounts still work", async ({ browser }) => {
      test.setTimeout(240_000);
      const page = await visitor(browser);
      for (const { what, answers, status, said } of TROUBLES) {
        front.instead = (_, answer) => {
          answers(answer);
          return true;
        };
        await forgetProvider(admin, settings);
        await page.goto("/connexion");
        const answer = page.waitForResponse(/\/connexion\/fournisseur\/\d+/);
        await page.getByRole("link", { name: /ENT des tests/ }).click();
        expect((await answer).status(), what).toBe(status);
        await expect(page.getByText(said), what).toBeVisible();
        await expect(page.getByLabel("Identifiant"), what).toBeVisible();
      }
      await signIn(page, "eleve", PASSWORD);
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Bonjour");
      front.instead = () => false;
      await page.context().close();
    });
  });
}
