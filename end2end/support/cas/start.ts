import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { freePort, stop as end } from "../server";
import { ownCasServer } from "./own";

const run = promisify(execFile);

export interface CasPerson {
  login: string;
  password: string;
  // What `ENTPersonJointure` says.
  identifier: string;
}

export interface CasServer {
  // The address for the administration of providers.
  base: string;
  stop(): Promise<void>;
}

// django-mama-cas, a CAS server that others wrote; our own small one where PyPI does not answer.
export async function startCasServer(person: CasPerson): Promise<CasServer> {
  const { stdout, stderr } = await run(resolve(__dirname, "../../../scripts/cas-peer.sh"));
  const packages = stdout.trim();
  if (!packages) {
    console.warn(stderr);
    return ownCasServer(person);
  }
  const [port, folder] = [await freePort(), await mkdtemp(join(tmpdir(), "portevoix-cas-"))];
  const { login, password, identifier } = person;
  const child = spawn("python3", [join(__dirname, "peer.py"), `${port}`, folder, login, password, identifier], {
    env: { ...process.env, PYTHONPATH: packages, PYTHONDONTWRITEBYTECODE: "1" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  child.stderr.on("data", (chunk: Buffer) => (log = (log + chunk.toString()).slice(-5_000)));
  const deadline = Date.now() + 120_000;
  const ready = () =>
    fetch(`http://127.0.0.1:${port}/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await ready())) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`django-mama-cas did not start:\n${log}`);
    await new Promise((done) => setTimeout(done, 100));
  }
  const stop = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  return { base: `http://127.0.0.1:${port}/cas`, stop };
}
