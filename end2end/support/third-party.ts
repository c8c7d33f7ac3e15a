import { chromium, test, type BrowserContext, type Page } from "@playwright/test";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface OtherSite {
  // `http://127.0.0.1:PORT`: for a portal at localhost, the same foreign site as our server.
  origin: string;
  stop(): Promise<void>;
}

// A site whose page asks the browser for a cookie that other sites' pages may carry, and says whether it came back.
export async function startOtherSite(): Promise<OtherSite> {
  const web = createServer((request, answer) => {
    const cameBack = /(^|; )temoin=1(;|$)/.test(request.headers.cookie ?? "");
    answer.setHeader("Set-Cookie", "temoin=1; Path=/; Secure; SameSite=None");
    answer.setHeader("Cache-Control", "no-store");
    answer.setHeader("Content-Type", "text/html; charset=utf-8");
    answer.end(`<!DOCTYPE html><html lang="fr"><title>Témoin</title><p>${cameBack ? "revenu" : "absent"}</p></html>`);
  });
  await new Promise<void>((done) => web.listen(0, "127.0.0.1", done));
  const stop = () =>
    new Promise<void>((done) => {
      web.closeAllConnections();
      web.close(() => done());
    });
  return { origin: `http://127.0.0.1:${(web.address() as AddressInfo).port}`, stop };
}

// What that site says in a frame of this page.
export async function saidInFrame(page: Page, site: OtherSite): Promise<string> {
  await page.evaluate((src) => {
    document.querySelector("iframe[name=temoin]")?.remove();
    const frame = document.createElement("iframe");
    Object.assign(frame, { src, name: "temoin", title: "Témoin" });
    document.body.append(frame);
  }, `${site.origin}/`);
  return page.frameLocator("iframe[name=temoin]").locator("p").innerText();
}

// A Chromium with a profile of its own, whose settings block third-party cookies or allow them: only a profile has
// this setting, the contexts of a shared browser do not.
export async function openProfile(blocksThirdParties: boolean) {
  const folder = await mkdtemp(join(tmpdir(), "portevoix-chromium-"));
  await mkdir(join(folder, "Default"));
  const settings = { profile: { cookie_controls_mode: blocksThirdParties ? 1 : 0 } };
  await writeFile(join(folder, "Default", "Preferences"), JSON.stringify(settings));
  const { launchOptions, locale, timezoneId } = test.info().project.use;
  const context: BrowserContext = await chromium.launchPersistentContext(folder, {
    ...launchOptions,
    // The shell without a window reads no settings.
    executablePath: process.env.E2E_WHOLE_CHROMIUM,
    locale,
    timezoneId,
  });
  const close = async () => {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { context, close };
}
