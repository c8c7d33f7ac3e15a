use chrono_tz::Tz;
use domain::{
    ArticleId, PersonId, SpaceId,
    communications::CleanHtml,
    files::OwnerKind,
    spaces::{ArticleState, view::ArticleView},
    time::{Millis, Stamp},
    versions::{Corrected, Wording},
};

use super::{
    load::load,
    wording::{in_words, versioned, worded},
};
use crate::{
    Backend, Result,
    access::{Caller, responsible_to},
    files, rich_text,
    spaces::names::name_and_zone,
    versions,
};

/// An article as its readers see it. When it was withdrawn, only that is left of it.
///
/// # Errors
/// [`NotFound`](crate::Error::NotFound) for somebody who may not read it.
pub async fn article(
    backend: &Backend,
    caller: &Caller,
    space: SpaceId,
    id: ArticleId,
) -> Result<ArticleView> {
    let db = &backend.db;
    let loaded = load(db, caller, space, id).await?;
    let (name, of_school) = name_and_zone(db, &loaded.space).await?;
    let zone = caller.own_zone();
    let row = &loaded.row;
    let withdrawn = matches!(loaded.state, ArticleState::Withdrawn { .. });
    let at = match loaded.state {
        ArticleState::Draft => row.changed_at,
        ArticleState::Scheduled { at }
        | ArticleState::Published { at }
        | ArticleState::Refused { at }
        | ArticleState::Withdrawn { at } => at,
    };
    let picture = files::pictures_of(db, OwnerKind::Article, [id.0]).await?.into_values().next();
    let picture = picture.filter(|_| !withdrawn);
    let alternative = picture.as_ref().map(|picture| picture.alternative.as_str());
    let present = worded(&row.title, &row.html, alternative);
    let corrected = match loaded.state {
        ArticleState::Published { .. } => {
            seen(backend, caller, (row.id, row.corrected_at), &present, zone).await?
        }
        _ => None,
    };
    let corrected = corrected.map(|corrected| corrected.on_clock_of(caller.zone_to_name([of_school])));
    let scheduled = matches!(loaded.state, ArticleState::Scheduled { .. });
    let people = [Some(row.author_id), row.withdrawn_by].into_iter().flatten();
    let names = responsible_to(db, caller, people).await?;
    let name_of = |id: PersonId| names.get(&id).cloned().unwrap_or_default();
    Ok(ArticleView {
        id,
        space: name,
        title: row.title.clone(),
        // Cleaned again, to remove anything that the list has forbidden since it was stored.
        body: if withdrawn { CleanHtml::default() } else { rich_text::clean(&row.html) },
        author: name_of(row.author_id),
        state: loaded.state,
        at: Stamp::new(at, zone),
        clock: if scheduled { caller.zone_to_name([of_school]) } else { None },
        corrected,
        withdrawn_by: row.withdrawn_by.map(name_of).unwrap_or_default(),
        picture,
        files: if withdrawn { Vec::new() } else { files::of(db, id).await? },
        may_edit: loaded.may_edit(caller),
        may_withdraw: loaded.may_withdraw(caller),
    })
}

/// What was corrected since the reader first saw it; and notes that they see it now.
async fn seen(
    backend: &Backend,
    caller: &Caller,
    (id, corrected_at): (ArticleId, Option<Millis>),
    present: &Wording,
    zone: Tz,
) -> Result<Option<Corrected>> {
    let of = versioned(id);
    let before = versions::first_seen(backend, of, caller.person).await?;
    let (words, present) = (caller.words(), present.clone());
    let compare = move |then: Wording| versions::mark(&in_words(&then, words), &in_words(&present, words));
    let corrected = versions::corrected_as(&backend.db, of, before, zone, compare).await?;
    versions::note_seen(backend, caller, of, versions::number_of(&backend.db, of).await?);
    // Other files are a correction too, without another text.
    Ok(match corrected_at {
        Some(at) => {
            let changes = corrected.and_then(|corrected| corrected.changes);
            Some(Corrected { at: Stamp::new(at, zone), zone: None, changes })
        }
        None => corrected,
    })
}
