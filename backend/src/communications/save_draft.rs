use domain::{
    Conflict, DraftId,
    access::Right,
    communications::{Channel, CommunicationInput},
    time::Stamp,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait as _, QueryFilter};

use super::{
    aside::keep_aside,
    copied::begin_copy,
    drafts::{by_key, store, stored_form},
    earlier::made_by,
};
use crate::{
    Backend, Error, Result, access::Caller, database::lock, entities::draft, files, token::check_form_key,
    transaction,
};

/// More than anybody needs; a person with this many must throw some away first.
const MAX_DRAFTS: u64 = 100;

/// Saves the form in its present state under its key: two tabs of one form are one draft.
///
/// # Errors
/// [`Error::Conflict`] when it is too large, for the 101st draft, and once the form has been
/// deployed; what differs from the deployed content is then kept as another draft.
pub async fn save_draft(
    backend: &Backend,
    caller: &Caller,
    form_key: &str,
    input: &CommunicationInput,
) -> Result<(DraftId, Stamp)> {
    caller.authorize_somewhere(Right::CreateCommunication, &Channel::COMPOSED)?;
    check_form_key(form_key)?;
    let json = stored_form(input)?;
    begin_copy(backend, caller, form_key).await?;
    let now = backend.clock.now();
    let kept = transaction!(&backend.db, |tx| {
        // A save that crosses the deployment of its form must not bring the draft back.
        lock(tx, &files::forms_of(caller.person)).await?;
        if let Some(earlier) = made_by(tx, caller.person, form_key).await? {
            return Ok(Err(earlier));
        }
        if by_key(tx, caller, form_key).await?.is_none() {
            let kept = draft::Entity::find().filter(draft::Column::AuthorId.eq(caller.person));
            if kept.count(tx).await? >= MAX_DRAFTS {
                return Err(Error::Conflict(Conflict::TooManyDrafts));
            }
        }
        store(tx, caller, form_key, json.clone(), now).await.map(Ok)
    })?;
    match kept {
        Ok(id) => Ok((id, Stamp::new(now, caller.own_zone()))),
        Err(earlier) if earlier.holds(input, now) => Err(Error::Conflict(Conflict::Deployed)),
        Err(earlier) => {
            let draft = keep_aside(backend, caller, form_key, input).await?;
            Err(Error::Conflict(Conflict::DeployedOtherwise { id: earlier.id, draft }))
        }
    }
}
