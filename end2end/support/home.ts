import { expect, test, type Locator, type Page } from "@playwright/test";
import { within } from "./limit";

// An announcement on *Accueil*.
export function announcement(page: Page, text: string): Locator {
  return page.getByRole("article").filter({ hasText: text });
}

// Waits until an open page no longer shows a text, more precisely than a poll of Playwright; returns
// the instant at which it disappeared.
export function goneAt(page: Page, text: string): Promise<number> {
  const look = (text: string) =>
    new Promise<number>((gone) => {
      const timer = setInterval(() => {
        if (document.body.innerText.includes(text)) return;
        clearInterval(timer);
        gone(Date.now());
      }, 10);
    });
  return page.evaluate(look, text);
}

// Does something that removes a text from an open page, and compares the duration with a limit, which is that of a
// machine that has nothing else to do.
export async function expectGone(page: Page, text: string, limit: number, act: () => Promise<void>) {
  await expect(announcement(page, text)).toBeVisible();
  const gone = goneAt(page, text);
  await act();
  // Measured from the last click: finding and pressing the buttons before it is time of the browser driver.
  const begun = Date.now();
  await expect(announcement(page, text)).toHaveCount(0);
  const took = (await gone) - begun;
  test.info().annotations.push({ type: "gone after", description: `${took} ms` });
  console.log(`    gone from the open page after ${took} ms`);
  expect(took, "milliseconds until it was gone").toBeLessThan(within(limit).timeout);
}
