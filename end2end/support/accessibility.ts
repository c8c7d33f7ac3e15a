import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// axe is a script and hangs if JavaScript is off: it gets a copy of the current page, in a browser
// context that runs scripts but loads none of the application.
async function copyWithScripts(page: Page): Promise<Page> {
  const browser = page.context().browser();
  if (!browser) throw new Error("no browser to open a copy in");
  const html = await page.content();
  const isDark = await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
  const context = await browser.newContext({
    bypassCSP: true,
    colorScheme: isDark ? "dark" : "light",
    javaScriptEnabled: true,
    locale: "fr-FR",
    storageState: await page.context().storageState(),
    viewport: page.viewportSize(),
  });
  await context.route("**/*", (route) => {
    const request = route.request();
    if (request.isNavigationRequest()) return route.fulfill({ contentType: "text/html; charset=utf-8", body: html });
    return request.resourceType() === "script" ? route.abort() : route.continue();
  });
  const copy = await context.newPage();
  await copy.goto(page.url());
  return copy;
}

// While something fades in, its colours are not those that people read.
function isStill() {
  return document.getAnimations().every((moving) => {
    const ends = Number(moving.effect?.getComputedTiming().endTime ?? 0);
    return moving.playState !== "running" || !Number.isFinite(ends);
  });
}

// Fails with one line per violation: the rule, what it asks for, and where.
export async function expectAccessible(page: Page, options: { exclude?: string[] } = {}) {
  const scriptless = test.info().project.use.javaScriptEnabled === false;
  const examined = scriptless ? await copyWithScripts(page) : page;
  await expect.poll(() => examined.evaluate(isStill), "nothing moves any more").toBe(true);
  let builder = new AxeBuilder({ page: examined }).withTags(rules);
  for (const selector of options.exclude ?? []) builder = builder.exclude(selector);
  const { violations } = await builder.analyze();
  if (scriptless) await examined.context().close();
  const lines = violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target.join(" ")).join(", ")})`,
  );
  expect(lines, `accessibility of ${page.url()}`).toEqual([]);
}
