import type { Page } from "@playwright/test";
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { freePort, stop } from "../server";

export interface OidcProvider {
  issuer: string;
  // Where it listens: its issuer, unless something stands in front of it.
  address: string;
  stop(): Promise<void>;
}

// Starts the provider for the portal at this address, and waits until it listens. Browsers and the portal reach it
// at its issuer.
export async function startOidcProvider(portal: string, front?: string): Promise<OidcProvider> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const issuer = front ?? address;
  const child = spawn(process.execPath, [resolve(__dirname, "provider.mjs")], {
    cwd: resolve(__dirname, "../.."),
    env: { ...process.env, PORT: String(port), PORTAL: portal, ISSUER: issuer },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  await new Promise<void>((ready, failed) => {
    const hear = (text: Buffer) => {
      said += String(text);
      if (/^ready$/m.test(said)) ready();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("exit", () => failed(new Error(`the provider ended: ${said}`)));
  });
  return { issuer, address, stop: () => stop(child) };
}

// Fills in the provider's own page.
export async function signsInThere(page: Page, identifier: string) {
  await page.locator("input[name=login]").fill(identifier);
  await page.locator("input[name=password]").fill("whatever");
  await page.locator("button[type=submit]").click();
}
