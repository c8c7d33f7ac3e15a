// A server with the demonstration, on a free port and a database of its own.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const PASSWORD = "demo-portevoix";
const binary = process.env.PORTEVOIX_BINARY;

async function freePort() {
  const probe = createServer();
  await new Promise((done) => probe.listen(0, "127.0.0.1", done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

async function ready(address) {
  const answer = await fetch(`${address}/health/ready`).catch(() => null);
  return answer?.ok === true;
}

// Starts it; the answer has its address, and what stops it and removes its files.
export async function startServer() {
  const folder = await mkdtemp(join(tmpdir(), "portevoix-bench-"));
  const host = `127.0.0.1:${await freePort()}`;
  const address = `http://${host}`;
  const env = {
    ...process.env,
    PORTEVOIX_ADDRESS: host,
    PORTEVOIX_DATABASE_URL: `sqlite://${join(folder, "portevoix.sqlite")}?mode=rwc`,
    PORTEVOIX_ATTACHMENTS_URL: join(folder, "files"),
  };
  const run = promisify(execFile);
  await run(binary, ["migrate"], { env });
  await run(binary, ["demo"], { env });
  const server = spawn(binary, ["serve"], { env, stdio: "ignore" });
  const ended = new Promise((done) => server.once("exit", done));
  const deadline = Date.now() + 60_000;
  while (!(await ready(address))) {
    if (server.exitCode !== null || Date.now() > deadline) throw new Error("portevoix serve did not become ready");
    await new Promise((done) => setTimeout(done, 100));
  }
  const stop = async () => {
    server.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  return { address, stop };
}

// The cookies of somebody who signed in, as a browser takes them.
export async function signIn(address, account) {
  const body = new URLSearchParams({ identifiant: account, mot_de_passe: PASSWORD });
  const answer = await fetch(`${address}/connexion`, {
    method: "POST",
    body,
    headers: { Origin: address },
    redirect: "manual",
  });
  if (answer.status !== 303) throw new Error(`${account} could not sign in: ${answer.status}`);
  return answer.headers.getSetCookie().map((line) => {
    const [name, value] = line.split(";", 1)[0].split(/=(.*)/s);
    return { name, value, domain: "127.0.0.1", path: "/", httpOnly: true };
  });
}
