//! The filter in the address.

use domain::messages::{Folder, view::InboxFilter};

use crate::components::address;

pub const PATH: &str = "/messagerie";
/// *Envoyés*, which is no folder of what was received.
pub const WRITTEN: &str = "/messagerie/envoyes";

pub fn read(get: impl Fn(&str) -> Option<String>) -> InboxFilter {
    let text = |name: &str| get(name).unwrap_or_default().trim().to_owned();
    InboxFilter { folder: text("dossier"), search: text("q"), before: text("avant"), after: text("apres") }
}

/// The first page of a folder.
pub fn of_folder(folder: Folder) -> String {
    address(PATH, &[("dossier", code(folder))])
}

/// The page of the same search before or after a place in the list.
pub fn at(filter: &InboxFilter, place: (&str, &str)) -> String {
    let folder = code(Folder::from_code(&filter.folder));
    address(PATH, &[("dossier", folder), ("q", &filter.search), place])
}

/// The code in the address; empty for the inbox.
pub const fn code(folder: Folder) -> &'static str {
    match folder {
        Folder::Inbox => "",
        other => other.code(),
    }
}

/// Whether it is the first page of the inbox, where new messages appear by themselves.
pub fn is_newest(filter: &InboxFilter) -> bool {
    let InboxFilter { folder, search, before, after } = filter;
    Folder::from_code(folder) == Folder::Inbox && [search, before, after].into_iter().all(String::is_empty)
}

#[cfg(test)]
mod tests {
    use domain::messages::Folder;

    use super::{at, is_newest, of_folder, read};

    #[test]
    fn pages_keep_folder_and_search() {
        let filter = read(|name| match name {
            "q" => Some(" grève & cantine ".into()),
            "dossier" => Some("archives".into()),
            _ => None,
        });
        assert!(!is_newest(&filter));
        assert_eq!(
            at(&filter, ("avant", "1-2")),
            "/messagerie?dossier=archives&q=gr%C3%A8ve%20%26%20cantine&avant=1-2"
        );
        assert_eq!(of_folder(Folder::Inbox), "/messagerie");
        assert!(is_newest(&read(|name| (name == "dossier").then(|| "reception".into()))));
        assert!(!is_newest(&read(|name| (name == "avant").then(|| "1-2".into()))));
    }
}
