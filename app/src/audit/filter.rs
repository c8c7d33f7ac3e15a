//! The filter in the address, for the page and for the file.

use domain::audit::AuditFilter;

use crate::components::address;

pub const PATH: &str = "/administration/journal";
const FILE: &str = "/administration/journal.csv";

/// Reads the filter; `get` returns the value of a query parameter.
pub fn read(get: impl Fn(&str) -> Option<String>) -> AuditFilter {
    let text = |name: &str| get(name).unwrap_or_default().trim().to_owned();
    AuditFilter {
        search: text("q"),
        action: text("action"),
        outcome: text("resultat"),
        from: text("du"),
        to: text("au"),
        before: text("avant").parse().unwrap_or_default(),
    }
}

/// The address of the entries older than `before`; 0 means the latest ones.
pub fn address_of(filter: &AuditFilter, before: i64) -> String {
    let before = if before > 0 { before.to_string() } else { String::new() };
    written(PATH, filter, &before)
}

/// The address of the file with all entries that the filter keeps.
pub fn file_of(filter: &AuditFilter) -> String {
    written(FILE, filter, "")
}

fn written(path: &str, filter: &AuditFilter, before: &str) -> String {
    address(
        path,
        &[
            ("q", &filter.search),
            ("action", &filter.action),
            ("resultat", &filter.outcome),
            ("du", &filter.from),
            ("au", &filter.to),
            ("avant", before),
        ],
    )
}

/// Whether the filter may hide entries; the page number does not count.
pub fn narrows(filter: &AuditFilter) -> bool {
    let AuditFilter { search, action, outcome, from, to, before: _ } = filter;
    [search, action, outcome, from, to].into_iter().any(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{address_of, file_of, narrows, read};

    #[test]
    fn pages_and_file_keep_the_filter() {
        let filter = read(|name| match name {
            "q" => Some(" Morin & fils ".into()),
            "resultat" => Some("refused".into()),
            "avant" => Some("120".into()),
            _ => None,
        });
        assert_eq!(filter.before, 120);
        assert!(narrows(&filter));
        let kept = "q=Morin%20%26%20fils&resultat=refused";
        assert_eq!(address_of(&filter, 70), format!("/administration/journal?{kept}&avant=70"));
        assert_eq!(address_of(&filter, 0), format!("/administration/journal?{kept}"));
        assert_eq!(file_of(&filter), format!("/administration/journal.csv?{kept}"), "all pages of it");
        let later = read(|name| (name == "avant").then(|| "x".into()));
        assert_eq!(later.before, 0);
        assert!(!narrows(&later));
    }
}
