import type { BrowserContext, Page } from "@playwright/test";
import { fillWithDemo, startServer, temporarySqlite, type Server } from "./server";
import { expect, listen, test as base } from "./test";

type OwnFixtures = {
  // A page in a separate browser without a session.
  stranger: () => Promise<Page>;
};

// For specs that change accounts: a server with the demonstration, separate from the other specs.
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
    { scope: "worker", timeout: 120_000 },
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
