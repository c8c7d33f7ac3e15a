use domain::{
    ArticleId, Conflict, SpaceId,
    audit::Action,
    communications::{moved_much, plain_text},
    fields::FieldProblem,
    files::NewPicture,
    messages::{OwnChange, OwnWork},
    search::fold,
    spaces::{ArticleInput, ArticleState, MAX_ARTICLES_PER_DAY, MAX_TITLE_CHARACTERS, NewArticle, ToldKind},
    text::{beginning, cleaned},
    time::{DAY_MS, Millis},
    versions::Wording,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter,
};
use values::columns::Json;

use super::{
    files::keep_shown,
    load::{Loaded, hold, load},
    made::made_by,
    stale::{refuse_stale, refuse_stale_draft},
    tell::{enqueue_publication, enqueue_telling, enqueue_telling_readers},
    wording::{alternative_of, versioned, worded},
};
use crate::{
    Backend, Error, Required, Result,
    access::{Caller, Space, space},
    audit::{self, Entry},
    database::lock,
    entities::article,
    files::forms_of,
    queue::Kind,
    revision::{self, Scope},
    rich_text,
    spaces::{Own, Subject, names::name_and_zone, subscriber_count, tell_author},
    token::check_form_key,
    transaction, versions,
};

/// A longer draft is not stored.
const MAX_DRAFT_BYTES: usize = 300_000;

/// A button of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// *Enregistrer le brouillon*
    Keep,
    /// *Publier*, or *Corriger* for what is public. `confirmed` is the number of subscribers that the
    /// question named.
    Publish { confirmed: Option<u64> },
}

/// What became of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    Draft(ArticleId),
    Published(ArticleId),
    Scheduled(ArticleId),
    Corrected(ArticleId),
    /// Nothing is stored yet: as many subscribers would be told.
    Asks {
        people: u64,
    },
}

/// Stores the form of an article. One key and one text make one article, also after a double click.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`] as for the form; [`Error::Fields`] with every refused
/// control; [`Error::Conflict`] when the article was withdrawn, somebody else saved it meanwhile, or a file
/// is gone.
pub async fn save_article(
    backend: &Backend,
    caller: &Caller,
    in_space: SpaceId,
    id: Option<ArticleId>,
    form_key: &str,
    input: &ArticleInput,
    step: Step,
) -> Result<Saved> {
    check_form_key(form_key)?;
    let saved = transaction!(&backend.db, |tx| {
        lock(tx, &forms_of(caller.person)).await?;
        // What is allowed is read again under the lock.
        let caller = Caller::load(tx, caller.person).await?;
        let (stored, id) = match id {
            Some(id) => (form_key.to_owned(), Some(id)),
            None => made_by(tx, caller.person, form_key, input).await?,
        };
        let now = backend.clock.now();
        let form = Form { backend, tx, caller: &caller, key: form_key, stored: &stored, input, now };
        let (space, old) = form.begun(in_space, id).await?;
        match step {
            Step::Keep => form.keep(&space, old).await,
            Step::Publish { confirmed } => form.publish(&space, old, confirmed).await,
        }
    })?;
    backend.queue.wake(Kind::Article);
    backend.queue.wake(Kind::Tell);
    backend.queue.wake(Kind::Mail);
    backend.refresh().await?;
    Ok(saved)
}

/// A form in its transaction.
struct Form<'a> {
    backend: &'a Backend,
    tx: &'a DatabaseTransaction,
    caller: &'a Caller,
    key: &'a str,
    /// The key under which a new article is stored.
    stored: &'a str,
    input: &'a ArticleInput,
    now: Millis,
}

impl Form<'_> {
    /// The space, and the article if it exists already.
    async fn begun(&self, in_space: SpaceId, id: Option<ArticleId>) -> Result<(Space, Option<Loaded>)> {
        if let Some(id) = id {
            hold(self.tx, id).await?;
            let loaded = load(self.tx, self.caller, in_space, id).await?;
            loaded.authorize_editing(self.caller)?;
            return Ok((loaded.space.clone(), Some(loaded)));
        }
        let space = space(self.tx, self.caller, in_space).await?;
        space.authorize_writing(self.caller)?;
        let today = article::Entity::find()
            .filter(article::Column::AuthorId.eq(self.caller.person))
            .filter(article::Column::CreatedAt.gt(self.now.0 - DAY_MS));
        if today.count(self.tx).await? >= MAX_ARTICLES_PER_DAY as u64 {
            return Err(Error::field("titre", FieldProblem::TooManyToday { max: MAX_ARTICLES_PER_DAY }));
        }
        Ok((space, None))
    }

    /// Only its author sees a draft, so it may be unfinished; but nobody finds one again that has nothing.
    async fn keep(&self, space: &Space, old: Option<Loaded>) -> Result<Saved> {
        if old.is_none() && self.input.is_blank() {
            return Err(Error::field("titre", FieldProblem::Required));
        }
        if let Some(old) = &old {
            if old.state.is_public() {
                return Err(Error::Conflict(Conflict::ArticlePublished));
            }
            // A draft is seen by its author alone.
            if old.row.author_id != self.caller.person {
                return Err(space.refusal(self.caller));
            }
        }
        let body = rich_text::clean(&self.input.body).as_str().to_owned();
        let title = cleaned(&self.input.title);
        let mut draft = ArticleInput {
            title: title.clone(),
            body: body.clone(),
            files: Vec::new(),
            ..self.input.clone()
        };
        draft.picture.token.clear();
        draft.shown.clear();
        let draft = Json::new(draft)?;
        if draft.text().len() > MAX_DRAFT_BYTES {
            return Err(Error::Conflict(Conflict::DraftTooLarge));
        }
        if let Some(old) = &old {
            refuse_stale_draft(self.tx, old, self.input, draft.text()).await?;
        }
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut row = self.row(space, old.as_ref());
        row.title = Set(beginning(&title, MAX_TITLE_CHARACTERS).to_owned());
        row.html = Set(body);
        row.draft = Set(Some(draft));
        row.publish_at = Set(None);
        row.refused_at = Set(None);
        row.tells = Set(self.input.tells);
        let row = self.write(row).await?;
        self.keep_shown(row.id, self.input.picture.unfinished().as_ref()).await?;
        // Moderators saw it until now.
        if old.is_some_and(|old| old.state != ArticleState::Draft) {
            self.touch(space).await?;
        }
        Ok(Saved::Draft(row.id))
    }

    async fn publish(&self, space: &Space, old: Option<Loaded>, confirmed: Option<u64>) -> Result<Saved> {
        let (_, zone) = name_and_zone(self.tx, space).await?;
        let local = self.now.local(zone).required(format_args!("the local time of instant {}", self.now))?;
        let new = self.input.parse(local.date()).map_err(Error::Fields)?;
        let public = old.as_ref().is_some_and(|old| old.state.is_public());
        if !public && let Some(field) = new.publish_at.over_at(local) {
            return Err(Error::field(field, FieldProblem::InThePast));
        }
        // What is public already is read by the present readers, whatever is corrected.
        if !public && !self.input.readers.is_empty() && self.input.readers != space.readers_mark() {
            return Err(Error::field("titre", FieldProblem::ReadersChanged));
        }
        let at = new.publish_at.instant(self.now, zone).max(self.now);
        if let Some(old) = &old {
            refuse_stale(self.tx, old, self.input, (&new, at)).await?;
        }
        if self.input.tells
            && let Some(people) = self.to_ask(space, old.as_ref(), confirmed).await?
        {
            return Ok(Saved::Asks { people });
        }
        let old = match old {
            Some(old) if public => return self.correct(space, old, &new).await,
            other => other,
        };
        let at_once = at == self.now;
        let mut row = content(self.row(space, old.as_ref()), &new);
        row.publish_at = Set(Some(at));
        row.published_at = Set(at_once.then_some(at));
        row.refused_at = Set(None);
        row.tells = Set(self.input.tells);
        let before = self.worded_before(old.as_ref()).await?;
        let row = self.write(row).await?;
        let files = self.keep_shown(row.id, new.picture.as_ref()).await?;
        let alternative = new.picture.as_ref().and_then(|picture| picture.alternative.as_deref());
        let says_the_same = before == Some(worded(&row.title, &row.html, alternative)) && !files;
        if let Some(old) = &old {
            self.tell_of_change(space, &old.row, &row, says_the_same).await?;
        }
        if at_once {
            if row.tells {
                enqueue_telling(self.tx, self.now, row.id).await?;
            }
            self.touch(space).await?;
            self.note(Action::ArticlePublished, row.id, &row.title).await?;
            Ok(Saved::Published(row.id))
        } else {
            enqueue_publication(self.tx, self.now, row.id, at).await?;
            self.touch(space).await?;
            Ok(Saved::Scheduled(row.id))
        }
    }

    async fn worded_before(&self, old: Option<&Loaded>) -> Result<Option<Wording>> {
        let Some(Loaded { row, .. }) = old else { return Ok(None) };
        let alternative = alternative_of(self.tx, row.id).await?;
        Ok(Some(worded(&row.title, &row.html, alternative.as_deref())))
    }

    /// Tells the author of an article that was not public yet what somebody else did to it; nothing of a
    /// button that was pressed twice.
    async fn tell_of_change(
        &self,
        space: &Space,
        old: &article::Model,
        row: &article::Model,
        says_the_same: bool,
    ) -> Result<()> {
        if says_the_same && (old.publish_at, old.refused_at) == (row.publish_at, row.refused_at) {
            return Ok(());
        }
        let own = Own { author: row.author_id, work: OwnWork::Article(row.id), title: row.title.clone() };
        let change = if row.published_at.is_some() { OwnChange::Published } else { OwnChange::Prepared };
        tell_author(self.tx, self.now, self.caller.person, space, own, change).await
    }

    /// What it said before stays, and readers see what changed.
    async fn correct(&self, space: &Space, old: Loaded, new: &NewArticle) -> Result<Saved> {
        let id = old.row.id;
        let mut row = content(self.row(space, Some(&old)), new);
        let alternative = alternative_of(self.tx, id).await?;
        let before = worded(&old.row.title, &old.row.html, alternative.as_deref());
        let files = self.keep_shown(id, new.picture.as_ref()).await?;
        let (title, html): (&String, &String) = (row.title.as_ref(), row.html.as_ref());
        let alternative = new.picture.as_ref().and_then(|picture| picture.alternative.as_deref());
        let after = worded(title, html, alternative);
        let (of, by) = (versioned(id), self.caller.person);
        let number = if before != after {
            let worded = (&before, &after);
            Some(versions::correct(self.tx, of, self.input.version, worded, by, self.now).await?)
        } else if files {
            Some(versions::number_of(self.tx, of).await? + 1)
        } else {
            None
        };
        if let Some(number) = number {
            row.corrected_at = Set(Some(self.now));
            let row = self.write(row).await?;
            if self.input.tells_readers {
                enqueue_telling_readers(self.tx, self.now, (id, number), by).await?;
            }
            let own = Own { author: row.author_id, work: OwnWork::Article(id), title: row.title };
            tell_author(self.tx, self.now, self.caller.person, space, own, OwnChange::Corrected).await?;
        }
        if self.input.tells {
            enqueue_telling(self.tx, self.now, id).await?;
        }
        self.touch(space).await?;
        if number.is_some() {
            self.note(Action::ArticleCorrected, id, new.title.as_str()).await?;
        }
        Ok(Saved::Corrected(id))
    }

    /// Gives the article the files and the picture that the form shows. Returns whether it has others
    /// now.
    async fn keep_shown(&self, id: ArticleId, picture: Option<&NewPicture>) -> Result<bool> {
        let shown = (self.input.files.as_slice(), picture);
        keep_shown(self.backend, self.tx, self.caller, id, self.key, shown).await
    }

    /// How many people have to be confirmed first: nobody was asked, or far more than were named
    /// would be told.
    async fn to_ask(
        &self,
        space: &Space,
        old: Option<&Loaded>,
        confirmed: Option<u64>,
    ) -> Result<Option<u64>> {
        let author = old.map_or(self.caller.person, |old| old.row.author_id);
        let id = old.map_or(0, |old| old.row.id.0);
        let people =
            subscriber_count(self.tx, space, Subject { kind: ToldKind::Article, id, author }).await?;
        Ok(match confirmed {
            Some(named) if !moved_much(named, people) => None,
            _ => Some(people),
        })
    }

    /// The row to change, or a new one.
    fn row(&self, space: &Space, old: Option<&Loaded>) -> article::ActiveModel {
        match old {
            Some(old) => {
                let mut row = old.row.clone().into_active_model();
                row.changed_at = Set(self.now);
                row
            }
            None => article::ActiveModel {
                space_id: Set(space.id),
                author_id: Set(self.caller.person),
                form_key: Set(self.stored.to_owned()),
                search_text: Set(String::new()),
                created_at: Set(self.now),
                changed_at: Set(self.now),
                ..Default::default()
            },
        }
    }

    async fn write(&self, row: article::ActiveModel) -> Result<article::Model> {
        let db: &DatabaseTransaction = self.tx;
        if row.id.is_set() || row.id.is_unchanged() {
            Ok(row.update(db).await?)
        } else {
            Ok(row.insert(db).await?)
        }
    }

    /// Writes the journal; nothing is locked after it.
    async fn note(&self, action: Action, id: ArticleId, title: &str) -> Result<()> {
        let entry = Entry::by(self.caller, action, title).with("article", id.to_string());
        audit::append(self.tx, self.now, entry).await
    }

    async fn touch(&self, space: &Space) -> Result<()> {
        revision::touch(self.tx, revision::BOARD, [Scope::School(space.school)]).await
    }
}

/// The checked content in a row.
fn content(mut row: article::ActiveModel, new: &NewArticle) -> article::ActiveModel {
    let html = rich_text::clean(new.body.as_str()).as_str().to_owned();
    let text = plain_text(&html).split_whitespace().collect::<Vec<_>>().join(" ");
    row.search_text = Set(fold(&format!("{} {text}", new.title)));
    row.title = Set(new.title.as_str().to_owned());
    row.html = Set(html);
    row.draft = Set(None);
    row
}
