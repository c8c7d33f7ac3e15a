//! Finds the module that defines the item of a path.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    source::{Floor, Name},
    tokens::{Found, Import},
};

/// One module uses another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrow {
    pub from: Name,
    pub to: Name,
    /// The path that causes the arrow, for the person who has to move something.
    pub because: String,
}

/// The longest chain of re-exports that is followed.
const MAX_DEPTH: usize = 16;

/// Every module of the workspace.
pub struct Modules<'a> {
    all: BTreeMap<&'a Name, &'a Found>,
    crates: BTreeSet<&'a str>,
}

/// Where a path leads.
enum Target {
    Module(Name),
    /// Something that this module defines.
    Item(Name),
}

impl<'a> Modules<'a> {
    pub fn new(floors: &'a [Floor]) -> Self {
        Self {
            all: floors.iter().flat_map(|floor| &floor.modules).collect(),
            crates: floors.iter().map(|floor| floor.name.as_str()).collect(),
        }
    }

    /// Every arrow between two modules.
    pub fn arrows(&self) -> BTreeSet<Arrow> {
        let mut arrows = BTreeSet::new();
        for (name, found) in &self.all {
            for import in &found.imports {
                if !self.is_own_front(name, found, import) {
                    self.draw(&mut arrows, name, &import.path, true);
                }
            }
            for path in &found.paths {
                self.draw(&mut arrows, name, path, false);
            }
            self.read(&mut arrows, name, found);
        }
        arrows
    }

    /// Reading a value that a room keeps in the `Backend` counts as using that room.
    fn read(&self, arrows: &mut BTreeSet<Arrow>, name: &Name, found: &Found) {
        let Some((keeper, kept)) =
            self.all.iter().find(|(keeper, it)| keeper[0] == name[0] && !it.kept.is_empty())
        else {
            return;
        };
        for (field, path) in found.read.iter().filter_map(|field| Some((field, kept.kept.get(field)?))) {
            let absolute = self.absolute(keeper, path, false);
            if let Some(Target::Item(to)) = absolute.and_then(|absolute| self.target(&absolute, 0))
                && to != **name
            {
                arrows.insert(Arrow { from: (*name).clone(), to, because: format!("backend.{field}") });
            }
        }
    }

    /// A `mod.rs` that re-exports an item of its own files does not use it, unless it also names it
    /// elsewhere.
    fn is_own_front(&self, name: &Name, found: &Found, import: &Import) -> bool {
        let below = self.absolute(name, &import.path, true).is_some_and(|path| path.starts_with(name));
        import.exported && below && !found.words.contains(&import.name)
    }

    fn draw(&self, arrows: &mut BTreeSet<Arrow>, from: &Name, path: &[String], import: bool) {
        let Some(absolute) = self.absolute(from, path, import) else { return };
        let to = match self.target(&absolute, 0) {
            Some(Target::Item(module)) => module,
            // `use super::stored` names a module; `use super` alone names nothing in it.
            Some(Target::Module(module)) if !from.starts_with(&module) => module,
            _ => return,
        };
        if to != *from {
            arrows.insert(Arrow { from: from.clone(), to, because: path.join("::") });
        }
    }

    /// The path from the crate's root; `None` for a path outside the workspace.
    fn absolute(&self, module: &Name, path: &[String], import: bool) -> Option<Name> {
        let mut here = module.clone();
        let mut rest = path;
        match rest.first()?.as_str() {
            "crate" => here.truncate(1),
            "self" => {}
            "super" => {
                here.pop();
                while rest.get(1).is_some_and(|next| next == "super") {
                    here.pop();
                    rest = &rest[1..];
                }
            }
            first => {
                let found = self.all.get(module)?;
                let local = found.imports.iter().find(|import| import.name == *first);
                // The first word of an import is not itself looked up among the imports.
                if let Some(import) = local.filter(|_| !import) {
                    let mut whole = self.absolute(module, &import.path, true)?;
                    whole.extend_from_slice(&path[1..]);
                    return Some(whole);
                }
                if found.children.iter().any(|child| child.name == *first) || found.defined.contains(first) {
                    here.extend_from_slice(path);
                    return Some(here);
                }
                return self.crates.contains(first).then(|| path.to_vec());
            }
        }
        here.extend_from_slice(&rest[1..]);
        Some(here)
    }

    fn target(&self, path: &[String], depth: usize) -> Option<Target> {
        let mut module = vec![path.first()?.clone()];
        if depth > MAX_DEPTH {
            return None;
        }
        for (at, segment) in path.iter().enumerate().skip(1) {
            let found = self.all.get(&module)?;
            let mut child = module.clone();
            child.push(segment.clone());
            let is_last = at + 1 == path.len();
            if self.all.contains_key(&child) && !(is_last && self.shows(&module, segment)) {
                module = child;
                continue;
            }
            if found.defined.contains(segment) {
                return Some(Target::Item(module));
            }
            let rest = &path[at + 1..];
            let shown = self.shown(&module, found, segment, rest, depth);
            return shown.or_else(|| self.exported_macro(&module, segment)).or(Some(Target::Item(module)));
        }
        Some(Target::Module(module))
    }

    /// The module of a macro that is used by its name at the crate's root.
    fn exported_macro(&self, root: &Name, name: &str) -> Option<Target> {
        let mut those = self.all.iter().filter(|(module, _)| root.len() == 1 && module[0] == root[0]);
        those
            .find(|(_, found)| found.macros.contains(name))
            .map(|(module, _)| Target::Item((*module).clone()))
    }

    /// Whether a module also re-exports an item with the name of its child module.
    fn shows(&self, module: &Name, name: &str) -> bool {
        let found = self.all.get(module);
        found.is_some_and(|found| found.imports.iter().any(|import| import.exported && import.name == name))
    }

    /// The target of a name that a module re-exports but does not define.
    fn shown(
        &self,
        module: &Name,
        found: &Found,
        name: &str,
        rest: &[String],
        depth: usize,
    ) -> Option<Target> {
        if let Some(import) = found.imports.iter().find(|import| import.name == name) {
            let mut whole = self.absolute(module, &import.path, true)?;
            whole.extend_from_slice(rest);
            return self.target(&whole, depth + 1);
        }
        found.imports.iter().filter(|import| import.name == "*").find_map(|import| {
            let mut whole = self.absolute(module, &import.path, true)?;
            whole.pop();
            let Some(Target::Module(inner)) = self.target(&whole, depth + 1) else { return None };
            let shows = self.all.get(&inner)?;
            let has = shows.defined.contains(name)
                || shows.children.iter().any(|child| child.name == name)
                || shows.imports.iter().any(|import| import.name == name);
            if !has {
                return None;
            }
            whole.push(name.to_owned());
            whole.extend_from_slice(rest);
            self.target(&whole, depth + 1)
        })
    }
}
