// site.mjs --glue FILE --wasm NAME=FILE … --work FOLDER --site FOLDER [--quick|--development]
// Writes the site: the packages of the browser half, the module of our pages, the editor, the widget, the style
// sheet and the static files, under names that contain a hash. Work whose input is unchanged is skipped. The
// packages are made as small as they can be. `--quick` leaves out wasm-opt and compresses faster, and during
// development nothing is compressed at all, because that takes most of the time.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { transformSync } from "esbuild";
import { bundle } from "lightningcss";
import { compressed } from "./compress.mjs";
import { editorBundle, editorSources } from "./editor.mjs";
import { bundled } from "./scripts.mjs";
import { widgetBundle } from "./widget.mjs";

const { values: options } = parseArgs({
  options: {
    glue: { type: "string" },
    wasm: { type: "string", multiple: true },
    work: { type: "string" },
    site: { type: "string" },
    quick: { type: "boolean" },
    development: { type: "boolean" },
  },
});
// The packages by name. Several may have one file, which then serves them all.
const packages = options.wasm.map((pair) => pair.split(/=(.*)/s).slice(0, 2));
const tools = dirname(fileURLToPath(import.meta.url));
const root = join(tools, "../..");
const textFiles = new Set([".js", ".css", ".wasm", ".svg", ".txt", ".json", ".xml", ".webmanifest", ".html"]);
// Oldest browsers served, as lightningcss counts versions.
const version = (major, minor = 0) => (major << 16) | (minor << 8);
const browsers = { chrome: version(111), firefox: version(115), safari: version(16, 4) };

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");
// The hash in a file name.
const nameHash = (content) => createHash("md5").update(content).digest("base64url");

function walk(folder, found = []) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) walk(path, found);
    else found.push(path);
  }
  return found;
}

function optimise(input, output) {
  const features = [
    "bulk-memory",
    "nontrapping-float-to-int",
    "sign-ext",
    "mutable-globals",
    "reference-types",
    "multivalue",
  ];
  const program = join(tools, "node_modules/binaryen/bin/wasm-opt");
  const enabled = features.map((feature) => `--enable-${feature}`);
  // What counts is the size after compression: code that is unnested once and put together again compresses
  // better than the smallest one. What is used most gets the shortest numbers. The first 1 024 bytes of the
  // memory are the end of the stack, where nothing can be while the program works.
  const rounds = ["--low-memory-unused", "-Os", "--flatten", "--rereloop", "-Os", "-Os"];
  rounds.push("--reorder-functions", "--reorder-locals");
  execFileSync(program, [...rounds, ...enabled, input, "-o", output], { stdio: "inherit" });
}

// Empties a folder of the work folder, if an earlier run made it.
function emptied(folder) {
  const made = join(folder, ".made");
  const ours = existsSync(made) || existsSync(join(folder, "key"));
  if (existsSync(folder) && !ours) throw new Error(`${folder} holds something else: move it away`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(made, "");
}

// The program that makes packages, `scripts/glue`.
const glueHash = sha256(readFileSync(options.glue));

// Makes the package, then makes it small; the result is cached in the work folder.
function browserHalf(name, input) {
  const key = sha256(
    readFileSync(input),
    glueHash,
    readFileSync(join(tools, "package-lock.json")),
    readFileSync(fileURLToPath(import.meta.url)),
  );
  // Under the first of its names.
  const [made] = packages.find(([, file]) => file === input);
  const folder = join(options.work, made);
  const keyFile = join(folder, "key");
  if (!existsSync(keyFile) || readFileSync(keyFile, "utf8") !== key) {
    emptied(folder);
    execFileSync(options.glue, [...(options.quick ? ["--without-names"] : []), input, made, folder], {
      stdio: "inherit",
    });
    const whole = join(folder, `${made}_bg.wasm`);
    if (options.quick || options.development) renameSync(whole, join(folder, "optimised.wasm"));
    else optimise(whole, join(folder, "optimised.wasm"));
    writeFileSync(keyFile, key);
  }
  const wasm = readFileSync(join(folder, "optimised.wasm"));
  const wasmHash = nameHash(wasm);
  const source = readFileSync(join(folder, `${made}.js`), "utf8").replaceAll(
    `${made}_bg.wasm`,
    `${name}.${wasmHash}.wasm`,
  );
  const js = Buffer.from(transformSync(source, { minify: true, format: "esm", target: "es2022" }).code);
  return { wasm, js, snippets: join(folder, "snippets") };
}

// The editor of messages in one language; cached in the work folder like the browser half.
async function editor(name, language) {
  const key = sha256(...editorSources(), readFileSync(join(tools, "package-lock.json")));
  const folder = join(options.work, name);
  const keyFile = join(folder, "key");
  if (!existsSync(keyFile) || readFileSync(keyFile, "utf8") !== key) {
    const { loader, chunks } = await editorBundle(name, language);
    emptied(folder);
    mkdirSync(join(folder, "chunks"));
    writeFileSync(join(folder, "editeur.js"), loader);
    for (const [name, content] of chunks) writeFileSync(join(folder, "chunks", name), content);
    writeFileSync(keyFile, key);
  }
  return { loader: readFileSync(join(folder, "editeur.js")), chunks: join(folder, "chunks") };
}

function stylesheet() {
  const { code, warnings } = bundle({ filename: join(root, "style/main.css"), minify: true, targets: browsers });
  for (const warning of warnings) console.error(`style: ${warning.message}`);
  return Buffer.from(code);
}

// Every file of the site by its path, so that stale files can be removed.
const files = new Map();
// Adds a file whose name contains its hash, and returns the line that records the hash.
function addHashed(name, extension, content) {
  const hash = nameHash(content);
  files.set(`pkg/${name}.${hash}.${extension}`, content);
  return `${extension}: ${hash}\n`;
}
function addFolder(folder, prefix) {
  if (!existsSync(folder)) return;
  for (const path of walk(folder)) files.set(join(prefix, relative(folder, path)), readFileSync(path));
}

addFolder(join(root, "public"), "");
const lists = new Map();
// Every page uses the style sheet, and most of them the module.
lists.set("hash.txt", addHashed("portevoix", "css", stylesheet()));
lists.set("hash-portail.txt", addHashed("portail", "js", bundled("portal", "portail")));
for (const [name, input] of packages) {
  const { wasm, js, snippets } = browserHalf(name, input);
  addFolder(snippets, "pkg/snippets");
  lists.set(`hash-${name}.txt`, addHashed(name, "js", js) + addHashed(name, "wasm", wasm));
}
for (const [name, language] of [
  ["editeur", "fr"],
  ["editeur-en", "en"],
]) {
  const { loader, chunks } = await editor(name, language);
  addFolder(chunks, "pkg");
  lists.set(`hash-${name}.txt`, addHashed(name, "js", loader));
}
// Portals load the widget under two addresses: one that always has the newest version, and one of a
// single version, for pages that name its digest.
const { widget, own } = widgetBundle();
const widgetHash = sha256(widget).slice(0, 24);
files.set("widget.js", widget);
files.set(`widget/${widgetHash}.js`, widget);
const digest = createHash("sha384").update(widget).digest("base64");
lists.set("hash-widget.txt", `js: ${widgetHash}\nintegrity: sha384-${digest}\n`);
for (const [name, content] of own) lists.set(`hash-${name}.txt`, addHashed(name, "js", content));
const texts = [...files].filter(([path, content]) => textFiles.has(extname(path)) && content.length >= 512);
const compress = async ([path, content]) => {
  const { brotli, gzip } = await compressed(content, join(options.work, "compressed"), options.quick ? 6 : 11);
  files.set(`${path}.br`, brotli);
  files.set(`${path}.gz`, gzip);
};
if (!options.development) await Promise.all(texts.map(compress));

// New files first, then the list of hashes; stale files are removed last, and only those that an
// earlier run wrote: the folder may hold something else.
const written = join(options.site, ".written.json");
const earlier = existsSync(written) ? JSON.parse(readFileSync(written, "utf8")) : withoutList();
// A site from before this list: the packages are certainly ours.
function withoutList() {
  const packages = join(options.site, "pkg");
  if (!existsSync(join(options.site, "hash.txt")) || !existsSync(packages)) return [];
  return walk(packages).map((path) => relative(options.site, path));
}
for (const [name, lines] of lists) files.set(name, Buffer.from(lines));
mkdirSync(options.site, { recursive: true });
for (const [path, content] of files) {
  const target = join(options.site, path);
  if (existsSync(target) && readFileSync(target).equals(content)) continue;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
}
writeFileSync(written, JSON.stringify([...new Set([...earlier, ...files.keys()])]));
for (const path of earlier) {
  if (!files.has(path)) rmSync(join(options.site, path), { force: true });
}
writeFileSync(written, JSON.stringify([...files.keys()]));
