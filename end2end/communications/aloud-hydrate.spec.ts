import type { Page } from "@playwright/test";
import { NEW, text } from "../support/compose";
import { clickInto } from "../support/cursor";
import { expect, test, visit } from "../support/test";
import { channel, editor } from "../support/writing";

// Screen readers read out by themselves what changes in these places. What they say at each key covers what they say of
// the key.
const PLACES = "[role=status], [role=alert], [aria-live]:not([aria-live=off])";
// Between two sentences of one place at least this many milliseconds pass.
const PAUSE = 800;

// Counts from now on the keys, and how often each place changes.
async function listen(page: Page) {
  await page.evaluate((places) => {
    const heard = { first: 0, keys: 0, changes: new Map<Element, number>() };
    Object.assign(window, { heard });
    const note = () => {
      heard.keys += 1;
      heard.first ||= performance.now();
    };
    document.addEventListener("input", note, { capture: true });
    new MutationObserver((records) => {
      const touched = new Set<Element>();
      for (const { target, addedNodes } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        const around = element?.closest(places);
        if (around) touched.add(around);
        for (const added of addedNodes) if (added instanceof Element && added.matches(places)) touched.add(added);
      }
      for (const place of touched) heard.changes.set(place, (heard.changes.get(place) ?? 0) + 1);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  }, PLACES);
}

// The places that changed more often than pauses explain, and the number of keys.
async function readOut(page: Page) {
  return page.evaluate((pause) => {
    const { heard } = window as unknown as {
      heard: { first: number; keys: number; changes: Map<Element, number> };
    };
    // The last sentence comes when typing has ended.
    const most = 1 + (performance.now() - heard.first) / pause;
    const often = [...heard.changes].filter(([, count]) => count > most);
    return { keys: heard.keys, often: often.map(([place, count]) => `${count}: ${place.outerHTML.slice(0, 120)}`) };
  }, PAUSE);
}

test("nothing is read out at each key while a text is written and corrected", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(page.locator("#erreurs")).toBeFocused();
  // Over the limit, where the mistake says another number at each key.
  await text(page).fill("a".repeat(250));
  await text(page).press("End");
  await listen(page);
  await page.keyboard.type("Une phrase de plus, un peu longue", { delay: 40 });
  await expect(page.locator("#erreurs")).toBeVisible();
  for (let key = 0; key < 20; key += 1) await page.keyboard.press("Backspace", { delay: 40 });
  const heard = await readOut(page);
  expect(heard.keys).toBeGreaterThan(50);
  expect(heard.often).toEqual([]);
});

test("the counts of a message are read out once typing pauses", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  await channel(page, "Messagerie ENT").check();
  await clickInto(await editor(page));
  await listen(page);
  await page.keyboard.type("Une phrase qui compte ses mots et ses caractères", { delay: 40 });
  const { keys, often } = await readOut(page);
  expect(keys).toBeGreaterThan(30);
  expect(often).toEqual([]);
  await expect(page.getByRole("status").filter({ hasText: /^Mots\s: 9/ })).toBeAttached();
});
