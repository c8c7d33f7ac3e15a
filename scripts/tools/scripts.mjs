// Bundles the small scripts of `browser/`, and runs their tests.
// scripts.mjs --test NAME …: runs the tests of these folders of `browser/`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const browser = join(dirname(fileURLToPath(import.meta.url)), "../../browser");
const options = { bundle: true, format: "esm", target: "es2022", legalComments: "none", logLevel: "warning" };

/** A script with all that it imports, in the form in which it is sent. */
export function bundled(folder, name) {
  const entryPoints = [join(browser, folder, `src/${name}.ts`)];
  return Buffer.from(buildSync({ ...options, entryPoints, minify: true, write: false }).outputFiles[0].contents);
}

function test(name) {
  const folder = join(browser, name, "test");
  const made = mkdtempSync(join(tmpdir(), `portevoix-${name}-`));
  const entryPoints = readdirSync(folder).map((file) => join(folder, file));
  buildSync({ ...options, entryPoints, platform: "node", outdir: made, outExtension: { ".js": ".mjs" } });
  const files = readdirSync(made).map((file) => join(made, file));
  const { status } = spawnSync(process.execPath, ["--test", ...files], { stdio: "inherit" });
  rmSync(made, { recursive: true });
  return status ?? 1;
}

const [what, ...names] = process.argv.slice(2);
if (what === "--test" && process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = Math.max(0, ...names.map(test));
}
