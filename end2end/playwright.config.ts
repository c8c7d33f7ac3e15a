import { defineConfig } from "@playwright/test";

// Chromium runs as root, in a closed network and without a screen: turn off what cannot work there.
const chromiumFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // A name that is not this machine's own: over plain HTTP browsers treat it differently.
  "--host-resolver-rules=MAP portail.test 127.0.0.1",
];

export default defineConfig({
  testDir: ".",
  globalSetup: "./support/global-setup.ts",
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  // A busy machine is many times slower; what must be fast has a limit of its own.
  timeout: 120_000,
  // Many results come from jobs of the server through a stream, which takes long on two busy cores.
  expect: { timeout: 30_000 },
  reporter: [["list"], ["./support/summary-reporter.ts"]],
  use: {
    browserName: "chromium",
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    // Without a film: taking its pictures costs a fifth of the time of the whole suite.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: true, sources: true },
    screenshot: "only-on-failure",
    launchOptions: { executablePath: process.env.PORTEVOIX_CHROMIUM, args: chromiumFlags },
  },
  projects: [
    {
      name: "sans-javascript",
      testMatch: /.*\.spec\.ts/,
      testIgnore: [/hydrate/, /firefox\.spec/],
      use: { javaScriptEnabled: false },
    },
    { name: "hydrate", testMatch: /hydrate.*\.spec\.ts/ },
    // Their fixtures start Firefox (support/firefox.ts).
    { name: "firefox", testMatch: /firefox\.spec\.ts/ },
  ],
});
