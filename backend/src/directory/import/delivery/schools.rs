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
