// Brotli and gzip of a file, cached by its content, because the strongest settings take seconds.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const [brotlied, gzipped] = [promisify(brotliCompress), promisify(gzip)];

async function kept(path, make) {
  if (existsSync(path)) return readFileSync(path);
  const made = await make();
  writeFileSync(path, made);
  return made;
}

// What is being compressed: a file may have several names.
const begun = new Map();

// Several may be compressed at once: each takes one core.
// `quality` is Brotli's, up to 11. A folder holds files of one quality.
export function compressed(content, folder, quality) {
  mkdirSync(folder, { recursive: true });
  const base = join(folder, createHash("sha256").update(content).digest("hex"));
  if (!begun.has(base)) begun.set(base, both(content, base, quality));
  return begun.get(base);
}

async function both(content, base, quality) {
  const settings = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_LGWIN]: 22,
    // A package is better judged as a whole than in parts.
    [constants.BROTLI_PARAM_LGBLOCK]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  const [brotli, gzip] = await Promise.all([
    kept(`${base}.br`, () => brotlied(content, { params: settings })),
    kept(`${base}.gz`, () => gzipped(content, { level: Math.min(quality, 9) })),
  ]);
  return { brotli, gzip };
}
