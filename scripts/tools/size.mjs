// size.mjs SITE: prints what a first visit downloads for each package; fails above the limit.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

// The form has three channels, each with its fields; with two it had 342 kB. Keeping unsaved words and following
// without a gap took 20 kB more, naming people one by one and a message beside an announcement 14 kB, the language
// of a text, counts that are asked for again and spaces of French typography 6 kB, failures that are said beside
// what asked for them and words that a browser may translate 4 kB. Taking out what nothing calls took 27 kB off.
// The other package has the page that follows a communication besides accounts and rights: no reader loads it.
const limits = { redaction: 341, gestion: 354 };
// Pages for reading have the style sheet and the module, and no package of islands. With the document and its
// pictures a first visit stays below 120 kB.
const readingLimit = 30;
// Fetched after the page, only where a message is written: it does not delay the page.
const editorLimit = 110;
// On other sites' pages, where it must not weigh.
const widgetLimit = 8;
const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const site = process.argv[2];
const folder = join(site, "pkg");

// The compressed size in kB of the file with this name and any hash.
function sent(name, extension) {
  const file = readdirSync(folder).find((file) => file.startsWith(`${name}.`) && file.endsWith(`.${extension}`));
  if (!file) throw new Error(`no .${extension} of ${name} in ${folder}`);
  const raw = readFileSync(join(folder, file)).length / 1024;
  let compressed = raw;
  try {
    compressed = readFileSync(join(folder, `${file}.br`)).length / 1024;
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
  console.log(`size: ${name} ${extension.padEnd(4)} ${raw.toFixed(1)} kB, compressed ${compressed.toFixed(1)} kB`);
  return compressed;
}

function judge(what, total, limit) {
  console.log(`size: ${what}, compressed ${total.toFixed(1)} kB of ${limit} kB`);
  if (total > limit) {
    console.error("error: more would be downloaded than the limit in scripts/tools/size.mjs");
    process.exitCode = 1;
  }
}

// What the README promises is what is checked here.
for (const limit of [readingLimit, limits.redaction, limits.gestion, widgetLimit]) {
  if (!readme.includes(`below ${limit} kB`)) {
    console.error(`error: README.md names no limit "below ${limit} kB"`);
    process.exitCode = 1;
  }
}

const css = sent("portevoix", "css");
// One style sheet and one module serve all pages. The page of a new communication also has the editor's
// loader.
const everywhere = css + sent("portail", "js");
judge("a page for reading in all", everywhere, readingLimit);
for (const language of ["", "-en"]) {
  const loader = { redaction: sent(`editeur${language}`, "js") };
  for (const name of ["redaction", "gestion"]) {
    const own = `${name}${language}`;
    judge(`${own} in all`, sent(own, "js") + sent(own, "wasm") + everywhere + (loader[name] ?? 0), limits[name]);
  }
  judge("the editor, where a message is written", sent(`editeur${language}-editor`, "js"), editorLimit);
}
judge(
  "the widget on a portal's page",
  gzipSync(readFileSync(join(site, "widget.js")), { level: 9 }).length / 1024,
  widgetLimit,
);
