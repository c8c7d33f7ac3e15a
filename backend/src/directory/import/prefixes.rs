use crate::ground::sql::Sql;

/// A condition on `person`, the alias of a table of people: their identifier begins with one of these.
pub(super) fn begins(person: &str, prefixes: &[String]) -> Sql {
    prefixes.iter().fold(Sql::default(), |any, prefix| {
        let any = if any.is_empty() { any } else { any.then(" OR ") };
        let characters = prefix.chars().count();
        any.then(&format!("substr({person}.external_id, 1, {characters}) = ")).listed([prefix.as_str()])
    })
}
