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
        "971" => "America/Guadeloupe",
        "972" => "America/Martinique",
        "973" => "America/Cayenne",
        "974" => "Indian/Reunion",
        "975" => "America/Miquelon",
        "976" => "Indian/Mayotte",
        "983" => "Pacific/Noumea",
        "984" | "987" => "Pacific/Tahiti",
        "986" => "Pacific/Wallis",
        _ => "Europe/Paris",
    }
}
