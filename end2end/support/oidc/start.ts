import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { freePort, stop } from "../server";

export interface OidcProvider {
  issuer: string;
  stop(): Promise<void>;
}

// Starts the provider for the portal at this address, and waits until it listens.
export async function startOidcProvider(portal: string): Promise<OidcProvider> {
  const port = await freePort();
  const child = spawn(process.execPath, [resolve(__dirname, "provider.mjs")], {
    cwd: resolve(__dirname, "../.."),
    env: { ...process.env, PORT: String(port), PORTAL: portal },
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
  return { issuer: `http://127.0.0.1:${port}`, stop: () => stop(child) };
}
