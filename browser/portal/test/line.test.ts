// The line against a server and a clock of the test: no time passes by itself.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Line, type Surroundings } from "../src/line.ts";
import { type StreamEvent } from "../src/told.ts";

/** A page with a line: what it opened and asked for, and whether it is late. */
function scene() {
  let passed = 0;
  const waiting: { at: number; run: () => void }[] = [];
  const page = {
    hidden: false,
    late: false,
    refused: 0,
    served: 0,
    /** Whether a refusal is that of the server. */
    byServer: true,
    heard: [] as string[],
    streams: [] as {
      address: string;
      open: boolean;
      hear: (told: StreamEvent) => void;
      fail: (closed: boolean) => void;
    }[],
    asked: [] as string[],
    answer: { status: 0, text: "" },
    open: () => page.streams.filter(({ open }) => open),
    last: () => {
      const last = page.streams.at(-1);
      assert.ok(last);
      return last;
    },
    async pass(millis: number) {
      const until = passed + millis;
      for (;;) {
        await new Promise(setImmediate);
        const [next] = waiting.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at);
        if (!next) break;
        waiting.splice(waiting.indexOf(next), 1);
        passed = next.at;
        next.run();
      }
      passed = until;
    },
  };
  const around: Surroundings = {
    hidden: () => page.hidden,
    random: () => 0.5,
    later(run, millis) {
      const one = { at: passed + millis, run };
      waiting.push(one);
      return () => void waiting.splice(waiting.indexOf(one), waiting.includes(one) ? 1 : 0);
    },
    stream(address, _, hear, fail) {
      const stream = { address, open: true, hear, fail };
      page.streams.push(stream);
      return () => void (stream.open = false);
    },
    read(address) {
      page.asked.push(address);
      return Promise.resolve(page.answer);
    },
    address: (path, query) => `${path}?${query.map(([name, value]) => `${name}=${value}`).join("&")}`,
    late: (is) => void (page.late = is),
    served: () => void (page.served += 1),
    refused() {
      page.refused += 1;
      return Promise.resolve(page.byServer);
    },
  };
  const line = new Line(around);
  const follow = (name: string, of: string, version: string) =>
    line.follow({ name, of, version, heard: (data) => void page.heard.push(`${name}: ${data}`) });
  return { page, line, follow };
}

const greeting: StreamEvent = { topic: "bonjour", version: "", data: "3000" };

test("one stream opens for all that a page follows, and says what the page shows", async () => {
  const { page, follow } = scene();
  follow("messages", "", "0");
  follow("communication", "7", "0a1b");
  await page.pass(60);
  assert.deepEqual(
    page.streams.map(({ address }) => address),
    ["/flux?messages=0&communication=7.0a1b"],
  );
  assert.equal(page.late, true, "until it is greeted");
  page.last().hear(greeting);
  assert.equal(page.late, false);
  page.last().hear({ topic: "messages", version: "1.2-3.4", data: "1.2-3.4" });
  assert.deepEqual(page.heard, ["messages: 1.2-3.4"]);
  page.last().fail(false);
  await page.pass(3_000);
  assert.equal(page.last().address, "/flux?messages=1.2-3.4&communication=7.0a1b", "it goes on from there");
  assert.equal(page.open().length, 1);
});

test("a hidden page has no stream, and catches up when it is shown", async () => {
  const { page, line, follow } = scene();
  page.hidden = true;
  follow("messages", "", "0");
  await page.pass(60_000);
  assert.equal(page.streams.length, 0);
  page.hidden = false;
  line.beginAgain();
  assert.equal(page.open().length, 1);
  page.hidden = true;
  line.stop();
  await page.pass(600_000);
  assert.deepEqual([page.open().length, page.streams.length, page.asked.length], [0, 1, 0]);
});

test("an answer that is no stream costs one question, which brings what is new", async () => {
  const { page, follow } = scene();
  follow("annonces", "", "a");
  await page.pass(60);
  page.answer = { status: 200, text: "event: bonjour\ndata:3000\n\nevent: annonces\nid: b\ndata: b\n\n" };
  page.last().fail(true);
  await page.pass(300);
  assert.deepEqual(page.asked, ["/flux/etat?annonces=a"]);
  assert.deepEqual(page.heard, ["annonces: b"]);
  assert.equal(page.last().address, "/flux?annonces=b");
});

test("where a proxy collects events, the page asks, and a stream is tried less and less often", async () => {
  const { page, follow } = scene();
  follow("messages", "", "0");
  page.answer = { status: 200, text: "event: bonjour\ndata:3000\n\n" };
  await page.pass(60_000);
  assert.ok(page.asked.length > 15 && page.streams.length < 4, `${page.asked.length} ${page.streams.length}`);
  assert.equal(page.late, false, "answers keep it up to date");
});

test("a server that is away is asked again until it is back, and the page is late meanwhile", async () => {
  const { page, follow } = scene();
  follow("messages", "", "0");
  await page.pass(60);
  page.answer = { status: 502, text: "<h1>Bad Gateway</h1>" };
  page.last().fail(true);
  await page.pass(20_000);
  assert.equal(page.late, true);
  assert.ok(page.asked.length > 5);
  page.answer = { status: 200, text: "event: bonjour\ndata:3000\n\nevent: messages\nid: 1\ndata: 1\n\n" };
  await page.pass(3_000);
  assert.deepEqual(page.heard, ["messages: 1"]);
  page.last().hear(greeting);
  assert.equal(page.late, false);
});

test("a proxy that answers for a server that is away refuses nothing", async () => {
  for (const status of [403, 404]) {
    const { page, follow } = scene();
    follow("messages", "", "0");
    follow("communication", "7", "a");
    await page.pass(60);
    page.byServer = false;
    page.answer = { status, text: "404 page not found" };
    page.last().fail(true);
    await page.pass(20_000);
    assert.equal(page.late, true);
    assert.ok(page.asked.length > 5, String(page.asked.length));
    assert.deepEqual(page.heard, []);
    page.answer = { status: 200, text: "event: bonjour\ndata:3000\n\nevent: communication\nid: b\ndata: b\n\n" };
    await page.pass(3_000);
    assert.deepEqual(page.heard, ["communication: b"]);
    assert.equal(page.last().address, "/flux?messages=0&communication=7.b");
  }
});

test("an answer that says nothing of the page refuses nothing, whoever gives it", async () => {
  for (const status of [408, 421, 425, 429, 500, 503]) {
    const { page, follow } = scene();
    follow("article", "7", "a");
    await page.pass(100);
    page.answer = { status, text: "" };
    page.last().fail(true);
    await page.pass(10_000);
    assert.deepEqual([page.refused, page.heard, page.late], [0, [], true], String(status));
    assert.ok(page.asked.length > 1, String(status));
  }
});

test("each time the server answers the page, it is told", async () => {
  const { page, follow } = scene();
  follow("messages", "", "0");
  await page.pass(60);
  page.last().hear(greeting);
  assert.equal(page.served, 1);
  page.answer = { status: 401, text: "" };
  page.last().fail(true);
  await page.pass(300);
  assert.deepEqual([page.served, page.refused], [1, 1]);
  page.answer = { status: 200, text: "event: bonjour\ndata:3000\n\n" };
  await page.pass(2 * 60_000);
  assert.ok(page.served > 1);
});

test("a network that goes and comes back leaves no stream that only seems open", async () => {
  const { page, line, follow } = scene();
  line.offline();
  assert.equal(page.late, false, "nothing is followed yet");
  follow("messages", "", "1");
  await page.pass(60);
  page.last().hear(greeting);
  line.offline();
  assert.deepEqual([page.late, page.open().length], [true, 0]);
  line.online();
  assert.deepEqual([page.open().length, page.streams.length], [1, 2]);
  page.last().hear(greeting);
  assert.equal(page.late, false);
  line.online();
  assert.deepEqual([page.open().length, page.streams.length], [1, 3], "a computer woke up");
});

test("a silent line is lost", async () => {
  const { page, follow } = scene();
  follow("messages", "", "0");
  await page.pass(60);
  page.last().hear(greeting);
  await page.pass(89_000);
  assert.equal(page.streams.length, 1);
  await page.pass(5_000);
  assert.equal(page.streams.length, 2);
});

test("what needs a right may go; the page follows the rest, and a refused page asks ever less often", async () => {
  const { page, follow } = scene();
  follow("messages", "", "0");
  follow("import", "12", "");
  await page.pass(60);
  page.answer = { status: 404, text: "" };
  page.last().fail(true);
  await page.pass(300);
  assert.deepEqual(page.heard, ["import: fin"]);
  assert.equal(page.last().address, "/flux?messages=0");
  page.answer = { status: 401, text: "" };
  page.last().fail(true);
  await page.pass(30 * 60_000);
  assert.equal(page.late, false, "another notice says why");
  assert.ok(page.refused > 2 && page.refused < 9, String(page.refused));
});

test("after its end a topic is not followed any more", async () => {
  const { page, follow } = scene();
  follow("messages", "", "0");
  follow("import", "12", "");
  await page.pass(60);
  page.last().hear({ topic: "import", version: "", data: "fin" });
  assert.deepEqual(page.heard, ["import: fin"]);
  page.last().fail(false);
  await page.pass(3_000);
  assert.equal(page.last().address, "/flux?messages=0");
});
