use domain::audit::Action;

use crate::audit::Entry;

/// Who carries an import out, for the entries of the journal that are written with its changes.
#[derive(Clone, Debug)]
pub struct By {
    /// An entry that names them.
    pub entry: Entry,
    /// The number of the import, if it is kept under one.
    pub number: Option<i64>,
}

impl By {
    /// Programs that keep no number.
    pub(super) fn the_system() -> Self {
        Self { entry: Entry::by_the_system(Action::Imported, "annuaire"), number: None }
    }
}
