use chrono_tz::Tz;
use domain::{
    Conflict, DraftId,
    communications::{CommunicationInput, view::DraftSummary},
    text::beginning,
    time::{Millis, Stamp},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, sea_query::OnConflict,
};
use values::columns::Json;

use crate::{
    Backend, Error, Result, access::Caller, database::alone, entities::draft, rich_text,
    token::check_form_key,
};

/// No person types a draft larger than this.
const MAX_BYTES: usize = 256 * 1024;
/// More than anybody needs; a person with this many must throw some away first.
pub(super) const MAX_DRAFTS: u64 = 100;
/// How long a form in which nothing was written is kept, for the page that may still show it.
const BLANK_MS: i64 = 24 * 60 * 60 * 1_000;

/// The form as a draft holds it: without files, and with clean HTML, even before it is sent.
///
/// # Errors
/// [`Error::Conflict`] when it is too large.
pub(super) fn stored_form(input: &CommunicationInput) -> Result<Json<CommunicationInput>> {
    let mut input = input.clone();
    input.keep(|html| rich_text::clean(html).as_str().to_owned());
    let json = Json::new(input)?;
    // PostgreSQL stores every character except NUL; JSON writes NUL as an escape, so it may stay.
    if json.text().len() > MAX_BYTES {
        return Err(Error::Conflict(Conflict::DraftTooLarge));
    }
    Ok(json)
}

/// Writes the draft of a form, over its earlier state. The caller holds the lock of the forms.
pub(super) async fn store(
    tx: &DatabaseTransaction,
    caller: &Caller,
    form_key: &str,
    (input, mark): (Json<CommunicationInput>, &str),
    now: Millis,
) -> Result<DraftId> {
    let row = draft::ActiveModel {
        author_id: Set(caller.person),
        form_key: Set(form_key.to_owned()),
        input: Set(input),
        updated_at: Set(now),
        mark: Set(mark.to_owned()),
        ..Default::default()
    };
    draft::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([draft::Column::AuthorId, draft::Column::FormKey])
                .update_columns([draft::Column::Input, draft::Column::UpdatedAt, draft::Column::Mark])
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(by_key(tx, caller, form_key).await?.ok_or(Error::NotFound)?.id)
}

/// Throws away the draft saved under a form's key.
pub async fn discard_draft(backend: &Backend, caller: &Caller, form_key: &str) -> Result<()> {
    check_form_key(form_key)?;
    alone(&backend.db, remove(&backend.db, caller, form_key)).await
}

pub(super) async fn remove(db: &impl ConnectionTrait, caller: &Caller, form_key: &str) -> Result<()> {
    draft::Entity::delete_many()
        .filter(draft::Column::FormKey.eq(form_key))
        .filter(draft::Column::AuthorId.eq(caller.person))
        .exec(db)
        .await?;
    Ok(())
}

/// Throws away one of the caller's drafts; it is no error if the draft is already gone.
pub async fn delete_draft(backend: &Backend, caller: &Caller, id: DraftId) -> Result<()> {
    let mine = draft::Entity::delete_many()
        .filter(draft::Column::Id.eq(id))
        .filter(draft::Column::AuthorId.eq(caller.person));
    alone(&backend.db, async { Ok(mine.exec(&backend.db).await.map(|_| ())?) }).await
}

/// Throws away all of the caller's drafts, except the one under `except` and those saved after `shown`,
/// the time of the latest draft that the page of the question listed: they were written elsewhere
/// meanwhile.
pub async fn delete_drafts(
    backend: &Backend,
    caller: &Caller,
    except: &str,
    shown: Option<Millis>,
) -> Result<()> {
    let mut mine = draft::Entity::delete_many()
        .filter(draft::Column::AuthorId.eq(caller.person))
        .filter(draft::Column::FormKey.ne(except));
    if let Some(shown) = shown {
        mine = mine.filter(draft::Column::UpdatedAt.lte(shown));
    }
    alone(&backend.db, async { Ok(mine.exec(&backend.db).await.map(|_| ())?) }).await
}

/// Throws away the caller's forms in which nothing was written, once nobody works on them.
pub(super) async fn forget_blank(tx: &DatabaseTransaction, caller: &Caller, now: Millis) -> Result<()> {
    let old = draft::Entity::find()
        .filter(draft::Column::AuthorId.eq(caller.person))
        .filter(draft::Column::UpdatedAt.lt(Millis(now.0 - BLANK_MS)))
        .limit(MAX_DRAFTS);
    let old = old.all(tx).await?;
    let blank: Vec<_> = old.iter().filter(|row| row.input.summary().is_empty()).map(|row| row.id).collect();
    if !blank.is_empty() {
        draft::Entity::delete_many().filter(draft::Column::Id.is_in(blank)).exec(tx).await?;
    }
    Ok(())
}

/// All of the caller's drafts, latest first, except the one under `except` and those without any text: the
/// page says how many there are, and offers to delete them all.
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
    let rows = query.order_by_desc(draft::Column::UpdatedAt).limit(MAX_DRAFTS).all(db).await?;
    let summary = |row: &draft::Model| DraftSummary {
        id: row.id,
        text: beginning(&row.input.summary(), 120).to_owned(),
        language: row.input.second.first_spoken(),
        updated: Stamp::new(row.updated_at, zone),
    };
    Ok(rows.iter().map(summary).filter(|draft| !draft.text.is_empty()).collect())
}

pub(super) async fn load(db: &impl ConnectionTrait, caller: &Caller, id: DraftId) -> Result<draft::Model> {
    draft::Entity::find_by_id(id)
        .filter(draft::Column::AuthorId.eq(caller.person))
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

pub(super) async fn by_key(
    db: &impl ConnectionTrait,
    caller: &Caller,
    form_key: &str,
) -> Result<Option<draft::Model>> {
    Ok(draft::Entity::find()
        .filter(draft::Column::AuthorId.eq(caller.person))
        .filter(draft::Column::FormKey.eq(form_key))
        .one(db)
        .await?)
}
