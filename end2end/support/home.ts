import { expect, test, type Locator, type Page } from "@playwright/test";

// An announcement on *Accueil*.
export function announcement(page: Page, text: string): Locator {
  return page.getByRole("article").filter({ hasText: text });
}

// Waits, closer than a poll of Playwright's, until an open page shows a text no more; gives the
// instant at which it was gone.
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

// Does something that takes a text off an open page, and holds how long that takes against a limit; two busy cores,
// with a second browser beside them, have five times as long.
export async function expectGone(page: Page, text: string, withinMs: number, act: () => Promise<void>) {
  await expect(announcement(page, text)).toBeVisible();
  const gone = goneAt(page, text);
  await act();
  // From the last click on: finding and pressing the buttons before it is the browser driver's time.
  const begun = Date.now();
  await expect(announcement(page, text)).toHaveCount(0);
  const took = (await gone) - begun;
  test.info().annotations.push({ type: "gone after", description: `${took} ms` });
  console.log(`    gone from the open page after ${took} ms`);
  expect(took, "milliseconds until it was gone").toBeLessThan(5 * withinMs);
}
