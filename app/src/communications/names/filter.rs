//! The filter of *Destinataires* in the address, for the page and for the file.

use domain::{CommunicationId, communications::names::NamesFilter};

use crate::components::address;

/// Reads the filter; `get` returns the value of a query parameter.
pub fn read(get: impl Fn(&str) -> Option<String>) -> NamesFilter {
    let text = |name: &str| get(name).unwrap_or_default().trim().to_owned();
    NamesFilter {
        school: text("etablissement"),
        state: text("etat"),
        profile: text("profil"),
        level: text("niveau"),
        class: text("classe"),
        exact: text("exact") == "1",
        after: text("apres"),
        before: text("avant"),
        whole: text("tout") == "1",
    }
}

pub fn path(id: CommunicationId) -> String {
    format!("/communications/{id}/destinataires")
}

/// The same list from its first page.
pub fn first(id: CommunicationId, filter: &NamesFilter) -> String {
    written(&path(id), filter, ("", ""))
}

/// The same list of everybody in the school.
pub fn everybody(id: CommunicationId, filter: &NamesFilter) -> String {
    let (school, state) = (filter.school.clone(), filter.state.clone());
    first(id, &NamesFilter { school, state, ..NamesFilter::default() })
}

/// The page before or after a row, or the whole list.
pub fn at(id: CommunicationId, filter: &NamesFilter, place: (&str, &str)) -> String {
    written(&path(id), filter, place)
}

/// The file with all rows that the filter keeps.
pub fn file(id: CommunicationId, filter: &NamesFilter) -> String {
    written(&format!("{}.csv", path(id)), filter, ("", ""))
}

fn written(path: &str, filter: &NamesFilter, place: (&str, &str)) -> String {
    let query = [
        ("etablissement", filter.school.as_str()),
        ("etat", &filter.state),
        ("profil", &filter.profile),
        ("niveau", &filter.level),
        ("classe", &filter.class),
        ("exact", if filter.exact { "1" } else { "" }),
        place,
    ];
    address(path, &query)
}

#[cfg(test)]
mod tests {
    use domain::CommunicationId;

    use super::{at, everybody, file, first, read};

    #[test]
    fn pages_and_file_keep_the_filter() {
        let filter = read(|name| match name {
            "etablissement" => Some("3".into()),
            "etat" => Some("non-ouvert".into()),
            "classe" => Some(" 2de A ".into()),
            "apres" => Some("12-15".into()),
            _ => None,
        });
        assert_eq!(filter.after, "12-15");
        let (id, kept) = (CommunicationId(7), "etablissement=3&etat=non-ouvert&classe=2de%20A");
        assert_eq!(first(id, &filter), format!("/communications/7/destinataires?{kept}"));
        assert_eq!(
            at(id, &filter, ("avant", "4")),
            format!("/communications/7/destinataires?{kept}&avant=4")
        );
        assert_eq!(file(id, &filter), format!("/communications/7/destinataires.csv?{kept}"));
        assert_eq!(everybody(id, &filter), "/communications/7/destinataires?etablissement=3&etat=non-ouvert");
        let line = domain::communications::names::NamesFilter { exact: true, ..filter };
        assert_eq!(first(id, &line), format!("/communications/7/destinataires?{kept}&exact=1"));
    }
}
