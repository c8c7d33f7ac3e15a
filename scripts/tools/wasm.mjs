// Reads the sections of a WebAssembly module.

export class Reader {
  constructor(bytes, at = 0, end = bytes.length) {
    Object.assign(this, { bytes, at, end });
  }
  byte() {
    return this.bytes[this.at++];
  }
  number() {
    let value = 0;
    for (let place = 1; ; place *= 128) {
      const byte = this.byte();
      value += (byte & 127) * place;
      if (byte < 128) return value;
    }
  }
  text() {
    const length = this.number();
    this.at += length;
    return new TextDecoder().decode(this.bytes.subarray(this.at - length, this.at));
  }
  part() {
    const length = this.number();
    const part = new Reader(this.bytes, this.at, this.at + length);
    this.at += length;
    return part;
  }
}

// The sections of a module: the number of its kind, what is in it, and where it stands.
export function sections(wasm) {
  const found = [];
  const reader = new Reader(wasm, 8);
  while (reader.at < reader.end) {
    const start = reader.at;
    const id = reader.byte();
    const body = reader.part();
    found.push({ id, body, start, end: reader.at });
  }
  return found;
}
