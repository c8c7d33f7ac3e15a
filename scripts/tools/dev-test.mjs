// dev-test.mjs: tests `make dev`. It changes a style and a word in a copy of the sources; an open
// page has to show both without a manual reload, the style within 2 s and the word within 30 s. On a
// slower machine SLOWER=4 allows four times as long.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = process.cwd();
const { PORTEVOIX_CHROMIUM: chromiumPath, PORTEVOIX_TARGET: target } = process.env;
const { chromium } = createRequire(join(root, "end2end/package.json"))("@playwright/test");
/** The first run compiles everything. */
const UNTIL_SERVED = 45 * 60_000;
const UNTIL_SEEN = 20 * 60_000;
/** What is promised, in seconds. */
const PROMISED = { style: 2, word: 30 };
const slower = Number(process.env.SLOWER ?? 1);
const WORD = "Se connecter";
const OTHER_WORD = "Se connecter maintenant";

const copy = join(target, "dev-test/copy");
const sources = execFileSync("git", ["ls-files", "-z"], { encoding: "utf8" }).split("\0").filter(Boolean);

/** Writes only files that differ, so that a second run compiles little. */
function write(path, content) {
  const place = join(copy, path);
  try {
    if (readFileSync(place).equals(content)) return;
  } catch {
    mkdirSync(dirname(place), { recursive: true });
  }
  writeFileSync(place, content, { mode: statSync(join(root, path)).mode });
}

function replaceWord() {
  const texts = sources.filter((path) => /^(app|words)\/src\/.*\.rs$/.test(path));
  const changed = texts.filter((path) => readFileSync(join(copy, path), "utf8").includes(WORD));
  if (changed.length === 0) throw new Error(`no source has the words "${WORD}"`);
  for (const path of changed) {
    writeFileSync(join(copy, path), readFileSync(join(copy, path), "utf8").replaceAll(WORD, OTHER_WORD));
  }
}

const freePort = () =>
  new Promise((done) => {
    const socket = createServer().listen(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => done(port));
    });
  });

async function seen(what, change, look) {
  const started = performance.now();
  change();
  await look();
  const seconds = (performance.now() - started) / 1000;
  const promised = PROMISED[what] * slower;
  console.log(`make dev: a changed ${what} seen after ${seconds.toFixed(1)} s of ${promised} s`);
  if (seconds > promised) {
    console.error(`error: a changed ${what} is seen too late`);
    process.exitCode = 1;
  }
}

for (const path of sources) write(path, readFileSync(join(root, path)));
for (const folder of ["scripts/tools", "browser/editor"]) {
  const place = join(copy, folder, "node_modules");
  rmSync(place, { recursive: true, force: true });
  symlinkSync(join(root, folder, "node_modules"), place);
}
const data = mkdtempSync(join(tmpdir(), "portevoix-dev-test-"));
const port = await freePort();
const address = `http://127.0.0.1:${port}`;
const dev = spawn(join(copy, "scripts/dev.sh"), {
  cwd: copy,
  detached: true,
  stdio: "inherit",
  env: {
    ...process.env,
    CARGO_TARGET_DIR: join(target, "dev-test/target"),
    PORTEVOIX_TOOLS: process.env.PORTEVOIX_TOOLS ?? join(root, ".tools"),
    PORTEVOIX_ADDRESS: `127.0.0.1:${port}`,
    DATABASE_URL: `sqlite:${join(data, "test.sqlite")}`,
    PORTEVOIX_ATTACHMENTS_URL: join(data, "files"),
  },
});
let browser;
let ended = false;
dev.on("exit", () => (ended = true));

try {
  const started = performance.now();
  for (;;) {
    if (ended) throw new Error("make dev ended before it served");
    if (performance.now() - started > UNTIL_SERVED) throw new Error("make dev did not serve");
    const answer = await fetch(`${address}/connexion`).catch(() => undefined);
    if (answer?.ok) break;
    await new Promise((done) => setTimeout(done, 500));
  }
  console.log(`make dev: serves after ${((performance.now() - started) / 1000).toFixed(0)} s`);
  browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox", "--disable-gpu"] });
  const page = await browser.newPage({ locale: "fr-FR" });
  await page.goto(`${address}/connexion`);
  const style = join(copy, "style/base.css");
  await seen(
    "style",
    () => writeFileSync(style, `${readFileSync(style, "utf8")}\nbody { outline: 3px solid rgb(1, 2, 3); }\n`),
    () =>
      page.waitForFunction(() => getComputedStyle(document.body).outlineColor === "rgb(1, 2, 3)", undefined, {
        timeout: UNTIL_SEEN,
      }),
  );
  await seen("word", replaceWord, () => page.getByText(OTHER_WORD).first().waitFor({ timeout: UNTIL_SEEN }));
} catch (reason) {
  console.error(`error: ${reason.message}`);
  process.exitCode = 1;
} finally {
  await browser?.close();
  if (!ended) process.kill(-dev.pid, "SIGTERM");
  rmSync(data, { recursive: true, force: true });
}
