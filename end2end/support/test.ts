import { test as base, expect, type Page } from "@playwright/test";

// What every spec imports: the address of the server that the global set-up started,
// and a page that fails its test when the browser reports an error.
export const test = base.extend<{ consoleErrors: string[] }>({
  baseURL: async ({}, use) => {
    const url = process.env.PORTEVOIX_BASE_URL;
    if (!url) throw new Error("no server: global-setup.ts did not run");
    await use(url);
  },
  // Put what a test provokes itself (a 403, say) out of this list before it ends.
  consoleErrors: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(String(error)));
      page.on("console", (message) => {
        // The status of a page is for the test to judge; hydration mismatches are always wrong.
        const refused = message.text().startsWith("Failed to load resource");
        if (message.type() === "error" && !refused) errors.push(message.text());
      });
      await use(errors);
      expect(errors, "errors on the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

// Leptos has attached its handlers when `hydrate()` has returned: until then a click is a plain form's.
export async function hydrated(page: Page) {
  await page.waitForFunction(() => document.documentElement.dataset.hydrated === "true");
}
