import { expect, type Locator } from "@playwright/test";

// The cursor in the editor: what keys do to it, the editor hears a moment later.

// Waits until the editor knows the selection, which takes one frame; no person is that fast.
async function heard(text: Locator) {
  await text.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
}

// After a focus the editor may put its own selection back within 20 ms, and for 200 ms it takes a cursor at the very
// beginning for a slip of the browser: keys pressed meanwhile are undone. A timer that is set after its own ends after
// them, however busy the machine is.
const SETTLES = 200;

// Waits until the text has the focus, and the editor leaves the cursor where keys put it.
export async function settled(text: Locator) {
  const hasFocus = () =>
    text.evaluate((element) => element.closest("[contenteditable]")?.contains(document.activeElement) ?? false);
  await expect.poll(hasFocus, "the text has the focus").toBe(true);
  await text.evaluate((_, pause) => new Promise((done) => setTimeout(done, pause)), SETTLES);
  await heard(text);
}

// Puts the cursor somewhere like a person does.
export async function clickInto(text: Locator) {
  await text.click();
  await settled(text);
}

// Moves the cursor by keys that the browser itself understands. The editor hears of each a frame later; before that its
// own keys and buttons would act where the cursor was.
export async function move(text: Locator, ...keys: string[]) {
  await settled(text);
  for (const key of keys) {
    await text.page().keyboard.press(key);
    await heard(text);
  }
}
