// The editor's files, as site.mjs lays them out.
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const tools = dirname(fileURLToPath(import.meta.url));
const folder = join(tools, "../../browser/editor");

const options = {
  entryPoints: [join(folder, "src/editeur.ts")],
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  target: "es2022",
  define: { "process.env.NODE_ENV": '"production"' },
  legalComments: "none",
  logLevel: "warning",
};

/** What the bundle is made from, for whoever asks whether it has changed. */
export function editorSources() {
  const sources = readdirSync(join(folder, "src"))
    .sort()
    .map((name) => join(folder, "src", name));
  return [...sources, join(folder, "package-lock.json"), fileURLToPath(import.meta.url)].map((path) =>
    readFileSync(path),
  );
}

/** The loader's content, and the chunks that it fetches when it is wanted, by their names. */
export function editorBundle() {
  // The loader names its chunks, so these have their hashes before it gets its own.
  const { outputFiles } = buildSync({ ...options, write: false, outdir: "/", chunkNames: "editeur-[name].[hash]" });
  const loader = outputFiles.find(({ path }) => path === "/editeur.js");
  const chunks = outputFiles.filter((file) => file !== loader);
  return {
    loader: Buffer.from(loader.contents),
    chunks: new Map(chunks.map(({ path, contents }) => [path.slice(1), Buffer.from(contents)])),
  };
}
