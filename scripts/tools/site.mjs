// site.mjs --wasm FILE --work FOLDER --site FOLDER
// Lays the site out as cargo-leptos does with `hash-files`, so that `make dev` and a
// build by these scripts serve the same addresses. Work whose input is unchanged is skipped.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { transformSync } from "esbuild";
import { bundle } from "lightningcss";
import { compressed } from "./compress.mjs";

const { values: options } = parseArgs({
  options: { wasm: { type: "string" }, work: { type: "string" }, site: { type: "string" } },
});
const name = "portevoix";
const tools = dirname(fileURLToPath(import.meta.url));
const root = join(tools, "../..");
const textFiles = new Set([".js", ".css", ".wasm", ".svg", ".txt", ".json", ".xml", ".webmanifest", ".html"]);
// Oldest browsers served, as lightningcss counts versions.
const version = (major, minor = 0) => (major << 16) | (minor << 8);
const browsers = { chrome: version(111), firefox: version(115), safari: version(16, 4) };

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");
// The hash in a file name: the one of cargo-leptos.
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
  const features = ["bulk-memory", "nontrapping-float-to-int", "sign-ext", "mutable-globals", "reference-types", "multivalue"];
  const program = join(tools, "node_modules/binaryen/bin/wasm-opt");
  execFileSync(program, ["-Oz", ...features.map((feature) => `--enable-${feature}`), input, "-o", output], { stdio: "inherit" });
}

// wasm-bindgen, then wasm-opt; the result stays in the work folder for the next time.
function browserHalf() {
  const bindgenVersion = execFileSync("wasm-bindgen", ["--version"]);
  const key = sha256(readFileSync(options.wasm), bindgenVersion, readFileSync(join(tools, "package-lock.json")), readFileSync(fileURLToPath(import.meta.url)));
  const folder = join(options.work, "browser");
  const keyFile = join(folder, "key");
  if (!existsSync(keyFile) || readFileSync(keyFile, "utf8") !== key) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    execFileSync("wasm-bindgen", ["--target", "web", "--no-typescript", "--out-dir", folder, "--out-name", name, options.wasm], { stdio: "inherit" });
    optimise(join(folder, `${name}_bg.wasm`), join(folder, "optimised.wasm"));
    writeFileSync(keyFile, key);
  }
  const wasm = readFileSync(join(folder, "optimised.wasm"));
  const wasmHash = nameHash(wasm);
  const source = readFileSync(join(folder, `${name}.js`), "utf8").replaceAll(`${name}_bg.wasm`, `${name}.${wasmHash}.wasm`);
  const js = Buffer.from(transformSync(source, { minify: true, format: "esm", target: "es2022" }).code);
  return { wasm, js, snippets: join(folder, "snippets") };
}

function stylesheet() {
  const { code, warnings } = bundle({ filename: join(root, "style/main.css"), minify: true, targets: browsers });
  for (const warning of warnings) console.error(`style: ${warning.message}`);
  return Buffer.from(code);
}

// Every file of the site by its path, so that what is stale can be removed.
const files = new Map();
const hashes = [];
function addHashed(extension, content) {
  const hash = nameHash(content);
  files.set(`pkg/${name}.${hash}.${extension}`, content);
  hashes.push(`${extension}: ${hash}\n`);
}
function addFolder(folder, prefix) {
  if (!existsSync(folder)) return;
  for (const path of walk(folder)) files.set(join(prefix, relative(folder, path)), readFileSync(path));
}

const { wasm, js, snippets } = browserHalf();
addFolder(join(root, "public"), "");
addFolder(snippets, "pkg/snippets");
addHashed("js", js);
addHashed("wasm", wasm);
addHashed("css", stylesheet());
for (const [path, content] of [...files]) {
  if (!textFiles.has(extname(path)) || content.length < 512) continue;
  const { brotli, gzip } = compressed(content, join(options.work, "compressed"));
  files.set(`${path}.br`, brotli);
  files.set(`${path}.gz`, gzip);
}

// New files first, the list of hashes after them, and the stale ones go last.
files.set("hash.txt", Buffer.from(hashes.join("")));
mkdirSync(options.site, { recursive: true });
for (const [path, content] of files) {
  const target = join(options.site, path);
  if (existsSync(target) && readFileSync(target).equals(content)) continue;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
}
for (const path of walk(options.site)) {
  if (!files.has(relative(options.site, path))) rmSync(path);
}
