use domain::{
    PersonId,
    audit::Action,
    messages::{MessageKind, Notice},
    time::Millis,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait as _, DatabaseTransaction, EntityTrait, FromQueryResult, QueryFilter,
};
use words::Language;

use crate::{
    Backend, Error, Result,
    access::{Caller, name_apart},
    audit::{self, Entry},
    database::lock,
    delivery::{self, Content, Letter},
    entities::{account_batch, password_link},
    ground::{school_name::schools_called, sql::sql},
    stored::name_of,
    transaction,
};

/// Stops a batch, and makes its unused links and coupons worthless. The accounts stay.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`].
pub async fn stop_batch(backend: &Backend, caller: &Caller, batch: i64) -> Result<()> {
    caller.authorize_administrator()?;
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        lock(tx, "accounts").await?;
        Caller::load(tx, caller.person).await?.authorize_administrator()?;
        let row = account_batch::Entity::find_by_id(batch).one(tx).await?.ok_or(Error::NotFound)?;
        if row.stopped_at.is_some() {
            return Ok(());
        }
        let (school, links) = end(tx, &row, now).await?;
        let entry = Entry::by(caller, Action::LinksStopped, school).with("people", links);
        audit::append(tx, now, entry).await
    })
}

/// Ends a batch; its unused links are worth nothing from now on. Returns the name of its school, and how
/// many links there were.
async fn end(tx: &DatabaseTransaction, row: &account_batch::Model, now: Millis) -> Result<(String, u64)> {
    let batch = row.id;
    let text = "UPDATE account_batch SET stopped_at = :now WHERE id = :batch";
    tx.execute_raw(sql!(tx, text, now, batch)).await?;
    let of_batch = password_link::Column::BatchId.eq(batch);
    let links = password_link::Entity::delete_many().filter(of_batch).exec(tx).await?.rows_affected;
    let school = row.establishment_id;
    Ok((schools_called(tx, [school]).await?.remove(&school).unwrap_or_default(), links))
}

#[derive(FromQueryResult)]
struct Administrator {
    id: PersonId,
}

/// Whoever administers the portal at the moment. Read for one person by the key: a batch asks at each letter,
/// and to list them all goes through every account.
const ADMINISTRATORS: &str = "SELECT p.id FROM account a JOIN person p ON p.id = a.person_id \
    WHERE a.portal_administrator = :yes AND p.removed_at IS NULL AND p.joined_to IS NULL";

/// Stops a batch if whoever began it no longer administers the portal, as [`stop_batch`] does, and tells
/// those who do. Returns whether it was stopped. The caller of this function holds the lock `accounts`.
pub(super) async fn stopped_for_its_maker(
    tx: &DatabaseTransaction,
    row: &account_batch::Model,
    now: Millis,
) -> Result<bool> {
    let text = format!("{ADMINISTRATORS} AND a.person_id = :maker");
    let maker = Administrator::find_by_statement(sql!(tx, text, yes = true, maker = row.made_by));
    if maker.one(tx).await?.is_some() {
        return Ok(false);
    }
    let text = format!("{ADMINISTRATORS} ORDER BY p.id");
    let found = Administrator::find_by_statement(sql!(tx, text, yes = true)).all(tx).await?;
    let people: Vec<PersonId> = found.into_iter().map(|row| row.id).collect();
    let (school, links) = end(tx, row, now).await?;
    let mut by = name_apart(tx, row.made_by).await?;
    if by.is_empty() {
        // Who has left the directory has a name all the same.
        by = name_of(tx, row.made_by).await?;
    }
    let notice = Notice::LinksStopped { batch: row.id, school: school.clone(), by };
    let letter = Letter {
        sender_name: Language::default().words().notifications.sender.to_owned(),
        ..Letter::new(
            MessageKind::Notification,
            format!("links-stopped-{}", row.id),
            Content::Notice(notice),
            now,
        )
    };
    if !people.is_empty() {
        delivery::post(tx, now, letter, &people).await?;
    }
    let entry = Entry::by_the_system(Action::LinksStopped, school).with("people", links);
    audit::append(tx, now, entry).await?;
    Ok(true)
}
