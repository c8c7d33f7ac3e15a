//! Files that were removed from their form while they were still on their way.
//!
//! The browser chooses the token of a file before it sends it. So it can remove the file at any
//! time: the removal is noted under the token, and the upload that arrives later is thrown away.

use domain::{FileId, PersonId, files::OwnerKind, time::Millis};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::{authorize::authorize, owner::Owner, owners::forms_of, remove::forget_unshared};
use crate::{
    Backend, Error, Result, access::Caller, database::lock, entities::file, token::check_form_key,
    transaction,
};

/// Removals noted for one person at a time; older ones are forgotten.
const MOST: u64 = 200;
/// Removals forgotten by one statement: few, so that no writer waits for it.
const FORGOTTEN_AT_ONCE: u64 = 500;

/// What the server knows of a token.
pub(super) enum Known {
    Nothing,
    /// The file is in a form of the caller.
    There(Box<file::Model>),
    /// The caller removed it.
    Withdrawn,
    /// It belongs to a message, or to somebody else.
    Elsewhere,
}

/// Refuses a token that no browser of ours has chosen.
pub(super) fn check(token: &str) -> Result<()> {
    let ours = token.len() == 32 && token.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if ours { Ok(()) } else { Err(Error::NotFound) }
}

pub(super) async fn known(db: &impl ConnectionTrait, person: PersonId, token: &str) -> Result<Known> {
    let row = file::Entity::find().filter(file::Column::Token.eq(token)).one(db).await?;
    Ok(match row {
        None => Known::Nothing,
        Some(row) if row.owner_id != person.0 => Known::Elsewhere,
        Some(row) if row.owner_kind == OwnerKind::Form => Known::There(Box::new(row)),
        Some(row) if row.owner_kind == OwnerKind::Withdrawn => Known::Withdrawn,
        Some(_) => Known::Elsewhere,
    })
}

/// Holds the files of a person in forms: of two requests about the same file, one waits.
pub(super) async fn hold(tx: &DatabaseTransaction, person: PersonId) -> Result<()> {
    Ok(lock(tx, &forms_of(person)).await?)
}

/// Removes a file from the caller's form, whether it has arrived or is still on its way.
///
/// # Errors
/// [`Error::NotFound`] when it is not the caller's, or was sent with a message.
pub async fn withdraw(backend: &Backend, caller: &Caller, form_key: &str, token: &str) -> Result<()> {
    check_form_key(form_key)?;
    check(token)?;
    let now = backend.clock.now();
    let content = transaction!(&backend.db, |tx| {
        hold(tx, caller.person).await?;
        let content = match known(tx, caller.person, token).await? {
            Known::Withdrawn => return Ok(None),
            Known::Elsewhere => return Err(Error::NotFound),
            Known::Nothing => {
                authorize(tx, caller).await?;
                None
            }
            Known::There(row) => {
                // A deployment may have taken it meanwhile: then it stays with its message.
                let here = file::Entity::delete_many()
                    .filter(file::Column::Id.eq(row.id))
                    .filter(file::Column::OwnerKind.eq(OwnerKind::Form));
                if here.exec(tx).await?.rows_affected == 0 {
                    return Err(Error::NotFound);
                }
                Some(row.object_key)
            }
        };
        note(tx, caller.person, form_key, token, now).await?;
        Ok(content)
    })?;
    if let Some(key) = content {
        forget_unshared(backend, &key).await?;
    }
    Ok(())
}

async fn note(
    tx: &impl ConnectionTrait,
    person: PersonId,
    form_key: &str,
    token: &str,
    now: Millis,
) -> Result<()> {
    let mine = || of(person);
    let oldest = file::Entity::find().filter(mine()).order_by_desc(file::Column::Id).offset(MOST - 1);
    if let Some(oldest) = oldest.limit(1).one(tx).await? {
        file::Entity::delete_many().filter(mine()).filter(file::Column::Id.lte(oldest.id)).exec(tx).await?;
    }
    let owner = Owner::from(person);
    let row = file::ActiveModel {
        token: Set(token.to_owned()),
        owner_kind: Set(OwnerKind::Withdrawn),
        owner_id: Set(owner.id),
        uploader_id: Set(person),
        form_key: Set(form_key.to_owned()),
        name: Set(String::new()),
        media_type: Set(String::new()),
        bytes: Set(0),
        sha256: Set(String::new()),
        object_key: Set(String::new()),
        created_at: Set(now),
        ..Default::default()
    };
    file::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

fn of(person: PersonId) -> Condition {
    Owner { kind: OwnerKind::Withdrawn, id: person.0 }.files()
}

/// Forgets the removals noted before `before`: no upload takes that long.
pub(super) async fn forget(backend: &Backend, before: Millis) -> Result<()> {
    loop {
        let some: Vec<FileId> = file::Entity::find()
            .filter(file::Column::OwnerKind.eq(OwnerKind::Withdrawn))
            .filter(file::Column::CreatedAt.lt(before))
            .order_by_asc(file::Column::Id)
            .limit(FORGOTTEN_AT_ONCE)
            .select_only()
            .column(file::Column::Id)
            .into_tuple()
            .all(&backend.db)
            .await?;
        if some.is_empty() {
            return Ok(());
        }
        file::Entity::delete_many().filter(file::Column::Id.is_in(some)).exec(&backend.db).await?;
    }
}
