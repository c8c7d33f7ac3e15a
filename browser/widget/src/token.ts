// What a reader is known by: a token of ten minutes, in memory alone.

/** The host's function for a statement that its server signed. */
export type Ask = () => string | Promise<string>;

export interface Token {
  token: string;
  /** Seconds. */
  expires_in: number;
}

/** The host's function for a token that was exchanged already. */
export type AskToken = () => Token | Promise<Token>;

/** The server does not take the statement; why stands on its page of portals alone. */
export class Refused extends Error {}

/** The server asks for a longer pause, in milliseconds. */
export class Later extends Error {
  readonly wait: number;
  constructor(wait: number) {
    super();
    this.wait = wait;
  }
}

/** What the host's function answers. If it fails, nobody reads there any more; only the network says nothing about its
 * reader. */
export async function said<Answer>(ask: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof TypeError || error instanceof DOMException ? error : new Refused();
  }
}

/** Reads an answer of the exchange, or of the host. */
export function readToken(value: unknown): Token {
  const { token, expires_in } = (value ?? {}) as Partial<Token>;
  if (typeof token !== "string" || token === "") throw new Refused();
  return { token, expires_in: typeof expires_in === "number" && expires_in > 0 ? expires_in : 600 };
}

// A statement is used once: two elements with the same one share its token.
const exchanged = new Map<string, Promise<Token>>();

/** Exchanges a statement for a token. */
export function exchange(server: string, statement: string, get: typeof fetch): Promise<Token> {
  const key = `${server} ${statement}`;
  const earlier = exchanged.get(key);
  if (earlier) return earlier;
  const made = ask(server, statement, get);
  exchanged.set(key, made);
  const forget = () => exchanged.delete(key);
  // Only for elements that start together; nothing is kept longer.
  made.then(() => setTimeout(forget, 10_000), forget);
  return made;
}

async function ask(server: string, statement: string, get: typeof fetch): Promise<Token> {
  const answer = await get(`${server}/api/widget/jeton`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ statement }),
    credentials: "omit",
    cache: "no-store",
    signal: AbortSignal.timeout(8_000),
  });
  if (answer.status === 429 || answer.status === 503) throw new Later(wait(answer));
  if (answer.status >= 500) throw new Error(`status ${answer.status}`);
  if (!answer.ok) throw new Refused();
  return readToken(await answer.json());
}

/** What `Retry-After` says, in milliseconds. */
export function wait(answer: Response): number {
  const seconds = Number(answer.headers.get("Retry-After") ?? "");
  return Math.min(Number.isFinite(seconds) && seconds > 0 ? seconds : 30, 300) * 1_000;
}
