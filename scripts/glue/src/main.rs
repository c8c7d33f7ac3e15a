//! `glue [--without-names] PROGRAM NAME FOLDER`: makes the package NAME in FOLDER of the WebAssembly PROGRAM that
//! the compiler wrote, with the JavaScript that loads it.
//!
//! wasm-bindgen's own command does the same, but it also brings all that tests in a browser need (a server, a
//! client, TLS): a hundred crates more to compile.

use std::{env::args, error::Error};

use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let (options, rest): (Vec<String>, Vec<String>) =
        args().skip(1).partition(|argument| argument.starts_with("--"));
    let [program, name, folder] = rest.as_slice() else {
        return Err("glue takes a program, the name of its package and a folder".into());
    };
    Bindgen::new()
        .input_path(program)
        .web(true)?
        // As the command does unless it is told.
        .omit_default_module_path(false)
        .out_name(name)
        .remove_name_section(options.contains(&"--without-names".to_owned()))
        .generate(folder)?;
    Ok(())
}
