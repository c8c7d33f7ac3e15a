// spaces.mjs: writes the no-break spaces of French punctuation into the words of words/src/fr.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(process.cwd(), "words/src/fr");
const NO_BREAK = "\u00a0";
const NARROW = "\u202f";

const spaced = (text) =>
  text
    .replaceAll("\\u{a0}", NO_BREAK)
    .replaceAll("\\u{202f}", NARROW)
    .replace(/[ \u00a0\u202f]+:(?!:)/g, `${NO_BREAK}:`)
    .replace(/[ \u00a0\u202f]+([;!?])/g, `${NARROW}$1`)
    .replaceAll("n° ", `n°${NO_BREAK}`)
    .replace(/«[ \u00a0\u202f]/g, `«${NO_BREAK}`)
    .replace(/[ \u00a0\u202f]»/g, `${NO_BREAK}»`);

for (const name of readdirSync(folder).filter((name) => name.endsWith(".rs"))) {
  const path = join(folder, name);
  const source = readFileSync(path, "utf8");
  const tests = source.indexOf("#[cfg(test)]");
  const end = tests < 0 ? source.length : tests;
  // A comment, a character or a string.
  const written = source
    .slice(0, end)
    .replace(/\/\/[^\n]*|'(?:[^'\\\n]|\\.)'|"((?:[^"\\]|\\.)*)"/gs, (all, text) =>
      text === undefined ? all : `"${spaced(text)}"`,
    );
  if (written + source.slice(end) !== source) writeFileSync(path, written + source.slice(end));
}
