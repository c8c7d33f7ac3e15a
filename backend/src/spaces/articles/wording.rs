use domain::{
    ArticleId,
    versions::{Versioned, VersionedKind, Wording},
};

use crate::rich_text::readable;

/// An article as a text that can be corrected.
pub(super) const fn versioned(id: ArticleId) -> Versioned {
    Versioned { kind: VersionedKind::Article, id: id.0 }
}

/// What people read of it.
pub(super) fn wording(title: &str, html: &str) -> Wording {
    Wording { title: title.to_owned(), text: readable(html) }
}
