import { readFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";

// No machine is expected to be slower.
const SLOWEST = 20;

// How many programs want each core now; 1 on a machine that has nothing else to do.
function crowd(): number {
  const running = /(\d+)\/\d+/.exec(readFileSync("/proc/loadavg", "utf8"))?.[1];
  const [lately = 0] = loadavg();
  const each = Math.max(lately, Number(running ?? 0)) / availableParallelism();
  return Math.min(Math.max(1, each), SLOWEST);
}

// How long something may take that takes at most so many milliseconds on a machine that has nothing else to do: where
// three programs want each core, everything takes three times as long. For what people are promised; whatever only has
// to happen waits as long as an expectation does.
export function within(milliseconds: number): { timeout: number } {
  return { timeout: Math.ceil(milliseconds * crowd()) };
}
