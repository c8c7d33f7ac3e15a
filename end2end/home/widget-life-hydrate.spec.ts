// The widget in hosts of a single page, which move it, take it away and put it back.
import type { Page, Request } from "@playwright/test";
import { deploy } from "../support/api";
import { expect, slowScripts, unique } from "../support/test";
import { item, test, widget } from "../support/widget";

const LIST = /\/api\/widget\/annonces\?/;
const AGAIN = ["/api/widget/annonces"];

interface Host {
  // What the page holds of others: listeners of window and document, and how many timers.
  held: () => { listeners: string[]; timers: number };
  element: HTMLElement;
}

// Runs in the page before anything else: notes what is held there.
function watch() {
  const listeners: { type: string; run: unknown }[] = [];
  const prototype = EventTarget.prototype;
  const { addEventListener, removeEventListener } = prototype;
  const outside = (target: unknown) => target === undefined || target === window || target === document;
  prototype.addEventListener = function (this: EventTarget | undefined, type: string, run, options) {
    if (outside(this)) listeners.push({ type, run });
    addEventListener.call(this ?? window, type, run, options);
  };
  prototype.removeEventListener = function (this: EventTarget | undefined, type: string, run, options) {
    const at = listeners.findIndex((one) => one.type === type && one.run === run);
    if (outside(this) && at >= 0) listeners.splice(at, 1);
    removeEventListener.call(this ?? window, type, run, options);
  };
  const timers = new Set<number>();
  const begin = window.setTimeout as unknown as (run: () => void, millis?: number) => number;
  const end = window.clearTimeout as unknown as (timer?: number) => void;
  const setTimeout = (run: () => void, millis?: number) => {
    const timer: number = begin(() => {
      timers.delete(timer);
      run();
    }, millis);
    timers.add(timer);
    return timer;
  };
  const clearTimeout = (timer?: number) => {
    if (timer !== undefined) timers.delete(timer);
    end(timer);
  };
  const held = () => ({ listeners: listeners.map(({ type }) => type).sort(), timers: timers.size });
  Object.assign(window, { setTimeout, clearTimeout, held });
}

const held = (page: Page) => page.evaluate(() => (window as unknown as Host).held());
const NOTHING = { listeners: [], timers: 0 };
const LISTENERS = ["online", "visibilitychange"];

// Opens the portal's page with the widget, and stops its clock once the widget has told what was seen.
async function open(page: Page, origin: string, text: string) {
  await page.clock.install({ time: Date.now() });
  await page.addInitScript(watch);
  const told = page.waitForResponse(/\/api\/widget\/vu$/);
  await page.goto(`${origin}/stricte?lecteur=enseignant`);
  await expect(item(page, text)).toBeVisible();
  await told;
  const heard = page.waitForResponse(LIST);
  await page.clock.pauseAt(Date.now() + 60_000);
  await (await heard).finished();
  // Until the next time, and until the first announcement is over.
  await expect.poll(() => held(page)).toEqual({ listeners: LISTENERS, timers: 2 });
  await page.evaluate(() => {
    const element = document.querySelector<HTMLElement>("portevoix-annonces");
    if (element) Object.assign(window, { element });
  });
}

// What the widget asks our server and the portal for while this is done.
async function asks(page: Page, act: () => Promise<void>): Promise<string[]> {
  const paths: string[] = [];
  const hear = (request: Request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/api/widget/") || pathname === "/declaration") paths.push(pathname);
  };
  page.on("request", hear);
  await act();
  // Requests are reported in their order: this one comes after all others.
  const last = page.waitForResponse(/\/hote\.js\?fin$/);
  await page.evaluate(() => fetch("/hote.js?fin").then((answer) => answer.text()));
  await last;
  page.off("request", hear);
  return paths;
}

// Whatever is seen in another room is told as well.
const unlessSeen = (paths: string[]) => paths.filter((path) => path !== "/api/widget/vu");

const remove = (page: Page) => page.evaluate(() => (window as unknown as Host).element.remove());
const putBack = (page: Page) =>
  page.evaluate(() => document.querySelector("main")?.append((window as unknown as Host).element));

test("taken away for good, it asks for nothing and leaves no timer and no listener", async ({ page, scene }) => {
  const text = unique("Ôtée");
  await deploy(scene.author, { text });
  await open(page, scene.portal.origin, text);
  await remove(page);
  expect(await held(page)).toEqual(NOTHING);
  const asked = await asks(page, async () => {
    await page.clock.fastForward(30 * 60_000);
    await page.evaluate(() => {
      document.dispatchEvent(new Event("visibilitychange"));
      window.dispatchEvent(new Event("online"));
    });
    await page.clock.fastForward(30 * 60_000);
  });
  expect(asked).toEqual([]);
  expect(await held(page)).toEqual(NOTHING);
  // Nothing of its reader is kept either.
  const left = await page.evaluate(() => (window as unknown as Host).element.shadowRoot?.textContent ?? "");
  expect(left).not.toContain(text);
});

test("taken away while an answer is on its way, nothing follows", async ({ page, scene }) => {
  const text = unique("En route");
  await deploy(scene.author, { text });
  await open(page, scene.portal.origin, text);
  const come = await slowScripts(page, "**/api/widget/annonces*");
  const sent = page.waitForRequest(LIST);
  await page.clock.runFor(5_000);
  await sent;
  await remove(page);
  await expect.poll(() => held(page)).toEqual(NOTHING);
  expect(await asks(page, () => page.clock.fastForward(30 * 60_000))).toEqual([]);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  come();
});

test("taken away and put back several times, it begins anew and once", async ({ page, scene }) => {
  const text = unique("Remise");
  await deploy(scene.author, { text });
  await open(page, scene.portal.origin, text);
  for (let times = 0; times < 3; times += 1) {
    await remove(page);
    await expect(widget(page)).toHaveCount(0);
    const heard = page.waitForResponse(LIST);
    await putBack(page);
    await (await heard).finished();
    await expect(item(page, text)).toBeVisible();
  }
  expect((await held(page)).listeners).toEqual(LISTENERS);
  const asked = await asks(page, () => page.clock.runFor(5_000));
  expect(unlessSeen(asked)).toEqual(AGAIN);
});

test("moved on its page, it keeps its list and asks for nothing", async ({ page, scene }) => {
  const text = unique("Déplacée");
  await deploy(scene.author, { text });
  await open(page, scene.portal.origin, text);
  const asked = await asks(page, async () => {
    const kept = await page.evaluate(async () => {
      const { element } = window as unknown as Host;
      const items = () => [...(element.shadowRoot?.querySelectorAll("li") ?? [])];
      const first = items();
      const same = () => items().length === first.length && items().every((one, at) => one === first[at]);
      const shown: boolean[] = [];
      const look = async () => {
        shown.push(same());
        await Promise.resolve();
        shown.push(same());
      };
      const [main, aside] = [element.parentElement, document.createElement("aside")];
      document.body.prepend(aside);
      aside.append(element);
      await look();
      element.remove();
      main?.prepend(element);
      await look();
      // Newer browsers move an element without removing it.
      const place = aside as unknown as { moveBefore?: (node: Node, before: Node | null) => void };
      place.moveBefore?.(element, null);
      await look();
      return { shown, items: first.length };
    });
    expect(kept.items).toBeGreaterThan(0);
    expect(kept.shown).toEqual(kept.shown.map(() => true));
  });
  expect(unlessSeen(asked)).toEqual([]);
  expect((await held(page)).listeners).toEqual(LISTENERS);
  await expect(item(page, text)).toBeVisible();
  // It goes on, and reads the direction of its new place.
  await page.evaluate(() => {
    const { element } = window as unknown as Host;
    const place = document.createElement("div");
    place.dir = "rtl";
    document.body.append(place);
    place.append(element);
  });
  await expect(widget(page).locator(".box")).toHaveAttribute("dir", "rtl");
  expect(unlessSeen(await asks(page, () => page.clock.runFor(5_000)))).toEqual(AGAIN);
});
