import type { BrowserContext, Page } from "@playwright/test";
import { fillWithDemo, startServer, temporarySqlite, type Server, type Settings } from "./server";
import { expect, listen, test as base } from "./test";

type OwnFixtures = {
  // A page in a separate browser without a session.
  stranger: () => Promise<Page>;
};

// For specs that change accounts, or count what everybody sends: a server with the demonstration, separate from the others.
// Specs in one worker share it, so each changes different people, or undoes its changes.
export const test = base.extend<OwnFixtures, { own: Server }>({
  own: [
    async ({}, use) => {
      const { databaseUrl, remove } = await temporarySqlite();
      await fillWithDemo({ databaseUrl });
      const server = await startServer({ databaseUrl });
      await use(server);
      await server.stop();
      await remove();
    },
    { scope: "worker", timeout: 240_000 },
  ],
  baseURL: async ({ own }, use) => {
    await use(own.baseURL);
  },
  stranger: async ({ browser, baseURL, consoleErrors }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext({ baseURL });
      contexts.push(context);
      listen(context, consoleErrors);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

export { expect };

// A server with the demonstration for one spec alone, because what it changes would disturb the others. Its address is
// known when the tests run.
export function serverForSpec(env?: Settings["env"]): Pick<Server, "baseURL"> {
  let server: Server | undefined;
  let remove = async () => {};
  base.beforeAll(async () => {
    base.setTimeout(360_000);
    const database = await temporarySqlite();
    remove = database.remove;
    await fillWithDemo(database);
    server = await startServer(env ? { ...database, env } : database);
  });
  base.afterAll(async () => {
    await server?.stop();
    await remove();
  });
  return {
    get baseURL() {
      return server?.baseURL ?? "";
    },
  };
}
