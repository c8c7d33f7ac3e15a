import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

export interface Relay {
  // For the setting `smtp_url`.
  url: string;
  // Every letter that was taken, as a mail program reads it.
  letters: Email[];
  stop(): Promise<void>;
}

// A real SMTP server on a port of its own, which takes everything and delivers nothing.
export async function startRelay(): Promise<Relay> {
  const letters: Email[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    onData(stream, _session, done) {
      buffer(stream)
        .then((raw) => PostalMime.parse(raw))
        .then((letter) => void letters.push(letter))
        .then(() => done(), done);
    },
  });
  await new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready));
  const { port } = server.server.address() as AddressInfo;
  const stop = () => new Promise<void>((done) => server.close(done));
  return { url: `smtp://127.0.0.1:${port}`, letters, stop };
}
