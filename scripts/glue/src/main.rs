//! `glue [--without-names] PROGRAM NAME FOLDER`: makes the package NAME in FOLDER of the WebAssembly PROGRAM that
//! the compiler wrote, with the JavaScript that loads it.
//!
//! wasm-bindgen's own command does the same, but it also brings all that tests in a browser need (a server, a
//! client, TLS): a hundred crates more to compile. And a package that keeps the names of its functions, which is
//! one that is made small afterwards, loses those that nothing calls.

mod unused;

use std::{env::args, error::Error, fs};

use walrus::ModuleConfig;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let (options, rest): (Vec<String>, Vec<String>) =
        args().skip(1).partition(|argument| argument.starts_with("--"));
    let [program, name, folder] = rest.as_slice() else {
        return Err("glue takes a program, the name of its package and a folder".into());
    };
    let nameless = options.contains(&"--without-names".to_owned());
    // As wasm-bindgen itself reads it.
    let mut module = ModuleConfig::new().strict_validate(false).parse(&fs::read(program)?)?;
    if !nameless {
        unused::empty(&mut module)?;
    }
    Bindgen::new()
        .input_module(name, module)
        .web(true)?
        // As the command does unless it is told.
        .omit_default_module_path(false)
        .out_name(name)
        .remove_name_section(nameless)
        .generate(folder)?;
    Ok(())
}
