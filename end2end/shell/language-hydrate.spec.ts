import { expectAccessible } from "../support/accessibility";
import { expect, test } from "../support/own-server";
import { hydrated, visit } from "../support/test";

// On a separate server, because a choice holds for the account.

test("a reader of English gets the scripts in English, and no others", async ({ as }) => {
  const page = await as("proviseure");
  await visit(page, "/communications/nouvelle");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.getByRole("button", { name: "English" }).click();
  await expect(page).toHaveURL(/\/communications\/nouvelle$/);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await hydrated(page);
  const packages = asked.filter((path) => path.endsWith(".wasm"));
  expect(
    packages.every((path) => path.startsWith("/pkg/redaction-en.")),
    packages.join(" "),
  ).toBe(true);
  expect(packages).not.toEqual([]);
  await expectAccessible(page);
  // What the browser makes by itself.
  await page.getByRole("button", { name: "Add a target" }).click();
  await expect(page.getByRole("group", { name: "Target 2", exact: true })).toBeVisible();
  // The editor is another script.
  await page.getByRole("radio", { name: /^Message/ }).check();
  await expect(page.getByRole("button", { name: "Bold" }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Gras" })).toHaveCount(0);
});
