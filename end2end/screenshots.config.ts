import { defineConfig } from "@playwright/test";
import base from "./playwright.config";

// Pictures of the demonstration, to be looked at: `make screenshots`. No part of the tests.
export default defineConfig({
  ...base,
  globalSetup: "./support/screenshots-setup.ts",
  fullyParallel: true,
  reporter: [["list"]],
  use: { ...base.use, trace: "off", screenshot: "off" },
  projects: [{ name: "screenshots", testMatch: /screenshots\/.*\.pictures\.ts/ }],
});
