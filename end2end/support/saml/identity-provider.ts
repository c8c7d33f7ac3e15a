import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import express from "express";
import samlp from "samlp";

const run = promisify(execFile);

export interface SamlPerson {
  login: string;
  // What EduConnect calls `FrEduCtRefId`: one value for each academy and each kind of record.
  references: string[];
}

export interface IdentityProvider {
  // Where a sign-in begins, and whose signature its answers have.
  entryPoint: string;
  issuer: string;
  certificate: string;
  stop(): Promise<void>;
}

async function keyPair(): Promise<{ key: string; cert: string }> {
  const folder = await mkdtemp(join(tmpdir(), "portevoix-saml-"));
  const [keyFile, certFile] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const kind = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=EduConnect des tests"];
  await run("openssl", ["req", ...kind, "-keyout", keyFile, "-out", certFile]);
  const [key, cert] = await Promise.all([readFile(keyFile, "utf8"), readFile(certFile, "utf8")]);
  await rm(folder, { recursive: true });
  return { key, cert };
}

// An identity provider of SAML 2 as EduConnect is one: it signs answer and assertion. Its page asks who one is.
export async function startIdentityProvider(
  people: SamlPerson[],
  assertionConsumer: string,
): Promise<IdentityProvider> {
  const { key, cert } = await keyPair();
  const issuer = "urn:portevoix:tests:educonnect";
  const app = express();
  app.get(
    "/sso",
    (request, response, next) => {
      if (people.some(({ login }) => login === request.query.login)) {
        next();
        return;
      }
      // The question of the service provider goes on as it came.
      const question = Buffer.from(new URL(request.originalUrl, "http://idp").search.slice(1)).toString("base64url");
      response.type("html").send(
        `<!doctype html><title>EduConnect</title><form action="/again">
         <input type="hidden" name="question" value="${question}">
         <label>Identifiant <input name="login"></label><button>Continuer</button></form>`,
      );
    },
    samlp.auth({
      issuer,
      cert,
      key,
      signResponse: true,
      getPostURL: (_audience, _request, _req, done) => done(null, assertionConsumer),
      getUserFromRequest: (request) => {
        const person = people.find(({ login }) => login === request.query.login);
        return {
          id: person?.login ?? "",
          displayName: person?.login ?? "",
          name: { familyName: "-", givenName: "-" },
          emails: [{ value: "-@example.fr" }],
          FrEduCtRefId: person?.references ?? [],
        };
      },
    }),
  );
  app.get("/again", ({ query: { question, login } }, response) => {
    response.redirect(`/sso?${Buffer.from(String(question), "base64url")}&login=${encodeURIComponent(String(login))}`);
  });
  const server = app.listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  const { port } = server.address() as AddressInfo;
  const stop = () => new Promise<void>((done) => void server.close(() => done()));
  return { entryPoint: `http://127.0.0.1:${port}/sso`, issuer, certificate: cert, stop };
}
