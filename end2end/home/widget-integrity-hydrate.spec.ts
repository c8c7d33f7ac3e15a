// The widget by the address of one version, whose digest the portal's page names.
import { createHash } from "node:crypto";
import { deploy } from "../support/api";
import { expect, unique } from "../support/test";
import { item, test } from "../support/widget";

const digest = (content: Buffer) => `sha384-${createHash("sha384").update(content).digest("base64")}`;

test("the script that the portal's page of ours offers is the file, and shows the list", async ({ page, scene }) => {
  const { admin, author, portal, server } = scene;
  const text = unique("Vérifiée");
  await deploy(author, { text });
  await admin.goto(portal.administration);
  const offered = await admin.locator("pre code").filter({ hasText: "integrity=" }).innerText();
  const [script = "", address = "", integrity] =
    /<script type="module" src="([^"]+)"\s+integrity="([^"]+)" crossorigin><\/script>/.exec(offered) ?? [];
  expect(address).toMatch(new RegExp(`^${server.baseURL}/widget/[0-9a-f]{24}\\.js$`));
  const file = await admin.request.get(address);
  expect(file.status()).toBe(200);
  expect(integrity, "the digest is that of the file").toBe(digest(await file.body()));
  expect(file.headers()).toMatchObject({
    "access-control-allow-origin": "*",
    "cache-control": expect.stringContaining("immutable"),
  });
  const newest = await admin.request.get("/widget.js");
  expect(digest(await newest.body()), "the same as the newest version").toBe(integrity);

  portal.script = script;
  const loaded = page.waitForResponse(address);
  await page.goto(`${portal.origin}/epinglee?lecteur=enseignant`);
  expect((await loaded).status()).toBe(200);
  await expect(item(page, text)).toBeVisible();
});

test("with another digest the browser refuses it, and nothing is asked for", async ({ browser, scene }) => {
  const { admin, portal, server } = scene;
  await admin.goto(portal.administration);
  const offered = await admin.locator("pre code").filter({ hasText: "integrity=" }).innerText();
  const address = /src="([^"]+)"/.exec(offered)?.[1] ?? "";
  const wrong = digest(Buffer.from("another file"));
  portal.script = `<script type="module" src="${address}" integrity="${wrong}" crossorigin></script>`;
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().startsWith(`${server.baseURL}/api/`)) asked.push(request.url());
  });
  const refused = page.waitForEvent("console", (message) => message.text().includes("integrity"));
  await page.goto(`${portal.origin}/epinglee?lecteur=enseignant`);
  expect((await refused).type()).toBe("error");
  expect(await page.evaluate(() => customElements.get("portevoix-annonces") === undefined)).toBe(true);
  // The place that the page keeps for it stays as it is.
  const height = await page.locator("portevoix-annonces").evaluate((element) => element.clientHeight);
  expect(height).toBeGreaterThan(100);
  expect(asked).toEqual([]);
  await context.close();
});
