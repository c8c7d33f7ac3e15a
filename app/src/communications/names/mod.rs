//! *Destinataires*: the names behind the figures of a message, in one school. Nothing here needs a
//! script.

mod filter;
mod groups;
mod page;
mod table;

pub use filter::read as read_names_filter;
pub use page::RecipientsPage;

/// Where somebody is: the class alone where its name begins with the level, as `1re G1`.
fn place(level: &str, class: &str) -> String {
    let (small, begin) = (class.to_lowercase(), level.to_lowercase());
    // A class "Tulipes" does not say the level "T".
    let says = |rest: &str| begin.contains(char::is_numeric) || !rest.starts_with(char::is_alphabetic);
    let is_said = small.strip_prefix(begin.as_str()).is_some_and(says);
    if is_said { class.to_owned() } else { format!("{level} {class}").trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn no_level_is_said_twice() {
        assert_eq!(place("1re", "1re G1"), "1re G1");
        assert_eq!(place("2de", "2DE 4"), "2DE 4");
        assert_eq!(place("Terminale", "TERMINALE 2"), "TERMINALE 2");
        assert_eq!(place("2de", "Éole"), "2de Éole");
        assert_eq!(place("T", "Tulipes"), "T Tulipes");
        assert_eq!((place("2de", ""), place("", "ULIS")), ("2de".to_owned(), "ULIS".to_owned()));
    }
}
