use domain::{
    SpaceId,
    access::{AccessChange, GrantInput, Scope},
    agenda::EventInput,
    spaces::ArticleInput,
};

use super::{
    audience::{acknowledge, look, message_of},
    form::form,
    stage::{Stage, missing},
    story::{Act, Article, Given, Planned, Said, Scene},
};
use crate::{
    Result,
    access::{self, Caller},
    agenda::{self, NewForm},
    communications, messages,
    spaces::{self, Saved, Step},
    token::random_hex,
};

pub(super) async fn play(stage: &mut Stage<'_>, scene: &Scene) -> Result<()> {
    let actor = stage.actor(scene).await?;
    match &scene.act {
        Act::Grant(given) => grant(stage, &actor, given).await?,
        Act::Deploy(said) => deploy(stage, &actor, scene, said).await?,
        Act::Draft(said) => {
            let input = form(stage, &actor, scene, said)?;
            communications::save_draft(stage.backend, &actor, &random_hex::<16>()?, &input).await?;
        }
        Act::Look(part) => look(stage, stage.communication(&part.at)?, part).await?,
        Act::Acknowledge(part) => acknowledge(stage, stage.communication(&part.at)?, part).await?,
        Act::Reply(answer) => {
            let message = message_of(stage, stage.communication(&answer.at)?).await?;
            let message = message.ok_or_else(|| missing(&answer.at))?;
            messages::reply(stage.backend, &actor, message, &random_hex::<16>()?, &answer.text).await?;
        }
        Act::Remind(about) => {
            communications::remind(stage.backend, &actor, stage.communication(&about.at)?).await?;
        }
        Act::Article(written) => publish(stage, &actor, written).await?,
        Act::Event(planned) => plan(stage, &actor, planned).await?,
        Act::Cancel(about) => {
            communications::cancel(stage.backend, &actor, stage.communication(&about.at)?, None).await?;
        }
    }
    stage.settle().await
}

async fn deploy(stage: &mut Stage<'_>, actor: &Caller, scene: &Scene, said: &Said) -> Result<()> {
    let input = form(stage, actor, scene, said)?;
    let key = random_hex::<16>()?;
    let question = communications::question(stage.backend, actor, &key, &input).await?;
    let confirmed = Some(&question.confirmation);
    let deployed = communications::deploy(stage.backend, actor, &key, &input, confirmed).await?;
    stage.said.insert(said.name.clone(), deployed.id);
    Ok(())
}

/// The space of a kind in a school.
async fn space_of(stage: &Stage<'_>, actor: &Caller, (on, kind): (&str, &str)) -> Result<SpaceId> {
    let Scope::Establishment(school) = stage.scope(on)? else { return Err(missing(on)) };
    let readable = spaces::readable_spaces_of(&stage.backend.db, actor, school).await?;
    let space = readable.iter().find(|space| space.kind.code() == kind);
    Ok(space.ok_or_else(|| missing(kind))?.id)
}

/// Adds an event to the agenda of a space, or to the actor's own.
async fn plan(stage: &Stage<'_>, actor: &Caller, planned: &Planned) -> Result<()> {
    let space = match &planned.space {
        Some([on, kind]) => Some(space_of(stage, actor, (on, kind)).await?),
        None => None,
    };
    let (starts, ends) = planned.hours.clone().map_or_else(Default::default, |[starts, ends]| (starts, ends));
    let input = EventInput {
        title: planned.title.clone(),
        place: planned.place.clone(),
        description: planned.description.clone(),
        whole_days: planned.hours.is_none(),
        first_day: stage.school_day(planned.first)?.to_string(),
        starts,
        ends,
        frequency: if planned.weeks > 1 { "weekly".to_owned() } else { String::new() },
        interval: "1".to_owned(),
        count: planned.weeks.to_string(),
        ..EventInput::default()
    };
    let key = random_hex::<16>()?;
    let form = NewForm { key: &key, input: &input, tells: planned.tells };
    agenda::create(stage.backend, actor, space, form).await.map(|_| ())
}

/// *Publier*, and the answer to the question when subscribers are told.
async fn publish(stage: &Stage<'_>, actor: &Caller, written: &Article) -> Result<()> {
    let space = space_of(stage, actor, (&written.on, &written.space)).await?;
    let input = ArticleInput {
        title: written.title.clone(),
        body: written.body.clone(),
        tells: written.tells,
        ..ArticleInput::default()
    };
    let key = random_hex::<16>()?;
    let mut step = Step::Publish { confirmed: None };
    let saved = spaces::save_article(stage.backend, actor, space, None, &key, &input, step).await?;
    if let Saved::Asks { people } = saved {
        step = Step::Publish { confirmed: Some(people) };
        spaces::save_article(stage.backend, actor, space, None, &key, &input, step).await?;
    }
    Ok(())
}

async fn grant(stage: &Stage<'_>, actor: &Caller, given: &Given) -> Result<()> {
    let scope = stage.scope(&given.on)?.to_string();
    let page = access::page(stage.backend, actor, &scope).await?;
    let line = GrantInput {
        role: given.role.clone(),
        extent: given.extent.clone(),
        severity: given.severity.clone(),
        population: given.population.clone(),
        ..GrantInput::default()
    };
    let change = AccessChange { scope, version: page.version, added: vec![line], ..AccessChange::default() };
    access::save(stage.backend, actor, &change).await.map(|_| ())
}
