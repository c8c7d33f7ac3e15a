use domain::{
    CommunicationId, EstablishmentId,
    audit::Action,
    communications::{
        Acknowledgement,
        names::{
            NamedRow, NamesFilter, NamesPage, counted_names, grouped_names, named_rows, names_window,
            never_signed_in,
        },
    },
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{
    list::{List, list},
    places::{Named, School, load_named},
};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    communications::{channels::message::detail, row::may_cancel},
    entities::message::{self, Model},
};

/// What a look needs: the message, the school, and everybody there who has it.
struct Look {
    named: Named,
    message: Model,
    school: EstablishmentId,
    list: List,
    by_family: bool,
    rows: Vec<NamedRow>,
}

/// One page of names. The journal records each look; without the journal nothing is shown.
///
/// # Errors
/// [`Error::NotFound`] for everybody who may not see the names of this school.
pub async fn names(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
    filter: &NamesFilter,
) -> Result<NamesPage> {
    let look = look(backend, caller, id, filter).await?;
    let window = names_window(&look.rows, filter);
    record(backend, caller, (&look, filter), window.rows.len(), "").await?;
    let Look { named, message, school, list, by_family, rows } = look;
    let may = named.sender && may_cancel(&backend.db, caller, id).await?;
    let may_remind = may && {
        let (content, _) = detail(backend, &message, &named.row, Some(caller)).await?;
        content.message().is_some_and(|message| message.may_remind)
    };
    let asked = message.acknowledgement.is_asked();
    Ok(NamesPage {
        id,
        title: named.row.title,
        language: named.row.language,
        schools: named.schools.into_iter().map(|school| (school.establishment_id, school.name)).collect(),
        school,
        sender: named.sender,
        asked,
        by_family,
        may_remind,
        cut: list.cut,
        states: counted_names(&rows, filter, asked),
        groups: grouped_names(&rows),
        never_signed_in: never_signed_in(&list.recipients),
        rows: window.rows,
        total: window.total,
        earlier: window.earlier,
        later: window.later,
    })
}

/// Every row that the filter keeps, and whether readers are asked to confirm, for the CSV file.
///
/// # Errors
/// As [`names`].
pub async fn export_names(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
    filter: &NamesFilter,
) -> Result<(Vec<NamedRow>, bool)> {
    let filter = NamesFilter { whole: true, ..filter.clone() };
    let look = look(backend, caller, id, &filter).await?;
    let rows = names_window(&look.rows, &filter).rows;
    record(backend, caller, (&look, &filter), rows.len(), "csv").await?;
    Ok((rows, look.message.acknowledgement.is_asked()))
}

async fn look(backend: &Backend, caller: &Caller, id: CommunicationId, filter: &NamesFilter) -> Result<Look> {
    let db = &backend.db;
    let named = load_named(db, caller, id).await?;
    let school = chosen(&named.schools, &filter.school)?;
    let its_message = message::Entity::find().filter(message::Column::CommunicationId.eq(id));
    let message = its_message.one(db).await?.ok_or(Error::NotFound)?;
    let list = list(db, &message, id, school).await?;
    let by_family = message.acknowledgement == Acknowledgement::AnyGuardian;
    let rows = named_rows(&list.recipients, &list.children, by_family);
    Ok(Look { named, message, school, list, by_family, rows })
}

/// The school that an address names; the first one if it names none.
fn chosen(schools: &[School], named: &str) -> Result<EstablishmentId> {
    let found = if named.is_empty() {
        schools.first()
    } else {
        let id: EstablishmentId = named.parse().map_err(|_| Error::NotFound)?;
        schools.iter().find(|school| school.establishment_id == id)
    };
    found.map(|school| school.establishment_id).ok_or(Error::NotFound)
}

/// The same look, repeated within some minutes, is counted in one entry.
async fn record(
    backend: &Backend,
    caller: &Caller,
    (look, filter): (&Look, &NamesFilter),
    rows: usize,
    format: &str,
) -> Result<()> {
    let school = look.named.schools.iter().find(|school| school.establishment_id == look.school);
    let name = school.map(|school| school.name.as_str()).unwrap_or_default();
    let id = look.named.row.id;
    let kind = format!("names of {id} in {} as {format} by {}: {filter:?}", look.school, caller.person);
    let entry = Entry::by(caller, Action::NamesSeen, look.named.row.title.as_str())
        .with("communication", id)
        .with("scope", name)
        .with("levels", &filter.level)
        .with("classes", &filter.class)
        .with("format", format)
        .with("rows", rows);
    audit::record_folded(backend, kind, entry).await
}
