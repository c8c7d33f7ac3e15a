// Measures pages in Chromium as a first visit on a slow phone: paints, shifts and weights, and Lighthouse for
// information. Medians of five; nothing here passes or fails.
import lighthouse from "lighthouse";
import puppeteer from "puppeteer-core";
import { paints } from "./paints.mjs";
import { signIn, startServer } from "./server.mjs";

const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const PAGES = [
  ["home", "parent", "/"],
  ["inbox", "parent", "/messagerie"],
  ["list", "direction", "/communications/emises"],
  ["compose", "direction", "/communications/nouvelle"],
];
const CATEGORIES = ["performance", "accessibility", "best-practices"];

function median(values) {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}

// Medians of all numbers of what `measure` returns.
async function medians(measure) {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await measure());
  return Object.fromEntries(Object.keys(runs[0]).map((key) => [key, median(runs.map((run) => run[key]))]));
}

// A page in a separate browser, where nothing is kept yet.
async function firstVisit(browser, cookies, measure) {
  const context = await browser.createBrowserContext();
  try {
    await context.setCookie(...cookies);
    return await measure(await context.newPage());
  } finally {
    await context.close();
  }
}

async function scores(page, url) {
  const flags = { onlyCategories: CATEGORIES, disableStorageReset: true, logLevel: "error" };
  const { lhr } = await lighthouse(url, flags, undefined, page);
  return Object.fromEntries(CATEGORIES.map((name) => [name, lhr.categories[name].score ?? 0]));
}

const server = await startServer();
const browser = await puppeteer.launch({
  executablePath: process.env.PORTEVOIX_CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
});
try {
  for (const [name, account, path] of PAGES) {
    const cookies = await signIn(server.address, account);
    const url = server.address + path;
    const seen = await medians(() => firstVisit(browser, cookies, (page) => paints(page, url)));
    console.log(
      `page ${name}: first paint ${seen.first.toFixed(0)} ms, largest ${(seen.largest - seen.first).toFixed(0)} ms later ` +
        `(bar 300), shift ${seen.shift.toFixed(3)} (bar 0), ${seen.kilobytes.toFixed(0)} kB`,
    );
    const judged = await medians(() => firstVisit(browser, cookies, (page) => scores(page, url)));
    const said = Object.entries(judged).map(([category, score]) => `${category} ${score.toFixed(2)}`);
    console.log(`page ${name}: Lighthouse ${said.join(", ")}`);
  }
} finally {
  await browser.close();
  await server.stop();
}
