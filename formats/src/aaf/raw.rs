use super::attributes::{Attr, Category};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Request {
    #[default]
    Add,
    Modify,
    Delete,
}

/// One record, with the attributes that are used.
#[derive(Debug)]
pub(super) struct Raw {
    pub(super) request: Request,
    pub(super) category: Category,
    pub(super) id: String,
    pub(super) line: u64,
    pub(super) values: Vec<(Attr, String)>,
}

impl Raw {
    /// The first value that is not empty.
    pub(super) fn first(&self, attribute: Attr) -> Option<&str> {
        self.all(attribute).next()
    }

    /// The values that are not empty. An attribute that comes twice in a record has the values of both.
    pub(super) fn all(&self, attribute: Attr) -> impl Iterator<Item = &str> {
        self.values.iter().filter(move |(known, _)| *known == attribute).map(|(_, value)| value.as_str())
    }
}
