// The scripts for portals' pages and halls, as site.mjs writes them.
// widget.mjs --test: runs their tests.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../../browser/widget");
const options = { bundle: true, format: "esm", target: "es2022", legalComments: "none", logLevel: "warning" };

/** What a portal's page loads, and the scripts of our own pages by name: of the frame, of the small window that
 * belongs to it, of the screen of a hall. */
export function widgetBundle() {
  const built = (name) => {
    const entryPoints = [join(folder, `src/${name}.ts`)];
    return Buffer.from(buildSync({ ...options, entryPoints, minify: true, write: false }).outputFiles[0].contents);
  };
  const own = { cadre: "frame", fenetre: "window", affichage: "hall" };
  return {
    widget: built("widget"),
    own: new Map(Object.entries(own).map(([name, source]) => [name, built(source)])),
  };
}

function test() {
  const made = mkdtempSync(join(tmpdir(), "portevoix-widget-"));
  const entryPoints = readdirSync(join(folder, "test")).map((name) => join(folder, "test", name));
  buildSync({ ...options, entryPoints, platform: "node", outdir: made, outExtension: { ".js": ".mjs" } });
  const files = readdirSync(made).map((name) => join(made, name));
  const { status } = spawnSync(process.execPath, ["--test", ...files], { stdio: "inherit" });
  rmSync(made, { recursive: true });
  process.exitCode = status ?? 1;
}

if (process.argv.includes("--test")) test();
