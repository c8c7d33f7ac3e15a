// The follower against a server and a clock of the test: no time passes by itself.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ServerClock } from "../src/clock.ts";
import { Follower, type State, type Surroundings } from "../src/follow.ts";
import { exchange, Refused } from "../src/token.ts";

const START = Date.parse("2026-10-05T08:00:00Z");

/** A reader's machine whose clock is wrong by some minutes, and a server that can be killed. */
function scene(wrong: number, tokens: (string | Error)[] = ["a", "b", "c"]) {
  let passed = 0;
  let visible = true;
  const waiting: { at: number; run: () => void }[] = [];
  const asked: { token: string | null; tag: string | null }[] = [];
  const states: State[] = [];
  const server = {
    up: true,
    failing: false,
    busy: false,
    list: [] as object[],
    tag: '"1"',
    known: new Set(["a", "b", "c"]),
    next: "5",
  };
  const answer = (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const headers = new Headers(init?.headers);
    const token = headers.get("Authorization")?.slice(7) ?? null;
    asked.push({ token, tag: headers.get("If-None-Match") });
    assert.equal(String(input), "https://pv.example/liste");
    assert.equal(init?.credentials, "omit");
    if (!server.up) return Promise.reject(new TypeError("no network"));
    if (server.busy) {
      return Promise.resolve(new Response("{}", { status: 429, headers: { "Retry-After": "30" } }));
    }
    if (server.failing) return Promise.resolve(new Response("{}", { status: 500 }));
    if (token !== null && !server.known.has(token)) return Promise.resolve(new Response("{}", { status: 401 }));
    const told = {
      ETag: server.tag,
      Date: new Date(START + passed).toUTCString(),
      "Portevoix-Next": server.next,
    };
    if (headers.get("If-None-Match") === server.tag) {
      return Promise.resolve(new Response(null, { status: 304, headers: told }));
    }
    return Promise.resolve(Response.json({ announcements: server.list }, { headers: told }));
  };
  const around: Surroundings = {
    fetch: answer,
    clock: new ServerClock({ steady: () => passed, wall: () => START + passed + wrong }),
    random: () => 1,
    steady: () => passed,
    visible: () => visible,
    later: (run, millis) => {
      const one = { at: passed + millis, run };
      waiting.push(one);
      return () => void waiting.splice(waiting.indexOf(one), waiting.includes(one) ? 1 : 0);
    },
  };
  const token = () => {
    const next = tokens.shift();
    return next === undefined || next instanceof Error
      ? Promise.reject(next ?? new Refused())
      : Promise.resolve({ token: next, expires_in: 600 });
  };
  const source = { server: "https://pv.example", address: () => "https://pv.example/liste", token };
  const follower = new Follower(source, (state) => states.push(state), around);
  const settle = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));
  return {
    server,
    asked,
    states,
    follower,
    settle,
    hide: (hidden: boolean) => (visible = !hidden),
    last: () => states.at(-1),
    texts: () => follower.state().list.map((one) => one.text),
    /** Lets time pass, and what is due happen. */
    async pass(millis: number) {
      const end = passed + millis;
      for (;;) {
        const due = waiting.filter((one) => one.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        waiting.splice(waiting.indexOf(due), 1);
        passed = Math.max(passed, due.at);
        due.run();
        await settle();
      }
      passed = end;
    },
  };
}

const one = (id: string, severity = "information", ends = "2026-10-06T00:00:00Z") => ({
  id,
  source: "Lycée",
  severity,
  text: `Texte ${id}`,
  link: null,
  starts_on: "2026-10-05",
  ends_at: ends,
  deployed_at: "2026-10-05T07:00:00Z",
});

for (const wrong of [0, 5 * 60_000, -5 * 60_000]) {
  test(`what is over is gone by the server's clock, the reader's being off by ${wrong / 60_000} minutes`, async () => {
    const it = scene(wrong);
    it.server.list = [one("1", "alert", "2026-10-05T08:02:00Z"), one("2")];
    it.follower.start();
    await it.settle();
    assert.deepEqual(it.texts(), ["Texte 1", "Texte 2"]);
    it.server.up = false;
    await it.pass(119_000);
    assert.deepEqual(it.texts(), ["Texte 1", "Texte 2"], "not yet");
    await it.pass(2_000);
    assert.deepEqual(it.texts(), ["Texte 2"], "without the network as well");
    const since = it.follower.state().since;
    assert.equal(since, START, "it says when the list was heard, by the server's clock");
    it.server.up = true;
    await it.pass(300_000);
    assert.equal(it.last()?.since, undefined, "and comes back by itself");
  });
}

test("the server names the interval, knows what is known, and is asked less and less when it is silent", async () => {
  const it = scene(0);
  it.follower.start();
  await it.settle();
  await it.pass(15_000);
  assert.deepEqual(
    it.asked.map(({ tag }) => tag),
    [null, '"1"', '"1"', '"1"'],
  );
  it.server.next = "60";
  await it.pass(5_000);
  const before = it.asked.length;
  await it.pass(55_000);
  assert.equal(it.asked.length, before, "the server wants a minute now");
  await it.pass(2_000);
  assert.equal(it.asked.length, before + 1);
  it.server.up = false;
  await it.pass(3_600_000);
  assert.ok(it.asked.length < before + 70, `${it.asked.length - before} requests in an hour`);
});

test("a hidden page asks nothing, and asks at once when it is seen", async () => {
  const it = scene(0);
  it.follower.start();
  await it.settle();
  it.hide(true);
  await it.pass(60_000);
  const before = it.asked.length;
  await it.pass(600_000);
  assert.equal(it.asked.length, before);
  it.hide(false);
  it.follower.wake();
  await it.settle();
  assert.equal(it.asked.length, before + 1);
});

test("a page that is seen again asks no sooner than the server wants", async () => {
  const it = scene(0);
  it.server.list = [one("1")];
  it.follower.start();
  await it.settle();
  it.server.busy = true;
  await it.pass(5_000);
  const before = it.asked.length;
  it.server.busy = false;
  for (let times = 0; times < 3; times += 1) {
    it.follower.wake();
    await it.settle();
    await it.pass(8_000);
  }
  assert.equal(it.asked.length, before, "24 of 30 seconds");
  assert.deepEqual(it.texts(), ["Texte 1"]);
  await it.pass(7_000);
  assert.equal(it.asked.length, before + 1);
  assert.equal(it.last()?.since, undefined);
});

test("a token that is dead takes the list along, and a new one is asked for at once", async () => {
  const it = scene(0, ["a", "b", new Refused()]);
  it.server.list = [one("1")];
  it.follower.start();
  await it.settle();
  it.server.known.delete("a");
  it.server.list = [one("2")];
  await it.pass(5_000);
  assert.deepEqual(it.texts(), ["Texte 2"], "by the second token");
  assert.equal(it.asked.at(-1)?.tag, null, "nothing is compared with what the first one read");
  it.server.known.delete("b");
  await it.pass(5_000);
  assert.deepEqual(it.texts(), []);
  assert.equal(it.last()?.unavailable, true);
});

test("a new token whose list cannot be read does not keep the list of the one before", async () => {
  const it = scene(0, ["a", "b"]);
  it.server.list = [one("1")];
  it.follower.start();
  await it.settle();
  await it.pass(535_000);
  assert.deepEqual(it.texts(), ["Texte 1"]);
  it.server.up = false;
  await it.pass(60_000);
  assert.deepEqual(it.texts(), [], "it may be another reader");
});

test("a refusal at the renewal takes the list along, and a network that fails does not", async () => {
  for (const [why, kept] of [
    [new Refused(), []],
    [new TypeError("no network"), ["Texte 1"]],
  ] as const) {
    const it = scene(0, ["a", why]);
    it.server.list = [one("1", "alert")];
    it.follower.start();
    await it.settle();
    await it.pass(535_000);
    assert.deepEqual(it.texts(), ["Texte 1"], "the token still counts");
    await it.pass(10_000);
    assert.deepEqual(it.texts(), kept, why.constructor.name);
    assert.equal(it.last()?.unavailable, kept.length === 0);
  }
});

test("an alert does not outlive the line by more than ten minutes, and the rest stays", async () => {
  const unreached = Array.from({ length: 20 }, () => new TypeError("no network"));
  const tokens: (string | Error)[] = ["a", "b", ...unreached];
  const it = scene(0, tokens);
  it.server.list = [one("1", "alert"), one("2")];
  it.follower.start();
  await it.settle();
  it.hide(true);
  await it.pass(660_000);
  assert.deepEqual(it.texts(), ["Texte 1", "Texte 2"], "a hidden page has lost nothing");
  it.hide(false);
  it.follower.wake();
  await it.settle();
  it.server.up = false;
  await it.pass(599_000);
  assert.deepEqual(it.texts(), ["Texte 1", "Texte 2"], "not yet");
  await it.pass(2_000);
  assert.deepEqual(it.texts(), ["Texte 2"], "nobody could have ended it");
  it.server.up = true;
  tokens.splice(0, tokens.length, "c");
  await it.pass(61_000);
  assert.deepEqual(it.texts(), ["Texte 1", "Texte 2"], "it still counts");
});

test("a list whose server fails is kept", async () => {
  const it = scene(0);
  it.server.list = [one("1")];
  it.follower.start();
  await it.settle();
  it.server.failing = true;
  await it.pass(10_000);
  assert.deepEqual(it.texts(), ["Texte 1"]);
  assert.equal(it.last()?.since, START, "and says when it was heard");
});

test("the exchange tells a refusal from a server that fails", async () => {
  const answered = (status: number) => () => Promise.resolve(new Response("{}", { status }));
  await assert.rejects(exchange("https://pv.example", "refused", answered(403)), Refused);
  const failed = exchange("https://pv.example", "failed", answered(502));
  await assert.rejects(failed, (reason) => !(reason instanceof Refused));
});

test("a host's function that never answers stops nothing", async () => {
  const it = scene(0);
  const around: State[] = [];
  const never = {
    server: "https://pv.example",
    address: () => "https://pv.example/liste",
    token: () => new Promise<never>(() => undefined),
  };
  void around;
  const follower = new Follower(never, (state) => around.push(state), {
    fetch: () => Promise.reject(new Error("not reached")),
    clock: new ServerClock({ steady: () => 0, wall: () => 0 }),
    random: () => 0,
    steady: () => 0,
    visible: () => true,
    later: (run) => {
      // Only the limit of the first request is ever due.
      if (around.length === 0) setImmediate(run);
      return () => undefined;
    },
  });
  follower.start();
  await it.settle();
  await it.settle();
  assert.equal(around[0]?.unavailable, true);
  follower.stop();
});
