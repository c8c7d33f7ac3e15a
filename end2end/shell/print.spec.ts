import type { Page } from "@playwright/test";
import { RIGHTS } from "../support/access";
import { deploy } from "../support/api";
import { announcement } from "../support/home";
import { delivered, INBOX, send } from "../support/messages";
import { leads, reloadUntil } from "../support/pages";
import { expect, test, unique } from "../support/test";

// A4 within the usual margins, in pixels of the style sheet: as narrow as a phone.
const PAPER = { width: 718, height: 1_000 };

// What somebody with the sheet in their hands would complain about, one per line.
function complaints(): string[] {
  const found: string[] = [];
  const named = (element: Element) =>
    `${element.localName}.${element.className} "${element.textContent?.slice(0, 40)}"`;
  const seen = (element: Element) => element.checkVisibility() && element.getBoundingClientRect().width > 1;
  const all = (selector: string) => [...document.querySelectorAll(selector)].filter(seen);
  const controls = "button, input, select, textarea, form, a.button, dialog, nav:not(.pagination), header.top-bar";
  for (const control of all(controls)) found.push(`a control: ${named(control)}`);
  for (const row of all("main tr")) {
    if (getComputedStyle(row).display !== "table-row") found.push(`no row of a table: ${named(row)}`);
  }
  for (const table of all("main table:has(thead)")) {
    if (!all("main thead").some((head) => table.contains(head))) found.push(`no headings: ${named(table)}`);
  }
  for (const element of all("main, main *:not(svg, svg *)")) {
    const { overflowX, overflowY } = getComputedStyle(element);
    const scrolls = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
    if ((overflowX !== "visible" || overflowY !== "visible") && scrolls) found.push(`cut: ${named(element)}`);
  }
  const texts = document.createTreeWalker(document.querySelector("main") ?? document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const parent = text.parentElement;
    if (!parent || !text.textContent?.trim() || !seen(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    if (range.getBoundingClientRect().right > window.innerWidth + 1) found.push(`beyond the sheet: ${named(parent)}`);
    // A short word, a date or an address in a table stands in one line. The matrix has hyphens, and a path is long.
    if (!parent.closest(".table:not(.matrix)") || parent.closest("bdi")?.textContent?.includes("/")) continue;
    for (const word of text.textContent.matchAll(/\p{L}+|[\d/.:]+/gu)) {
      if (word[0].length > 10) continue;
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const tops = [...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => Math.round(top));
      if (new Set(tops).size > 1) found.push(`broken: ${word[0]} in ${named(parent)}`);
    }
  }
  return found;
}

async function onPaper(page: Page, path: string) {
  await page.setViewportSize(PAPER);
  await page.emulateMedia({ media: "print" });
  expect((await page.goto(path))?.status(), path).toBe(200);
  expect(await page.evaluate(complaints), path).toEqual([]);
}

test("lists and pages are printed whole, as tables, and without anything to press or to fill in", async ({ as }) => {
  test.setTimeout(240_000);
  const [head, parent, admin] = [await as("direction"), await as("parent"), await as("admin")];
  const subject = unique("Sortie au musée");
  const id = await send(head, { subject, reply_allowed: true });
  const text = unique("Le programme est en ligne");
  await deploy(head, { text, targets: [{}], with_link: true, link: "https://exemple.example/programme" });
  const message = await delivered(parent, subject);

  const sent = `/communications/${id}`;
  for (const path of [
    "/communications/emises",
    sent,
    `${sent}?onglet=etats`,
    "/communications/recues",
    "/agenda",
    "/espaces",
    `${RIGHTS}?onglet=population`,
    `${RIGHTS}?onglet=utilisateur`,
  ]) {
    await onPaper(head, path);
  }
  await onPaper(head, "/agenda");
  const feed = head.getByRole("heading", { name: "Dans un autre agenda" });
  await expect(feed, "an address that is made on the screen").toBeHidden();
  await head.emulateMedia({ media: "screen" });
  await expect(feed).toBeVisible();
  for (const path of ["/administration/journal", "/administration/annuaire", "/administration/comptes"]) {
    await onPaper(admin, path);
  }
  for (const path of ["/administration/conservation", "/administration/conservation/registre"]) {
    await onPaper(admin, path);
  }
  await admin.emulateMedia({ media: "screen" });
  await admin.goto("/administration/conservation?version=ancienne");
  await leads(admin.getByRole("button", { name: "Enregistrer ces durées" }));
  const refused = admin.getByText("a enregistré ce formulaire entre-temps");
  await expect(refused).toBeVisible();
  await admin.emulateMedia({ media: "print" });
  await expect(refused, "it is said to whoever presses the button, not to who reads").toBeHidden();

  await onPaper(parent, INBOX);
  await onPaper(parent, `${INBOX}/${message}`);
  await expect(parent.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(parent.getByText("Bonjour à tous")).toBeVisible();
  await expect(parent.getByRole("heading", { name: "Répondre" }), "no empty box for an answer").toBeHidden();
  const sheets = (await parent.pdf({ format: "A4" })).toString("latin1").match(/\/Type\s*\/Page\b/g);
  expect(sheets, "a short message is one sheet").toHaveLength(1);

  const card = announcement(parent, text);
  await parent.goto("/");
  await reloadUntil(card);
  await onPaper(parent, "/");
  await expect(card).toBeVisible();
  const link = card.getByRole("link");
  const said = await link.evaluate((element) => getComputedStyle(element, "::after").content);
  expect(said, "paper says where a link leads").toContain("https://exemple.example/programme");
});

test("a long message and a list are printed whole from a wide page", async ({ as }) => {
  const [sender, reader] = [await as("cpe"), await as("parent")];
  const subject = unique("Règlement intérieur");
  const body = Array.from({ length: 200 }, (_, number) => `<p>Article ${number + 1}</p>`).join("");
  await send(sender, { subject, body });
  const message = `${INBOX}/${await delivered(reader, subject)}`;
  for (const [page, path] of [
    [reader, INBOX],
    [sender, "/communications/emises"],
    [reader, message],
  ] as const) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ media: "screen" });
    await page.goto(path);
    await page.emulateMedia({ media: "print" });
    expect(await page.evaluate(complaints), path).toEqual([]);
  }
  await expect(reader.getByText("Article 200", { exact: true })).toBeVisible();
  const sheets = (await reader.pdf({ format: "A4" })).toString("latin1").match(/\/Type\s*\/Page\b/g);
  expect(sheets?.length, "it goes on on the next sheets").toBeGreaterThan(3);
});

test("what stands on the screen between buttons or in fields stands on the sheet too", async ({ as }) => {
  const [head, admin] = [await as("direction"), await as("admin")];
  await head.goto("/espaces");
  await leads(head.getByRole("link", { name: "Espace personnels" }).first());
  await leads(head.getByRole("link", { name: "Réglages de l’espace" }));
  const settings = new URL(head.url()).pathname;
  const population = head.getByRole("form", { name: "Désigner une population" });
  await population.getByLabel("Profil").selectOption({ label: "Documentaliste" });
  await leads(population.getByRole("button", { name: "Ajouter" }));
  await onPaper(head, settings);
  const rows = head.getByRole("region", { name: "Rédacteurs et modérateurs" }).getByRole("listitem");
  const named = rows.filter({ hasText: "Documentaliste" });
  await expect(named, "who is named, and for what").toHaveCount(1);
  await expect(named.getByText("Rédacteur", { exact: true })).toBeVisible();
  await expect(named.getByText("Documentaliste").first()).toBeVisible();
  await head.emulateMedia({ media: "screen" });
  await leads(named.getByRole("button", { name: "Supprimer" }));

  for (const [path, field] of [
    ["/administration/vacances", "#periodes"],
    ["/administration/pages?page=mentions", "form.printed textarea"],
  ] as const) {
    await admin.emulateMedia({ media: "print" });
    await admin.goto(path);
    await expect(admin.locator(field).first(), path).toBeVisible();
  }
});
