// What is taken out of a package, on modules of a few functions. Run with `node --test scripts/tools/snip.test.mjs`.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { unplaced } from "./places.mjs";
import { snipped } from "./snip.mjs";

const assembler = join(dirname(fileURLToPath(import.meta.url)), "node_modules/binaryen/bin/wasm-as");
const MARK = "h0123456789abcdef";

function assembled(text, ...options) {
  const folder = mkdtempSync(join(tmpdir(), "snip-"));
  try {
    writeFileSync(join(folder, "a.wat"), text);
    execFileSync(assembler, [...options, join(folder, "a.wat"), "-o", join(folder, "a.wasm")]);
    return readFileSync(join(folder, "a.wasm"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const exportsOf = (wasm) => new WebAssembly.Instance(new WebAssembly.Module(wasm)).exports;
const answers = (name, shown, value) => `(func $${name} (export "${shown}") (result i32) (i32.const ${value}))`;

test("a function that nothing calls is emptied, and the others stay", () => {
  const dead = answers(`app::Form::hydrate_async::${MARK}`, "dead", 1);
  const live = answers(`app::Form::hydrate::${MARK}`, "live", 2);
  const { wasm, emptied } = snipped(assembled(`(module ${dead} ${live})`, "--debuginfo"));
  assert.equal(emptied, 1);
  const { dead: stopped, live: working } = exportsOf(wasm);
  assert.equal(working(), 2);
  assert.throws(stopped, WebAssembly.RuntimeError);
});

test("a package with a caller is refused, and one without names", () => {
  const caller = answers(`leptos::mount::hydrate_lazy::${MARK}`, "caller", 1);
  assert.throws(() => snipped(assembled(`(module ${caller})`, "--debuginfo")), /hydrate_lazy calls/);
  assert.throws(() => snipped(assembled(`(module ${caller})`)), /no names/);
});

test("the places of panics are blanked, and nothing else", () => {
  // A path, its place at 32, and at 48 a slice of the same text that is followed by other numbers.
  const text = String.raw`(module (memory (export "memory") 1)
    (data (i32.const 16) "src/a.rs")
    (data (i32.const 32) "\10\00\00\00\08\00\00\00\07\00\00\00\05\00\00\00")
    (data (i32.const 48) "\10\00\00\00\08\00\00\00\00\00\00\00\05\00\00\00"))`;
  const { wasm, places } = unplaced(assembled(text));
  assert.equal(places, 1);
  const bytes = new Uint8Array(exportsOf(wasm).memory.buffer);
  assert.ok(bytes.subarray(16, 48).every((byte) => byte === 0));
  assert.deepEqual([bytes[48], bytes[52], bytes[60]], [16, 8, 5]);
});
