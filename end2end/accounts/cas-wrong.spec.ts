import type { Browser, Page } from "@playwright/test";
import { PASSWORD, session, signIn } from "../support/accounts";
import { startCasServer, type CasServer } from "../support/cas/start";
import { startFront, TROUBLES, type Front } from "../support/front";
import { addProvider } from "../support/providers";
import { expectOwnPages, isSignedIn } from "../support/returns";
import { fillWithDemo, startServer, temporaryPostgres, temporarySqlite, type Server } from "../support/server";
import { expect, test } from "../support/test";

// CAS with a server that others wrote, without scripts: what is mixed up, used twice or wrong signs nobody in, and own
// accounts go on.

const PUPIL = { login: "e.morin", password: "orage-bleu", identifier: "demo-eleve" };
const VALIDATE = /\/(p3\/)?serviceValidate$/;

for (const [engine, temporary] of [
  ["SQLite", temporarySqlite],
  ["PostgreSQL", temporaryPostgres],
] as const) {
  test.describe(`CAS that goes wrong, on ${engine}`, () => {
    let database: { databaseUrl: string; remove: () => Promise<void> };
    let portal: Server;
    let front: Front;
    let cas: CasServer;
    // Where a sign-in begins.
    let start: string;

    test.beforeAll(async ({ browser }) => {
      test.setTimeout(300_000);
      [database, front, cas] = await Promise.all([temporary(), startFront(), startCasServer(PUPIL)]);
      front.target = new URL(cas.base).origin;
      await fillWithDemo(database);
      portal = await startServer({
        ...database,
        env: { PORTEVOIX_OUTBOUND_NETWORKS: "127.0.0.1" },
        isPublic: true,
      });
      const storageState = await session(portal.baseURL, "admin");
      const context = await browser.newContext({ baseURL: portal.baseURL, storageState });
      const settings = await addProvider(await context.newPage(), {
        nom: "ENT des tests",
        protocole: "cas",
        adresse: `${front.base}/cas`,
        claim: "ENTPersonJointure",
      });
      start = settings.replace("/administration/connexion/", "/connexion/cas/");
      await context.close();
    });

    test.afterAll(async () => {
      await Promise.all([portal.stop(), cas.stop(), front.stop()]);
      await database.remove();
    });

    const visitor = async (browser: Browser) => (await browser.newContext({ baseURL: portal.baseURL })).newPage();

    // Begins a sign-in in this browser; returns where it is sent.
    async function begins(page: Page, next: string): Promise<URL> {
      const address = `${start}?suite=${encodeURIComponent(next)}`;
      const answer = await page.request.get(address, { maxRedirects: 0 });
      expect(answer.status(), await answer.text()).toBe(303);
      return new URL(answer.headers()["location"] ?? "");
    }

    async function signsInThere(page: Page, away: URL) {
      await page.goto(away.href);
      await page.getByLabel("Username").fill(PUPIL.login);
      await page.getByLabel("Password").fill(PUPIL.password);
      await page.getByRole("button", { name: "Login" }).click();
    }

    // The way back with a new ticket, for somebody whom the CAS server knows; it is not gone.
    async function wayBack(page: Page, away: URL): Promise<string> {
      const answer = await page.request.get(away.href, { maxRedirects: 0 });
      expect(answer.status(), await answer.text()).toBe(302);
      return answer.headers()["location"] ?? "";
    }

    test("a ticket that was used signs nobody in, here or in another browser", async ({ browser }) => {
      const page = await visitor(browser);
      await signsInThere(page, await begins(page, "/agenda"));
      await expect(page).toHaveURL(`${portal.baseURL}/agenda`);
      await page.context().clearCookies({ name: "portevoix" });

      const third = await wayBack(page, await begins(page, "/agenda"));
      await page.goto(third);
      await expect(page).toHaveURL(`${portal.baseURL}/agenda`);
      expect((await page.goto(third))?.status(), "a sign-in ends once").toBe(400);
      const thief = await visitor(browser);
      expect((await thief.goto(third))?.status(), "in a browser that did not leave").toBe(400);
      const service = new URL((await begins(thief, "/")).searchParams.get("service") ?? "");
      service.searchParams.set("ticket", new URL(third).searchParams.get("ticket") ?? "");
      expect((await thief.goto(service.href))?.ok(), "a ticket counts once").toBe(false);
      expect(await isSignedIn(thief)).toBe(false);
      await Promise.all([page, thief].map((one) => one.context().close()));
    });

    test("each tab comes back to its own page, and never to another site's", async ({ browser }) => {
      const page = await visitor(browser);
      await expectOwnPages(page, { baseURL: portal.baseURL, begins, signsInThere });
      await page.context().close();
    });

    test("a server in trouble is named, and own accounts still work", async ({ browser }) => {
      test.setTimeout(240_000);
      const page = await visitor(browser);
      await signsInThere(page, await begins(page, "/agenda"));
      await expect(page).toHaveURL(`${portal.baseURL}/agenda`);
      await page.context().clearCookies({ name: "portevoix" });
      for (const { what, answers, status, said } of TROUBLES) {
        front.instead = (path, answer) => {
          if (!VALIDATE.test(path)) return false;
          answers(answer);
          return true;
        };
        const answer = await page.goto((await begins(page, "/agenda")).href);
        expect(answer?.status(), what).toBe(status);
        await expect(page.getByText(said), what).toBeVisible();
        await expect(page.getByLabel("Identifiant"), what).toBeVisible();
        expect(await isSignedIn(page), what).toBe(false);
      }
      await signIn(page, "eleve", PASSWORD);
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Bonjour");
      front.instead = () => false;
      await page.context().close();
    });
  });
}
