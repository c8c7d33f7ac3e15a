import type { Browser, Page } from "@playwright/test";
import { session, type Account } from "../support/accounts";
import { HEADS, send } from "../support/messages";
import { ownCertificate, startRelay, type Certificate, type Relay } from "../support/relay";
import { fillWithDemo, startServer, temporarySqlite, type Server } from "../support/server";
import { expect, test, unique } from "../support/test";
import { ours } from "../support/api";

// The connection to the relay: nobody may read the e-mails or the password of the portal on it.

let certificate: Certificate;
let database: { databaseUrl: string; remove: () => Promise<void> };

test.beforeAll(async () => {
  test.setTimeout(240_000);
  certificate = await ownCertificate();
  database = await temporarySqlite();
  await fillWithDemo(database);
});

test.afterAll(async () => {
  await database.remove();
  await certificate.remove();
});

async function as(browser: Browser, server: Server, account: Account): Promise<Page> {
  const { baseURL } = server;
  return (await browser.newContext({ baseURL, storageState: await session(baseURL, account) })).newPage();
}

// Sends a message to a reader who wants copies, through a server that uses only this relay.
async function sendBy(
  browser: Browser,
  relay: Relay,
  env: Record<string, string>,
  judge: (subject: string) => Promise<void>,
) {
  const url = `smtp://portail:secret@localhost:${relay.port}?tls=required`;
  const mail = { PORTEVOIX_SMTP_URL: url, PORTEVOIX_MAIL_FROM: "Porte-voix <ent@portevoix.example>" };
  const server = await startServer({ ...database, env: { ...mail, ...env }, isPublic: true });
  try {
    const [sender, reader] = [await as(browser, server, "infirmiere"), await as(browser, server, "direction")];
    const wants = {
      form: { copies: "oui" },
      headers: { ...(await ours(reader)), Origin: server.baseURL },
      maxRedirects: 0,
    };
    expect((await reader.request.post("/mon-compte/courriel", wants)).status()).toBe(303);
    const subject = unique("Par le relais");
    await send(sender, { subject, targets: [HEADS] });
    await judge(subject);
    await sender.context().close();
    await reader.context().close();
  } finally {
    await server.stop();
    await relay.stop();
  }
}

test("e-mails and the password are sent over TLS to a trusted relay", async ({ browser }) => {
  const relay = await startRelay(certificate);
  await sendBy(browser, relay, { SSL_CERT_FILE: certificate.file }, async (subject) => {
    await expect.poll(() => relay.letters.map((letter) => letter.subject)).toContain(subject);
    expect(relay.signedIn).not.toEqual([]);
    for (const who of relay.signedIn) expect(who).toEqual({ login: "portail", password: "secret", secure: true });
  });
});

test("nothing is sent to a relay with an untrusted certificate", async ({ browser }) => {
  const relay = await startRelay(certificate);
  await sendBy(browser, relay, {}, async () => {
    await expect.poll(relay.ended).toBeGreaterThan(0);
    expect([relay.signedIn, relay.letters]).toEqual([[], []]);
  });
});

test("nothing is sent to a relay without TLS, even if an attacker removed it", async ({ browser }) => {
  const relay = await startRelay();
  await sendBy(browser, relay, {}, async () => {
    await expect.poll(relay.ended).toBeGreaterThan(0);
    expect([relay.signedIn, relay.letters]).toEqual([[], []]);
  });
});
