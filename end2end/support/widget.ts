// The widget on somebody else's pages: one server and one portal for the specs of a worker.
import type { Locator, Page } from "@playwright/test";
import { session } from "./accounts";
import { within } from "./limit";
import { startPortal, type Portal } from "./portal";
import { fillWithDemo, startServer, temporarySqlite, type Server, type Settings } from "./server";
import { test as base } from "./test";

// What changes on the server shows in the widget within this time.
export const soon = () => within(6_000);

interface Scene {
  settings: Settings;
  server: Server;
  portal: Portal;
  author: Page;
  admin: Page;
}

export const test = base.extend<object, { scene: Scene }>({
  scene: [
    async ({ browser }, use) => {
      const { databaseUrl, remove } = await temporarySqlite();
      await fillWithDemo({ databaseUrl });
      const settings: Settings = { databaseUrl, isPublic: true };
      const server = await startServer(settings);
      const as = async (account: "admin" | "direction" | "enseignant" | "cpe") => {
        const storageState = await session(server.baseURL, account);
        const context = await browser.newContext({ baseURL: server.baseURL, storageState });
        return context.newPage();
      };
      const [admin, author] = [await as("admin"), await as("direction")];
      const readers = { enseignant: await as("enseignant"), cpe: await as("cpe") };
      const portal = await startPortal(server.baseURL, admin, readers);
      const scene = { settings, server, portal, author, admin };
      await use(scene);
      for (const page of [admin, author, ...Object.values(readers)]) await page.context().close();
      await portal.stop();
      await scene.server.stop();
      await remove();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});

export const widget = (page: Page): Locator => page.locator("portevoix-annonces").first();

export const item = (page: Page, text: string): Locator => widget(page).locator(".item").filter({ hasText: text });
