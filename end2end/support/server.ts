import { execFile, spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { createWriteStream, mkdirSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const binary = process.env.PORTEVOIX_BINARY ?? resolve(__dirname, "../../target/debug/portevoix");
const logs = resolve(__dirname, "../test-results/servers");
const siteRoot = process.env.PORTEVOIX_SITE_ROOT ?? resolve(__dirname, "../../target/site");

export interface Settings {
  databaseUrl: string;
  env?: Record<string, string>;
  // Whether the server has a public address, which e-mails and providers of sign-on need.
  isPublic?: boolean;
  // The same port as before, for a server that comes back.
  port?: number;
}

export interface Server {
  baseURL: string;
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, "127.0.0.1", done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}

const SECRET_KEYS = Buffer.alloc(32, "clé des tests").toString("base64");

function environment({ databaseUrl, env }: Settings): NodeJS.ProcessEnv {
  // A store of attachments belongs to one database; processes on the same database share it.
  const files = join(tmpdir(), "portevoix-e2e-files", createHash("sha256").update(databaseUrl).digest("hex"));
  return {
    ...process.env,
    PORTEVOIX_SITE_ROOT: siteRoot,
    PORTEVOIX_DATABASE_URL: databaseUrl,
    PORTEVOIX_ATTACHMENTS_URL: files,
    // What is deployed goes out at once, unless a spec is about taking it back.
    PORTEVOIX_UNDO_SECONDS: "0",
    // Beside a file of SQLite the server makes a key of its own.
    ...(databaseUrl.startsWith("postgres") && { PORTEVOIX_SECRET_KEYS: SECRET_KEYS }),
    ...env,
  };
}

// Runs `portevoix migrate`, `demo`, `import …` to its end; on failure rejects with its output.
export function portevoix(settings: Settings, ...args: string[]) {
  return run(binary, args, { env: environment(settings) });
}

// The file of a database of SQLite; nothing for other databases.
const fileOf = (databaseUrl: string) => (databaseUrl.startsWith("sqlite:") ? new URL(databaseUrl).pathname : "");

// Fills an empty database. The global set-up does it once: further ones of SQLite are copies of that one, which nobody
// has opened since.
export async function fillWithDemo(settings: Settings) {
  const [filled, file] = [process.env.E2E_FILLED ?? "", fileOf(settings.databaseUrl)];
  if (filled && file) {
    await cp(filled, dirname(file), { recursive: true });
    return;
  }
  await portevoix(settings, "migrate");
  await portevoix(settings, "demo", "--without-story");
}

function ended(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

export async function stop(child: ChildProcess) {
  if (ended(child)) return;
  const exit = new Promise((done) => child.once("exit", done));
  child.kill("SIGTERM");
  const impatience = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await exit;
  clearTimeout(impatience);
}

async function ready(baseURL: string): Promise<boolean> {
  try {
    const response = await fetch(`${baseURL}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    return response.ok;
  } catch {
    return false;
  }
}

// Starts one server process on a free port and waits until it is ready. Another process may take that port before
// the server listens on it.
export function startServer(settings: Settings): Promise<Server> {
  return start(settings).catch((reason) => {
    if (!/in use/i.test(String(reason))) throw reason;
    return start(settings);
  });
}

async function start(settings: Settings): Promise<Server> {
  const address = `127.0.0.1:${settings.port ?? (await freePort())}`;
  const baseURL = `http://${address}`;
  const child = spawn(binary, ["serve"], {
    env: {
      ...environment(settings),
      PORTEVOIX_ADDRESS: address,
      ...(settings.isPublic && { PORTEVOIX_PUBLIC_URL: baseURL }),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // The end of the log goes into the error below, the whole log into Playwright's results.
  mkdirSync(logs, { recursive: true });
  const file = createWriteStream(join(logs, `${new URL(baseURL).port}.log`));
  let log = "";
  const keep = (chunk: Buffer) => {
    file.write(chunk);
    log = (log + chunk.toString()).slice(-20_000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);

  const deadline = Date.now() + 120_000;
  while (!(await ready(baseURL))) {
    if (ended(child) || Date.now() > deadline) {
      await stop(child);
      throw new Error(`portevoix serve did not become ready:\n${log}`);
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  return { baseURL, stop: () => stop(child) };
}

// Fills a database for others to be copies of; returns how to remove it. The name of the variable does not begin with
// `PORTEVOIX_`: our program refuses such names when it does not know them.
export async function keepFilled(): Promise<() => Promise<void>> {
  const { databaseUrl, remove } = await temporarySqlite();
  await fillWithDemo({ databaseUrl });
  process.env.E2E_FILLED = dirname(fileOf(databaseUrl));
  return remove;
}

// A new SQLite database in a new folder.
export async function temporarySqlite() {
  const folder = await mkdtemp(join(tmpdir(), "portevoix-e2e-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  return { databaseUrl: `sqlite://${join(folder, "portevoix.sqlite")}?mode=rwc`, remove };
}

// A new database on the PostgreSQL server that TEST_POSTGRES_URL names.
export async function temporaryPostgres() {
  const admin = process.env.TEST_POSTGRES_URL;
  if (!admin) throw new Error("TEST_POSTGRES_URL is not set: start the tests with `make end2end`");
  const name = `e2e_${process.pid}_${Date.now()}`;
  const psql = (statement: string) => run("psql", ["-q", "-X", "-v", "ON_ERROR_STOP=1", "-c", statement, admin]);
  await psql(`CREATE DATABASE ${name}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return { databaseUrl: url.toString(), remove: () => psql(`DROP DATABASE ${name} WITH (FORCE)`).then(() => {}) };
}
