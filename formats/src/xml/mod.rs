//! XML in one pass: no document type is followed, no entity expanded that XML or HTML does not
//! define, and depth and sizes are bounded.

mod entities;
mod lines;
mod path;

use std::{
    cell::Cell,
    io::{BufReader, Read},
    rc::Rc,
};

use quick_xml::{
    Reader,
    errors::IllFormedError,
    escape::resolve_html5_entity,
    events::{BytesStart, Event},
};

pub use path::Path;

use crate::{Limits, Place, Problem, Reason, archive::reason_of, problem::shortened, text::Utf8};
use entities::resolve;
use lines::Lines;

/// What a format does with the elements of a document. A reason ends the reading.
pub trait Handler {
    /// An element begins; `path` ends with its name.
    fn open(&mut self, path: &Path, attributes: &Attributes<'_>, line: u64) -> Result<(), Reason>;

    /// An element ends; `path` ends with its name, and `text` is what stood in it, outside of
    /// other elements, without white space around it.
    fn close(&mut self, path: &Path, text: &str, line: u64) -> Result<(), Reason>;

    /// A comment.
    fn comment(&mut self, _text: &str) {}
}

/// The attributes of an element.
pub struct Attributes<'e>(Option<&'e BytesStart<'e>>);

impl Attributes<'_> {
    /// The value of an attribute, trimmed; `None` when there is none.
    pub fn get(&self, name: &str) -> Option<String> {
        let found = self.0?.try_get_attribute(name).ok()??;
        let value = quick_xml::escape::unescape_with(&found.value, resolve_html5_entity).ok()?;
        Some(value.trim().to_owned())
    }
}

/// Reads one document. The problem names the file `place` and the line.
pub fn parse(
    stream: impl Read,
    place: &Place,
    limits: Limits,
    handler: &mut dyn Handler,
) -> Result<(), Problem> {
    let io = |error: &std::io::Error| Problem::stops(place.clone(), reason_of(error));
    let (utf8, choice) = Utf8::new(stream).map_err(|error| io(&error))?;
    let line = Rc::new(Cell::new(1 + choice.lines));
    let lines = Lines::new(BufReader::with_capacity(16 << 10, utf8), Rc::clone(&line), limits.piece);
    let mut reader = Reader::from_reader(lines);
    reader.config_mut().expand_empty_elements = true;
    let mut document = Document { path: Path::default(), text: String::new(), limits, handler, roots: 0 };
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        reader.get_mut().begin_piece();
        let at = |reason| Problem::stops(place.clone().line(line.get()), reason);
        let event = reader.read_event_into(&mut buffer).map_err(|error| at(reason_of_xml(&error)))?;
        if !document.event(&event, line.get()).map_err(at)? {
            return Ok(());
        }
    }
}

struct Document<'h> {
    path: Path,
    text: String,
    limits: Limits,
    handler: &'h mut dyn Handler,
    roots: u32,
}

impl Document<'_> {
    /// `false` at the end.
    fn event(&mut self, event: &Event<'_>, line: u64) -> Result<bool, Reason> {
        match event {
            Event::Start(start) => {
                self.roots += u32::from(self.path.depth() == 0);
                if self.path.depth() >= self.limits.depth {
                    return Err(Reason::TooDeep { max: self.limits.depth as u64 });
                }
                self.path.push(start.local_name().as_ref());
                self.text.clear();
                self.handler.open(&self.path, &Attributes(Some(start)), line)?;
            }
            Event::End(_) => {
                self.handler.close(&self.path, self.text.trim(), line)?;
                self.path.pop();
                self.text.clear();
            }
            Event::Text(text) => self.append(text)?,
            Event::CData(text) => self.append(text)?,
            Event::GeneralRef(reference) => {
                let resolved = resolve(reference)?;
                self.append(&resolved)?;
            }
            Event::Comment(text) => self.handler.comment(text),
            Event::DocType(text) => {
                // Elements may be declared, which nothing here reads; nobody declares entities in good faith.
                if text.to_ascii_uppercase().contains("!ENTITY") {
                    return Err(Reason::InternalDtd);
                }
            }
            Event::Empty(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => {
                return match (self.path.depth(), self.roots) {
                    (0, 0) => Err(Reason::EmptyFile),
                    (0, _) => Ok(false),
                    _ => Err(Reason::Truncated),
                };
            }
        }
        Ok(true)
    }

    fn append(&mut self, text: &str) -> Result<(), Reason> {
        if self.text.len() + text.len() > self.limits.piece {
            return Err(Reason::PieceTooLong { max: self.limits.piece as u64 });
        }
        if self.path.depth() == 0 && !text.trim().is_empty() {
            return Err(Reason::NotXml { detail: String::new() });
        }
        self.text.push_str(text);
        Ok(())
    }
}

fn reason_of_xml(error: &quick_xml::Error) -> Reason {
    match error {
        quick_xml::Error::Io(error) => reason_of(error),
        quick_xml::Error::Encoding(_) => Reason::BrokenEncoding,
        quick_xml::Error::Syntax(_) => Reason::Truncated,
        quick_xml::Error::IllFormed(error) => Reason::NotXml { detail: shortened(&sign(error)) },
        _ => Reason::NotXml { detail: String::new() },
    }
}

/// What stands in the file where it is wrong.
fn sign(error: &IllFormedError) -> String {
    match error {
        IllFormedError::MismatchedEndTag { found, .. } | IllFormedError::UnmatchedEndTag(found) => {
            format!("</{found}>")
        }
        IllFormedError::UnclosedReference => "&".to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests;
