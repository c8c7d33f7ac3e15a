// The widget in hosts of a single page, which move it, take it away and put it back. The clock is the machine's: the
// widget's own patience runs by it too, and every wait is for something that happens.
import type { Page, Request } from "@playwright/test";
import { deploy } from "../support/api";
import { held, NOTHING, watchHeld } from "../support/held";
import { expect, slowScripts, unique } from "../support/test";
import { item, test, widget } from "../support/widget";

const LIST = /\/api\/widget\/annonces\?/;
const LISTENERS = ["online", "pagehide", "pageshow", "visibilitychange"];
// Two elements with one statement share its token for ten seconds by a timer, and a list is asked for every five.
const QUIET = { timeout: 30_000 };

interface Host {
  element: HTMLElement & { getStatement: () => Promise<string> };
  // Gives the host's answer for a reader who was asked for.
  answers: (statement: string) => void;
}

// Opens the portal's page with the widget, and keeps the element as a host does that will put it back.
async function open(page: Page, origin: string, text: string) {
  await watchHeld(page);
  await page.goto(`${origin}/stricte?lecteur=enseignant`);
  await expect(item(page, text)).toBeVisible();
  expect((await held(page)).listeners).toEqual(LISTENERS);
  await page.evaluate(() => {
    Object.assign(window, { element: document.querySelector("portevoix-annonces") });
  });
}

// What the widget asks our server and the portal for while this is done, and in consequence of it.
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

const remove = (page: Page) => page.evaluate(() => (window as unknown as Host).element.remove());
const putBack = (page: Page) =>
  page.evaluate(() => document.querySelector("main")?.append((window as unknown as Host).element));

// Whatever an element hears that is in the page: the page is seen again, and the network is back.
const wake = (page: Page) =>
  page.evaluate(() => {
    document.dispatchEvent(new Event("visibilitychange"));
    window.dispatchEvent(new Event("online"));
  });

const left = (page: Page) => page.evaluate(() => (window as unknown as Host).element.shadowRoot?.textContent ?? "");

test("taken away for good, it asks for nothing and leaves no timer and no listener", async ({ page, scene }) => {
  const text = unique("Ôtée");
  await deploy(scene.author, { text });
  await open(page, scene.portal.origin, text);
  await remove(page);
  expect((await held(page)).listeners).toEqual([]);
  await expect.poll(() => held(page), QUIET).toEqual(NOTHING);
  // Without a timer, a listener or a question on its way, nothing but this can wake it.
  expect(await asks(page, () => wake(page))).toEqual([]);
  expect(await held(page)).toEqual(NOTHING);
  expect(await left(page), "nothing of its reader is kept").not.toContain(text);
});

test("taken away while an answer is on its way, nothing follows", async ({ page, scene }) => {
  const text = unique("En route");
  await deploy(scene.author, { text });
  await open(page, scene.portal.origin, text);
  const come = await slowScripts(page, "**/api/widget/annonces*");
  await page.waitForRequest(LIST);
  await remove(page);
  expect((await held(page)).listeners).toEqual([]);
  await expect.poll(() => held(page), QUIET).toEqual(NOTHING);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  come();
  expect(await asks(page, () => wake(page))).toEqual([]);
  expect(await held(page)).toEqual(NOTHING);
  expect(await left(page)).not.toContain(text);
});

test("taken away while its host looks for the reader, no token is asked for", async ({ page, scene }) => {
  const text = unique("Sans lecteur");
  await deploy(scene.author, { text });
  await open(page, scene.portal.origin, text);
  await page.evaluate(() => {
    const host = window as unknown as Host;
    // Called at once: the list begins anew.
    host.element.getStatement = () => new Promise((answers) => Object.assign(host, { answers }));
  });
  await remove(page);
  const asked = await asks(page, () => page.evaluate(() => (window as unknown as Host).answers("d.e.f")));
  expect(asked).toEqual([]);
  await expect.poll(() => held(page), QUIET).toEqual(NOTHING);
});

test("taken away and put back several times, it begins anew and once", async ({ page, scene }) => {
  test.setTimeout(120_000);
  const [text, later] = [unique("Remise"), unique("Ensuite")];
  await deploy(scene.author, { text });
  await open(page, scene.portal.origin, text);
  for (let times = 0; times < 3; times += 1) {
    await remove(page);
    await expect(widget(page)).toHaveCount(0);
    const declared = page.waitForRequest(/\/declaration\?/);
    await putBack(page);
    await declared;
    await expect(item(page, text)).toBeVisible();
  }
  // Until the next question or its answer, and until the first announcement is over: for each element that lives on.
  await expect.poll(() => held(page), QUIET).toEqual({ listeners: LISTENERS, timers: 2 });
  await deploy(scene.author, { text: later });
  await expect(item(page, later)).toBeVisible();
});

test("of two on a page, the one that stays goes on", async ({ page, scene }) => {
  test.setTimeout(120_000);
  const [text, later] = [unique("À deux"), unique("Seule")];
  await deploy(scene.author, { text });
  await watchHeld(page);
  await page.goto(`${scene.portal.origin}/hostile?lecteur=enseignant`);
  const second = page.locator("portevoix-annonces").nth(1);
  await expect(item(page, text)).toBeVisible();
  await expect(second.locator(".item").filter({ hasText: text })).toBeVisible();
  expect((await held(page)).listeners).toEqual([...LISTENERS, ...LISTENERS].sort());
  await second.evaluate((element) => element.remove());
  await expect.poll(() => held(page), QUIET).toEqual({ listeners: LISTENERS, timers: 2 });
  await deploy(scene.author, { text: later });
  await expect(item(page, later)).toBeVisible();
});

test("a page that the browser kept shows nothing before its host said who reads", async ({ page, scene }) => {
  const text = unique("Page précédente");
  await deploy(scene.author, { text });
  await open(page, scene.portal.origin, text);
  // As the browser says it when it keeps a page and takes it out again; with a page of a test it keeps none.
  const says = (type: string) =>
    page.evaluate((named) => window.dispatchEvent(new PageTransitionEvent(named, { persisted: true })), type);
  const asked = await asks(page, async () => {
    await says("pagehide");
    expect(await left(page)).not.toContain(text);
  });
  expect(asked, "nobody is asked who reads while nobody does").not.toContain("/declaration");
  const declared = page.waitForRequest(/\/declaration\?/);
  await says("pageshow");
  await declared;
  await expect(item(page, text)).toBeVisible();
});

test("moved on its page, it keeps its list and its reader", async ({ page, scene }) => {
  test.setTimeout(120_000);
  const [text, later] = [unique("Déplacée"), unique("Après")];
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
  // Its next question may be due meanwhile; but nobody is asked who reads.
  expect(asked).not.toContain("/declaration");
  expect(asked).not.toContain("/api/widget/jeton");
  expect((await held(page)).listeners).toEqual(LISTENERS);
  await expect(item(page, text)).toBeVisible();
  // It reads the direction of its new place, and goes on.
  await page.evaluate(() => {
    const { element } = window as unknown as Host;
    const place = document.createElement("div");
    place.dir = "rtl";
    document.body.append(place);
    place.append(element);
  });
  await expect(widget(page).locator(".box")).toHaveAttribute("dir", "rtl");
  await deploy(scene.author, { text: later });
  await expect(item(page, later)).toBeVisible();
});
