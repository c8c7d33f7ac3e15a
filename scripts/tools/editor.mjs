// The files of the editor, as site.mjs writes them.
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

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

/** The sources of the bundle, for code that checks whether it has changed. */
export function editorSources() {
  const sources = readdirSync(join(folder, "src"))
    .sort()
    .map((name) => join(folder, "src", name));
  return [...sources, join(folder, "package-lock.json"), fileURLToPath(import.meta.url)].map((path) =>
    readFileSync(path),
  );
}

// The sources import the words of French.
const wordsOf = (language) => ({
  name: "words",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/(loader-)?words$/ }, ({ path, resolveDir }) => {
      if (resolveDir !== join(folder, "src")) return undefined;
      return { path: join(resolveDir, language === "fr" ? `${path}.ts` : `${path}-${language}.ts`) };
    });
  },
});

/** The loader's content, and by name the chunks that it fetches when needed, all in one language. */
export async function editorBundle(name, language) {
  // The loader contains the names of its chunks, so their hashes are needed before its own.
  const { outputFiles } = await build({
    ...options,
    plugins: [wordsOf(language)],
    write: false,
    outdir: "/",
    chunkNames: `${name}-[name].[hash]`,
  });
  const loader = outputFiles.find(({ path }) => path === "/editeur.js");
  const chunks = outputFiles.filter((file) => file !== loader);
  return {
    loader: Buffer.from(loader.contents),
    chunks: new Map(chunks.map(({ path, contents }) => [path.slice(1), Buffer.from(contents)])),
  };
}
