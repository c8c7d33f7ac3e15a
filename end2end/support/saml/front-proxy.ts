import { createHash, createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SAML, ValidateInResponseTo } from "@node-saml/node-saml";
import { startIdentityProvider, type SamlPerson } from "./identity-provider";

export interface FrontProxy {
  // The issuer for the administration of providers.
  issuer: string;
  clientId: string;
  clientSecret: string;
  stop(): Promise<void>;
}

interface Begun {
  redirectUri: string;
  state: string;
  nonce: string;
  challenge: string;
  subject?: string;
}

// The number of the record in the values that begin with {AAF}; others belong to other directories.
export function jointures(references: string[]): string[] {
  const parts = references.filter((value) => value.startsWith("{AAF}")).map((value) => value.slice(5).split("|"));
  return parts.flatMap((three) => (three.length === 3 ? three.slice(2) : []));
}

// A proxy as docs/SIGN-ON.md describes it: a service provider of SAML towards EduConnect, a provider of OpenID Connect
// towards the portal. It does what this needs and nothing else.
export async function startFrontProxy(people: SamlPerson[]): Promise<FrontProxy> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const [clientId, clientSecret] = ["porte-voix", randomUUID()];
  // Sign-ins on their way by RelayState, then by code.
  const begun = new Map<string, Begun>();
  const codes = new Map<string, Begun>();
  let issuer = "";
  let saml: SAML;

  const json = (response: ServerResponse, status: number, value: unknown) =>
    void response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(value));

  async function authorize(response: ServerResponse, query: URLSearchParams) {
    const relay = randomUUID();
    const value = (name: string) => query.get(name) ?? "";
    begun.set(relay, {
      redirectUri: value("redirect_uri"),
      state: value("state"),
      nonce: value("nonce"),
      challenge: value("code_challenge"),
    });
    response.writeHead(302, { Location: await saml.getAuthorizeUrlAsync(relay, undefined, {}) }).end();
  }

  // Throws unless the pinned certificate signed it, for us, now, as the answer to a question of ours.
  async function consume(request: IncomingMessage, response: ServerResponse) {
    const form = new URLSearchParams(await text(request));
    const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: form.get("SAMLResponse") ?? "" });
    const relay = form.get("RelayState") ?? "";
    const sign = begun.get(relay);
    begun.delete(relay);
    const attribute = Object.entries(profile ?? {}).find(([name]) => name.endsWith("FrEduCtRefId"))?.[1];
    const [subject, ...others] = jointures([attribute].flat().map(String));
    const back = new URL(sign?.redirectUri ?? "");
    if (!sign || !subject || others.length > 0) back.searchParams.set("error", "access_denied");
    else {
      const code = randomUUID();
      codes.set(code, { ...sign, subject });
      back.searchParams.set("code", code);
    }
    back.searchParams.set("state", sign?.state ?? "");
    back.searchParams.set("iss", issuer);
    response.writeHead(302, { Location: back.href }).end();
  }

  function idToken({ subject, nonce }: Begun): string {
    const now = Math.floor(Date.now() / 1000);
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = { iss: issuer, aud: clientId, sub: subject, iat: now, exp: now + 60, nonce };
    const signed = `${part({ alg: "RS256", kid: "1", typ: "JWT" })}.${part(claims)}`;
    return `${signed}.${createSign("RSA-SHA256").update(signed).sign(privateKey, "base64url")}`;
  }

  async function token(request: IncomingMessage, response: ServerResponse) {
    const form = new URLSearchParams(await text(request));
    const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;
    const sign = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const verifier = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const right = sign && sign.redirectUri === form.get("redirect_uri") && verifier === sign.challenge;
    if (request.headers.authorization !== basic || !right) json(response, 400, { error: "invalid_grant" });
    else json(response, 200, { access_token: randomUUID(), token_type: "Bearer", id_token: idToken(sign) });
  }

  const discovery = () => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: ["client_secret_basic"],
    authorization_response_iss_parameter_supported: true,
  });
  const jwks = { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1", alg: "RS256", use: "sig" }] };

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams } = new URL(request.url ?? "/", issuer);
    if (pathname === "/.well-known/openid-configuration") json(response, 200, discovery());
    else if (pathname === "/jwks") json(response, 200, jwks);
    else if (pathname === "/authorize") await authorize(response, searchParams);
    else if (pathname === "/acs") await consume(request, response);
    else if (pathname === "/token") await token(request, response);
    else json(response, 404, {});
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((reason: unknown) => json(response, 400, { error: String(reason) }));
  });
  await new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const educonnect = await startIdentityProvider(people, `${issuer}/acs`);
  saml = new SAML({
    entryPoint: educonnect.entryPoint,
    idpIssuer: educonnect.issuer,
    idpCert: educonnect.certificate,
    issuer,
    audience: issuer,
    callbackUrl: `${issuer}/acs`,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: true,
    validateInResponseTo: ValidateInResponseTo.always,
    signatureAlgorithm: "sha256",
    acceptedClockSkewMs: 60_000,
  });
  const stop = async () => {
    await educonnect.stop();
    await new Promise<void>((done) => void server.close(() => done()));
  };
  return { issuer, clientId, clientSecret, stop };
}
