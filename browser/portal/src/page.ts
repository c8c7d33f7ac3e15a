// What the line needs of a page in a browser.

import { Late } from "./late.ts";
import { type Surroundings } from "./line.ts";
import { named } from "./named.ts";
import { whose } from "./whose.ts";

/** How long the answer to the question what is new may take, in milliseconds. */
const PATIENCE = 10_000;

export function later(run: () => void, millis: number): () => void {
  const timer = setTimeout(run, millis);
  return () => clearTimeout(timer);
}

/** `served` is called when the server answers the page. */
export function surroundings(served: () => void): Surroundings {
  const late = new Late();
  return {
    hidden: () => document.hidden,
    random: () => Math.random(),
    later,
    stream(address, names, heard, failed) {
      const source = new EventSource(address);
      const hear = ({ type, lastEventId, data }: MessageEvent) =>
        heard({ topic: type, version: lastEventId, data: String(data) });
      for (const name of names) source.addEventListener(name, hear as EventListener);
      // The browser's own retries are not used: they stop for good after an answer that is no stream.
      source.onerror = () => failed(source.readyState === EventSource.CLOSED);
      return () => {
        source.onerror = null;
        source.close();
      };
    },
    async read(address) {
      try {
        const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
        return { status: answer.status, text: await answer.text() };
      } catch {
        return { status: 0, text: "" };
      }
    },
    address: named,
    late: (is) => late.set(is),
    served,
    refused: async () => (await whose()) !== undefined,
  };
}
