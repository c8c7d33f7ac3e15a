import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { within } from "./limit";
import { expect, test as base } from "./own-server";

// A line between browser and server that can be bad in all the ways in which lines are. The server is a separate one:
// what other tests send would change the counts.
export interface Line {
  baseURL: string;
  // Each request waits for up to so many milliseconds, and so they overtake one another.
  delays(most: number): void;
  // Everything is answered 502, or with this status, as by a proxy whose server starts again.
  isDown(down: boolean | number): void;
  // The server gets everything, but each of its answers is lost.
  losesAnswers(loses: boolean): void;
  // Event streams are collected until they end, as some proxies do.
  collects(collects: boolean): void;
  // Ends every open connection.
  cuts(): void;
}

const PAGE = "<!DOCTYPE html><title>Proxy</title><h1>No server</h1>";

async function open(server: string) {
  let [most, down, collects, loses] = [0, 0, false, false];
  const sockets = new Set<Socket>();
  const agent = new Agent();

  async function pass(asked: IncomingMessage, answer: ServerResponse) {
    const pieces: Buffer[] = [];
    for await (const piece of asked) pieces.push(piece as Buffer);
    if (most > 0) await new Promise((done) => setTimeout(done, Math.random() * most));
    if (down > 0) {
      answer.writeHead(down, { "content-type": "text/html" }).end(PAGE);
      return;
    }
    const { method, headers } = asked;
    const forwarded = request(new URL(asked.url ?? "/", server), { method, headers, agent }, (got) => {
      got.on("error", () => answer.destroy());
      if (loses) {
        got.resume();
        answer.writeHead(502, { "content-type": "text/html" }).end(PAGE);
        return;
      }
      const held = collects && got.headers["content-type"]?.startsWith("text/event-stream");
      if (!held) {
        answer.writeHead(got.statusCode ?? 502, got.headers);
        got.pipe(answer);
        return;
      }
      const events: Buffer[] = [];
      got.on("data", (event: Buffer) => events.push(event));
      got.on("end", () => {
        const { "transfer-encoding": _, ...rest } = got.headers;
        answer.writeHead(got.statusCode ?? 502, rest).end(Buffer.concat(events));
      });
    });
    forwarded.on("error", () => answer.destroy());
    answer.on("close", () => forwarded.destroy());
    forwarded.end(Buffer.concat(pieces));
  }

  const proxy = createServer((asked, answer) => {
    pass(asked, answer).catch(() => answer.destroy());
  });
  proxy.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  const cuts = () => {
    for (const socket of sockets) socket.destroy();
  };
  await new Promise<void>((listening) => proxy.listen(0, "127.0.0.1", listening));
  const line: Line = {
    baseURL: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    delays: (milliseconds) => (most = milliseconds),
    isDown: (is) => (down = is === true ? 502 : Number(is)),
    losesAnswers: (does) => (loses = does),
    collects: (does) => (collects = does),
    cuts,
  };
  const close = async () => {
    const closed = new Promise((done) => proxy.close(done));
    cuts();
    agent.destroy();
    await closed;
  };
  return { line, close };
}

export const test = base.extend<{ line: Line }>({
  line: async ({ baseURL }, use) => {
    const { line, close } = await open(baseURL ?? "");
    await use(line);
    await close();
  },
});

export { expect };

// How soon a page is true again after the line is back.
export const back = () => within(5_000);
