// What a person with a slow phone sees, and when: the first visit of a page.

// A phone of the lower middle class on a busy mobile network, as Lighthouse emulates it.
const PHONE = { width: 412, height: 823, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true };
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1_638_400 / 8, uploadThroughput: 750_000 / 8 };
const SLOWER = 4;
// What comes later than this after the last request is not the page's.
const SETTLED_MS = 1_500;

// Runs in the page, before its own scripts.
function watch() {
  const seen = { first: 0, largest: 0, shift: 0 };
  window.portevoixPaints = seen;
  const each = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  each("paint", (entry) => entry.name === "first-contentful-paint" && (seen.first = entry.startTime));
  each("largest-contentful-paint", (entry) => (seen.largest = entry.startTime));
  each("layout-shift", (entry) => entry.hadRecentInput || (seen.shift += entry.value));
}

// Milliseconds of the first and the largest paint, the shift of the layout, and the kB that came.
export async function paints(page, url) {
  await page.setViewport(PHONE);
  const devtools = await page.createCDPSession();
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", NETWORK);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  let bytes = 0;
  devtools.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.evaluateOnNewDocument(watch);
  await page.goto(url, { waitUntil: "load", timeout: 60_000 });
  // An open stream never ends.
  await page.waitForNetworkIdle({ concurrency: 1, idleTime: SETTLED_MS, timeout: 60_000 });
  const seen = await page.evaluate(() => window.portevoixPaints);
  return { ...seen, kilobytes: bytes / 1024 };
}
