/** One event: the name of what it is about, the version that it brings, and what it carries. */
export interface StreamEvent {
  topic: string;
  version: string;
  data: string;
}

/** The name of the event that says that the line works. It carries over how many milliseconds to spread the return
 * after a loss. */
export const GREETING = "bonjour";

/** What is carried when there is nothing more to hear of a topic, or what runs is over. */
export const OVER = "fin";

/** The events of an answer, as a stream would bring them. */
export function read(text: string): StreamEvent[] {
  return text
    .split("\n\n")
    .filter((event) => event.trim() !== "")
    .map(event);
}

function event(text: string): StreamEvent {
  const told: StreamEvent = { topic: "", version: "", data: "" };
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "event") told.topic = value;
    else if (name === "id") told.version = value;
    else if (name === "data") told.data = value;
  }
  return told;
}

/** Whether an answer says nothing of what was asked for: asked again, it may be another one. A server or a proxy that
 * waited too long, the connection to another host, too early, too often, or a server that fails. */
export function passes(status: number): boolean {
  return status >= 500 || [408, 421, 425, 429].includes(status);
}

/** A whole number that is not negative; undefined for anything else. */
export function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
