use words::{Language, Words};

/// The command line speaks English, as its help, its settings and their errors do.
pub(super) fn words() -> &'static Words {
    Language::English.words()
}
