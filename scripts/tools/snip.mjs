// Empties the functions of a package that nothing can call, so that wasm-opt drops them and what only
// they use.
//
// A view of Leptos carries a table of functions, and the compiler keeps every entry of it because it
// cannot see which ones are called. The library shows it: each kind of function below has few callers,
// and a package that has one of those callers is refused here.
import { Reader, sections } from "./wasm.mjs";

const dead = [
  // Hydration in steps, for lazy routes. Our islands are hydrated at once.
  { name: /::hydrate_async(::\{\{closure\}\})*$/, calledBy: /^leptos::mount::hydrate_(from_async|lazy)/ },
  // For pages that the macro `template!` makes in the browser.
  { name: /::hydrate_from_template$/, calledBy: /tachys::view::template::/ },
  // For attributes that are put on a component from outside (`attr:`).
  { name: /(view::Mountable.*>|any_view)::elements(::\{\{closure\}\})*$/, calledBy: /AnyViewWithAttrs/ },
  // For attributes of a component that has several elements.
  {
    name: /any_attribute::IntoAnyAttribute>::into_any_attr::clone$/,
    calledBy:
      /AnyViewWithAttrs|AnyAttribute as core::clone|::(iterators|either|tuples|keyed|reactive_graph)::.*add_any_attr/,
  },
  // For an element with a single erased attribute; the macro makes lists of them, which are built anew.
  {
    name: /any_attribute::IntoAnyAttribute>::into_any_attr::rebuild$/,
    calledBy: /AnyAttribute as tachys::html::attribute::Attribute>::rebuild/,
  },
  // For streams of JavaScript that Rust fills; the library exports them always. Only they make promises.
  { name: /^js_sys::futures::future_to_promise/, calledBy: /__wasm_split/ },
  {
    name: /^(__wbg_)?intounderlying(byte)?s(ource|ink)_/,
    calledBy: /wasm_streams::\w+::\w+::from_(stream|sink|async)/,
  },
];
// What words a panic. The program stops there in any case, with the stack of its calls in the console; the
// message of it is for `make dev`, whose packages are not changed here.
const wording = [
  /^core(\[\w+\])?::(panicking::(panic|assert_failed)|str::slice_error_fail|slice::index::slice_\w*fail)/,
  /^core(\[\w+\])?::(result::unwrap_failed|option::(unwrap|expect)_failed|cell::panic_already)/,
  /^alloc(\[\w+\])?::(raw_vec::handle_error|alloc::handle_alloc_error)/,
  /^console_error_panic_hook::hook/,
];
// What the compiler adds to a name, so that names differ.
const MARK = /::h[0-9a-f]{16}$/;

// A body without variables: `unreachable`, `end`.
const EMPTY = Uint8Array.of(3, 0, 0, 0x0b);
const CUSTOM = 0;
const IMPORT = 2;
const CODE = 10;
const FUNCTION_NAMES = 1;

function number(value) {
  const bytes = [];
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return Uint8Array.from([...bytes, value]);
}

function importedFunctions(reader) {
  let functions = 0;
  const limits = () => {
    const flags = reader.byte();
    reader.number();
    if (flags & 1) reader.number();
  };
  for (let left = reader.number(); left > 0; left--) {
    reader.text();
    reader.text();
    const kind = reader.byte();
    if (kind === 0) {
      functions++;
      reader.number();
    } else if (kind === 1) {
      reader.byte();
      limits();
    } else if (kind === 2) limits();
    else if (kind === 3) reader.at += 2;
    else throw new Error(`an import of the unknown kind ${kind}`);
  }
  return functions;
}

function functionNames(reader) {
  const names = new Map();
  while (reader.at < reader.end) {
    const id = reader.byte();
    const part = reader.part();
    if (id !== FUNCTION_NAMES) continue;
    for (let left = part.number(); left > 0; left--) names.set(part.number(), part.text());
  }
  return names;
}

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

// The package with those functions emptied, and their number. Throws without the names of the functions.
export function snipped(wasm) {
  const all = sections(wasm);
  const imports = all.find(({ id }) => id === IMPORT);
  const named = all.find(({ id, body }) => id === CUSTOM && new Reader(wasm, body.at).text() === "name");
  if (!named) throw new Error("the package has no names of functions");
  named.body.text();
  const names = functionNames(named.body);
  const plain = (index) => (names.get(index) ?? "").replace(MARK, "");
  for (const index of names.keys()) {
    const caller = plain(index);
    if (dead.some(({ calledBy }) => calledBy.test(caller))) throw new Error(`${caller} calls what is taken out`);
  }
  let index = imports ? importedFunctions(imports.body) : 0;
  let emptied = 0;
  const parts = [wasm.subarray(0, 8)];
  for (const { id, body, start, end } of all) {
    if (id !== CODE) {
      parts.push(wasm.subarray(start, end));
      continue;
    }
    const count = body.number();
    const bodies = [number(count)];
    for (let left = count; left > 0; left--, index++) {
      const from = body.at;
      body.part();
      const own = plain(index);
      const gone = dead.some(({ name }) => name.test(own)) || wording.some((name) => name.test(own));
      if (gone) emptied++;
      bodies.push(gone ? EMPTY : wasm.subarray(from, body.at));
    }
    const code = joined(bodies);
    parts.push(Uint8Array.of(CODE), number(code.length), code);
  }
  return { wasm: joined(parts), emptied };
}
