// The frame in a browser that keeps third-party cookies from it, as browsers do more and more.
import { session } from "../support/accounts";
import { deploy } from "../support/api";
import { expect, unique } from "../support/test";
import { openProfile, saidInFrame, startOtherSite } from "../support/third-party";
import { test } from "../support/widget";

for (const blocks of [false, true]) {
  const how = blocks ? "blocked" : "allowed";
  test(`in a frame, with third-party cookies ${how}, its reader reads`, async ({ scene, consoleErrors }) => {
    test.setTimeout(240_000);
    const { author, portal, server } = scene;
    const text = unique("Sans cookie tiers");
    await deploy(author, { text });
    const [{ context, close }, other] = [await openProfile(blocks), await startOtherSite()];
    context.on("weberror", (error) => consoleErrors.push(String(error.error())));
    const { cookies } = await session(server.baseURL, "enseignant");
    await context.addCookies(cookies);
    const page = await context.newPage();
    await page.goto(`${portal.origin}/cadre`);

    // The browser does what it was told: a frame of another site has its cookie back, or has not.
    expect(await saidInFrame(page, other)).toBe("absent");
    expect(await saidInFrame(page, other)).toBe(blocks ? "absent" : "revenu");

    const carried: Promise<string | null>[] = [];
    page.on("request", (request) => {
      if (request.url().startsWith(`${server.baseURL}/api/widget/`)) carried.push(request.headerValue("cookie"));
    });
    const frame = page.frameLocator("iframe[title=Annonces]");
    const opened = context.waitForEvent("page");
    await frame.getByRole("button", { name: "Afficher mes annonces" }).click();
    const small = await opened;
    await small.getByRole("button", { name: "Afficher mes annonces" }).click();
    await expect(frame.locator(".item").filter({ hasText: text })).toBeVisible();
    const later = unique("Plus tard");
    await deploy(author, { text: later });
    await expect(frame.locator(".item").filter({ hasText: later })).toBeVisible();
    expect(carried.length).toBeGreaterThan(0);
    expect(await Promise.all(carried), "the frame's requests carry no cookie").toEqual(carried.map(() => null));
    await close();
    await other.stop();
  });
}
