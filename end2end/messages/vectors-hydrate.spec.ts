import type { Browser, Page } from "@playwright/test";
import { session } from "../support/accounts";
import { call, confirmed, ours } from "../support/api";
import { startRelay, type Relay } from "../support/relay";
import { fillWithDemo, startServer, temporarySqlite, type Server } from "../support/server";
import { expect, test, visit } from "../support/test";
import { setTraps } from "../support/traps";
import { vectors } from "../support/vectors";

// Each hostile string is sent as the text of a message without the editor, then opened in the inbox and in the
// copy by e-mail, in a browser without a content security policy. Nothing in it may run, and nothing outside the
// closed list may remain.

test.describe.configure({ mode: "serial", timeout: 600_000 });

// The limits of one message.
const TOGETHER = 40;
const MAX_CHARACTERS = 50_000;
// Closes everything that a string left open, so that the next one is independent.
const END =
  "'\"></p>--></script></style></textarea></title></xmp></iframe></noembed></noframes></noscript></template>" +
  "</select></option></button></object></svg></math></table></a>";

interface Letter {
  subject: string;
  // The numbers of the strings in the message.
  numbers: number[];
}

const marker = (number: number) => `§${number}§`;
const bodyOf = (numbers: number[]) => numbers.map((n) => `${STRINGS[n]}${END}<p>${marker(n)}</p>`).join("");

let STRINGS: string[] = [];
let relay: Relay;
let server: Server;
let remove: () => Promise<void>;

test.beforeAll(async () => {
  // The server refuses characters that PostgreSQL cannot store and no keyboard types.
  const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
  STRINGS = [...new Set(vectors().map(({ html }) => html))].filter(
    (html) => !forbidden.test(html.replaceAll("\r\n", "\n")),
  );
  expect(STRINGS.length).toBeGreaterThan(700);
  relay = await startRelay();
  const database = await temporarySqlite();
  remove = database.remove;
  await fillWithDemo(database);
  const env = { PORTEVOIX_SMTP_URL: relay.url, PORTEVOIX_MAIL_FROM: "Porte-voix <ent@portevoix.example>" };
  server = await startServer({ ...database, env, isPublic: true });
});

test.afterAll(async () => {
  await server.stop();
  await relay.stop();
  await remove();
});

async function reader(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    baseURL: server.baseURL,
    storageState: await session(server.baseURL, "direction"),
    bypassCSP: true,
  });
  return context.newPage();
}

function letters(numbers: number[], together: number, name: string): Letter[] {
  const all: Letter[] = [];
  let size = 0;
  for (const number of numbers) {
    const length = bodyOf([number]).length;
    const last = all.at(-1);
    if (last && last.numbers.length < together && size + length < MAX_CHARACTERS) {
      last.numbers.push(number);
      size += length;
    } else {
      all.push({ subject: `${name} z${100 + all.length}z`, numbers: [number] });
      size = length;
    }
  }
  return all;
}

// To a nurse, with a copy to the author: one reader whose inbox and e-mails are checked.
async function send(page: Page, letter: Letter) {
  const targets = [{ functions: ["Infirmière"] }];
  const input = {
    channel: "message",
    targets,
    subject: letter.subject,
    body: bodyOf(letter.numbers),
    copy_to_author: true,
  };
  const answer = await confirmed(page, input);
  expect(answer.status(), `${letter.subject} ${await answer.text()}`).toBe(200);
}

async function identity(page: Page, subject: string): Promise<number> {
  const find = async () => {
    const answer = await call(page, "messages/inbox", { filter: { search: subject } });
    const rows: { id: number; subject: string }[] = (await answer.json()).rows;
    return rows.find((row) => row.subject === subject)?.id ?? 0;
  };
  await expect.poll(find).toBeGreaterThan(0);
  return find();
}

// Runs in the page: returns forbidden elements and attributes, and the text that a reader sees. `frame` are the
// elements of an e-mail around its text.
function judge({ root, frame }: { root: string; frame: string[] }) {
  const names = ["p", "br", "h2", "h3", "strong", "em", "u", "s", "ul", "ol", "li", "blockquote", "a", ...frame];
  const wrong: string[] = [];
  const area = document.querySelector(root) as HTMLElement;
  // Allowed links are not followed; all others keep their effect.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link && ["http:", "https:", "mailto:"].includes(link.protocol)) event.preventDefault();
  });
  for (const element of area.querySelectorAll("*")) {
    if (!names.includes(element.localName)) wrong.push(`<${element.localName}>`);
    for (const { name, value } of element.attributes) {
      const good =
        (name === "href" && element.localName === "a" && /^(https?|mailto):/i.test(value)) ||
        (name === "rel" && value === "noopener noreferrer nofollow") ||
        (name === "dir" && value === "auto") ||
        (name === "lang" && value === "fr" && frame.length > 0) ||
        (name === "class" && /^align-(center|right|justify)$/.test(value)) ||
        (name === "style" && frame.length > 0 && !/url|expression|import/i.test(value));
      if (!good) wrong.push(`${element.localName}[${name}="${value}"]`);
    }
  }
  for (const link of area.querySelectorAll("a")) link.click();
  return { wrong, text: area.innerText };
}

async function opened(browser: Browser, letter: Letter): Promise<number[]> {
  const page = await reader(browser);
  const id = await identity(page, letter.subject);
  const traps = await setTraps(page);
  await visit(page, `/messagerie/${id}`);
  await traps.arm();
  const { wrong, text } = await page.evaluate(judge, { root: ".rich-text-content", frame: [] as string[] });
  expect(wrong, bodyOf(letter.numbers)).toEqual([]);
  expect(await traps.sprung(), bodyOf(letter.numbers)).toEqual([]);
  await page.context().close();
  return letter.numbers.filter((number) => !text.includes(marker(number)));
}

const sent: Letter[] = [];

test("no string runs in the inbox", async ({ browser }) => {
  const writer = await reader(browser);
  const wants = {
    form: { copies: "oui" },
    headers: { ...(await ours(writer)), Origin: server.baseURL },
    maxRedirects: 0,
  };
  expect((await writer.request.post("/mon-compte/courriel", wants)).status()).toBe(303);

  // Copies are sent only while the message is unread, so the e-mails come first.
  const sendAndOpen = async (some: Letter[]) => {
    for (const letter of some) await send(writer, letter);
    sent.push(...some);
    // An e-mail whose relay answers late is sent again.
    const arrived = () => new Set(relay.letters.map((letter) => letter.subject)).size;
    await expect.poll(arrived, { timeout: 240_000 }).toBe(sent.length);
    const swallowed: number[] = [];
    for (const letter of some) swallowed.push(...(await opened(browser, letter)));
    return swallowed;
  };
  const swallowed = await sendAndOpen(letters([...STRINGS.keys()], TOGETHER, "Ensemble"));
  // A string that another one swallowed is sent again separately.
  await sendAndOpen(letters(swallowed, 1, "Seul"));
  await writer.context().close();
  test.info().annotations.push({
    type: "vectors",
    description: `${STRINGS.length} strings, ${swallowed.length} of them by themselves`,
  });
});

test("no string runs in the copy by e-mail", async ({ browser }) => {
  const bySubject = new Map(relay.letters.map((letter) => [letter.subject, letter]));
  const frame = ["html", "head", "meta", "title", "body", "div", "h1"];
  for (const { subject, numbers } of sent) {
    const html = bySubject.get(subject)?.html ?? "";
    expect(html, `the e-mail ${subject}`).toContain("Lire dans la messagerie");
    const fresh = await (await browser.newContext({ bypassCSP: true })).newPage();
    const traps = await setTraps(fresh, () => false);
    await traps.arm();
    await fresh.setContent(html);
    const { wrong } = await fresh.evaluate(judge, { root: "body", frame });
    expect(wrong, bodyOf(numbers)).toEqual([]);
    // This test itself created the document.
    const fired = (await traps.sprung()).filter((what) => !/^(navigation: about:blank|the title is now)/.test(what));
    expect(fired, bodyOf(numbers)).toEqual([]);
    await fresh.context().close();
  }
});
