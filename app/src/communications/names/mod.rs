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
    if class.starts_with(level) { class.to_owned() } else { format!("{level} {class}").trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn no_level_is_said_twice() {
        assert_eq!(place("1re", "1re G1"), "1re G1");
        assert_eq!(place("2de", "Éole"), "2de Éole");
        assert_eq!((place("2de", ""), place("", "ULIS")), ("2de".to_owned(), "ULIS".to_owned()));
    }
}
