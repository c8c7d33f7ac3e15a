use super::{
    attributes::{Attr, Category, is_unused},
    raw::{Raw, Request},
    reader::Reader,
};
use crate::{
    Limits, Place, Reason,
    problem::shortened,
    text::mend,
    xml::{Attributes, Handler, Path},
};

/// The elements that all files of AAF share.
pub(super) struct Envelope<'e, 'r> {
    reader: &'e mut Reader<'r>,
    raw: Raw,
    /// The category of the file; a record says its own.
    file: Category,
    limits: Limits,
    attribute: Option<Attr>,
    fault: Option<(String, Reason)>,
    /// Whether a record of a known category has come.
    begun: bool,
}

impl<'e, 'r> Envelope<'e, 'r> {
    pub(super) fn new(reader: &'e mut Reader<'r>, file: Category, limits: Limits) -> Self {
        let raw =
            Raw { request: Request::Add, category: file, id: String::new(), line: 0, values: Vec::new() };
        Self { reader, raw, file, limits, attribute: None, fault: None, begun: false }
    }

    fn begin(&mut self, request: Request, line: u64) {
        self.raw.request = request;
        self.raw.category = self.file;
        self.raw.id.clear();
        self.raw.line = line;
        self.raw.values.clear();
        self.fault = None;
    }

    /// A category of the future among others costs its own records; a file that begins with it is another one.
    fn category(&mut self, value: &str) -> Result<(), Reason> {
        let unknown = || Reason::UnknownValue(shortened(value));
        match Category::from_value(value) {
            Some(category) => {
                self.raw.category = category;
                self.begun = true;
            }
            None if self.begun => self.fault = Some(("operationalAttributes".to_owned(), unknown())),
            None => return Err(unknown()),
        }
        Ok(())
    }

    fn attribute(&mut self, name: &str) {
        self.attribute = Attr::from_name(name);
        if self.attribute.is_none() && !is_unused(name) {
            self.reader.problems.unknown(name);
        }
    }

    fn value(&mut self, attribute: Attr, text: &str) {
        if text.is_empty() || self.fault.is_some() {
            return;
        }
        let Limits { value, values, .. } = self.limits;
        if text.len() > value && text.chars().count() > value {
            self.fault = Some((attribute.name().to_owned(), Reason::TooLong { max: value as u64 }));
        } else if self.raw.values.len() >= values {
            self.fault = Some((attribute.name().to_owned(), Reason::TooManyValues { max: values as u64 }));
        } else {
            let text = self.mended(text);
            self.raw.values.push((attribute, text));
        }
    }

    fn mended(&mut self, text: &str) -> String {
        let Some(mended) = mend(text) else { return text.to_owned() };
        let place = Place::file(&self.reader.file).line(self.raw.line).record(&self.raw.id);
        self.reader.problems.mended(place, text);
        mended
    }

    fn end(&mut self) {
        match self.fault.take() {
            Some((element, reason)) => {
                self.reader.records += 1;
                self.reader.skip(&self.raw, &element, reason);
            }
            None => self.reader.record(&self.raw),
        }
    }
}

impl Handler for Envelope<'_, '_> {
    fn open(&mut self, path: &Path, attributes: &Attributes<'_>, line: u64) -> Result<(), Reason> {
        match (path.depth(), path.name()) {
            (1, "ficAlimMENESR") => {}
            (1, found) => return Err(Reason::WrongRoot { found: found.to_owned() }),
            (2, "addRequest") => self.begin(Request::Add, line),
            (2, "modifyRequest") => self.begin(Request::Modify, line),
            (2, "deleteRequest") => self.begin(Request::Delete, line),
            (2, found) => return Err(Reason::UnknownRequest(found.to_owned())),
            (4, "attr") => self.attribute(&attributes.get("name").unwrap_or_default()),
            (4, "modification") => {
                self.attribute(&attributes.get("name").unwrap_or_default());
                let operation = attributes.get("operation").unwrap_or_default();
                if operation != "replace" && self.fault.is_none() {
                    let element = self.attribute.map(Attr::name).unwrap_or_default();
                    self.fault = Some((element.to_owned(), Reason::UnknownOperation(operation)));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, path: &Path, text: &str, _line: u64) -> Result<(), Reason> {
        match (path.depth(), path.name()) {
            (2, _) => self.end(),
            (4, "id") => text.clone_into(&mut self.raw.id),
            (5, "value") if path.up(2) == "operationalAttributes" => self.category(text)?,
            (5, "value") => {
                if let Some(attribute) = self.attribute {
                    self.value(attribute, text);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn comment(&mut self, text: &str) {
        let version = text.split("versionSDET=\"").nth(1).and_then(|rest| rest.split('"').next());
        if let Some(version) = version.filter(|_| self.reader.version.is_none()) {
            self.reader.version = Some(shortened(version));
        }
    }
}
