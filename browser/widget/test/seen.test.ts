// What is told as seen, without a page: the test says what is visible.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Seen } from "../src/seen.ts";

/** Elements that become visible when the test says so, and a server that answers when it does. */
function scene() {
  mock.timers.enable({ apis: ["setTimeout"] });
  let crossed: (entries: object[]) => void = () => undefined;
  const page = { hidden: false };
  const observed: Element[] = [];
  class Observer {
    constructor(heard: (entries: object[]) => void) {
      crossed = heard;
    }
    observe(element: Element) {
      observed.push(element);
    }
    unobserve() {}
    disconnect() {}
  }
  Object.assign(globalThis, { IntersectionObserver: Observer, document: page });
  const sent: string[][] = [];
  const answers: ((heard: boolean) => void)[] = [];
  const seen = new Seen((ids) => {
    sent.push(ids);
    return new Promise((resolve) => answers.push(resolve));
  });
  return {
    seen,
    sent,
    observed,
    page,
    /** The server answers the question with this number. */
    async answers(which: number, heard: boolean) {
      answers[which]?.(heard);
      await new Promise((resolve) => setImmediate(resolve));
    },
    /** It is visible for a second. */
    shows(element: Element) {
      crossed([{ target: element, intersectionRatio: 1, intersectionRect: { height: 10 }, rootBounds: null }]);
      mock.timers.tick(1_000);
    },
  };
}

test("what was not heard is told again with the next list, and what was heard is not", async (context) => {
  context.after(() => mock.timers.reset());
  const it = scene();
  const element = {} as Element;
  it.seen.watch([{ id: "1", element }]);
  it.shows(element);
  await it.answers(0, false);
  it.seen.watch([{ id: "1", element }]);
  await it.answers(1, true);
  it.seen.watch([{ id: "1", element }]);
  assert.deepEqual(it.sent, [["1"], ["1"]]);
});

test("an answer about one reader does not count for the next", async (context) => {
  context.after(() => mock.timers.reset());
  const it = scene();
  const [one, other] = [{} as Element, {} as Element];
  it.seen.watch([{ id: "1", element: one }]);
  it.shows(one);
  it.seen.reset();
  it.seen.watch([{ id: "1", element: other }]);
  it.shows(other);
  assert.deepEqual(it.sent, [["1"]], "one question at a time");
  await it.answers(0, true);
  it.seen.watch([{ id: "1", element: other }]);
  assert.deepEqual(it.sent, [["1"], ["1"]], "the second reader saw it too");
});

test("what was left within its second counts when the page is seen again", async (context) => {
  context.after(() => mock.timers.reset());
  const it = scene();
  const element = {} as Element;
  it.seen.watch([{ id: "1", element }]);
  it.page.hidden = true;
  it.shows(element);
  assert.deepEqual(it.sent, []);
  assert.deepEqual(it.observed, [element, element], "a browser says of a new one what is on the screen");
  it.page.hidden = false;
  it.shows(element);
  assert.deepEqual(it.sent, [["1"]]);
});
