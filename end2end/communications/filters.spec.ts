import type { Page } from "@playwright/test";
import { expect, test } from "../support/test";

// Whether a field stands beside the button of the filter.
const besideAField = (page: Page) =>
  page.locator("form.filters").evaluate((form) => {
    const button = form.querySelector(".filters-actions")?.getBoundingClientRect();
    const fields = [...form.querySelectorAll(".field")].map((field) => field.getBoundingClientRect());
    return button !== undefined && fields.some((field) => field.bottom > button.top && field.top < button.bottom);
  });

test("the button of a filter is left alone in no row, but fills one of a phone", async ({ as }) => {
  const page = await as("direction");
  await page.goto("/communications/emises");
  const sent = await page.getByRole("table").getByRole("link").first().getAttribute("href");
  for (const path of ["/communications/emises", `${sent}?onglet=etats`]) {
    for (const width of [1280, 1024, 900, 768]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(path);
      expect(await besideAField(page), `${path} at ${width}`).toBe(true);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    const [button, form] = [page.locator(".filters-actions .button").first(), page.locator("form.filters")];
    const of = async (element: typeof form) => (await element.boundingBox())?.width ?? 0;
    expect(await of(button), `${path} on a phone`).toBeGreaterThan((await of(form)) * 0.8);
  }
});
