// Brotli and gzip of a file, cached by its content, because the strongest settings take seconds.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

function kept(path, make) {
  if (existsSync(path)) return readFileSync(path);
  const made = make();
  writeFileSync(path, made);
  return made;
}

export function compressed(content, folder) {
  mkdirSync(folder, { recursive: true });
  const base = join(folder, createHash("sha256").update(content).digest("hex"));
  const settings = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 22,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  return {
    brotli: kept(`${base}.br`, () => brotliCompressSync(content, { params: settings })),
    gzip: kept(`${base}.gz`, () => gzipSync(content, { level: 9 })),
  };
}
