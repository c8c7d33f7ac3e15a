import { expect, type Locator } from "@playwright/test";

// Clicks what sends a form or leads away, and waits for the page that answers. Right after a click the browser may not
// have begun to ask for it: an address opened meanwhile would take its place, and the form would never be sent.
export async function leads(control: Locator) {
  const page = control.page();
  await page.waitForLoadState("domcontentloaded");
  await Promise.all([page.waitForEvent("domcontentloaded"), control.click()]);
}

// Loads a page that does not follow by itself again and again until it has this.
export async function reloadUntil(shows: Locator) {
  await expect(async () => {
    await shows.page().reload();
    expect(await shows.count()).toBeGreaterThan(0);
  }).toPass();
}
