import { button, click, expect, fill, shows, test, visit } from "../support/firefox";
import { unique } from "../support/test";

test("Firefox: a message is written, deployed, acknowledged, followed and cancelled", async ({ as, baseURL }) => {
  test.setTimeout(240_000);
  const author = await as("infirmiere");
  const reader = await as("enseignant");
  const subject = unique("Vaccination");

  await visit(author, `${baseURL}/communications/nouvelle`);
  await click(author, 'input[name="canal"][value="message"]');
  await click(author, ".target .criterion > summary");
  await click(author, '.target input[value="National_ENS"]');
  await shows(author, ".target .criterion-value", /Enseignant/);
  await fill(author, "#objet", subject);
  await fill(author, 'rich-text [role="textbox"]', "Bonjour à tous");
  await click(author, 'input[name="accuse"][value="each"]');
  await click(author, button("Déployer"));
  await shows(author, "dialog[open]", /personnes le recevront/);
  await click(author, button("Valider"));
  await shows(author, "h1", /Déployé/);

  await expect(async () => {
    await reader.goto(`${baseURL}/messagerie`);
    expect(await reader.evaluate(() => document.body.textContent)).toContain(subject);
  }).toPass();
  await visit(reader, reader.url());
  await click(reader, `::-p-xpath(//a[contains(., "${subject}")])`);
  await click(reader, button("J’ai pris connaissance"));
  await shows(reader, ".message-acknowledge[data-done]", /pris connaissance/);

  await shows(author, "section[aria-labelledby=suivi]", /Accusés\s*1\s/);
  await click(author, button("Annuler"));
  await click(author, button("Annuler la communication"));
  await shows(author, "h1", /Annulé/);
});

// Dates whose fields are narrower than what they hold.
function cutDates(inputs: Element[]): string[] {
  return inputs.flatMap((input) => {
    const { width } = input.getBoundingClientRect();
    const free = input.cloneNode() as HTMLInputElement;
    free.removeAttribute("id");
    Object.assign(free.style, { position: "absolute", width: "max-content", maxWidth: "none" });
    input.after(free);
    const wanted = free.getBoundingClientRect().width;
    free.remove();
    return width > 0 && width < wanted - 0.5 ? [`${input.id}: ${width} of ${wanted} px`] : [];
  });
}

test("Firefox: no date is cut, no strip is under the tabs, and leaving a page is no error", async ({ as, baseURL }) => {
  const page = await as("direction");
  for (const path of ["/agenda/nouveau", "/communications/nouvelle", "/communications/emises?q=introuvable"]) {
    await visit(page, baseURL + path);
    for (const width of [1280, 390]) {
      await page.setViewport({ width, height: 844 });
      expect(await page.$$eval('input[type="date"]', cutDates), `${path} at ${width} px`).toEqual([]);
    }
  }
  const below = await page.evaluate(() => {
    const bar = document.querySelector(".tab-bar");
    const { bottom, left, right } = bar?.getBoundingClientRect() ?? new DOMRect();
    return { under: window.innerHeight - bottom, beside: left + document.documentElement.clientWidth - right };
  });
  expect(below).toEqual({ under: 0, beside: 0 });

  await page.setRequestInterception(true);
  page.on("request", (request) => {
    // A request of a page that is left meanwhile cannot go on.
    if (!request.url().endsWith(".wasm")) request.continue().catch(() => undefined);
  });
  for (const path of ["/", "/messagerie", "/communications/nouvelle"]) {
    await page.goto(baseURL + path, { waitUntil: "domcontentloaded" });
  }
  expect(new URL(page.url()).pathname).toBe("/communications/nouvelle");
});
