//! The filter in the address.

use domain::communications::received::{RECEIVED, ReceivedFilter};

use crate::components::address;

pub fn read(get: impl Fn(&str) -> Option<String>) -> ReceivedFilter {
    let text = |name: &str| get(name).unwrap_or_default().trim().to_owned();
    ReceivedFilter {
        search: text("q"),
        channel: text("canal"),
        state: text("etat"),
        unread: text("non-lues"),
        school: text("etablissement"),
        before: text("avant"),
        after: text("apres"),
    }
}

/// The page of the same list before or after a place.
pub fn at(filter: &ReceivedFilter, place: (&str, &str)) -> String {
    address(
        RECEIVED,
        &[
            ("q", &filter.search),
            ("canal", &filter.channel),
            ("etat", &filter.state),
            ("non-lues", &filter.unread),
            ("etablissement", &filter.school),
            place,
        ],
    )
}

/// Whether the filter may hide rows; the place in the list does not count.
pub fn narrows(filter: &ReceivedFilter) -> bool {
    let ReceivedFilter { search, channel, state, unread, school, before: _, after: _ } = filter;
    [search, channel, state, unread, school].into_iter().any(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{at, narrows, read};

    #[test]
    fn a_page_keeps_the_filter() {
        let filter = read(|name| match name {
            "q" => Some(" grève & cantine ".into()),
            "etat" => Some("hors-ligne".into()),
            "apres" => Some("1-2-3".into()),
            _ => None,
        });
        assert!(narrows(&filter));
        assert_eq!(
            at(&filter, ("avant", "4-5-6")),
            "/communications/recues?q=gr%C3%A8ve%20%26%20cantine&etat=hors-ligne&avant=4-5-6"
        );
        assert!(!narrows(&read(|name| (name == "avant").then(|| "1-2-3".into()))));
    }
}
