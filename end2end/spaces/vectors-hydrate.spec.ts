import type { APIResponse, Browser, Page } from "@playwright/test";
import { session } from "../support/accounts";
import { confirmed, formKey, ours } from "../support/api";
import { fillWithDemo, startServer, temporarySqlite, type Server } from "../support/server";
import { day, expect, test, visit } from "../support/test";
import { setTraps } from "../support/traps";
import { vectors } from "../support/vectors";

// Each hostile string stands in articles, news, events, their titles and places, and in a message to an author. All
// pages that show them are opened in a browser without a content security policy, and the two feeds are read as other
// programs show them. Nothing may run.

test.describe.configure({ mode: "serial", timeout: 300_000 });

// Closes everything that a string left open.
const END = "'\"></p>--></script></style></textarea></title></noscript></template></select></svg></math></table></a>";

let server: Server;
let remove: () => Promise<void>;
let strings: string[] = [];

test.beforeAll(async () => {
  // The server refuses characters that no keyboard types.
  const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
  strings = [...new Set(vectors().map(({ html }) => html.replaceAll("\r\n", "\n")))];
  strings = strings.filter((html) => !forbidden.test(html));
  expect(strings.length).toBeGreaterThan(700);
  const database = await temporarySqlite();
  remove = database.remove;
  await fillWithDemo(database);
  server = await startServer(database);
});

test.afterAll(async () => {
  await server.stop();
  await remove();
});

async function as(browser: Browser, account: "direction" | "collectivite" | "referent"): Promise<Page> {
  const storageState = await session(server.baseURL, account);
  const context = await browser.newContext({ baseURL: server.baseURL, storageState, bypassCSP: true });
  return context.newPage();
}

// The strings one after the other, in as few texts as their length allows.
function packed(most: number, end: string): string[] {
  const texts: string[] = [];
  for (const string of strings.map((string) => string + end)) {
    const last = texts.at(-1);
    if (string.length > most) continue;
    if (last !== undefined && last.length + string.length < most) texts[texts.length - 1] = last + string;
    else texts.push(string);
  }
  return texts;
}

const lines = () => packed(150, " ").map((text) => text.replace(/\s+/g, " ").trim());
// Different titles, as many as are asked for, from the whole of the lists.
function some(count: number, from: string[]): string[] {
  return Array.from({ length: count }, (_, at) => from[Math.floor((at * from.length) / count)] ?? "");
}

async function done(answer: APIResponse): Promise<string> {
  expect(answer.status(), await answer.text()).toBe(303);
  return (answer.headers().location ?? "").split("?")[0] ?? "";
}

async function posts(page: Page, address: string, form: Record<string, string>): Promise<APIResponse> {
  return page.request.post(address, { form, headers: await ours(page), maxRedirects: 0 });
}

// Opens pages one after the other: nothing on them has an effect, and formatted text has only the elements of its list.
async function nothingRuns(browser: Browser, account: "direction" | "collectivite" | "referent", pages: string[]) {
  const page = await as(browser, account);
  const traps = await setTraps(page);
  for (const address of pages) {
    await visit(page, address);
    await traps.arm();
    const wrong = await page.evaluate(() => {
      const names = ["p", "br", "h2", "h3", "strong", "em", "u", "s", "ul", "ol", "li", "blockquote", "a"];
      const inside = document.querySelectorAll(".rich-text-content *");
      const strange = [...inside].map((element) => element.localName).filter((name) => !names.includes(name));
      const all = [...document.querySelectorAll("*")].flatMap((element) => [...element.attributes]);
      const leads = /^(href|src|action|formaction|xlink:href)$/i;
      const script = (name: string, value: string) => leads.test(name) && /^\s*(javascript|data):/i.test(value);
      const runs = all.filter(({ name, value }) => /^on/i.test(name) || script(name, value));
      return [...strange, ...runs.map(({ name, value }) => `${name}=${value}`)];
    });
    expect(wrong, address).toEqual([]);
    expect(await traps.sprung(), address).toEqual([]);
    traps.disarm();
  }
  await page.context().close();
}

let space = "";
const articles: string[] = [];
const events: string[] = [];

test("no string runs on a page of a space", async ({ browser }) => {
  const writer = await as(browser, "direction");
  await writer.goto("/espaces");
  space = new URL(
    await writer
      .getByRole("link", { name: "Espace personnels" })
      .first()
      .evaluate((link) => (link as HTMLAnchorElement).href),
  ).pathname;
  const bodies = packed(90_000, END);
  const titles = some(bodies.length, lines());
  for (const [at, corps] of bodies.entries()) {
    const answer = await writer.request.post(`${space}/articles/nouveau`, {
      multipart: { cle: formKey(), titre: titles[at] ?? "x", corps, action: "publier" },
      headers: await ours(writer),
      maxRedirects: 0,
    });
    articles.push(await done(answer));
  }
  const descriptions = packed(4_900, "\n");
  const [names, places] = [some(descriptions.length, lines()), some(descriptions.length, lines().reverse())];
  for (const [at, description] of descriptions.entries()) {
    const form = {
      cle: formKey(),
      titre: names[at] ?? "x",
      lieu: places[at] ?? "x",
      description,
      "debut-date": day(1),
      "debut-heure": "10:00",
      "fin-date": day(1),
      "fin-heure": "11:00",
      intervalle: "1",
    };
    events.push(await done(await posts(writer, `${space}/agenda/nouveau`, form)));
  }
  const agenda = ["liste", "semaine", "mois"].map((vue) => `${space}/agenda?vue=${vue}`);
  const forms = [`${articles[0]}/modifier`, `${events[0]}/modifier`];
  const shown = [...articles, ...events.slice(0, 30), ...agenda, ...forms, space, "/espaces", "/", "/actualites"];
  await writer.context().close();
  await nothingRuns(browser, "direction", shown);
  test.info().annotations.push({ type: "vectors", description: `${strings.length} strings, ${shown.length} pages` });
});

test("no string runs in news, and in a message to its author", async ({ browser }) => {
  const [sender, school] = [await as(browser, "collectivite"), await as(browser, "referent")];
  const bodies = packed(90_000, END);
  const titles = some(bodies.length, lines().reverse());
  const news: number[] = [];
  for (const [at, news_body] of bodies.entries()) {
    const days = { news_first_day: day(), news_last_day: day(7) };
    const input = { channel: "news", targets: [{}], news_title: titles[at] ?? "x", news_body, ...days };
    const answer = await confirmed(sender, input);
    expect(answer.status(), await answer.text()).toBe(200);
    news.push((await answer.json()).id);
  }
  const received = `/communications/recues/${news[0]}`;
  await expect(async () => expect((await school.goto(received))?.status()).toBe(200)).toPass();
  const etablissement = await school.locator("input[name=etablissement]").first().inputValue();
  const [texte, objet] = [packed(4_500, "\n")[0] ?? "x", lines()[3] ?? "x"];
  await done(await posts(school, `${received}/contacter`, { etablissement, cle: formKey(), objet, texte }));
  const read = news.map((id) => `/actualites/${id}`);
  for (const page of [sender, school]) await page.context().close();
  await nothingRuns(browser, "referent", [received, "/communications/recues", ...read, "/", "/actualites"]);
  await nothingRuns(browser, "collectivite", [`/communications/${news[0]}`, "/communications/emises", "/messagerie"]);
});

// The private address that a form makes, and what a program reads there.
async function feed(page: Page, action: string): Promise<string> {
  const made = await posts(page, action, { action: "renouveler" });
  const address = (await made.text()).match(/id="adresse-flux"[^>]*value="([^"]+)"/)?.[1] ?? "";
  const answer = await page.request.get(new URL(address).pathname);
  expect(answer.status()).toBe(200);
  return answer.text();
}

test("no string runs in a program that reads the feeds", async ({ browser }) => {
  const reader = await as(browser, "direction");
  const [atom, calendar] = [await feed(reader, `${space}/flux`), await feed(reader, `${space}/agenda/flux`)];
  await reader.context().close();
  const page = await (await browser.newContext({ bypassCSP: true })).newPage();
  const traps = await setTraps(page, () => false);
  await page.goto("about:blank");
  await traps.arm();
  const { wrong, entries } = await page.evaluate((atom) => {
    const feed = new DOMParser().parseFromString(atom, "application/xml");
    const known = [
      "feed",
      "id",
      "title",
      "updated",
      "link",
      "author",
      "name",
      "entry",
      "published",
      "content",
      "generator",
      "subtitle",
      "summary",
    ];
    const wrong = [...feed.querySelectorAll("*")]
      .map((element) => element.localName)
      .filter((name) => !known.includes(name));
    for (const text of feed.querySelectorAll("content, title, summary")) {
      const shown = document.createElement("section");
      // As a program shows it.
      if (text.getAttribute("type") === "html") shown.innerHTML = text.textContent ?? "";
      else shown.textContent = text.textContent;
      document.body.append(shown);
    }
    return { wrong, entries: feed.querySelectorAll("entry").length };
  }, atom);
  expect(wrong).toEqual([]);
  expect(entries).toBe(articles.length);
  expect(await traps.sprung()).toEqual([]);
  await page.context().close();

  // Every line of the calendar is a property that we write: no text begins a line of its own.
  const unfolded = calendar.replace(/\r\n[ \t]/g, "").split("\r\n");
  const odd = unfolded.filter((line) => line !== "" && !/^[A-Z][A-Z-]*(;[^:"]*)*:/.test(line));
  expect(odd).toEqual([]);
  const count = (line: string) => unfolded.filter((other) => other === line).length;
  expect([count("BEGIN:VEVENT"), count("END:VEVENT"), count("END:VCALENDAR")]).toEqual([
    events.length,
    events.length,
    1,
  ]);
  const known = new Set([
    "BEGIN",
    "END",
    "VERSION",
    "PRODID",
    "CALSCALE",
    "METHOD",
    "NAME",
    "X-WR-CALNAME",
    "X-WR-TIMEZONE",
    "X-WR-CALDESC",
  ]);
  for (const name of ["UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "DESCRIPTION", "URL", "SEQUENCE"])
    known.add(name);
  for (const name of ["STATUS", "CREATED", "LAST-MODIFIED", "RRULE", "EXDATE", "RECURRENCE-ID", "CLASS", "CATEGORIES"])
    known.add(name);
  for (const name of [
    "TZID",
    "TZOFFSETFROM",
    "TZOFFSETTO",
    "TZNAME",
    "REFRESH-INTERVAL",
    "X-PUBLISHED-TTL",
    "TRANSP",
    "RDATE",
  ])
    known.add(name);
  expect(unfolded.map((line) => line.split(/[;:]/)[0] ?? "").filter((name) => name !== "" && !known.has(name))).toEqual(
    [],
  );
});
