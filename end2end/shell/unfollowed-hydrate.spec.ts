import type { Page } from "@playwright/test";
import { deploy } from "../support/api";
import { announcement } from "../support/home";
import { expect, hydrated, slowScripts, test, unique } from "../support/test";

// A page whose module does not come shows what the server sent, and says that it shows no more.

const MODULE = "**/pkg/portail.*.js";
const place = (page: Page) => page.locator("#page-en-retard");
const SENTENCE = "Ce qui change ailleurs n’apparaît qu’en la rechargeant.";

for (const address of ["/", "/messagerie", "/aide"]) {
  test(`${address} says that it does not follow where its module is not there`, async ({ as }) => {
    const page = await as("enseignant");
    await page.route(MODULE, (route) => route.fulfill({ status: 404, contentType: "text/javascript", body: "" }));
    await page.goto(address);
    await expect(place(page)).toContainText(SENTENCE);
    await page.unroute(MODULE);
    await page.reload();
    await hydrated(page);
    await expect(place(page)).toBeEmpty();
  });
}

test("a module that hangs is told of, until it comes", async ({ as }) => {
  const [author, page] = [await as("direction"), await as("enseignant")];
  await page.clock.install();
  const come = await slowScripts(page, MODULE);
  await page.goto("/", { waitUntil: "commit" });
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Bonjour");
  await expect(place(page)).toBeEmpty();
  await page.clock.fastForward(31_000);
  await expect(place(page)).toContainText(SENTENCE);
  come();
  await hydrated(page);
  await expect(place(page)).toBeEmpty();
  const text = unique("Après le module");
  await deploy(author, { text });
  await expect(announcement(page, text)).toBeVisible();
});
