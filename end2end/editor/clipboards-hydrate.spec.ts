import { clipboards } from "../support/clipboards";
import { looks } from "../support/clipboards-looks";
import { pages } from "../support/clipboards-pages";
import { plain } from "../support/clipboards-plain";
import { raised } from "../support/clipboards-raised";
import { settled } from "../support/cursor";
import { paste, test } from "../support/rich-text";
import { expect } from "../support/test";

for (const { program, html, text, becomes, told } of [...clipboards, ...plain, ...looks, ...raised, ...pages]) {
  test(`pasted from ${program}`, async ({ open, page }) => {
    const { area, value } = await open();
    await area.focus();
    await settled(area);
    await paste(area, { html, text });
    await expect.poll(value).toBe(becomes);
    const status = page.locator(".rich-text-told");
    if (told) await expect(status).toHaveText(told);
    else await expect(status).toBeEmpty();
  });
}

test("a pasted picture of the screen is told, and what was told goes with the next paste", async ({ open, page }) => {
  const { area, value } = await open("<p>texte</p>");
  await area.evaluate((element) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([new Uint8Array(8)], "image.png", { type: "image/png" }));
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  const status = page.locator(".rich-text-told");
  await expect(status).toHaveText(/image n’a pas été collée.*pièces jointes/);
  await expect.poll(value).toBe("<p>texte</p>");
  await paste(area, { text: "suite" });
  await expect(status).toBeEmpty();
});

test("a pasted picture does not replace what is selected", async ({ open, page }) => {
  const { area, value } = await open("<p>texte</p>");
  await area.focus();
  await settled(area);
  await page.keyboard.press("Control+a");
  await paste(area, { html: '<img src="plan.png" alt="plan" width="100" height="50">' });
  await expect(page.locator(".rich-text-told")).toHaveText(/image n’a pas été collée/);
  await expect.poll(value).toBe("<p>texte</p>");
});

test("addresses are recognised as people write them", async ({ open, page }) => {
  const { area, value } = await open();
  await area.pressSequentially("(voir www.exemple.fr/Metz_(Moselle)). https://exemple.fr… là");
  await expect
    .poll(value)
    .toBe(
      '<p>(voir <a href="https://www.exemple.fr/Metz_(Moselle)">www.exemple.fr/Metz_(Moselle)</a>). ' +
        '<a href="https://exemple.fr/">https://exemple.fr</a>… là</p>',
    );
  await settled(area);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+k");
  await page.getByRole("textbox", { name: "Adresse du lien" }).fill("https://exemple.fr/mon plan.pdf");
  await page.keyboard.press("Enter");
  await expect.poll(value).toContain('href="https://exemple.fr/mon%20plan.pdf"');
  await settled(area);
  await page.keyboard.press("Control+k");
  await page.getByRole("textbox", { name: "Adresse du lien" }).fill("https://https://exemple.fr");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Cette adresse n’est pas valable.")).toBeVisible();
});

test("only a typed 1 begins a list: it would count from there", async ({ open, page }) => {
  const { area, value } = await open();
  await area.pressSequentially("3. Signer");
  await expect.poll(value).toBe("<p>3. Signer</p>");
  await settled(area);
  await page.keyboard.press("Enter");
  await area.pressSequentially("1. Payer");
  await expect.poll(value).toBe("<p>3. Signer</p><ol><li><p>Payer</p></li></ol>");
});

test("the address of a letter with its subject stays as it is when its link is looked at", async ({ open, page }) => {
  const text = '<p><a href="mailto:vie@exemple.fr?subject=Absence:%20Zo%C3%A9">Écrire</a></p>';
  const { area, value } = await open(text);
  await area.focus();
  await settled(area);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+k");
  const address = page.getByRole("textbox", { name: "Adresse du lien" });
  await expect(address).toHaveValue("mailto:vie@exemple.fr?subject=Absence:%20Zo%C3%A9");
  await page.keyboard.press("Enter");
  await expect(address).toBeHidden();
  await expect.poll(value).toBe(text);
});
