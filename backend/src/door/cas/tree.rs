//! A small XML document of somebody else's server, read without trusting it.

use std::borrow::Cow;

use quick_xml::{
    NsReader, XmlVersion,
    events::{BytesStart, Event},
    name::{Namespace, ResolveResult},
};

/// Elements inside one another. What CAS and SAML send needs five.
const DEPTH: usize = 8;
/// The declaration in front of a document is not longer.
const DECLARATION_BYTES: usize = 200;

/// Why a document is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("too large")]
    TooLarge,
    #[error("nested too deeply")]
    TooDeep,
    /// It declares a document type or uses an entity of one; these could read files.
    #[error("a document type")]
    DocumentType,
    #[error("not XML")]
    NotXml,
    /// It is XML, but not what was expected here.
    #[error("another document")]
    Other,
}

/// An element with all that is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// The address of its namespace; the prefix in front of a name means nothing.
    pub namespace: String,
    pub name: String,
    /// Its own text, without that of its children, as it stands.
    pub text: String,
    /// The attributes of XML that are of use, where the element has them.
    pub marks: Marks,
    pub children: Vec<Element>,
}

/// Attributes of XML by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub code: Option<String>,
    pub name: Option<String>,
    pub value: Option<String>,
}

impl Element {
    pub fn is(&self, namespace: &str, name: &str) -> bool {
        self.namespace == namespace && self.name == name
    }

    /// The children of a name.
    pub fn all<'a>(&'a self, namespace: &'a str, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.is(namespace, name))
    }

    /// The only child of a name: two of them would mean one thing to us and another to others.
    ///
    /// # Errors
    /// [`Unreadable::Other`] when there are none or several.
    pub fn only<'a>(&'a self, namespace: &'a str, name: &'a str) -> Result<&'a Self, Unreadable> {
        let mut all = self.all(namespace, name);
        match (all.next(), all.next()) {
            (Some(child), None) => Ok(child),
            _ => Err(Unreadable::Other),
        }
    }

    /// The text of an element without children, without spaces around it.
    ///
    /// # Errors
    /// [`Unreadable::Other`] when there are children, or nothing is left.
    pub fn value(&self) -> Result<&str, Unreadable> {
        let text = self.text.trim();
        if self.children.is_empty() && !text.is_empty() { Ok(text) } else { Err(Unreadable::Other) }
    }
}

/// Reads a document of at most `bytes` bytes in UTF-8, or in Latin-1 if it says so.
///
/// # Errors
/// Why it is not read.
pub(super) fn read(document: &[u8], bytes: usize) -> Result<Element, Unreadable> {
    if document.len() > bytes {
        return Err(Unreadable::TooLarge);
    }
    // XML has no such character, and no database holds it.
    if document.contains(&0) {
        return Err(Unreadable::NotXml);
    }
    let text = decoded(document)?;
    let mut reader = NsReader::from_str(text.trim_start_matches('\u{feff}'));
    reader.config_mut().expand_empty_elements = true;
    // The elements that are open, from the outermost one.
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(|_| Unreadable::NotXml)?;
        match event {
            Event::Start(start) => {
                if open.is_empty() && root.is_some() {
                    return Err(Unreadable::NotXml);
                }
                if open.len() == DEPTH {
                    return Err(Unreadable::TooDeep);
                }
                open.push(begun(&namespace, &start)?);
            }
            Event::End(_) => {
                let ended = open.pop().ok_or(Unreadable::NotXml)?;
                match open.last_mut() {
                    Some(parent) => parent.children.push(ended),
                    None => root = Some(ended),
                }
            }
            Event::Text(text) => {
                add(&mut open, &text.xml_content(XmlVersion::Implicit1_0).map_err(|_| Unreadable::NotXml)?)?;
            }
            Event::CData(text) => add(&mut open, &text.decode().map_err(|_| Unreadable::NotXml)?)?,
            Event::GeneralRef(name) => add(&mut open, &referred(&name)?)?,
            Event::DocType(_) => return Err(Unreadable::DocumentType),
            Event::Eof if open.is_empty() => return root.ok_or(Unreadable::NotXml),
            Event::Eof | Event::Empty(_) => return Err(Unreadable::NotXml),
            // A comment in the middle of a text does not end it.
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// Older servers write Latin-1.
fn decoded(document: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    match std::str::from_utf8(document) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(_) if says_latin_1(document) => Ok(document.iter().copied().map(char::from).collect()),
        Err(_) => Err(Unreadable::NotXml),
    }
}

/// Whether the declaration at the beginning names Latin-1.
fn says_latin_1(document: &[u8]) -> bool {
    let end = document.windows(2).take(DECLARATION_BYTES).position(|two| two == b"?>");
    let declaration = end.and_then(|end| std::str::from_utf8(&document[..end]).ok()).unwrap_or_default();
    let declaration = declaration.to_ascii_lowercase().replace('\'', "\"");
    declaration.starts_with("<?xml") && declaration.contains("\"iso-8859-1\"")
}

fn begun(namespace: &ResolveResult<'_>, start: &BytesStart<'_>) -> Result<Element, Unreadable> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).map_err(|_| Unreadable::NotXml);
    let namespace = match namespace {
        ResolveResult::Bound(Namespace(address)) => text(address)?,
        ResolveResult::Unbound => String::new(),
        // Nobody has said what the prefix means.
        ResolveResult::Unknown(_) => return Err(Unreadable::NotXml),
    };
    let name = text(start.local_name().as_ref())?;
    let attribute = |name: &str| {
        let found = start.try_get_attribute(name).ok().flatten();
        found.and_then(|found| Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned()))
    };
    // Only these elements have some of use, so others are not searched.
    let marks = match name.as_str() {
        "attribute" => Marks { name: attribute("name"), value: attribute("value"), code: None },
        "authenticationFailure" => Marks { code: attribute("code"), ..Marks::default() },
        _ => Marks::default(),
    };
    Ok(Element { namespace, name, marks, ..Element::default() })
}

/// Adds text to the innermost element. Outside of every element there are only spaces.
fn add(open: &mut [Element], text: &str) -> Result<(), Unreadable> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim().is_empty() => {}
        None => return Err(Unreadable::NotXml),
    }
    Ok(())
}

/// The character that `&…;` stands for. Entities that a document defines itself do not exist here.
fn referred(name: &quick_xml::events::BytesRef<'_>) -> Result<String, Unreadable> {
    if let Some(character) = name.resolve_char_ref().map_err(|_| Unreadable::NotXml)? {
        return Ok(character.to_string());
    }
    let text = match &**name {
        b"amp" => "&",
        b"lt" => "<",
        b"gt" => ">",
        b"quot" => "\"",
        b"apos" => "'",
        _ => return Err(Unreadable::DocumentType),
    };
    Ok(text.to_owned())
}
