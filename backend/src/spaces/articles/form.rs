use domain::{
    ArticleId, SpaceId,
    files::{OwnerKind, PictureView},
    spaces::{ArticleInput, ArticleState, ToldKind, view::ArticleForm},
};
use sea_orm::ConnectionTrait;
use values::columns::Json;

use super::{load::load, stale::mark_in_form, tell::readers_to_tell, wording::versioned};
use crate::{
    Backend, Result,
    access::{Caller, Space, space},
    files,
    spaces::{Subject, names::name_and_zone, subscriber_count},
    token::{check_form_key, random_hex},
    versions,
};

/// The form of a new article, or of one that the caller may edit. `form_key` is that of a form that
/// came back: the files that were chosen in it are shown again.
///
/// # Errors
/// [`NotFound`](crate::Error::NotFound) for somebody who may not read the space;
/// [`Forbidden`](crate::Error::Forbidden) for somebody who may not write.
pub async fn article_form(
    backend: &Backend,
    caller: &Caller,
    in_space: SpaceId,
    id: Option<ArticleId>,
    form_key: Option<String>,
) -> Result<ArticleForm> {
    let db = &backend.db;
    let (space, row, state) = if let Some(id) = id {
        let loaded = load(db, caller, in_space, id).await?;
        loaded.authorize_editing(caller)?;
        (loaded.space, Some(loaded.row), loaded.state)
    } else {
        let space = space(db, caller, in_space).await?;
        space.authorize_writing(caller)?;
        (space, None, ArticleState::Draft)
    };
    // Before its files are read: a form that knows less than its mark says would overwrite.
    let mark = mark_in_form(db, row.as_ref()).await?;
    let (name, zone) = name_and_zone(db, &space).await?;
    let mut shown = if let Some(id) = id { files::of(db, id).await? } else { Vec::new() };
    let form_key = key_of(form_key)?;
    shown.extend(files::of_form(db, caller.person, &form_key).await?);
    let picture = picture_of(db, caller, id, &form_key).await?;
    let author = row.as_ref().map_or(caller.person, |row| row.author_id);
    let subject = Subject { kind: ToldKind::Article, id: id.map_or(0, |id| id.0), author };
    let subscribers = subscriber_count(db, &space, subject).await?;
    let input = row.map_or_else(ArticleInput::default, |row| {
        let scheduled = row.publish_at.and_then(|at| at.local(zone));
        let stored = || ArticleInput {
            title: row.title,
            body: row.html,
            later: scheduled.is_some() && !state.is_public(),
            day: scheduled.map(|at| at.date().to_string()).unwrap_or_default(),
            time: scheduled.map(|at| at.format("%H:%M").to_string()).unwrap_or_default(),
            tells: row.tells && !state.is_public(),
            ..ArticleInput::default()
        };
        row.draft.map_or_else(stored, Json::into_inner)
    });
    let (readers, version) = match id {
        Some(id) => {
            (readers_of(backend, caller, &space, id).await?, versions::number_of(db, versioned(id)).await?)
        }
        None => (0, 0),
    };
    let input = with_picture(
        ArticleInput { version, readers: space.readers_mark(), shown: mark, ..input },
        picture.as_ref(),
        state,
    );
    Ok(ArticleForm {
        space: name,
        id,
        state,
        form_key,
        input,
        files: shown,
        picture,
        subscribers,
        readers,
        elsewhere: (zone != caller.own_zone()).then(|| zone.name().to_owned()),
        keeps: author == caller.person && !state.is_public(),
    })
}

/// A key that no form can have made is not looked for.
fn key_of(form_key: Option<String>) -> Result<String> {
    form_key.filter(|key| check_form_key(key).is_ok()).map_or_else(random_hex::<16>, Ok)
}

/// How many people who had read the article would be told of a correction.
async fn readers_of(backend: &Backend, caller: &Caller, space: &Space, id: ArticleId) -> Result<u64> {
    // What was noted a moment ago counts; the form is shown all the same if it cannot be stored.
    let _ = versions::store_seen(backend).await;
    readers_to_tell(&backend.db, space, id, caller.person).await
}

/// The form with what it says of its picture.
fn with_picture(mut input: ArticleInput, picture: Option<&PictureView>, state: ArticleState) -> ArticleInput {
    if let Some(shown) = picture {
        let typed = &mut input.picture;
        typed.token.clone_from(&shown.token);
        if !shown.alternative.is_empty() {
            typed.alternative.clone_from(&shown.alternative);
        }
        typed.decorative = typed.decorative || (state != ArticleState::Draft && shown.alternative.is_empty());
    }
    input
}

/// The picture that waits in the form, or else that of the article.
async fn picture_of(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: Option<ArticleId>,
    form_key: &str,
) -> Result<Option<PictureView>> {
    let waiting = files::picture_in_form(db, caller.person, form_key).await?;
    let (None, Some(id)) = (&waiting, id) else { return Ok(waiting) };
    Ok(files::pictures_of(db, OwnerKind::Article, [id.0]).await?.into_values().next())
}
