// size.mjs SITE: what a first visit downloads, of each package; fails above the limit.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const limit = 350;
const folder = join(process.argv[2], "pkg");
for (const name of ["portevoix", "redaction", "gestion"]) {
  let total = 0;
  for (const extension of ["js", "wasm", "css"]) {
    // One style sheet serves them all.
    const package_ = extension === "css" ? "portevoix" : name;
    const file = readdirSync(folder).find((file) => file.startsWith(`${package_}.`) && file.endsWith(`.${extension}`));
    if (!file) throw new Error(`no .${extension} of ${package_} in ${folder}`);
    const raw = readFileSync(join(folder, file)).length / 1024;
    let sent = raw;
    try {
      sent = readFileSync(join(folder, `${file}.br`)).length / 1024;
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
    }
    total += sent;
    console.log(`size: ${name} ${extension.padEnd(4)} ${raw.toFixed(1)} kB, compressed ${sent.toFixed(1)} kB`);
  }
  console.log(`size: ${name} in all, compressed ${total.toFixed(1)} kB of ${limit} kB`);
  if (total > limit) {
    console.error("error: the first visit would download more than the limit in scripts/tools/size.mjs");
    process.exitCode = 1;
  }
}
