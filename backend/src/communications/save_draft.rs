use domain::{
    Conflict, DraftId,
    access::Right,
    communications::{Channel, CommunicationInput, SaveMark},
    time::Stamp,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait as _, QueryFilter};
use values::columns::Json;

use super::{
    aside::keep_aside,
    copied::begin_copy_as,
    drafts::{MAX_DRAFTS, by_key, forget_blank, store, stored_form},
    earlier::made_by,
};
use crate::{
    Backend, Error, Result,
    access::Caller,
    database::lock,
    entities::draft,
    files,
    token::{check_form_key, random_hex},
    transaction,
};

/// Saves the form in its present state under its key, over whatever is stored.
///
/// # Errors
/// As [`save_draft_from`], without a comparison.
pub async fn save_draft(
    backend: &Backend,
    caller: &Caller,
    form_key: &str,
    input: &CommunicationInput,
) -> Result<(DraftId, Stamp)> {
    save_draft_from(backend, caller, form_key, input, None).await
}

/// Saves the form in its present state under its key. A page that gives a mark never overwrites what
/// another page of the same draft has saved meanwhile.
///
/// # Errors
/// [`Error::Conflict`] when it is too large, for the 101st draft, when the stored draft has a mark
/// that the page does not know, and once the form has been deployed; what differs from the deployed
/// content is then kept as another draft.
pub async fn save_draft_from(
    backend: &Backend,
    caller: &Caller,
    form_key: &str,
    input: &CommunicationInput,
    mark: Option<&SaveMark>,
) -> Result<(DraftId, Stamp)> {
    caller.authorize_somewhere(Right::CreateCommunication, &Channel::COMPOSED)?;
    check_form_key(form_key)?;
    let id = match mark {
        None => String::new(),
        // A page without scripts chooses none.
        Some(mark) if mark.id.is_empty() => random_hex::<8>()?,
        Some(mark) => {
            check_form_key(&mark.id)?;
            mark.id.clone()
        }
    };
    let json = stored_form(input)?;
    begin_copy_as(backend, caller, form_key, input).await?;
    let now = backend.clock.now();
    let kept = transaction!(&backend.db, |tx| {
        // A save that crosses the deployment of its form must not bring the draft back.
        lock(tx, &files::forms_of(caller.person)).await?;
        if let Some(earlier) = made_by(tx, caller.person, form_key).await? {
            return Ok(Err(earlier));
        }
        if let Some(stored) = by_key(tx, caller, form_key).await? {
            check_mark(&stored, mark, &json)?;
        } else {
            forget_blank(tx, caller, now).await?;
            let kept = draft::Entity::find().filter(draft::Column::AuthorId.eq(caller.person));
            if kept.count(tx).await? >= MAX_DRAFTS {
                return Err(Error::Conflict(Conflict::TooManyDrafts));
            }
        }
        store(tx, caller, form_key, (json.clone(), &id), now).await.map(Ok)
    })?;
    match kept {
        Ok(id) => Ok((id, Stamp::new(now, caller.own_zone()))),
        Err(earlier) if earlier.holds(input) => Err(Error::Conflict(match earlier.taken_back_as {
            Some(draft) => Conflict::TakenBack { draft },
            None => Conflict::Deployed(earlier.id),
        })),
        Err(earlier) => {
            let draft = keep_aside(backend, caller, form_key, input).await?;
            Err(Error::Conflict(earlier.kept_as(draft)))
        }
    }
}

/// Saves the form of a page without scripts, which cannot react: if another page of the draft has
/// saved something else meanwhile, the form becomes a draft of its own; the other one is returned too.
/// `opened` is the mark with which the page was opened; a page that gives none is not compared.
///
/// # Errors
/// As [`save_draft_from`].
pub async fn save_draft_aside(
    backend: &Backend,
    caller: &Caller,
    form_key: &str,
    input: &CommunicationInput,
    opened: Option<&str>,
) -> Result<(DraftId, Option<DraftId>)> {
    let mark = opened.map(SaveMark::opened);
    match save_draft_from(backend, caller, form_key, input, mark.as_ref()).await {
        Ok((draft, _)) => Ok((draft, None)),
        Err(Error::Conflict(Conflict::DraftChanged { draft })) => {
            let own = save_draft_from(backend, caller, &random_hex::<16>()?, input, mark.as_ref()).await?.0;
            Ok((own, Some(draft)))
        }
        Err(reason) => Err(reason),
    }
}

/// Two pages that hold the same do not differ.
fn check_mark(
    stored: &draft::Model,
    mark: Option<&SaveMark>,
    input: &Json<CommunicationInput>,
) -> Result<()> {
    let known = mark.is_none_or(|mark| mark.knows(&stored.mark));
    if known || stored.input == *input {
        return Ok(());
    }
    Err(Error::Conflict(Conflict::DraftChanged { draft: stored.id }))
}
