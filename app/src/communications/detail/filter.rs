//! The filter of *États de publication* in the address.

use domain::{CommunicationId, communications::view::SitesFilter};

use crate::components::address;

pub fn read(get: impl Fn(&str) -> Option<String>) -> SitesFilter {
    let text = |name: &str| get(name).unwrap_or_default().trim().to_owned();
    SitesFilter { search: text("q"), state: text("etat"), after: text("apres"), before: text("avant") }
}

/// The same list, filtered by this state.
pub fn by_state(id: CommunicationId, filter: &SitesFilter, state: &str) -> String {
    address(&path(id), &[("onglet", "etats"), ("q", &filter.search), ("etat", state)])
}

/// The page of the same list before or after a place.
pub fn at(id: CommunicationId, filter: &SitesFilter, place: (&str, &str)) -> String {
    address(&path(id), &[("onglet", "etats"), ("q", &filter.search), ("etat", &filter.state), place])
}

pub fn path(id: CommunicationId) -> String {
    format!("/communications/{id}")
}

#[cfg(test)]
mod tests {
    use domain::CommunicationId;

    use super::{at, by_state, read};

    #[test]
    fn a_page_keeps_the_filter_and_a_filter_begins_anew() {
        let filter = read(|name| match name {
            "q" => Some(" lycée ".into()),
            "etat" => Some("hors-ligne".into()),
            "apres" => Some("12".into()),
            _ => None,
        });
        assert_eq!((filter.after.as_str(), filter.before.as_str()), ("12", ""));
        let id = CommunicationId(7);
        assert_eq!(
            at(id, &filter, ("avant", "40")),
            "/communications/7?onglet=etats&q=lyc%C3%A9e&etat=hors-ligne&avant=40"
        );
        assert_eq!(
            by_state(id, &filter, "en-ligne"),
            "/communications/7?onglet=etats&q=lyc%C3%A9e&etat=en-ligne"
        );
    }
}
