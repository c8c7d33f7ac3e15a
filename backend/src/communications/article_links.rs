//! *Lien › Article ENT*: articles to choose from, and which of the audience could not open the chosen
//! one.

use chrono_tz::Tz;
use domain::{
    access::Perimeter,
    communications::{
        CommunicationInput, Content, Link,
        view::{ArticleChoice, ArticleLinks},
    },
    fields::{FieldErrors, FieldProblem},
    targets::{Audience, TargetInput, narrowed},
    time::Stamp,
};
use sea_orm::ConnectionTrait;

use super::{
    linkable::{Linkable, linkable_article, linkable_articles},
    perimeter::{channel_of, choose},
};
use crate::{
    Backend, Error, Result,
    access::{Caller, perimeters},
    audience::Index,
};

/// The articles that a form offers, and what its chosen one means for its audience.
///
/// # Errors
/// [`Error::Forbidden`] when the caller may not create anything on the channel of the form.
pub async fn article_links(
    backend: &Backend,
    caller: &Caller,
    input: &CommunicationInput,
) -> Result<ArticleLinks> {
    let db = &backend.db;
    let channel = channel_of(caller, input);
    let right = domain::access::Right::CreateCommunication;
    caller.authorize_somewhere(right, &[channel])?;
    let perimeters = perimeters(db, caller, channel).await?;
    let perimeter = choose(&perimeters, &input.perimeter);
    let index = backend.audience.current(db).await?;
    let zone = caller.own_zone();
    let audience = perimeter.and_then(|perimeter| audience_of_form(perimeter, input));
    links_of(db, &index, caller, audience.as_ref(), input, zone).await
}

/// The same, for a form whose audience is known; `None` while its targets are not valid.
pub(super) async fn links_of(
    db: &impl ConnectionTrait,
    index: &Index,
    caller: &Caller,
    audience: Option<&Audience>,
    input: &CommunicationInput,
    zone: Tz,
) -> Result<ArticleLinks> {
    let typed = &input.announcement;
    let found = linkable_articles(db, caller, &typed.article_search).await?;
    let mut links = ArticleLinks {
        found: found.iter().map(|article| choice(article, zone)).collect(),
        ..ArticleLinks::default()
    };
    if typed.article.is_empty() {
        return Ok(links);
    }
    let chosen = match Link::parse_article(&typed.article) {
        Ok(Link::Article { space, article }) => linkable_article(db, caller, space, article).await,
        _ => Err(Error::NotFound),
    };
    let chosen = match chosen {
        Ok(chosen) => chosen,
        Err(Error::NotFound) => {
            links.gone = true;
            return Ok(links);
        }
        Err(other) => return Err(other),
    };
    links.outside = audience.map_or(0, |audience| outside(index, audience, &chosen));
    links.readers = readers_of(&chosen, audience);
    links.chosen = Some(choice(&chosen, zone));
    Ok(links)
}

fn choice(article: &Linkable, zone: Tz) -> ArticleChoice {
    ArticleChoice {
        value: Link::choice(article.space.id, article.id),
        title: article.title.clone(),
        space: article.source.clone(),
        published: Stamp::new(article.published_at, zone),
    }
}

/// Everybody whom a form reaches; `None` while its targets are not valid.
pub(super) fn audience_of_form(perimeter: &Perimeter, input: &CommunicationInput) -> Option<Audience> {
    let targets = input.parse_targets(&mut FieldErrors::default())?;
    Audience::resolve(&targets, &perimeter.establishments()).ok()
}

/// Who reads the article's space, as targets that narrow those of a form.
fn readers_of(article: &Linkable, audience: Option<&Audience>) -> Vec<TargetInput> {
    let school = article.space.school;
    let elsewhere = audience.is_some_and(|audience| audience.establishments().iter().any(|it| *it != school));
    let targets = article.space.readers.targets().iter().map(|target| TargetInput {
        custom_establishments: elsewhere,
        establishments: if elsewhere { vec![school.to_string()] } else { Vec::new() },
        ..TargetInput::from(target.criteria())
    });
    targets.collect()
}

/// How many of the audience are not readers of the article's space.
fn outside(index: &Index, audience: &Audience, article: &Linkable) -> u64 {
    let readers = &article.space.readers;
    index.count(&audience.or(readers)).total.saturating_sub(index.count(readers).total)
}

/// The article that a content links to, with its title and the number of recipients who could not open
/// it.
///
/// # Errors
/// [`Error::Fields`] (`article`) when the caller may not link to it.
pub(super) async fn linked(
    db: &impl ConnectionTrait,
    caller: &Caller,
    content: &Content,
) -> Result<Option<Linkable>> {
    let Some((space, id)) = content.article() else { return Ok(None) };
    match linkable_article(db, caller, space, id).await {
        Ok(article) => Ok(Some(article)),
        Err(Error::NotFound) => Err(Error::field("article", FieldProblem::UnknownChoice)),
        Err(other) => Err(other),
    }
}

/// The same, with what the question says.
pub(super) async fn in_question(
    db: &impl ConnectionTrait,
    index: &Index,
    caller: &Caller,
    content: &Content,
    audience: &Audience,
) -> Result<Option<(String, u64)>> {
    let article = linked(db, caller, content).await?;
    Ok(article.map(|article| {
        let outside = outside(index, audience, &article);
        (format!("{} ({})", article.title, article.source), outside)
    }))
}

/// *Restreindre aux lecteurs*: narrows the targets of a form to the readers of the chosen article's
/// space. Targets that then reach nobody are dropped; if that would drop them all, nothing changes.
///
/// # Errors
/// As [`article_links`].
pub async fn narrow_to_readers(
    backend: &Backend,
    caller: &Caller,
    input: &mut CommunicationInput,
) -> Result<()> {
    let readers = article_links(backend, caller, input).await?.readers;
    if let Some(targets) = narrowed(&input.targets, &readers) {
        input.targets = targets;
    }
    Ok(())
}
