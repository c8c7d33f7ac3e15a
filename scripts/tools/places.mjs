// Blanks the places of panics (file, line, column) in the memory of a package, where nothing words a panic.
// Numbers and paths compress badly, and a package has a thousand of them.
import { Reader, sections } from "./wasm.mjs";

const DATA = 11;
const RECORD = 16;
const PATH = /^[\w./-]{1,250}\.rs$/;
// Larger numbers are no lines and columns.
const [LINES, COLUMNS] = [100_000, 2_000];

// The parts of the memory that the package fills in: the address of each, and where its bytes are.
function filled(wasm) {
  const found = [];
  const section = sections(wasm).find(({ id }) => id === DATA);
  if (!section) return found;
  const reader = section.body;
  for (let left = reader.number(); left > 0; left--) {
    // 0: at a fixed address, which is `i32.const`, the number, `end`.
    if (reader.number() !== 0 || reader.byte() !== 0x41) throw new Error("memory that is not at a fixed address");
    const address = reader.number();
    if (reader.byte() !== 0x0b) throw new Error("an address that is calculated");
    const { at, end } = reader.part();
    found.push({ address, at, length: end - at });
  }
  return found;
}

// The package without the places, and their number.
export function unplaced(original) {
  const wasm = Uint8Array.from(original);
  const view = new DataView(wasm.buffer);
  const memory = filled(wasm);
  const text = new TextDecoder("latin1");
  // Where the bytes at an address are; undefined when they are not all there.
  const bytesAt = (address, length) => {
    const part = memory.find((part) => address >= part.address && address + length <= part.address + part.length);
    return part && part.at + address - part.address;
  };
  const places = [];
  const paths = new Map();
  for (const { address, at, length } of memory) {
    for (let offset = (4 - (address % 4)) % 4; offset + RECORD <= length; offset += 4) {
      const [file, size, line, column] = [0, 4, 8, 12].map((step) => view.getUint32(at + offset + step, true));
      if (size > 255 || line === 0 || line > LINES || column === 0 || column > COLUMNS) continue;
      const path = bytesAt(file, size);
      if (path === undefined || !PATH.test(text.decode(wasm.subarray(path, path + size)))) continue;
      places.push(at + offset);
      paths.set(path, size);
    }
  }
  for (const place of places) wasm.fill(0, place, place + RECORD);
  for (const [path, size] of paths) wasm.fill(0, path, path + size);
  return { wasm, places: places.length };
}
