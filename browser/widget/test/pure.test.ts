import assert from "node:assert/strict";
import { test } from "node:test";
import { arrived, frenchSpaces, nextEnd, ownVersion, readList, safeAddress } from "../src/announcement.ts";
import { ServerClock } from "../src/clock.ts";
import { canLoad, pagesOf } from "../src/hall-pages.ts";
import { dateOf, filled, languageOf, readsFirst, timeOf, wordsOf } from "../src/language.ts";
import { named, pause } from "../src/pause.ts";
import { readToken, Refused, said } from "../src/token.ts";

const HOME = "https://pv.example";

test("only web addresses become links", () => {
  assert.equal(safeAddress("https://a.example/b?c=1", HOME), "https://a.example/b?c=1");
  assert.equal(safeAddress("/espaces/1/articles/2", HOME), "https://pv.example/espaces/1/articles/2");
  for (const wrong of ["javascript:alert(1)", "data:text/html,x", "http://", "", null, 7, {}]) {
    assert.equal(safeAddress(wrong, HOME), undefined, String(wrong));
  }
});

test("what cannot be read is left out, and no list at all is an error", () => {
  const good = {
    id: 7,
    severity: "alert",
    text: "T",
    source: "S",
    ends_at: "2026-10-05T08:00:00Z",
    link: { href: "/x" },
  };
  const body = { announcements: [good, null, 3, {}, { ...good, severity: "loud" }, { ...good, id: "" }] };
  const [only, ...others] = readList(body, HOME);
  assert.equal(others.length, 0);
  assert.equal(only?.id, "7");
  assert.equal(only?.href, "https://pv.example/x");
  const concerns = [{ first_name: "Léa", level: "2de" }, { first_name: "Tom", level: "" }, null];
  assert.deepEqual(readList({ announcements: [{ ...good, concerns }] }, HOME)[0]?.concerns, ["Léa, 2de", "Tom"]);
  const second = { language: "ar", direction: "rtl", name: "العربية", text: "رحلة" };
  assert.deepEqual(readList({ announcements: [{ ...good, second }] }, HOME)[0]?.second, second);
  assert.equal(readList({ announcements: [{ ...good, second: { language: "ar" } }] }, HOME)[0]?.second, undefined);
  const first = { language: "en", direction: "ltr", name: "English" };
  assert.deepEqual(readList({ announcements: [{ ...good, first }] }, HOME)[0]?.first, first);
  assert.equal(only?.first, undefined, "French goes without saying");
  assert.equal(nextEnd([only!], 0), Date.parse("2026-10-05T08:00:00Z"));
  assert.equal(nextEnd([only!], 0, 0), 600_000, "an alert, without the network");
  for (const wrong of [null, {}, "text", { announcements: 3 }]) assert.throws(() => readList(wrong, HOME));
});

test("the reader's own version comes first", () => {
  assert.ok(readsFirst("ar", "fr", ["ar-MA", "fr"]));
  assert.ok(readsFirst("ar", "en", ["en", "ar"]));
  assert.ok(!readsFirst("ar", "fr", ["fr", "ar"]));
  assert.ok(!readsFirst("ar", "fr", []));
  assert.ok(readsFirst("en", "en", ["fr"]), "the page says which of our languages its reader chose");
  assert.ok(!readsFirst("en", "fr", ["en"]));
  assert.ok(readsFirst("fr", "fr", ["fr"], "en"), "whichever was written first");
  assert.ok(!readsFirst("fr", "en", ["en", "fr"], "en"));
  assert.ok(readsFirst("ar", "fr", ["ar"], "en"));
});

test("a link is named after the version that comes first", () => {
  const second = { language: "ar", direction: "rtl", name: "العربية", text: "رحلة" };
  const both = { id: "1", severity: "information", text: "Sortie", second };
  const [only] = readList({ announcements: [both] }, HOME);
  const of = (page: string, asked: string[]) => {
    const { language, text } = ownVersion(only!, page, asked);
    return [language, text];
  };
  assert.deepEqual(of("fr", ["ar", "fr"]), ["ar", "رحلة"]);
  assert.deepEqual(of("fr", ["fr", "ar"]), ["fr", "Sortie"]);
});

test("an announcement that waited for its period dates from its start", () => {
  const of = (starts_on: string, deployed_at: string) =>
    readList({ announcements: [{ id: "1", severity: "alert", text: "T", starts_on, deployed_at }] }, HOME)[0]?.day;
  assert.equal(of("2026-10-07", "2026-10-05T08:00:00Z"), "2026-10-07");
  assert.equal(of("2026-10-01", "2026-10-05T08:00:00Z"), "2026-10-05");
});

test("the day is that of the reader, as on the home page", (context) => {
  const zone = process.env.TZ;
  context.after(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });
  const day = (deployed_at: string) =>
    readList({ announcements: [{ id: "1", severity: "alert", text: "T", deployed_at }] }, HOME)[0]?.day;
  for (const [at, expected] of [
    ["America/Martinique", "2026-10-05"],
    ["Indian/Reunion", "2026-10-06"],
  ] as const) {
    process.env.TZ = at;
    assert.equal(day("2026-10-06T00:30:00Z"), expected, at);
  }
});

test("punctuation never begins a line", () => {
  assert.equal(frenchSpaces("« Bravo ! » : à 12:30"), "«\u202fBravo\u202f!\u202f»\u202f: à 12:30");
  assert.equal(frenchSpaces("Ready? https://a.fr/?b"), "Ready? https://a.fr/?b");
});

test("punctuation never begins a line of a second version", () => {
  const second = { language: "fr", name: "Français", direction: "ltr", text: "Qui vient ?" };
  const [one] = readList({ announcements: [{ id: "1", severity: "alert", text: "Who", second }] }, HOME);
  assert.equal(one?.second?.text, "Qui vient\u202f?");
});

test("a text in another language keeps its blanks", () => {
  const english = { language: "en", name: "English", direction: "ltr" };
  const sent = { id: "1", severity: "alert", text: "Who ?", first: english, second: { ...english, text: "Why !" } };
  const [one] = readList({ announcements: [sent] }, HOME);
  assert.deepEqual([one?.text, one?.second?.text], ["Who ?", "Why !"]);
});

test("only an alert that was not there arrives", () => {
  const list = readList(
    {
      announcements: [
        { id: "1", severity: "alert", text: "T" },
        { id: "2", severity: "information", text: "T" },
        { id: "3", severity: "alert", text: "T" },
      ],
    },
    HOME,
  );
  assert.deepEqual([...arrived(list.slice(0, 1), list)], ["3"]);
  assert.deepEqual([...arrived(list, list.slice(0, 1))], []);
});

test("a clock that is set, or sleeps, lets nothing stay too long", () => {
  const at = { steady: 0, wall: 1_000_000 };
  const clock = new ServerClock({ steady: () => at.steady, wall: () => at.wall });
  clock.hear("not a date");
  assert.equal(clock.heardAt, undefined);
  clock.hear("Mon, 05 Oct 2026 08:00:00 GMT");
  const heard = Date.parse("2026-10-05T08:00:00Z");
  at.steady = 10_000;
  at.wall = 0;
  assert.equal(clock.now(), heard + 10_000, "set back");
  at.wall = 1_000_000 + 3_600_000;
  assert.equal(clock.now(), heard + 3_600_000, "an hour of sleep");
  assert.equal(clock.silence(), 3_600_000);
});

test("a server that was never heard is silent since the page was loaded", () => {
  const at = { steady: 500, wall: 1_000_000 };
  const clock = new ServerClock({ steady: () => at.steady, wall: () => at.wall });
  assert.equal(clock.silence(), 0);
  at.steady += 600_001;
  assert.equal(clock.silence(), 600_001);
  at.wall += 3_600_000;
  assert.equal(clock.silence(), 3_600_000, "an hour of sleep");
});

test("a screen is loaded anew only when its page answers", async () => {
  for (const [status, can] of [
    [200, true],
    [502, false],
    [503, false],
    [404, false],
  ] as const) {
    const answered = () => Promise.resolve(new Response("", { status }));
    assert.equal(await canLoad(HOME, answered), can, String(status));
  }
  assert.equal(await canLoad(HOME, () => Promise.reject(new TypeError("no network"))), false);
});

test("pauses are bounded and spread", () => {
  assert.equal(named("30"), 30_000);
  for (const [header, expected] of [
    [null, 5_000],
    ["0", 5_000],
    ["x", 5_000],
    ["-1", 5_000],
    ["0.001", 1_000],
    ["1e9", 300_000],
  ] as const) {
    assert.equal(named(header), expected, String(header));
  }
  assert.ok(pause(5_000, 0, 0) >= 4_000 && pause(5_000, 0, 1) < 5_000);
  assert.ok(pause(5_000, 1, 0) >= 5_000 && pause(5_000, 3, 1) === 40_000);
  assert.equal(pause(5_000, 1_000, 1), 60_000);
  assert.equal(pause(120_000, 3, 1), 120_000, "never sooner than the server wants");
});

test("languages, sentences and times", () => {
  assert.equal(languageOf("EN-gb"), "en");
  assert.equal(languageOf("br"), "fr");
  assert.deepEqual(Object.keys(wordsOf("fr")), Object.keys(wordsOf("en")));
  assert.equal(filled("à {time}, {unknown}", { time: "10:42" }), "à 10:42, ");
  const at = Date.parse("2026-10-05T08:05:00Z");
  assert.equal(timeOf(at, "fr", "Indian/Reunion"), "12:05");
  assert.equal(timeOf(at, "en", "UTC"), "08:05");
  assert.equal(dateOf(at, "fr", false, "UTC"), "5 octobre 2026");
  assert.equal(dateOf(Date.parse("2026-10-01T12:00:00Z"), "fr", false, "UTC"), "1er octobre 2026");
  assert.equal(dateOf(at, "en", true, "UTC"), "05/10/2026");
});

test("pages are as long as they fit, and nothing is lost", () => {
  const fits = (some: readonly number[]) => some.reduce((sum, one) => sum + one, 0) <= 10;
  assert.deepEqual(pagesOf([4, 4, 4, 20, 1], fits), [[4, 4], [4], [20], [1]]);
  assert.deepEqual(pagesOf([], fits), [[]]);
});

test("a token is text, and lasts ten minutes unless it says otherwise", () => {
  assert.deepEqual(readToken({ token: "a", expires_in: 60 }), { token: "a", expires_in: 60 });
  assert.deepEqual(readToken({ token: "a" }), { token: "a", expires_in: 600 });
  for (const wrong of [null, undefined, {}, { token: "" }, { token: 3 }])
    assert.throws(() => readToken(wrong), Refused);
});

test("a host that refuses is told from a network that fails", async () => {
  assert.equal(await said(() => "a.b.c"), "a.b.c");
  const fails = (reason: Error) => () => {
    throw reason;
  };
  await assert.rejects(said(fails(new Error("401"))), Refused);
  await assert.rejects(
    said(() => Promise.reject(new Error("401"))),
    Refused,
  );
  for (const reason of [new TypeError("Failed to fetch"), new DOMException("too late", "TimeoutError")]) {
    await assert.rejects(said(fails(reason)), (thrown) => thrown === reason);
  }
});
