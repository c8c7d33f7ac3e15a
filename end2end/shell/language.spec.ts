import { expectAccessible } from "../support/accessibility";
import { expect, test } from "../support/own-server";

// On a separate server, because a choice holds for the account.

test("a visitor chooses English before signing in, without scripts", async ({ stranger }) => {
  const page = await stranger();
  await page.goto("/connexion");
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page).toHaveURL(/\/connexion$/);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 640 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, "it scrolls sideways").toBeLessThanOrEqual(0);
});

test("a choice comes back to the page, and is one click away on each", async ({ as }) => {
  const page = await as("observateur");
  for (const path of ["/", "/messagerie?dossier=archives", "/mon-compte", "/nulle-part"]) {
    await page.goto(path);
    await page.getByRole("button", { name: "English" }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(path);
    await page.getByRole("button", { name: "Français" }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  }
});
