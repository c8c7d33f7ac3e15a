import { test as base, expect } from "@playwright/test";
import puppeteer, { type Browser, type BrowserContext, type Page } from "puppeteer-core";
import { PASSWORD, type Account } from "./accounts";

// Firefox as Debian ships it, by WebDriver BiDi. Playwright asks an ESR for commands that only newer
// versions know, so puppeteer drives it; the runner, the server and its demonstration are the same.

type Fixtures = {
  // Errors on the console of any page; they make the test fail.
  errors: string[];
  // A page in a separate browser, signed in by the form.
  as: (account: Account) => Promise<Page>;
};

export const test = base.extend<Fixtures & { baseURL: string }, { firefox: Browser }>({
  firefox: [
    async ({}, use) => {
      const executablePath = process.env.PORTEVOIX_FIREFOX;
      if (!executablePath) throw new Error("PORTEVOIX_FIREFOX is not set: start the tests with `make end2end`");
      const firefox = await puppeteer.launch({
        browser: "firefox",
        executablePath,
        headless: true,
        defaultViewport: { width: 1280, height: 900 },
        env: { ...process.env, TZ: "Europe/Paris" },
        extraPrefsFirefox: { "intl.accept_languages": "fr-FR, fr" },
      });
      await use(firefox);
      await firefox.close();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: async ({}, use) => {
    const url = process.env.PORTEVOIX_BASE_URL;
    if (!url) throw new Error("no server: global-setup.ts did not run");
    await use(url);
  },
  errors: [
    async ({}, use) => {
      const errors: string[] = [];
      await use(errors);
      expect(errors, "errors on Firefox's console").toEqual([]);
    },
    { auto: true },
  ],
  as: async ({ firefox, baseURL, errors }, use, info) => {
    const contexts: BrowserContext[] = [];
    const pages: Page[] = [];
    await use(async (account) => {
      const context = await firefox.createBrowserContext();
      const page = await context.newPage();
      contexts.push(context);
      pages.push(page);
      page.setDefaultTimeout(30_000);
      page.on("pageerror", (error) => errors.push(String(error)));
      page.on("console", (message) => {
        if (["error", "warn"].includes(message.type())) errors.push(message.text());
      });
      await signIn(page, baseURL, account);
      return page;
    });
    if (info.status !== info.expectedStatus) {
      for (const [number, page] of pages.entries()) {
        const path = info.outputPath(`firefox-${number}.png`) as `${string}.png`;
        await page.screenshot({ path }).catch(() => {});
      }
    }
    await Promise.all(contexts.map((context) => context.close()));
  },
});

export { expect };

// puppeteer's own ways to wait compile a text in the page, which the pages' policy forbids in Firefox: here
// the test asks again and again.
const PATIENCE = { timeout: 30_000 };

async function signIn(page: Page, server: string, account: Account) {
  await page.goto(`${server}/connexion`);
  await fill(page, "#identifiant", account);
  await fill(page, "#mot-de-passe", PASSWORD);
  await click(page, button("Se connecter"));
  await expect.poll(() => new URL(page.url()).pathname, PATIENCE).toBe("/");
}

// Opens a page and waits until it reacts.
export async function visit(page: Page, address: string) {
  await page.goto(address);
  const reacts = () => !document.querySelector("leptos-island") || document.documentElement.dataset.hydrated === "true";
  await expect.poll(() => page.evaluate(reacts).catch(() => false), PATIENCE).toBe(true);
}

// The selector of a button, by its accessible name.
export function button(name: string): string {
  return `::-p-aria([name="${name}"][role="button"])`;
}

// A page behind another one is hidden: it follows nothing, and Firefox hardly draws it.
export async function click(page: Page, selector: string) {
  await page.bringToFront();
  await expect(async () => {
    const element = await page.$(selector);
    expect(element, selector).not.toBeNull();
    await element?.click();
  }).toPass(PATIENCE);
}

export async function fill(page: Page, selector: string, text: string) {
  await click(page, selector);
  await page.keyboard.type(text);
}

// Waits until the text of an element matches.
export async function shows(page: Page, selector: string, text: RegExp) {
  await page.bringToFront();
  // Meanwhile the page may become another one.
  const read = (selector: string) => document.querySelector(selector)?.textContent ?? "";
  const said = () => page.evaluate(read, selector).catch(() => "");
  await expect.poll(said, { message: selector, ...PATIENCE }).toMatch(text);
}
