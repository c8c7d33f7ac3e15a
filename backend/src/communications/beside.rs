//! *Envoyer aussi par messagerie*: what goes out beside a communication, to the same people, is a
//! communication of its own. Its form key follows from that of the form.

const MARK: &str = "-aussi";

/// The key under which the other one is written.
pub(super) fn other_key(form_key: &str) -> String {
    format!("{form_key}{MARK}")
}

/// The key of the form, if this is the other one's.
pub(super) fn form_key_of(key: &str) -> Option<&str> {
    key.strip_suffix(MARK)
}
