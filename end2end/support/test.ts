import { test as base, expect, type BrowserContext, type Page } from "@playwright/test";
import { session, type Account } from "./accounts";

type Fixtures = {
  // Errors that the browser reported; they make the test fail.
  consoleErrors: string[];
  // A day that ends in the middle of a test would be another one at its end.
  sameDay: void;
  // A page in a separate browser, signed in; on the shared server unless another one is given.
  as: (account: Account, baseURL?: string) => Promise<Page>;
};

// The test checks the status of a page itself, and a page without scripts preloads one that it does not use.
const HARMLESS = [/^Failed to load resource/, /was preloaded using link preload but not used/];

export function listen(context: BrowserContext, errors: string[]) {
  context.on("weberror", (error) => errors.push(String(error.error())));
  context.on("console", (message) => {
    const harmless = HARMLESS.some((pattern) => pattern.test(message.text()));
    if (["error", "warning"].includes(message.type()) && !harmless) errors.push(message.text());
  });
}

// What a test puts between a page and the server may wait for an answer when the test is over: that is no failure.
async function forgetRoutes(context: BrowserContext) {
  const pages = context.pages();
  // Some pages close themselves, also meanwhile.
  await Promise.allSettled(pages.map((page) => page.unrouteAll({ behavior: "ignoreErrors" })));
}

const ZONE = "Europe/Paris";
// Few tests take longer: what begins in them may end on the next day.
const LAST_MINUTES = 2 * 60_000;

// How many milliseconds of today are left in the time zone of the demonstration.
function untilMidnight(): number {
  const [hours = 0, minutes = 0, seconds = 0] = new Date()
    .toLocaleTimeString("sv-SE", { timeZone: ZONE })
    .split(":")
    .map(Number);
  return 24 * 60 * 60_000 - ((hours * 60 + minutes) * 60 + seconds) * 1_000;
}

// Every spec imports this: it has the address of the server that the global set-up started,
// and pages that fail their test when the browser reports an error.
export const test = base.extend<Fixtures>({
  baseURL: async ({}, use) => {
    const url = process.env.PORTEVOIX_BASE_URL;
    if (!url) throw new Error("no server: global-setup.ts did not run");
    await use(url);
  },
  sameDay: [
    async ({}, use) => {
      const left = untilMidnight();
      if (left < LAST_MINUTES) await new Promise((done) => setTimeout(done, left + 1_000));
      await use();
    },
    { auto: true, timeout: 2 * LAST_MINUTES },
  ],
  consoleErrors: [
    async ({ context }, use) => {
      const errors: string[] = [];
      listen(context, errors);
      await use(errors);
      await forgetRoutes(context);
      expect(errors, "errors on the browser's console").toEqual([]);
    },
    { auto: true },
  ],
  as: async ({ browser, baseURL, consoleErrors }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (account, server = baseURL ?? "") => {
      const context = await browser.newContext({ baseURL: server, storageState: await session(server, account) });
      contexts.push(context);
      listen(context, consoleErrors);
      return context.newPage();
    });
    await Promise.all(contexts.map(forgetRoutes));
    await Promise.all(contexts.map((context) => context.close()));
  },
});

export { expect };

// Until its islands are hydrated and its module listens a page is plain HTML, and a click sends a plain form. A page
// without scripts stays plain HTML.
export async function hydrated(page: Page) {
  await page.waitForFunction(() => {
    const { hydrated, listening } = document.documentElement.dataset;
    const module = document.querySelector('script[src^="/pkg/portail."]');
    const island = document.querySelector("leptos-island");
    return document.readyState !== "loading" && (!module || listening === "true") && (!island || hydrated === "true");
  });
}

// Opens a page and waits until it is hydrated.
export async function visit(page: Page, path: string) {
  await page.goto(path);
  await hydrated(page);
}

// Delays scripts, like a slow network, until the returned function is called: the packages of islands, or others. A page
// is loaded only after its module.
export async function slowScripts(page: Page, scripts = "**/*.wasm"): Promise<() => void> {
  let come = () => {};
  const there = new Promise<void>((done) => (come = done));
  await page.route(scripts, async (route) => {
    await there;
    await route.continue();
  });
  return come;
}

let texts = 0;

// A unique text, because all tests share one server.
export function unique(text: string): string {
  texts += 1;
  return `${text} ${process.pid}-${Date.now().toString(36)}-${texts}`;
}

// `yyyy-mm-dd` in the time zone of the demonstration; 1 is tomorrow. Days are counted, not hours: some have 23 or 25.
export function day(fromToday = 0): string {
  const today = new Date().toLocaleDateString("sv-SE", { timeZone: ZONE });
  return new Date(Date.parse(today) + fromToday * 24 * 60 * 60_000).toISOString().slice(0, 10);
}

// The first such day of the week from this day of a month on, in the next month of this name: `yyyy-mm-dd`. Months are
// counted from 1, days of the week from Sunday, which is 0.
export function nextInMonth(month: number, weekday: number, from: number): string {
  const today = day();
  const year = Number(today.slice(0, 4)) + (Number(today.slice(5, 7)) < month ? 0 : 1);
  const begins = Date.UTC(year, month - 1, from);
  const ahead = (weekday - new Date(begins).getUTCDay() + 7) % 7;
  return new Date(begins + ahead * 24 * 60 * 60_000).toISOString().slice(0, 10);
}

// `04/10/2018`, as pages show a day.
export function shown(isoDay: string): string {
  return isoDay.split("-").reverse().join("/");
}
