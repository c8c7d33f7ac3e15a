// What a page holds for others: the listeners of its window and document, and its timers.
import type { Page } from "@playwright/test";

interface Held {
  listeners: string[];
  // Of `setTimeout`, `setInterval` and `requestAnimationFrame`, those that are still to run.
  timers: number;
}

interface Watched {
  held: () => Held;
}

export const NOTHING: Held = { listeners: [], timers: 0 };

// Runs in the page before anything else, with the clock of the machine.
function note() {
  const listeners: { type: string; run: unknown }[] = [];
  const prototype = EventTarget.prototype;
  const { addEventListener, removeEventListener } = prototype;
  const outside = (target: unknown) => target === undefined || target === window || target === document;
  prototype.addEventListener = function (this: EventTarget | undefined, type: string, run, options) {
    // Playwright listens too, while it clicks: none of its code comes from an address.
    const ours = /https?:/.test(new Error().stack?.split("\n").slice(2).join("\n") ?? "");
    if (outside(this) && ours) listeners.push({ type, run });
    addEventListener.call(this ?? window, type, run, options);
  };
  prototype.removeEventListener = function (this: EventTarget | undefined, type: string, run, options) {
    const at = listeners.findIndex((one) => one.type === type && one.run === run);
    if (outside(this) && at >= 0) listeners.splice(at, 1);
    removeEventListener.call(this ?? window, type, run, options);
  };
  type Begin = (run: (...given: unknown[]) => void, millis?: number) => number;
  type End = (timer?: number) => void;
  const waiting = { timeouts: new Set<number>(), intervals: new Set<number>(), frames: new Set<number>() };
  const counted = (own: Set<number>, begin: Begin, end: End, again = false): [Begin, End] => [
    (run, millis) => {
      const timer: number = begin((...given) => {
        if (!again) own.delete(timer);
        run(...given);
      }, millis);
      own.add(timer);
      return timer;
    },
    (timer) => {
      if (timer !== undefined) own.delete(timer);
      end(timer);
    },
  ];
  const of = (name: string) => (window as unknown as Record<string, unknown>)[name];
  const [setTimeout, clearTimeout] = counted(waiting.timeouts, of("setTimeout") as Begin, of("clearTimeout") as End);
  const [setInterval, clearInterval] = counted(
    waiting.intervals,
    of("setInterval") as Begin,
    of("clearInterval") as End,
    true,
  );
  const [requestAnimationFrame, cancelAnimationFrame] = counted(
    waiting.frames,
    of("requestAnimationFrame") as Begin,
    of("cancelAnimationFrame") as End,
  );
  const held = () => ({
    listeners: listeners.map(({ type }) => type).sort(),
    timers: waiting.timeouts.size + waiting.intervals.size + waiting.frames.size,
  });
  Object.assign(window, { setTimeout, clearTimeout, setInterval, clearInterval });
  Object.assign(window, { requestAnimationFrame, cancelAnimationFrame, held });
}

// Notes from the next page on what is held there.
export const watchHeld = (page: Page) => page.addInitScript(note);

export const held = (page: Page): Promise<Held> => page.evaluate(() => (window as unknown as Watched).held());
