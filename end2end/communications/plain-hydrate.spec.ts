import type { Page } from "@playwright/test";
import { LYCEE, openRights } from "../support/access";
import { NEW } from "../support/compose";
import { expect, hydrated, slowScripts, test } from "../support/test";
import { subjectField } from "../support/writing";

// A page whose package does not come, or does not begin, works without it, and says so.

const plain = (page: Page) => page.getByText("Une partie de cette page n’a pas pu être chargée.");

// A module that begins with an instruction that fails, as a panic does: it exports `__wbindgen_start`, and no more.
const TRAP = Buffer.from([
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 4, 1, 0x60, 0, 0],
  ...[3, 2, 1, 0],
  ...[7, 20, 1, 16, ...Buffer.from("__wbindgen_start"), 0, 0],
  ...[10, 5, 1, 3, 0, 0x00, 0x0b],
]);

const page404 = { status: 404, contentType: "text/html", body: "<h1>404</h1>" };

for (const [what, answer] of [
  ["is answered 404", page404],
  ["is answered 403", { ...page404, status: 403 }],
  ["is answered 502", { ...page404, status: 502 }],
  ["is another page", { ...page404, status: 200 }],
  ["fails as it begins", { status: 200, contentType: "application/wasm", body: TRAP }],
] as const) {
  test(`a message can be written though its package ${what}`, async ({ as, consoleErrors }) => {
    const page = await as("cpe");
    await page.route("**/*.wasm", (route) => route.fulfill(answer));
    await page.goto(NEW);
    await expect(plain(page)).toBeVisible();
    await page.getByRole("radio", { name: "Messagerie ENT" }).check();
    await expect(subjectField(page)).toBeVisible();
    await expect(page.getByRole("textbox", { name: /^Texte du message/ })).toBeVisible();
    await page.goto("about:blank");
    consoleErrors.length = 0;
  });
}

test("a package that hangs is not waited for, and not started once it comes", async ({ as, consoleErrors }) => {
  const page = await as("cpe");
  await page.clock.install();
  const come = await slowScripts(page);
  await page.goto(NEW, { waitUntil: "domcontentloaded" });
  await page.clock.fastForward(31_000);
  await expect(plain(page)).toBeVisible();
  await page.getByRole("radio", { name: "Messagerie ENT" }).check();
  await expect(subjectField(page)).toBeVisible();
  // What begins with the package is told that it came too late.
  const refused = page.waitForEvent("pageerror");
  come();
  await refused;
  await expect(subjectField(page)).toBeVisible();
  await expect(page.locator("html")).not.toHaveAttribute("data-hydrated");
  await page.goto("about:blank");
  consoleErrors.length = 0;
});

test("a page of rights that only reads does not ask for JavaScript, which runs", async ({ as, consoleErrors }) => {
  const page = await as("admin");
  await openRights(page, LYCEE, "Accès population");
  await page.route("**/*.wasm", (route) => route.fulfill(page404));
  await page.reload();
  await expect(plain(page)).toBeVisible();
  await expect(page.getByText("En version simple, cette page se lit seulement.")).toBeVisible();
  await expect(page.getByText("activez JavaScript")).toBeHidden();
  await page.unroute("**/*.wasm");
  await page.reload();
  await hydrated(page);
  await expect(page.getByText("En version simple, cette page se lit seulement.")).toBeHidden();
  consoleErrors.length = 0;
});
