import { expectAccessible } from "../support/accessibility";
import { clickInto, move, settled } from "../support/cursor";
import { paste, test } from "../support/rich-text";
import { expect } from "../support/test";

test("until the page is ready it has only the textarea, and does not fetch the editor", async ({ open, page }) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  const { textarea, toolbar } = await open("<p>Bonjour</p>", { ready: false });
  await page.waitForFunction(() => customElements.get("rich-text"));
  // Hidden until then, so that nobody sees a flash of markup.
  await expect(textarea).toBeHidden();
  await expect(textarea).toHaveValue("<p>Bonjour</p>");
  await expect(toolbar).toHaveCount(0);
  await expect(page.locator("rich-text > *")).toHaveCount(1);
  expect(fetched.filter((path) => path.includes("editeur-"))).toEqual([]);

  await page.locator("rich-text").evaluate((element) => element.setAttribute("data-ready", ""));
  await expect(toolbar).toBeVisible();
  await expect(textarea).toBeHidden();
  await expect.poll(() => fetched.filter((path) => path.includes("editeur-"))).toHaveLength(1);
  // The HTML from the server stays first and complete.
  await expect(page.locator("rich-text > :first-child")).toHaveAttribute("id", "corps");
  expect(await textarea.evaluate((element) => element.textContent)).toBe("<p>Bonjour</p>");
});

test("if the editor cannot be fetched, the textarea stays and a sentence explains it", async ({
  open,
  page,
  consoleErrors,
}) => {
  await page.route(/editeur-editor/, (route) => route.abort());
  await open("<p>Bonjour</p>", { ready: false });
  await page.locator("rich-text").evaluate((element) => element.setAttribute("data-ready", ""));
  await expect(page.getByRole("alert")).toHaveText(
    "La mise en forme n’a pas pu être chargée : rechargez la page pour l’utiliser.",
  );
  await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("<p>Bonjour</p>");
  expect(consoleErrors.filter((error) => !/dynamically imported module/.test(error))).toEqual([]);
  consoleErrors.length = 0;
});

test("typing writes HTML into the textarea and notifies the form; an empty editor writes an empty text", async ({
  open,
  page,
}) => {
  const { area, value } = await open();
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    document.querySelector("form")?.addEventListener("input", (event) => heard.push((event.target as Element).id));
  });
  await area.pressSequentially("Été  & <b>");
  await expect.poll(value).toBe("<p>Été &nbsp;&amp; &lt;b&gt;</p>");
  await page.keyboard.press("Enter");
  await page.keyboard.type("suite");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("fin");
  await expect.poll(value).toBe("<p>Été &nbsp;&amp; &lt;b&gt;</p><p>suite<br>fin</p>");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await expect.poll(value).toBe("");
  expect(new Set(await page.evaluate(() => (window as unknown as { heard: string[] }).heard))).toEqual(
    new Set(["corps"]),
  );
});

const marks = [
  ["Gras", "Control+b", "<p><strong>mot</strong></p>"],
  ["Italique", "Control+i", "<p><em>mot</em></p>"],
  ["Souligné", "Control+u", "<p><u>mot</u></p>"],
  ["Barré", "Control+Shift+s", "<p><s>mot</s></p>"],
  ["Titre", "Control+Alt+2", "<h2>mot</h2>"],
  ["Sous-titre", "Control+Alt+3", "<h3>mot</h3>"],
  ["Liste à puces", "Control+Shift+8", "<ul><li><p>mot</p></li></ul>"],
  ["Liste numérotée", "Control+Shift+7", "<ol><li><p>mot</p></li></ol>"],
  ["Citation", "Control+Shift+b", "<blockquote><p>mot</p></blockquote>"],
  ["Centrer", "Control+Shift+e", '<p style="text-align: center;">mot</p>'],
  ["Aligner à droite", "Control+Shift+r", '<p style="text-align: right;">mot</p>'],
  ["Justifier", "Control+Shift+j", '<p style="text-align: justify;">mot</p>'],
] as const;

for (const [name, keys, expected] of marks) {
  test(`${name}: by its button and by ${keys}`, async ({ open, page }) => {
    const { area, button, value } = await open("<p>mot</p>");
    await clickInto(area);
    await page.keyboard.press("Control+a");
    await button(name).click();
    await expect.poll(value).toBe(expected);
    await expect(button(name)).toHaveAttribute("aria-pressed", "true");
    await expect(area).toBeFocused();
    await button("Annuler").click();
    await expect.poll(value).toBe("<p>mot</p>");
    await button("Rétablir").click();
    await expect.poll(value).toBe(expected);
    await button("Annuler").click();
    await expect(button("Annuler")).toHaveAttribute("aria-disabled", "true");
    await page.keyboard.press("Control+a");
    await page.keyboard.press(keys);
    await expect.poll(value).toBe(expected);
  });
}

test("back to a plain paragraph: Paragraphe, Aligner à gauche, and pressing a button again", async ({ open, page }) => {
  const { area, button, value } = await open('<h2 style="text-align: right">mot</h2>');
  await clickInto(area);
  await expect(button("Titre")).toHaveAttribute("aria-pressed", "true");
  await expect(button("Aligner à droite")).toHaveAttribute("aria-pressed", "true");
  await expect(area.locator("h2")).toHaveCSS("text-align", "right");
  await button("Aligner à gauche").click();
  await button("Paragraphe").click();
  await expect.poll(value).toBe("<p>mot</p>");
  await page.keyboard.press("Control+a");
  await button("Gras").click();
  await button("Gras").click();
  await button("Liste à puces").click();
  await button("Liste numérotée").click();
  await expect.poll(value).toBe("<ol><li><p>mot</p></li></ol>");
  await button("Liste numérotée").click();
  await expect.poll(value).toBe("<p>mot</p>");
});

test("a link: typed address, wrong address, change and removal", async ({ open, page }) => {
  const { area, button, value } = await open("<p>voir ici</p>");
  await clickInto(area);
  await move(area, "Home", "Control+Shift+ArrowRight");
  await button("Lien").click();
  const address = page.getByRole("textbox", { name: "Adresse du lien" });
  await expect(address).toBeFocused();
  for (const wrong of ["", "javascript:alert(1)", "data:text/html,x", "/messagerie", "exemple", "http://", "mailto:"]) {
    await address.fill(wrong);
    await page.keyboard.press("Enter");
    await expect(address).toHaveAttribute("aria-invalid", "true");
    await expect(address).toHaveAccessibleDescription(/^Cette adresse n’est pas valable/);
  }
  await expect.poll(value).toBe("<p>voir ici</p>");
  await address.fill("www.exemple.fr/ab");
  await page.keyboard.press("Enter");
  await expect.poll(value).toBe('<p><a href="https://www.exemple.fr/ab">voir</a> ici</p>');
  await expect(area).toBeFocused();

  await move(area, "Home", "ArrowRight");
  await expect(button("Lien")).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Control+k");
  await expect(address).toHaveValue("https://www.exemple.fr/ab");
  await address.fill("nom@exemple.fr");
  await page.getByRole("button", { name: "Appliquer" }).click();
  await expect.poll(value).toBe('<p><a href="mailto:nom@exemple.fr">voir</a> ici</p>');
  await button("Lien").click();
  await expect(address).toHaveValue("nom@exemple.fr");
  await page.getByRole("button", { name: "Retirer le lien" }).click();
  await expect.poll(value).toBe("<p>voir ici</p>");

  // Without a selection the address itself becomes the text of the link.
  await move(area, "End");
  await button("Lien").click();
  await expect(page.getByRole("button", { name: "Retirer le lien" })).toBeHidden();
  await address.fill("https://exemple.fr");
  await page.keyboard.press("Enter");
  await settled(area);
  await page.keyboard.type(" !");
  await expect.poll(value).toBe('<p>voir ici<a href="https://exemple.fr/">https://exemple.fr</a> !</p>');
  await button("Lien").click();
  for (const key of ["Escape", "Enter"]) {
    await address.dispatchEvent("keydown", { key, isComposing: true });
    await expect(address, key).toBeVisible();
    await expect(address, key).not.toHaveAttribute("aria-invalid");
  }
  await page.keyboard.press("Escape");
  await expect(address).toBeHidden();
  await expect(area).toBeFocused();
  await area.dispatchEvent("keydown", { key: "k", ctrlKey: true, isComposing: true });
  await expect(address).toBeHidden();
});

test("a key acts where the cursor is, even before the browser has told of it", async ({ open }) => {
  const { area, value } = await open("<p>avantaprès</p>");
  await clickInto(area);
  await area.evaluate((element) => {
    const text = element.querySelector("p")?.firstChild;
    if (!text) throw new Error("no text");
    getSelection()?.collapse(text, 5);
    element.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", keyCode: 13, bubbles: true, cancelable: true }));
  });
  await expect.poll(value).toBe("<p>avant</p><p>après</p>");
});

test("a typed or pasted address becomes a link", async ({ open, page }) => {
  const { area, value } = await open();
  await area.pressSequentially("Voir https://exemple.fr/a, puis https://exemple.fr/b là");
  await expect
    .poll(value)
    .toBe(
      '<p>Voir <a href="https://exemple.fr/a">https://exemple.fr/a</a>, puis <a href="https://exemple.fr/b">https://exemple.fr/b</a> là</p>',
    );
  await page.keyboard.press("Control+a");
  await paste(area, { text: "Sur https://exemple.fr/c.\nEt javascript:alert(1)" });
  await expect
    .poll(value)
    .toBe('<p>Sur <a href="https://exemple.fr/c">https://exemple.fr/c</a>.</p><p>Et javascript:alert(1)</p>');
});

test("with the keyboard only: into the toolbar and back, one stop for Tab, arrows, Home and End", async ({
  open,
  page,
}) => {
  const { area, button, toolbar, value } = await open();
  await page.getByRole("textbox", { name: "Objet" }).focus();
  await page.keyboard.press("Tab");
  await expect(button("Paragraphe")).toBeFocused();
  await page.keyboard.press("Tab");
  await settled(area);
  await page.keyboard.type("a ");
  await page.keyboard.press("Alt+F10");
  await expect(button("Paragraphe")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(button("Rétablir")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(button("Paragraphe")).toBeFocused();
  await page.keyboard.press("End");
  await expect(button("Rétablir")).toBeFocused();
  await page.keyboard.press("Home");
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowRight");
  await expect(button("Gras")).toBeFocused();
  await page.keyboard.press("Space");
  await expect(button("Gras")).toHaveAttribute("aria-pressed", "true");
  await expect(button("Gras")).toBeFocused();
  await expect(toolbar.locator("[tabindex='0']")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await settled(area);
  await page.keyboard.type("b");
  await expect.poll(value).toBe("<p>a <strong>b</strong></p>");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Envoyer" })).toBeFocused();
});

test("Tab indents a list item if possible, otherwise leaves the text", async ({ open, page }) => {
  const { area, value } = await open("<ul><li><p>un</p></li><li><p>deux</p></li></ul>");
  await clickInto(area.getByText("deux"));
  await page.keyboard.press("Tab");
  await expect.poll(value).toBe("<ul><li><p>un</p><ul><li><p>deux</p></li></ul></li></ul>");
  await page.keyboard.press("Shift+Tab");
  await expect.poll(value).toBe("<ul><li><p>un</p></li><li><p>deux</p></li></ul>");
  await page.keyboard.press("Shift+Tab");
  await expect(area).not.toBeFocused();
  await expect.poll(value).toBe("<ul><li><p>un</p></li><li><p>deux</p></li></ul>");
  await clickInto(area.getByText("un"));
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Envoyer" })).toBeFocused();
});

test("text pasted from Word keeps its structure and loses its styles", async ({ open }) => {
  const { area, value } = await open();
  await area.focus();
  await settled(area);
  const item = (level: number, sign: string, text: string) =>
    `<p class=MsoListParagraph style='margin-left:${level * 36}.0pt;text-indent:-18.0pt;mso-list:l0 level${level} lfo1'>
    <![if !supportLists]><span style='font-family:Symbol;mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
    </span></span><![endif]>${text}<o:p></o:p></p>`;
  await paste(area, {
    text: "secours",
    html: `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8><style><!-- p.MsoNormal {color:red} --></style></head>
<body lang=FR style='tab-interval:35.4pt'><!--StartFragment-->
<h1 style='color:#2F5496'>Sortie<o:p></o:p></h1>
<p class=MsoNormal align=center style='text-align:center;font-size:14pt'><b>Rendez-vous</b> à
<span style='color:red;font-weight:bold'>8 h</span>, <i>devant</i> <u>la loge</u> <a href="https://exemple.fr/plan" onclick="x()" target=_blank>plan</a></p>
${item(1, "·", "Pique-nique")}
${item(2, "o", "eau")}
${item(1, "·", "Casquette")}
${item(1, "1.", "Signer")}
<table><tr><td>Nom</td><td>Classe</td></tr><tr><td>A</td><td>B</td></tr></table>
<p class=MsoNormal>Fin<img src="file:///C:/x.png" onerror="y()"></p><!--EndFragment--></body></html>`,
  });
  await expect
    .poll(value)
    .toBe(
      "<h2>Sortie</h2>" +
        '<p style="text-align: center;"><strong>Rendez-vous</strong> à <strong>8 h</strong>, <em>devant</em> <u>la loge</u> ' +
        '<a href="https://exemple.fr/plan">plan</a></p>' +
        "<ul><li><p>Pique-nique</p><ul><li><p>eau</p></li></ul></li><li><p>Casquette</p></li></ul><ol><li><p>Signer</p></li></ol>" +
        "<p>Nom | Classe</p><p>A | B</p><p>Fin</p>",
    );
});

test("copied items of a numbered list stay numbered", async ({ open, page }) => {
  const { area, value } = await open("<ol><li><p>un</p></li><li><p>deux</p></li><li><p>trois</p></li></ol><p></p>");
  await clickInto(area.getByText("un", { exact: true }));
  await move(area, "Home", "Shift+ArrowDown", "Shift+End");
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toMatch(/^un\s+deux$/);
  await page.keyboard.press("Control+c");
  await move(area, "Control+End");
  await expect.poll(() => page.evaluate(() => getSelection()?.isCollapsed)).toBe(true);
  await page.keyboard.press("Control+v");
  await expect
    .poll(value)
    .toBe(
      "<ol><li><p>un</p></li><li><p>deux</p></li><li><p>trois</p></li></ol><ol><li><p>un</p></li><li><p>deux</p></li></ol>",
    );
});

test("a value is read and written unchanged, except for markup that is not on the list", async ({ open, page }) => {
  const whole =
    "<h2>Un</h2><h3>Deux</h3><p>a <strong>b</strong><em>c</em><u>d</u><br>e &nbsp;f</p><p></p>" +
    '<ul><li><p>g</p></li></ul><ol><li><p>h</p></li></ol><blockquote><p>i</p></blockquote><p style="text-align: justify;">' +
    '<a href="https://exemple.fr/?a=1&amp;b=2">j</a> <a href="mailto:a@b.fr">k</a></p>';
  const { area, textarea, value } = await open(whole);
  await clickInto(area);
  await move(area, "Control+End");
  await page.keyboard.type("l");
  await page.keyboard.press("Backspace");
  await expect.poll(value).toBe(whole);

  // A reset by the application, to which the editor does not respond with an event.
  await textarea.evaluate((element) => {
    (element as HTMLTextAreaElement).value =
      '<h1 class="x">T</h1><p style="color:red;text-align:center" onclick="a()">m<script>b()</script><img src=x></p>' +
      '<ol start="3" type="a"><li>n</li></ol><p style="text-align: left"><a href="javascript:c()">o</a><a href="/p">q</a></p>';
    element.addEventListener("input", () => element.setAttribute("data-heard", ""));
    element.closest("rich-text")?.dispatchEvent(new Event("rich-text:set"));
  });
  await expect(area.locator("h2")).toHaveText("T");
  await expect(textarea).not.toHaveAttribute("data-heard");
  await move(area, "Control+End");
  await page.keyboard.type("r");
  await expect.poll(value).toBe('<h2>T</h2><p style="text-align: center;">m</p><ol><li><p>n</p></li></ol><p>oqr</p>');
});

test("the area has the name, description and validity of the textarea", async ({ open, page }) => {
  const { area, textarea } = await open("<p>mot</p>");
  await expect(area).toHaveAccessibleName("Message");
  await expect(area).toHaveAccessibleDescription("Mots : 0 Alt + F10 mène à la mise en forme, Échap ramène au texte.");
  await expect(area).toHaveAttribute("aria-multiline", "true");
  await expect(area).toHaveAttribute("aria-required", "true");
  await textarea.evaluate((element) => element.setAttribute("aria-invalid", "true"));
  await expect(area).toHaveAttribute("aria-invalid", "true");
  await textarea.evaluate((element) => element.removeAttribute("aria-invalid"));
  await expect(area).not.toHaveAttribute("aria-invalid");
  await page.getByText("Message", { exact: true }).click();
  await expect(area).toBeFocused();
  await page.getByRole("textbox", { name: "Objet" }).focus();
  await page.getByRole("link", { name: "Message : à remplir" }).click();
  await expect(area).toBeFocused();
  await page.getByRole("textbox", { name: "Objet" }).focus();
  await textarea.evaluate((element) => element.focus());
  await expect(area).toBeFocused();
  await textarea.evaluate((element: HTMLTextAreaElement) => (element.disabled = true));
  await expect(area).toHaveAttribute("contenteditable", "false");
});

test("an empty required text moves the focus to the area", async ({ open, page }) => {
  const { area } = await open();
  await page.getByRole("button", { name: "Envoyer" }).click();
  await expect(area).toBeFocused();
});

test("the element keeps its text when it is removed from the page and inserted again", async ({ open, page }) => {
  const { area, textarea, value } = await open();
  await area.pressSequentially("gardé");
  await page.evaluate(() => {
    const element = document.querySelector("rich-text") as HTMLElement;
    const place = element.nextElementSibling as Element;
    element.remove();
    place.before(element);
  });
  await expect(area).toHaveText("gardé");
  await expect(page.locator("rich-text > *")).toHaveCount(2);
  await area.focus();
  await move(area, "Control+End");
  await page.keyboard.type(" !");
  await expect.poll(value).toBe("<p>gardé !</p>");
  await expect(textarea).toBeHidden();
});

for (const [width, height] of [
  [1280, 800],
  [390, 844],
] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`accessible at ${width} pixels, ${colorScheme}`, async ({ open, page }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      const { area, button } = await open(
        "<h2>Sortie</h2><p>Un <strong>texte</strong> et <a href='https://exemple.fr'>un lien</a></p><blockquote><p>Cité</p></blockquote><ul><li><p>a</p></li></ul>",
      );
      await expectAccessible(page);
      await area.getByText("un lien").click();
      await button("Lien").click();
      await page.getByRole("textbox", { name: "Adresse du lien" }).fill("?");
      await page.keyboard.press("Enter");
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    });
  }
}
