import { test, expect } from "../support/test";
import { signIn } from "../support/accounts";
import { expectAccessible } from "../support/accessibility";
for (const path of ["/", "/communications/nouvelle", "/communications/emises"]) {
test("smoke " + path, async ({ page, consoleErrors }) => {
  page.on("console", (m) => console.log(path, `console ${m.type()}: ${m.text()}`));
  page.on("response", (r) => { if (r.url().includes("/pkg/") || r.status() >= 400) console.log(path, r.status(), r.url(), r.headers()["content-encoding"], r.headers()["cache-control"]); });
  await signIn(page, "direction");
  await page.goto(path, { waitUntil: "networkidle", timeout: 15000 }).catch((e) => console.log(path, "idle", String(e).slice(0, 80)));
  await page.screenshot({ path: `/tmp/smoke/${test.info().project.name}${path.replaceAll("/", "_")}.png`, fullPage: true });
  await expectAccessible(page);
});
}
