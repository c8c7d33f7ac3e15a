// A portal of somebody else: its own server at another site, with pages that show the widget, and statements that it
// signs.
import { expect, type Page } from "@playwright/test";
import { generateKeyPairSync, randomUUID, sign, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { PASSWORD } from "./accounts";
import { ours } from "./api";
import { demoFiles } from "./directory";

export interface Portal {
  // `http://localhost:PORT`: another site than 127.0.0.1.
  origin: string;
  // The page of the portal's administration, and the number in it.
  administration: string;
  id: string;
  // Seconds by which the portal's clock is wrong.
  skew: number;
  // The element `<script>` of the page `/epinglee`, which names the digest of the widget.
  script: string;
  stop(): Promise<void>;
}

const HOSTILE = `
  * { color: #fffffe !important; background: #fffffe !important; font-size: 2px !important; line-height: 0 !important;
      text-transform: uppercase !important; letter-spacing: 9px !important; direction: rtl !important; }
  h1, h2, h3, p, ul, li, a, span, section, div { display: none !important; visibility: hidden !important; }
  .item, .text, .list, .box, .title { opacity: 0 !important; position: fixed !important; }
  portevoix-annonces { display: block !important; font-size: 2px !important; }
`;

const reserve = "portevoix-annonces:not(:defined) { display: block; block-size: 22rem; }";

const element = '<portevoix-annonces niveau-titre="2"></portevoix-annonces>';

function document(head: string, body: string): string {
  return `<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Portail</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">${head}</head><body>${body}</body></html>`;
}

// What the pages of the portal run: their own server says who reads.
const HOST_SCRIPT = `
  window.follow = (reader) => {
    for (const one of document.querySelectorAll("portevoix-annonces")) {
      one.getStatement = async () => (await fetch("/declaration?lecteur=" + reader, { method: "POST" })).text();
    }
  };
  follow(new URLSearchParams(location.search).get("lecteur"));
`;

// The identifiers of people in the directory, by their full name; those of namesakes are left out.
async function identifiers(): Promise<Map<string, string>> {
  const { usagers = "" } = await demoFiles();
  const found = new Map<string, string>();
  const twice = new Set<string>();
  for (const line of usagers.split("\n").slice(1)) {
    const [identifier = "", last = "", first = ""] = line.split(";");
    const name = `${first} ${last}`;
    if (found.has(name)) twice.add(name);
    found.set(name, identifier);
  }
  for (const name of twice) found.delete(name);
  return found;
}

// The identifier of the person who is signed in on a page.
async function identifierOf(page: Page, all: Map<string, string>): Promise<string> {
  const answer = await page.request.post("/api/session", { data: {}, headers: await ours(page) });
  const { name } = (await answer.json()) as { name: string };
  const identifier = all.get(name);
  if (identifier === undefined) throw new Error(`no single person is called ${name}`);
  return identifier;
}

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

function statement(key: KeyObject, claims: object): string {
  const text = `${encoded({ alg: "EdDSA", typ: "JWT" })}.${encoded(claims)}`;
  return `${text}.${sign(null, Buffer.from(text), key).toString("base64url")}`;
}

// Registers a portal as the administrator would, and starts it. `readers` are pages of the people who may read there,
// by the name that the portal gives them.
export async function startPortal(server: string, admin: Page, readers: Record<string, Page>): Promise<Portal> {
  const all = await identifiers();
  const subjects: Record<string, string> = {};
  for (const [name, page] of Object.entries(readers)) subjects[name] = await identifierOf(page, all);
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const issuer = `portail-${randomUUID()}`;
  const portal: Portal = { origin: "", administration: "", id: "", skew: 0, script: "", stop: () => Promise.resolve() };

  const pages: Record<string, (answer: ServerResponse) => string> = {
    "/hostile": () =>
      document(
        `<style>${HOSTILE}${reserve}</style><script type="module" src="${server}/widget.js"></script>`,
        `<main>${element}<hr id="apres">${element}</main><script src="/hote.js"></script>`,
      ),
    "/stricte": (answer) => {
      answer.setHeader(
        "Content-Security-Policy",
        `default-src 'none'; script-src 'self' ${server}; connect-src 'self' ${server}; style-src 'self'; ` +
          "base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
      );
      return document(
        `<script type="module" src="${server}/widget.js"></script><link rel="stylesheet" href="/hote.css">`,
        `<main><h1>Mon portail</h1>${element}</main><script src="/hote.js"></script>`,
      );
    },
    "/epinglee": () =>
      document(`<style>${reserve}</style>${portal.script}`, `<main>${element}</main><script src="/hote.js"></script>`),
    "/cadre": () =>
      document(
        "",
        `<main><h1>Mon portail</h1><iframe title="Annonces" width="360" height="400" src="${server}/widget/cadre/${portal.id}"
          sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox"></iframe></main>`,
      ),
  };

  const web = createServer((request: IncomingMessage, answer: ServerResponse) => {
    const url = new URL(request.url ?? "/", portal.origin);
    const page = pages[url.pathname];
    if (page) {
      const html = page(answer);
      answer.setHeader("Content-Type", "text/html; charset=utf-8").end(html);
    } else if (url.pathname === "/hote.js") {
      answer.setHeader("Content-Type", "text/javascript").end(HOST_SCRIPT);
    } else if (url.pathname === "/hote.css") {
      answer.setHeader("Content-Type", "text/css").end(reserve);
    } else if (url.pathname === "/declaration" && request.method === "POST") {
      const now = Math.floor(Date.now() / 1000) + portal.skew;
      const sub = subjects[url.searchParams.get("lecteur") ?? ""];
      const claims = { iss: issuer, aud: server, sub, iat: now, exp: now + 120, jti: randomUUID() };
      answer.end(statement(privateKey, claims));
    } else {
      answer.writeHead(404).end();
    }
  });
  await new Promise<void>((done) => web.listen(0, "localhost", done));
  portal.origin = `http://localhost:${(web.address() as AddressInfo).port}`;
  portal.stop = () =>
    new Promise((done) => {
      web.closeAllConnections();
      web.close(() => done());
    });

  const headers = await ours(admin);
  const send = (path: string, form: Record<string, string>) =>
    admin.request.post(path, { form, headers, maxRedirects: 0 });
  const list = "/administration/portails";
  const registered = await send(list, {
    nom: "Mon portail",
    emetteur: issuer,
    prefixes: "*",
    origines: portal.origin,
    "adresse-cles": "",
    actuel: PASSWORD,
  });
  expect(registered.status(), await registered.text()).toBe(303);
  portal.administration = new URL(registered.headers().location ?? "", server).pathname;
  portal.id = portal.administration.split("/").at(-1) ?? "";
  const cle = publicKey.export({ type: "spki", format: "pem" }).toString();
  const added = await send(`${portal.administration}/cles`, { cle, actuel: PASSWORD });
  expect(added.status(), await added.text()).toBe(303);
  return portal;
}
