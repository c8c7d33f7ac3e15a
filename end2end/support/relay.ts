import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

const run = promisify(execFile);

export interface Relay {
  port: number;
  // For the setting `smtp_url`, if the relay requires no sign-in.
  url: string;
  // All accepted e-mails, as a mail program reads them.
  letters: Email[];
  // The users who signed in, and whether they did so over TLS.
  signedIn: { login: string; password: string; secure: boolean }[];
  // Number of closed connections.
  ended(): number;
  stop(): Promise<void>;
}

export interface Certificate {
  key: string;
  cert: string;
  // A file with `cert`, for `SSL_CERT_FILE`.
  file: string;
  remove(): Promise<void>;
}

// A self-signed certificate for `localhost`.
export async function ownCertificate(): Promise<Certificate> {
  const folder = await mkdtemp(join(tmpdir(), "portevoix-tls-"));
  const [keyFile, file] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  const name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const use = ["-addext", "basicConstraints=critical,CA:FALSE"];
  await run("openssl", ["req", ...kind, ...name, ...use, "-keyout", keyFile, "-out", file]);
  const [key, cert] = await Promise.all([readFile(keyFile, "utf8"), readFile(file, "utf8")]);
  return { key, cert, file, remove: () => rm(folder, { recursive: true }) };
}

// A real SMTP server on its own port, which accepts everything and delivers nothing. With a certificate it offers
// STARTTLS and requires a sign-in.
export async function startRelay(certificate?: Certificate): Promise<Relay> {
  const letters: Email[] = [];
  const signedIn: Relay["signedIn"] = [];
  let ended = 0;
  const server = new SMTPServer({
    ...(certificate && { key: certificate.key, cert: certificate.cert }),
    authOptional: !certificate,
    // The relay accepts a password even without TLS, so that tests can detect a password in clear text.
    allowInsecureAuth: true,
    disabledCommands: certificate ? [] : ["STARTTLS"],
    onAuth({ username, password }, { secure }, done) {
      signedIn.push({ login: username ?? "", password: password ?? "", secure });
      done(null, { user: username ?? "" });
    },
    onData(stream, _session, done) {
      buffer(stream)
        .then((raw) => PostalMime.parse(raw))
        .then((letter) => void letters.push(letter))
        .then(() => done(), done);
    },
    onClose(_session, done) {
      ended += 1;
      done();
    },
  });
  // A TLS handshake that the other side aborts.
  server.on("error", () => {});
  await new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready));
  const { port } = server.server.address() as AddressInfo;
  const stop = () => new Promise<void>((done) => server.close(done));
  return { port, url: `smtp://127.0.0.1:${port}`, letters, signedIn, ended: () => ended, stop };
}
