import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { CasPerson, CasServer } from "./start";

// A small CAS server for machines on which django-mama-cas cannot be fetched: one person, a sign-in page, tickets that
// are good once, and single logout.
export async function ownCasServer(person: CasPerson): Promise<CasServer> {
  // The services of the tickets that were not used yet, and of those of each session.
  const unused = new Map<string, string>();
  const sessions = new Map<string, Map<string, string>>();
  let made = 0;

  const sessionOf = (request: IncomingMessage) => /cas=([0-9]+)/.exec(request.headers.cookie ?? "")?.[1] ?? "";

  function goBack(response: ServerResponse, session: string, service: string, headers = {}) {
    const ticket = `ST-${++made}-own`;
    unused.set(ticket, service);
    sessions.get(session)?.set(ticket, service);
    const back = new URL(service);
    back.searchParams.append("ticket", ticket);
    response.writeHead(302, { ...headers, Location: back.href }).end();
  }

  async function signIn(request: IncomingMessage, response: ServerResponse, service: string) {
    if (request.method === "POST") {
      const form = new URLSearchParams(await text(request));
      if (form.get("username") === person.login && form.get("password") === person.password) {
        const session = String(++made);
        sessions.set(session, new Map());
        goBack(response, session, service, { "Set-Cookie": `cas=${session}; HttpOnly` });
        return;
      }
    } else if (sessions.has(sessionOf(request))) {
      goBack(response, sessionOf(request), service);
      return;
    }
    response.writeHead(200, { "Content-Type": "text/html" }).end(
      `<!doctype html><form method="post"><label>Username <input name="username"></label>
       <label>Password <input type="password" name="password"></label><button>Login</button></form>`,
    );
  }

  function validate(response: ServerResponse, query: URLSearchParams) {
    const ticket = query.get("ticket") ?? "";
    const known = unused.get(ticket) === query.get("service");
    unused.delete(ticket);
    const inner = known
      ? `<cas:authenticationSuccess><cas:user>${person.login}</cas:user><cas:attributes>
         <cas:ENTPersonJointure>${person.identifier}</cas:ENTPersonJointure></cas:attributes>
         </cas:authenticationSuccess>`
      : `<cas:authenticationFailure code="INVALID_TICKET">no</cas:authenticationFailure>`;
    response
      .writeHead(200, { "Content-Type": "text/xml" })
      .end(`<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">${inner}</cas:serviceResponse>`);
  }

  async function signOut(request: IncomingMessage, response: ServerResponse, service: string | null) {
    for (const [ticket, told] of sessions.get(sessionOf(request)) ?? []) {
      const logoutRequest = `<p:LogoutRequest xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0">
        <p:SessionIndex>${ticket}</p:SessionIndex></p:LogoutRequest>`;
      await fetch(told, { method: "POST", body: new URLSearchParams({ logoutRequest }) }).catch(() => {});
    }
    sessions.delete(sessionOf(request));
    if (service) response.writeHead(302, { Location: service }).end();
    else response.writeHead(200).end("Signed out");
  }

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    const service = searchParams.get("service");
    if (pathname === "/cas/login") void signIn(request, response, service ?? "");
    else if (pathname === "/cas/p3/serviceValidate") validate(response, searchParams);
    else if (pathname === "/cas/logout") void signOut(request, response, service);
    else response.writeHead(404).end();
  });
  await new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return { base: `http://127.0.0.1:${port}/cas`, stop: async () => void server.close() };
}
