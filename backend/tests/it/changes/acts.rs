//! Further changes of the model: what stands in *Actualités*, corrected texts, who reads a space, and rights
//! as an administrator gives them.

use backend::{
    access::{page, save},
    agenda::{self, NewForm},
    spaces::{Saved, Step, add_space, change_space, save_article, withdraw_article},
};
use domain::{
    ArticleId, CommunicationId, EventId, PersonId, SpaceId,
    access::{AccessChange, GrantInput, Role, Scope, view::GranteeView},
    agenda::EventInput,
    communications::Severity,
    directory::Profile,
    spaces::{ArticleInput, SpaceInput, SpaceKind},
};
use rand::{RngExt as _, rngs::StdRng};
use testing::{Actor, World, event, news};

/// What the model has made, to be changed later.
#[derive(Default)]
pub(super) struct Made {
    number: usize,
    articles: Vec<(SpaceId, ArticleId)>,
    events: Vec<EventId>,
    news: Vec<CommunicationId>,
    club: Option<SpaceId>,
}

/// One of them. `running` can be corrected, and `person` may be given a right.
pub(super) async fn happens(
    world: &World,
    rng: &mut StdRng,
    made: &mut Made,
    (running, person): (&[CommunicationId], PersonId),
) -> &'static str {
    made.number += 1;
    let author = world.actor("collectivite").await;
    match rng.random_range(0..9) {
        0 => {
            made.writes(author, rng).await;
            "an article"
        }
        1 if !made.articles.is_empty() => {
            let (space, id) = made.articles.swap_remove(rng.random_range(0..made.articles.len()));
            let withdrawn = withdraw_article(&world.backend, &author.caller().await, space, id).await;
            withdrawn.expect("withdrawn");
            "an article withdrawn"
        }
        2 => {
            made.plans(author, rng).await;
            "an event"
        }
        3 if !made.events.is_empty() => {
            let id = made.events.swap_remove(rng.random_range(0..made.events.len()));
            ends(author, id, rng.random_bool(0.5)).await;
            "an event ended"
        }
        4 if !running.is_empty() => {
            let text = format!("Corrigée {}", made.number);
            let id = running[rng.random_range(0..running.len())];
            // It may be over by now.
            let _ = author.corrects(id, |typed| typed.input.announcement.text = text).await;
            "corrected"
        }
        5 => {
            made.tells(author).await;
            "news"
        }
        6 if !made.news.is_empty() => {
            let id = made.news[rng.random_range(0..made.news.len())];
            stands_otherwise(world, id, rng.random_bool(0.5)).await;
            "news of a school"
        }
        7 => {
            made.opens_to(author, if rng.random_bool(0.5) { "2de" } else { "1re" }).await;
            "the readers of a space"
        }
        _ => {
            gives_or_takes(author, person).await;
            "a right"
        }
    }
}

impl Made {
    async fn some_space(&self, world: &World, rng: &mut StdRng) -> SpaceId {
        if let Some(club) = self.club.filter(|_| rng.random_bool(0.5)) {
            return club;
        }
        let school = [world.curie, world.pasteur, world.leconte][rng.random_range(0..3)];
        let kind = [SpaceKind::Parents, SpaceKind::Staff][rng.random_range(0..2)];
        world.space(school, kind).await
    }

    async fn writes(&mut self, author: Actor<'_>, rng: &mut StdRng) {
        let (world, number) = (author.world, self.number);
        let space = self.some_space(world, rng).await;
        let input = ArticleInput {
            title: format!("Article {number}"),
            body: "<p>Lundi</p>".to_owned(),
            ..ArticleInput::default()
        };
        let (key, now) = (format!("form-{number:04}"), Step::Publish { confirmed: None });
        let saved =
            save_article(&world.backend, &author.caller().await, space, None, &key, &input, now).await;
        match saved.expect("an article") {
            Saved::Published(id) => self.articles.push((space, id)),
            other => panic!("{other:?}"),
        }
    }

    async fn tells(&mut self, author: Actor<'_>) {
        let form = news(&format!("Nouvelle {}", self.number), "<p>Venez nombreux.</p>");
        // Its days may be over by now.
        if let Ok(deployed) = author.deploy(&form).await {
            author.world.publish().await;
            self.news.push(deployed.id);
        }
    }

    async fn plans(&mut self, author: Actor<'_>, rng: &mut StdRng) {
        let (world, number) = (author.world, self.number);
        let space = self.some_space(world, rng).await;
        let first_day = format!("2026-10-{:02}", rng.random_range(5..20));
        let input = EventInput { first_day, ..event(&format!("Réunion {number}")) };
        let key = format!("form-{number:04}");
        let new = NewForm { key: &key, input: &input, tells: false };
        let id = agenda::create(&world.backend, &author.caller().await, Some(space), new).await;
        self.events.push(id.expect("an event"));
    }

    /// A space that the school added, for the pupils of this level from now on.
    async fn opens_to(&mut self, author: Actor<'_>, level: &str) {
        let (world, caller) = (author.world, author.caller().await);
        let input = SpaceInput {
            name: "Club théâtre".to_owned(),
            profiles: vec![Profile::Student.code().to_owned()],
            levels: vec![level.to_owned()],
        };
        if let Some(id) = self.club {
            change_space(&world.backend, &caller, (id, None), &input).await.expect("other readers");
        } else {
            let added = add_space(&world.backend, &caller, world.curie, &input).await;
            self.club = Some(added.expect("a space"));
        }
    }
}

/// The school takes news offline or puts them online, unless they are so already.
async fn stands_otherwise(world: &World, id: CommunicationId, online: bool) {
    let manager = world.actor("referent").await;
    let _ = if online {
        manager.puts_online(id, world.curie).await
    } else {
        manager.takes_offline(id, world.curie, "Erreur de date").await
    };
}

/// The event stays as cancelled, or is removed.
async fn ends(author: Actor<'_>, id: EventId, stays: bool) {
    let (backend, caller) = (&author.world.backend, author.caller().await);
    if stays {
        agenda::cancel(backend, &caller, id).await.expect("cancelled");
    } else {
        agenda::remove(backend, &caller, id, None).await.expect("removed");
    }
}

/// A personal right at Curie: it is given, or taken if it is there.
async fn gives_or_takes(author: Actor<'_>, person: PersonId) {
    let (backend, caller) = (&author.world.backend, author.caller().await);
    let scope = Scope::Establishment(author.world.curie).to_string();
    let shown = page(backend, &caller, &scope).await.expect("a page");
    let own = |grantee: &GranteeView| matches!(grantee, GranteeView::Person(label) if label.id == person);
    let held = shown.grants.iter().filter(|row| own(&row.grantee)).find_map(|row| row.id);
    let mut change = AccessChange { scope, version: shown.version, ..AccessChange::default() };
    match held {
        Some(id) => change.removed.push(id),
        None => change.added.push(GrantInput {
            role: Role::SenderAnnouncement.code().to_owned(),
            person: Some(person),
            severity: Severity::Alert.code().to_owned(),
            ..GrantInput::default()
        }),
    }
    save(backend, &caller, &change).await.expect("saved");
}
