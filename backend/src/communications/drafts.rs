use chrono_tz::Tz;
use domain::{
    Conflict, DraftId,
    access::Right,
    communications::{Channel, CommunicationInput, view::DraftSummary},
    time::Stamp,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait as _, QueryFilter,
    QueryOrder, QuerySelect, sea_query::OnConflict,
};
use values::columns::Json;

use crate::{
    Backend, Error, Result,
    access::Caller,
    entities::{communication, draft},
    rich_text,
    token::check_form_key,
    transaction,
};

/// No person types a draft larger than this.
const MAX_BYTES: usize = 256 * 1024;
/// More than anybody needs; a person with this many must throw some away first.
const MAX_DRAFTS: u64 = 100;
/// How many drafts are offered for resuming.
const LISTED: u64 = 20;

/// Saves the form in its present state under its key: two tabs of one form are one draft.
///
/// # Errors
/// [`Error::Conflict`] once the form has been deployed, when it is too large, and for the 101st
/// draft.
pub async fn save_draft(
    backend: &Backend,
    caller: &Caller,
    form_key: &str,
    input: &CommunicationInput,
) -> Result<(DraftId, Stamp)> {
    caller.authorize_somewhere(Right::CreateCommunication, &Channel::COMPOSED)?;
    check_form_key(form_key)?;
    // HTML is stored clean, even in a form that is not sent yet.
    let mut input = input.clone();
    input.keep(|html| rich_text::clean(html).as_str().to_owned());
    let json = Json::new(input)?;
    // PostgreSQL stores every character except NUL; JSON writes NUL as an escape, so it may stay.
    if json.text().len() > MAX_BYTES {
        return Err(Error::Conflict(Conflict::DraftTooLarge));
    }
    let now = backend.clock.now();
    let kept = transaction!(&backend.db, |tx| {
        let deployed = communication::Entity::find()
            .filter(communication::Column::AuthorId.eq(caller.person))
            .filter(communication::Column::FormKey.eq(form_key))
            .one(tx)
            .await?;
        if deployed.is_some() {
            return Err(Error::Conflict(Conflict::Deployed));
        }
        if by_key(tx, caller, form_key).await?.is_none() {
            let kept = draft::Entity::find().filter(draft::Column::AuthorId.eq(caller.person));
            if kept.count(tx).await? >= MAX_DRAFTS {
                return Err(Error::Conflict(Conflict::TooManyDrafts));
            }
        }
        let row = draft::ActiveModel {
            author_id: Set(caller.person),
            form_key: Set(form_key.to_owned()),
            input: Set(json.clone()),
            updated_at: Set(now),
            ..Default::default()
        };
        draft::Entity::insert(row)
            .on_conflict(
                OnConflict::columns([draft::Column::AuthorId, draft::Column::FormKey])
                    .update_columns([draft::Column::Input, draft::Column::UpdatedAt])
                    .to_owned(),
            )
            .exec_without_returning(tx)
            .await?;
        by_key(tx, caller, form_key).await?.ok_or(Error::NotFound)
    })?;
    let zone = caller.zone(&backend.db).await?;
    Ok((kept.id, Stamp::new(now, zone)))
}

/// Throws away the draft saved under a form's key.
pub async fn discard_draft(backend: &Backend, caller: &Caller, form_key: &str) -> Result<()> {
    check_form_key(form_key)?;
    draft::Entity::delete_many()
        .filter(draft::Column::FormKey.eq(form_key))
        .filter(draft::Column::AuthorId.eq(caller.person))
        .exec(&backend.db)
        .await?;
    Ok(())
}

/// Throws away one of the caller's drafts; it is no error if the draft is already gone.
pub async fn delete_draft(backend: &Backend, caller: &Caller, id: DraftId) -> Result<()> {
    draft::Entity::delete_many()
        .filter(draft::Column::Id.eq(id))
        .filter(draft::Column::AuthorId.eq(caller.person))
        .exec(&backend.db)
        .await?;
    Ok(())
}

/// The caller's drafts, latest first, except the one under `except`.
pub(super) async fn list(
    db: &impl ConnectionTrait,
    caller: &Caller,
    except: Option<&str>,
    zone: Tz,
) -> Result<Vec<DraftSummary>> {
    let mut query = draft::Entity::find().filter(draft::Column::AuthorId.eq(caller.person));
    if let Some(key) = except {
        query = query.filter(draft::Column::FormKey.ne(key));
    }
    let rows = query.order_by_desc(draft::Column::UpdatedAt).limit(LISTED).all(db).await?;
    Ok(rows
        .iter()
        .map(|row| DraftSummary {
            id: row.id,
            text: row.input.title().chars().take(120).collect(),
            targets: row.input.targets.len(),
            updated: Stamp::new(row.updated_at, zone),
        })
        .collect())
}

pub(super) async fn load(db: &impl ConnectionTrait, caller: &Caller, id: DraftId) -> Result<draft::Model> {
    draft::Entity::find_by_id(id)
        .filter(draft::Column::AuthorId.eq(caller.person))
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

async fn by_key(db: &impl ConnectionTrait, caller: &Caller, form_key: &str) -> Result<Option<draft::Model>> {
    Ok(draft::Entity::find()
        .filter(draft::Column::AuthorId.eq(caller.person))
        .filter(draft::Column::FormKey.eq(form_key))
        .one(db)
        .await?)
}
