import { createHmac } from "node:crypto";

const STEP_MS = 30_000;

function bytes(base32: string): Buffer {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let bits = "";
  for (const letter of base32.replace(/[\s=]/g, "").toUpperCase()) {
    bits += letters.indexOf(letter).toString(2).padStart(5, "0");
  }
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((octet) => parseInt(octet, 2)));
}

// RFC 6238 as authenticator applications do it: SHA-1, six digits, thirty seconds.
function code(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", secret).update(counter).digest();
  const offset = (digest[19] ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

// An authenticator application that has been given a secret.
export class Authenticator {
  private readonly secret: Buffer;
  private last = 0;

  constructor(base32: string) {
    this.secret = bytes(base32);
  }

  // An unused code: no code works twice, and the server accepts the next one early.
  next(): string {
    this.last = Math.max(Math.floor(Date.now() / STEP_MS), this.last + 1);
    return code(this.secret, this.last);
  }

  // A wrong code.
  wrong(): string {
    const right = Number(code(this.secret, Math.floor(Date.now() / STEP_MS)));
    return String((right + 271_828) % 1_000_000).padStart(6, "0");
  }
}
