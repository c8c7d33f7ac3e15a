import { createServer, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Front {
  base: string;
  // Where requests are passed on to.
  target: string;
  // Answers in the place of the provider; false passes the request on.
  instead: (path: string, answer: ServerResponse) => boolean;
  stop(): Promise<void>;
}

// Stands between everybody and a provider of sign-on that others wrote, so that it can be in trouble.
export async function startFront(): Promise<Front> {
  const front: Front = { base: "", target: "", instead: () => false, stop: () => Promise.resolve() };
  const web = createServer((from, answer) => {
    const { pathname } = new URL(from.url ?? "/", front.base);
    if (front.instead(pathname, answer)) return;
    // The host stays: the provider makes its addresses of it.
    const options = { method: from.method, headers: from.headers };
    const passed = request(`${front.target}${from.url ?? "/"}`, options, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    passed.on("error", () => answer.destroy());
    from.pipe(passed);
  });
  await new Promise<void>((done) => web.listen(0, "127.0.0.1", done));
  front.base = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
  front.stop = () =>
    new Promise((done) => {
      web.closeAllConnections();
      web.close(() => done());
    });
  return front;
}

interface Trouble {
  what: string;
  // What the front does in the place of the provider.
  answers: (answer: ServerResponse) => void;
  status: number;
  said: RegExp;
}

// What a provider in trouble does to our server, and what a person is told.
export const TROUBLES: Trouble[] = [
  {
    what: "a page instead of data",
    answers: (answer) => void answer.setHeader("Content-Type", "text/html").end("<h1>Maintenance</h1>"),
    status: 502,
    said: /La connexion avec ENT des tests n’a pas abouti/,
  },
  { what: "down", answers: (answer) => void answer.destroy(), status: 503, said: /ENT des tests ne répond pas/ },
  {
    what: "slow",
    // Longer than anybody waits.
    answers: (answer) => void setTimeout(() => answer.end(), 120_000).unref(),
    status: 503,
    said: /ENT des tests ne répond pas/,
  },
];
