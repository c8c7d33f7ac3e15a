import assert from "node:assert/strict";
import { test } from "node:test";
import { carried } from "../src/announcements.ts";
import { hasArrived } from "../src/arrived.ts";
import { Asking, type Answered } from "../src/asking.ts";
import { counted } from "../src/counted.ts";
import { Age, Clock, dayIn } from "../src/day.ts";
import { isNewer, readPlace, readVersion } from "../src/inbox.ts";
import { matches } from "../src/matches.ts";
import { Tries } from "../src/pause.ts";
import { characters, sentence } from "../src/reply.ts";
import { read } from "../src/told.ts";

test("a page is back within five seconds however long the server was away", () => {
  const tries = new Tries();
  tries.greeted(3_000);
  for (let count = 0; count < 100; count += 1) assert.ok(tries.lost(0.999) <= 3_000);
  assert.ok(tries.lost(0) >= 15_000, "away for minutes");
  tries.back();
  assert.ok(tries.lost(0) < 1_500, "the network came back");
});

test("thousands of pages spread their return", () => {
  for (const [chance, pause] of [
    [0, 0],
    [0.5, 15_000],
  ] as const) {
    const tries = new Tries();
    tries.greeted(30_000);
    assert.equal(tries.lost(chance), pause);
  }
  const tries = new Tries();
  tries.greeted(4_000_000_000);
  assert.ok(tries.lost(0.999) <= 30_000, "whatever a proxy says");
});

test("one answer of a proxy costs one question", () => {
  const tries = new Tries();
  assert.ok(tries.closed());
  assert.equal(tries.answered(undefined, 0.5), "open");
  assert.ok(!tries.closed());
});

test("where no stream gets through the page asks, and tries a stream less and less often", () => {
  const tries = new Tries();
  const asked = [];
  for (let round = 0; round < 3; round += 1) {
    tries.silent();
    let questions = 0;
    for (let next = tries.answered(undefined, 0.999); next !== "open"; next = tries.answered(undefined, 0.999)) {
      assert.ok(next <= 3_000);
      questions += 1;
    }
    asked.push(questions);
  }
  assert.deepEqual(asked, [10, 20, 40]);
});

test("a refused page asks less and less often", () => {
  const tries = new Tries();
  const pauses = Array.from({ length: 6 }, () => tries.refused(0) / 1_000);
  assert.deepEqual(pauses, [30, 60, 120, 240, 480, 480]);
});

test("an answer holds the events of a stream", () => {
  const told = read("event: bonjour\ndata:3000\n\nevent: messages\nid: 1.2-3.4\ndata: 1.2-3.4\n\n");
  assert.deepEqual(told, [
    { topic: "bonjour", version: "", data: "3000" },
    { topic: "messages", version: "1.2-3.4", data: "1.2-3.4" },
  ]);
  // A proxy that answers in the place of the server sends no event of ours.
  assert.ok(read("<html>\n<h1>Bad Gateway</h1></html>\n").every(({ topic }) => topic === ""));
  assert.deepEqual(read("\n\n"), []);
});

test("an event carries lists, or says only that there is something", () => {
  assert.deepEqual(carried('{"annonces":"<p>é</p>","actualites":null}'), { annonces: "<p>é</p>", actualites: null });
  for (const other of ["0123456789abcdef", "fin", "{", "{}", '{"annonces":1}']) assert.equal(carried(other), undefined);
});

test("a version holds the unread count and the newest message", () => {
  assert.deepEqual(readVersion("3.1800000000000-42.0a1b"), { unread: 3, newest: [1_800_000_000_000, 42] });
  assert.equal(readVersion("x"), undefined);
  assert.ok(readVersion("0.0-0."));
  assert.ok(isNewer([2, 1], [1, 9]) && isNewer([2, 2], [2, 1]) && !isNewer([2, 2], [2, 2]));
  assert.deepEqual([readPlace("12-3"), readPlace(undefined), readPlace("x")], [[12, 3], undefined, undefined]);
});

test("what stays in order keeps its place; what moves is new, so that nothing else has to", () => {
  const list = (names: string) => [...names].map((name) => ({ name }));
  for (const [present, fresh, expected] of [
    ["abc", "abc", [0, 1, 2]],
    ["abc", "xabc", [-1, 0, 1, 2]],
    ["abc", "ac", [0, 2]],
    ["abc", "", []],
    ["", "ab", [-1, -1]],
    ["abcd", "dabc", [-1, 0, 1, 2]],
    ["abcd", "bacd", [-1, 0, 2, 3]],
  ] as const) {
    assert.deepEqual(matches(list(present), list(fresh)), expected, `${present} ${fresh}`);
  }
});

test("numbers stand in their sentences", () => {
  assert.equal(counted(1, "un message", "{} messages"), "un message");
  assert.equal(counted(2, "un message", "{} messages"), "2 messages");
  const words = { within: "{} / 5", one: "{} / 5 : 1 de trop", many: "{} / 5 : {-} de trop" };
  const said = (text: string) => sentence(characters(text), 5, words, String);
  assert.deepEqual([" é👍 ", "123456", "1234567"].map(said), ["2 / 5", "6 / 5 : 1 de trop", "7 / 5 : 2 de trop"]);
});

test("one question is on its way at a time, and one that failed is asked again", async () => {
  const answers: ((answered: Answered) => void)[] = [];
  const late: boolean[] = [];
  const pauses: (() => void)[] = [];
  const asking = new Asking({
    ask: () => new Promise((answer) => answers.push(answer)),
    late: (is) => void late.push(is),
    random: () => 0.5,
    later: (run) => {
      pauses.push(run);
      return () => {};
    },
  });
  const turn = () => new Promise(setImmediate);
  assert.equal(asking.running, false);
  asking.ask();
  asking.ask();
  asking.ask();
  await turn();
  assert.equal(answers.length, 1);
  answers[0]?.("done");
  await turn();
  assert.equal(answers.length, 2, "what changed meanwhile is asked for once");
  answers[1]?.("later");
  await turn();
  assert.deepEqual([answers.length, late.at(-1)], [2, true]);
  pauses[0]?.();
  await turn();
  answers[2]?.("done");
  await turn();
  assert.deepEqual([answers.length, late.at(-1)], [3, false]);
});

test("a page asks for everything on a new day of its reader's school, and for events when its reader comes back", () => {
  const at = Date.UTC(2027, 0, 11, 22, 50);
  const minute = 60_000;
  assert.deepEqual(
    ["Europe/Paris", "Indian/Reunion"].map((zone) => dayIn(zone, at)),
    ["2027-01-11", "2027-01-12"],
  );
  assert.equal(dayIn("Nowhere/Here", at).length, 10);
  const age = new Age("Europe/Paris", at);
  assert.equal(age.look(at + 9 * minute, true), undefined);
  assert.equal(age.look(at + 9 * minute, false), undefined);
  assert.equal(age.look(at + 10 * minute, false), "everything");
  assert.equal(age.look(at + 11 * minute, true), undefined);
  assert.equal(age.look(at + 30 * minute, false), undefined, "nobody came back");
  assert.equal(age.look(at + 30 * minute, true), "events");
  assert.equal(age.look(at + 31 * minute, true), undefined);
});

test("a page of a machine whose clock is fast asks again when the day of the server is over", () => {
  const [minute, second] = [60_000, 1_000];
  // 23:50 in Paris; the machine says that it is 23:55.
  const [server, machine] = [Date.UTC(2027, 0, 11, 22, 50), Date.UTC(2027, 0, 11, 22, 55)];
  const clock = new Clock();
  const age = new Age("Europe/Paris", clock.at(machine));
  assert.equal(age.look(clock.at(machine + 5 * minute), false), "everything", "too early");
  clock.hear(new Date(server + 5 * minute).toUTCString(), machine + 5 * minute + second);
  assert.equal(age.look(clock.at(machine + 6 * minute), false), undefined, "the answer was of this day");
  assert.equal(age.look(clock.at(machine + 11 * minute), false), "everything");
  clock.hear(null, machine + 11 * minute);
  clock.hear("soon", machine + 11 * minute);
  assert.equal(age.look(clock.at(machine + 12 * minute), false), undefined);
  // The page itself tells the time: nothing is asked for too early.
  clock.set(Number("no time"), machine);
  clock.set(server, machine);
  const told = new Age("Europe/Paris", clock.at(machine));
  assert.equal(told.look(clock.at(machine + 5 * minute), false), undefined, "it is 23:55");
  assert.equal(told.look(clock.at(machine + 10 * minute), false), "everything");
  // Or its day would be taken for that of a clock which is ahead, and stay.
  clock.set(server, machine + 15 * minute);
  const ahead = new Age("Europe/Paris", clock.at(machine + 15 * minute));
  assert.equal(ahead.look(clock.at(machine + 25 * minute), false), "everything");
  // A clock that is years ahead.
  const far = new Age("Europe/Paris", machine + 900_000 * minute);
  assert.equal(far.look(clock.at(machine + 15 * minute), true), "events");
});

test("a form has arrived where the page that sends it again says so, not where an older page is loaded again", () => {
  const [form, done] = ["/messagerie/4", "/messagerie/4?fait=repondu"];
  assert.ok(hasArrived("navigate", form, done));
  assert.ok(hasArrived("navigate", done, done), "a second answer after the first");
  assert.ok(hasArrived("reload", form, done), "a proxy had answered in its place");
  assert.ok(!hasArrived("reload", done, done));
  assert.ok(!hasArrived("reload", undefined, done));
  assert.ok(!hasArrived("back_forward", form, done));
  assert.ok(!hasArrived(undefined, form, done));
});
