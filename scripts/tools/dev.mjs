// dev.mjs: what `make dev` runs after a normal build. It serves the site from its own folder,
// watches the sources, builds what a change affects and tells the open pages to reload.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, watch } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { WebSocketServer } from "ws";

const root = process.cwd();
const { PORTEVOIX_TARGET: target, PORTEVOIX_ADDRESS: address } = process.env;
const folder = join(target, "dev");
const site = join(folder, "site");
const program = join(folder, "portevoix");
/** Many editors write a file in several steps; this many milliseconds turn them into one change. */
const SETTLING = 100;

/** What to build after a change in each folder. The style sheet and the editor are built by the site's tool alone. */
const FOLDERS = {
  style: ["site"],
  public: ["site"],
  browser: ["site"],
  values: ["server", "scripts"],
  domain: ["server", "scripts"],
  words: ["server", "scripts"],
  app: ["server", "scripts"],
  frontend: ["scripts"],
  backend: ["server"],
  migrations: ["server"],
  server: ["server"],
};

const say = (text) => console.error(`\x1b[1m==>\x1b[0m ${text}`);

/** Runs a command; returns whether it succeeded. Its output goes to the terminal. */
function run(command, ...parameters) {
  return new Promise((done) => {
    const child = spawn(command, parameters, { stdio: ["ignore", "inherit", "inherit"] });
    child.on("error", () => done(false));
    child.on("exit", (status) => done(status === 0));
  });
}

// The script of Leptos in the pages keeps a socket open. Any port will do, because the pages are
// told which one.
const sockets = createServer();
const pages = new WebSocketServer({ server: sockets });
await new Promise((done) => sockets.listen(0, address.replace(/:\d+$/, ""), done));
const reloadPort = sockets.address().port;

function reload() {
  for (const page of pages.clients) page.send(JSON.stringify({ all: true }));
}

/** Where a profile of the browser half leaves the one package of all pages and languages. */
const built = (profile) => join(target, `wasm32-unknown-unknown/${profile}/frontend.wasm`);

/** Writes the files of the site; `scripts` is the package that was compiled after a change. */
async function layOut(scripts) {
  const whole = scripts ?? built("wasm-quick");
  const wasm = ["--glue", join(target, "tool/glue"), "--wasm", `redaction=${whole}`, "--wasm", `gestion=${whole}`];
  const work = scripts
    ? ["--development", "--work", join(folder, "work")]
    : ["--quick", "--work", join(target, "site-quick")];
  if (!(await run("node", join(root, "scripts/tools/site.mjs"), ...wasm, ...work, "--site", site))) return false;
  // Leptos looks for the hashes next to the running program, so this folder has its own copy of the
  // program.
  const isList = (name) => /^hash.*\.txt$/.test(name);
  const lists = readdirSync(site).filter(isList);
  for (const old of readdirSync(folder).filter(isList)) if (!lists.includes(old)) rmSync(join(folder, old));
  for (const list of lists) cpSync(join(site, list), join(folder, list));
  return true;
}

let server = null;

async function stop() {
  if (!server) return;
  const stopped = new Promise((done) => server.once("exit", done));
  server.kill("SIGTERM");
  const patience = setTimeout(() => server.kill("SIGKILL"), 1000);
  await stopped;
  clearTimeout(patience);
  server = null;
}

/** Starts the new server, and waits until it answers. */
async function start() {
  await stop();
  cpSync(join(target, "debug/portevoix"), program);
  const env = {
    ...process.env,
    PORTEVOIX_SITE_ROOT: site,
    LEPTOS_WATCH: "true",
    LEPTOS_RELOAD_PORT: String(reloadPort),
  };
  const started = spawn(program, ["serve"], { env, stdio: ["ignore", "inherit", "inherit"] });
  server = started;
  while (started.exitCode === null && started.signalCode === null) {
    try {
      if ((await fetch(`http://${address}/health/live`)).ok) return true;
    } catch {
      // It does not listen yet.
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  server = null;
  return false;
}

let scripts;

/** Builds what a change of each kind needs; returns whether the pages should reload. */
const work = {
  site: () => layOut(scripts),
  server: async () => (await run("cargo", "build", "--quiet", "--package", "portevoix")) && start(),
  scripts: async () => {
    if (!(await run(join(root, "scripts/dev-browser-half.sh")))) return false;
    scripts = built("wasm-dev");
    return layOut(scripts);
  },
};

const waiting = new Set();
let busy = false;

async function carryOut() {
  if (busy) return;
  busy = true;
  // The fast ones first; each result is shown before the next begins.
  for (let kind; (kind = Object.keys(work).find((kind) => waiting.has(kind)));) {
    waiting.delete(kind);
    const started = performance.now();
    const done = await work[kind]();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    say(done ? `${kind}: ready in ${seconds} s` : `${kind}: not built; what was served stays`);
    if (done) reload();
  }
  busy = false;
}

function changed(kinds) {
  for (const kind of kinds) waiting.add(kind);
  setTimeout(carryOut, SETTLING);
}

async function end() {
  await stop();
  process.exit(0);
}

mkdirSync(folder, { recursive: true });
if (!(await layOut()) || !(await start())) process.exit(1);
process.on("SIGINT", end);
process.on("SIGTERM", end);
for (const [name, kinds] of Object.entries(FOLDERS)) {
  const path = join(root, name);
  if (!existsSync(path)) continue;
  watch(path, { recursive: true }, (_, file) => {
    const irrelevant = /(^|\/)(node_modules|tests|snapshots)\/|(~|\.sw.|\.md)$/;
    if (!irrelevant.test(file ?? "")) changed(kinds);
  });
}
say(`Serving http://${address}; a change shows by itself (Ctrl-C stops it)`);
