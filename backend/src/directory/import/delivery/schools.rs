use formats::{Place, Problem, Reason, archive::Source};

use super::{
    super::{
        FileKind,
        read::{EstablishmentRow, Refusals, read_establishments},
    },
    MAX_TABLE, sort,
};

/// Takes our own table of schools out of a delivery, if it is there.
pub(super) fn table(
    source: &mut Source,
    refusals: &mut Refusals,
) -> Result<Option<Vec<EstablishmentRow>>, Problem> {
    let mut table = None;
    for entry in source.entries().to_vec() {
        if sort::table(source, &entry) != Some(FileKind::Establishments) {
            continue;
        }
        if table.is_some() {
            return Err(Problem::stops(Place::file(&entry.path), Reason::RepeatedFile));
        }
        let bytes = source.bytes(&entry, MAX_TABLE)?;
        source.leave_out(&entry);
        table = read_establishments(&bytes, refusals, &|_| ()).map(|(rows, _)| rows);
    }
    Ok(table)
}

/// The time zone of a school by the *département* that its UAI begins with.
pub(super) fn zone(uai: &str) -> &'static str {
    match uai.get(..3).unwrap_or_default() {
        // With Saint-Barthélemy and Saint-Martin, which have codes of their own by now.
        "971" | "977" | "978" => "America/Guadeloupe",
        "972" => "America/Martinique",
        "973" => "America/Cayenne",
        "974" => "Indian/Reunion",
        "975" => "America/Miquelon",
        "976" => "Indian/Mayotte",
        "983" | "988" => "Pacific/Noumea",
        "984" | "987" => "Pacific/Tahiti",
        "986" => "Pacific/Wallis",
        _ => "Europe/Paris",
    }
}

#[cfg(test)]
mod tests {
    use super::zone;

    #[test]
    fn schools_overseas_have_their_own_time() {
        for (uai, expected) in [
            ("0570051W", "Europe/Paris"),
            ("7200011A", "Europe/Paris"),
            ("9741046C", "Indian/Reunion"),
            ("9780001A", "America/Guadeloupe"),
            ("9880001A", "Pacific/Noumea"),
        ] {
            assert_eq!(zone(uai), expected, "{uai}");
        }
    }
}
