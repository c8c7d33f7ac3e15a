use std::sync::Arc;

use domain::{
    CommunicationId,
    communications::{
        CommunicationInput, Content, ContentDetail, CorrectionForm, CorrectionQuestion, RewordingInput,
        Severity, view::ArticleLinks,
    },
    fields::FieldErrors,
    targets::Audience,
};

use super::{
    follower::message_beside,
    load::{Loaded, load_to_correct, schools_of},
    tell::{people_to_tell, people_who_saw},
};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audience::{Index, audience_of, targets_of},
    communications::{
        article_links::{in_question, links_of},
        channels::wording_of,
    },
    versions::{marked, number_of},
};

/// *Corriger*: the form with the present text, or with what was typed and the question about it.
///
/// # Errors
/// As [`load_to_correct`].
pub async fn correction_form(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
    typed: Option<RewordingInput>,
    asked: bool,
) -> Result<CorrectionForm> {
    let db = &backend.db;
    let now = backend.clock.now();
    let loaded = load_to_correct(db, caller, id, now).await?;
    let (content, _) = loaded.stored.detail(backend, &loaded.row, None).await?;
    let version = number_of(db, loaded.of()).await?;
    let people = people_who_saw(backend, id).await?;
    let always_told = loaded.stored.severity() == Some(Severity::Alert);
    let links = Links::of(backend, &loaded, &content).await?;
    let mut refused = FieldErrors::default();
    let mut question = None;
    if let Some(typed) = typed.as_ref().filter(|_| asked) {
        match links.checked(backend, caller, typed).await {
            Ok((new, article)) => {
                let changes = marked(loaded.stored.wording(db).await?, wording_of(&new)).await?;
                let tells = typed.tell || always_told;
                let told = if tells { people_to_tell(db, id, caller.person).await? } else { 0 };
                question = Some(CorrectionQuestion { changes, told, article });
            }
            Err(Error::Fields(errors)) => refused = errors,
            Err(other) => return Err(other),
        }
    }
    let typed = typed.unwrap_or_else(|| loaded.typed(&content, version));
    let articles = links.offered(backend, caller, &typed.input).await?;
    let beside = message_beside(backend, caller, (&loaded, &content), now).await?;
    Ok(CorrectionForm {
        id,
        content,
        version,
        people,
        always_told,
        beside,
        articles,
        typed,
        question,
        refused,
    })
}

/// *Lien › Article ENT* in a correction: the audience is that of the communication.
struct Links<'a> {
    content: &'a ContentDetail,
    audience: Audience,
    index: Arc<Index>,
}

impl<'a> Links<'a> {
    async fn of(backend: &Backend, loaded: &Loaded, content: &'a ContentDetail) -> Result<Self> {
        let db = &backend.db;
        let audience = match targets_of(db, vec![loaded.row.id]).await?.remove(&loaded.row.id) {
            Some(targets) => audience_of(&targets, &schools_of(db, loaded.row.id).await?),
            None => Audience::nobody(),
        };
        Ok(Self { content, audience, index: backend.audience.current(db).await? })
    }

    /// What the form offers.
    async fn offered(
        &self,
        backend: &Backend,
        caller: &Caller,
        input: &CommunicationInput,
    ) -> Result<ArticleLinks> {
        if !self.content.takes_link() {
            return Ok(ArticleLinks::default());
        }
        links_of(&backend.db, &self.index, caller, Some(&self.audience), input, caller.own_zone()).await
    }

    /// The new content, and what the question says of its article.
    async fn checked(
        &self,
        backend: &Backend,
        caller: &Caller,
        typed: &RewordingInput,
    ) -> Result<(Content, Option<(String, u64)>)> {
        let new = typed.applied_to(self.content).map_err(Error::Fields)?;
        if new.article() == self.content.article() {
            return Ok((new, None));
        }
        let article = in_question(&backend.db, &self.index, caller, &new, &self.audience).await?;
        Ok((new, article))
    }
}
