//! One file as tokens: its modules, its definitions, its imports, and the paths in it.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// One name that a `use` imports.
#[derive(Clone, Debug)]
pub struct Import {
    pub path: Vec<String>,
    /// The name in this module; `*` for everything.
    pub name: String,
    /// Whether it is a `pub use`, of any visibility.
    pub exported: bool,
}

/// `mod name;`, or `mod name { … }`.
#[derive(Debug)]
pub struct Child {
    pub name: String,
    pub inline: Option<TokenStream>,
}

/// The contents of one module.
#[derive(Debug, Default)]
pub struct Found {
    pub children: Vec<Child>,
    pub defined: BTreeSet<String>,
    pub imports: Vec<Import>,
    /// Paths of at least two segments outside `use`.
    pub paths: Vec<Vec<String>>,
    /// Every word outside `use`.
    pub words: BTreeSet<String>,
    /// Macros: an exported one is named at the crate's root, wherever it is written.
    pub macros: BTreeSet<String>,
    /// Fields that are read from a `backend` argument.
    pub read: BTreeSet<String>,
    /// Fields of a `struct Backend`, and the path of each one's type.
    pub kept: BTreeMap<String, Vec<String>>,
}

/// The type that every use case is given: reading one of its fields counts as naming the field's
/// type.
const HANDED: &str = "Backend";

const DEFINING: [&str; 8] = ["fn", "struct", "enum", "union", "trait", "type", "const", "static"];

impl Found {
    /// Reads the tokens of a module.
    pub fn read(stream: TokenStream) -> Self {
        let mut found = Self::default();
        found.scan(stream, true);
        found
    }

    fn scan(&mut self, stream: TokenStream, top: bool) {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        let mut at = 0;
        let mut exported = false;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Punct(punct) if punct.as_char() == '#' => {
                    let (next, for_tests) = attribute(&tokens, at);
                    at = if for_tests { end_of_item(&tokens, next) } else { next };
                }
                TokenTree::Ident(word) => match word.to_string().as_str() {
                    "pub" => {
                        exported = true;
                        at += 1;
                        if group_at(&tokens, at, Delimiter::Parenthesis).is_some() {
                            at += 1;
                        }
                    }
                    "use" => {
                        at = self.imports(&tokens, at + 1, exported);
                        exported = false;
                    }
                    "mod" if top => {
                        at = self.child(&tokens, at + 1);
                        exported = false;
                    }
                    _ => {
                        exported = false;
                        at = self.words(&tokens, at, top);
                    }
                },
                TokenTree::Group(group) => {
                    exported = false;
                    self.scan(group.stream(), false);
                    at += 1;
                }
                _ => {
                    exported = false;
                    at += 1;
                }
            }
        }
    }

    /// Records a word, and the path that begins with it.
    fn words(&mut self, tokens: &[TokenTree], at: usize, top: bool) -> usize {
        let mut path = vec![word_at(tokens, at).unwrap_or_default()];
        let mut next = at + 1;
        while is_double_colon(tokens, next) {
            let Some(segment) = word_at(tokens, next + 2) else { break };
            path.push(segment);
            next += 3;
        }
        if top && DEFINING.contains(&path[0].as_str()) && path.len() == 1 {
            self.defined.extend(word_at(tokens, next));
        }
        if top && path[0] == "struct" && word_at(tokens, next).is_some_and(|name| name == HANDED) {
            self.kept = group_at(tokens, next + 1, Delimiter::Brace).map(fields).unwrap_or_default();
        }
        if path[0] == "backend" && is_punct(tokens, next, '.') {
            self.read.extend(word_at(tokens, next + 1));
        }
        if top && path[0] == "macro_rules" {
            self.macros.extend(word_at(tokens, next + 1));
            self.defined.extend(word_at(tokens, next + 1));
        }
        self.words.insert(path[0].clone());
        if path.len() > 1 {
            self.paths.push(path);
        }
        next
    }

    fn child(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let Some(name) = word_at(tokens, at) else { return at + 1 };
        let inline = group_at(tokens, at + 1, Delimiter::Brace).map(Group::stream);
        self.children.push(Child { name, inline });
        at + 2
    }

    /// A `use` up to its semicolon.
    fn imports(&mut self, tokens: &[TokenTree], from: usize, exported: bool) -> usize {
        let end = (from..tokens.len()).find(|&at| is_punct(tokens, at, ';')).unwrap_or(tokens.len());
        self.tree(&tokens[from..end], &[], exported);
        end + 1
    }

    fn tree(&mut self, tokens: &[TokenTree], prefix: &[String], exported: bool) {
        let comma = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
        for branch in tokens.split(comma) {
            let mut path = prefix.to_vec();
            let mut alias = None;
            let mut at = 0;
            while at < branch.len() {
                match &branch[at] {
                    TokenTree::Ident(word) if word == "as" => {
                        alias = word_at(branch, at + 1);
                        at += 1;
                    }
                    TokenTree::Ident(word) => path.push(plain(&word.to_string())),
                    TokenTree::Punct(punct) if punct.as_char() == '*' => path.push("*".to_owned()),
                    TokenTree::Group(group) => {
                        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                        self.tree(&inner, &path, exported);
                        path.clear();
                    }
                    _ => {}
                }
                at += 1;
            }
            if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
                path.pop();
            }
            if let Some(name) = alias.or_else(|| path.last().cloned()) {
                self.imports.push(Import { path, name, exported });
            }
        }
    }
}

/// Names and types of a struct's fields.
fn fields(group: &Group) -> BTreeMap<String, Vec<String>> {
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    let mut fields = BTreeMap::new();
    for at in 0..tokens.len() {
        let is_field = is_punct(&tokens, at + 1, ':') && !is_double_colon(&tokens, at + 1);
        let Some(name) = word_at(&tokens, at).filter(|_| is_field) else { continue };
        let mut found = Found::default();
        let end = (at..tokens.len()).find(|&end| is_punct(&tokens, end, ',')).unwrap_or(tokens.len());
        found.scan(tokens[at + 2..end].iter().cloned().collect(), false);
        let own = found.words.iter().find(|word| !["Option", "Arc"].contains(&word.as_str()));
        let path = found.paths.pop().or_else(|| own.map(|word| vec![word.clone()]));
        fields.extend(path.map(|path| (name, path)));
    }
    fields
}

/// Where an attribute ends, and whether it restricts an item to tests.
fn attribute(tokens: &[TokenTree], at: usize) -> (usize, bool) {
    let inner = matches!(tokens.get(at + 1), Some(TokenTree::Punct(punct)) if punct.as_char() == '!');
    let at = at + 1 + usize::from(inner);
    let Some(group) = group_at(tokens, at, Delimiter::Bracket) else { return (at, false) };
    let text: String = group.stream().to_string().split_whitespace().collect();
    (at + 1, !inner && (text == "cfg(test)" || text.starts_with("cfg(all(test")))
}

/// The position after the item that begins at `at`, which ends with a semicolon or braces.
fn end_of_item(tokens: &[TokenTree], mut at: usize) -> usize {
    while at < tokens.len() {
        let ends = match &tokens[at] {
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            _ => false,
        };
        at += 1;
        if ends {
            break;
        }
    }
    at
}

fn group_at(tokens: &[TokenTree], at: usize, delimiter: Delimiter) -> Option<&Group> {
    match tokens.get(at) {
        Some(TokenTree::Group(group)) if group.delimiter() == delimiter => Some(group),
        _ => None,
    }
}

fn word_at(tokens: &[TokenTree], at: usize) -> Option<String> {
    match tokens.get(at) {
        Some(TokenTree::Ident(word)) => Some(plain(&word.to_string())),
        _ => None,
    }
}

/// `r#type` is called `type`.
fn plain(word: &str) -> String {
    word.trim_start_matches("r#").to_owned()
}

fn is_punct(tokens: &[TokenTree], at: usize, sign: char) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

fn is_double_colon(tokens: &[TokenTree], at: usize) -> bool {
    let colon = |token: Option<&TokenTree>, spacing: Option<Spacing>| match token {
        Some(TokenTree::Punct(punct)) => {
            punct.as_char() == ':' && spacing.is_none_or(|spacing| punct.spacing() == spacing)
        }
        _ => false,
    };
    colon(tokens.get(at), Some(Spacing::Joint)) && colon(tokens.get(at + 1), None)
}
