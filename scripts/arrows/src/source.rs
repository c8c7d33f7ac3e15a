//! The modules of each crate, as declared in its files.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use proc_macro2::TokenStream;

use crate::tokens::Found;

/// The name of a module: its crate, then each module on the way to it.
pub type Name = Vec<String>;

/// A crate of the workspace.
#[derive(Debug)]
pub struct Floor {
    /// Its folder.
    pub folder: String,
    /// Its name in paths.
    pub name: String,
    pub modules: BTreeMap<Name, Found>,
}

/// Reads a crate's `src`.
///
/// # Errors
/// A sentence, if a file cannot be read or is not Rust.
pub fn read(root: &Path, folder: &str) -> Result<Floor, String> {
    let manifest = root.join(folder).join("Cargo.toml");
    let text = fs::read_to_string(&manifest).map_err(|reason| format!("{}: {reason}", manifest.display()))?;
    let name = text
        .lines()
        .find_map(|line| line.strip_prefix("name = "))
        .map(|name| name.trim().trim_matches('"').replace('-', "_"))
        .ok_or_else(|| format!("{} has no name", manifest.display()))?;
    let mut floor = Floor { folder: folder.to_owned(), name, modules: BTreeMap::new() };
    let src = root.join(folder).join("src");
    let (library, program) = (src.join("lib.rs"), src.join("main.rs"));
    if library.exists() {
        floor.file(vec![floor.name.clone()], &library, &src)?;
    }
    if program.exists() {
        let name = if library.exists() {
            vec![floor.name.clone(), "main".to_owned()]
        } else {
            vec![floor.name.clone()]
        };
        floor.file(name, &program, &src)?;
    }
    Ok(floor)
}

impl Floor {
    fn file(&mut self, name: Name, path: &Path, children_in: &Path) -> Result<(), String> {
        let text = fs::read_to_string(path).map_err(|reason| format!("{}: {reason}", path.display()))?;
        let tokens: TokenStream =
            text.parse().map_err(|reason| format!("{} is not Rust: {reason}", path.display()))?;
        self.module(name, tokens, children_in)
    }

    fn module(&mut self, name: Name, tokens: TokenStream, children_in: &Path) -> Result<(), String> {
        let mut found = Found::read(tokens);
        for child in &mut found.children {
            let mut child_name = name.clone();
            child_name.push(child.name.clone());
            let folder = children_in.join(&child.name);
            match child.inline.take() {
                Some(tokens) => self.module(child_name, tokens, &folder)?,
                None => self.file(child_name, &file_of(children_in, &child.name)?, &folder)?,
            }
        }
        self.modules.insert(name, found);
        Ok(())
    }
}

fn file_of(folder: &Path, name: &str) -> Result<PathBuf, String> {
    [folder.join(format!("{name}.rs")), folder.join(name).join("mod.rs")]
        .into_iter()
        .find(|path| path.exists())
        .ok_or_else(|| format!("{} has no module {name}", folder.display()))
}
