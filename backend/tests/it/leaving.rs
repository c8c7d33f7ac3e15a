//! People whom an import no longer names: what opens nothing from then on, and what is there again
//! when they come back.

use backend::{
    Backend, Error, accounts,
    agenda::{self, FeedOf},
    communications,
    directory::joins,
    door,
    portals::{self, Exchanged, Presented},
    spaces::{article_feed, renew_article_feed},
};
use domain::{PersonId, SpaceId, spaces::SpaceKind};
use testing::{PASSWORD, PORTAL_ORIGIN, World, announcement, both_engines, directory};

use super::portals::Scene;

const ADDRESS: &str = "192.0.2.1";

/// Everything that lets a person or their programs in.
struct Keys {
    calendar: String,
    space: SpaceId,
    feed: String,
    widget: String,
    link: String,
}

impl Keys {
    async fn of(scene: &Scene, name: &str) -> Self {
        let (world, backend) = (&scene.world, scene.backend());
        let person = world.actor(name).await;
        let caller = person.caller().await;
        let space = world.space(world.curie, SpaceKind::Parents).await;
        let Exchanged::Token(widget) = scene.exchanges(&scene.portal.states(world, name)).await else {
            panic!("refused")
        };
        let link = accounts::make_link(backend, &scene.admin, person.person, name).await.expect("a link");
        Self {
            calendar: agenda::renew_feed(backend, &caller, None).await.expect("an address"),
            space,
            feed: renew_article_feed(backend, &caller, space).await.expect("an address"),
            widget,
            link: link.path.strip_prefix("/mot-de-passe/").expect("an address").to_owned(),
        }
    }

    /// Whether calendar, articles, widget and link answer.
    async fn open(&self, backend: &Backend) -> [bool; 4] {
        let calendar = agenda::calendar(backend, &self.calendar).await.expect("an answer");
        let presented = Presented { token: &self.widget, origin: Some(PORTAL_ORIGIN) };
        let holder: Option<PersonId> = portals::holder(backend, presented).await.expect("an answer");
        [
            matches!(calendar, FeedOf::Calendar(_)),
            matches!(article_feed(backend, self.space, &self.feed).await, Ok(Some(_))),
            holder.is_some(),
            door::link(backend, &self.link).await.is_ok(),
        ]
    }
}

/// The header, and the lines that name nobody of this identifier.
fn without(text: &str, name: &str) -> String {
    let names = |line: &str| line.split(';').take(2).any(|cell| cell == name);
    let kept = text.lines().enumerate().filter(|(at, line)| *at == 0 || !names(line));
    kept.flat_map(|(_, line)| [line, "\n"]).collect()
}

/// An import that no longer has the person.
pub(super) async fn leaves(world: &World, name: &str) {
    world
        .imports(|texts| {
            for text in &mut texts[1..] {
                *text = without(text, name);
            }
        })
        .await;
}

#[both_engines]
async fn who_leaves_has_no_way_in_and_who_comes_back_has_everything_again(world: World) {
    world.account("parent").await;
    let scene = Scene::of(world).await;
    let (world, backend) = (&scene.world, scene.backend());
    let visitor = world.visitor(ADDRESS).enters("parent").await;
    let keys = Keys::of(&scene, "parent").await;
    assert_eq!(keys.open(backend).await, [true; 4]);
    let before = directory::texts(&backend.db).await;

    leaves(world, "parent").await;
    assert_eq!(visitor.is().await, None, "the session ends");
    assert_eq!(world.visitor(ADDRESS).hears("parent", PASSWORD).await, "wrong", "the account is closed");
    assert_eq!(keys.open(backend).await, [false; 4]);
    let from = door::From { address: ADDRESS, ..Default::default() };
    let new = "cantine vélo nuage 7 tambours";
    let used = door::use_link(backend, &keys.link, &new.into(), &new.into(), &from).await;
    assert!(matches!(used, Err(Error::NotFound)), "a link sets no password any more");

    world.imports(|texts| *texts = before).await;
    assert_eq!(visitor.is().await, None, "a session does not come back");
    assert_eq!(world.visitor(ADDRESS).hears("parent", PASSWORD).await, "open");
    let [calendar, articles, _, link] = keys.open(backend).await;
    assert_eq!([calendar, articles, link], [true; 3]);
}

/// Of somebody with several records one leaves: the person is still there.
#[both_engines]
async fn a_portal_that_names_a_record_that_left_means_the_person(world: World) {
    let (teacher, mother) = (world.account("enseignant").await, world.person("parent").await);
    let scene = Scene::of(world).await;
    joins::join(scene.backend(), &scene.admin, [teacher, mother]).await.expect("joined");
    let token = async || match scene.exchanges(&scene.portal.states(&scene.world, "parent")).await {
        Exchanged::Token(token) => token,
        other => panic!("{other:?}"),
    };
    let before = token().await;
    leaves(&scene.world, "parent").await;
    let gone = format!("SELECT COUNT(*) FROM person WHERE id = {mother} AND removed_at IS NOT NULL");
    assert_eq!(scene.world.number(&gone).await, Some(1));
    for token in [before, token().await] {
        let presented = Presented { token: &token, origin: Some(PORTAL_ORIGIN) };
        assert_eq!(portals::holder(scene.backend(), presented).await.expect("an answer"), Some(teacher));
    }
}

/// Another school for the pupil, another family for the parent.
#[both_engines]
async fn a_move_acts_at_once_and_who_saw_what_stays(world: World) {
    let writer = world.actor("enseignant").await;
    let id = writer.publishes(&announcement("Sortie")).await;
    let (pupil, parent) = (world.actor("eleve").await, world.actor("parent").await);
    for reader in [pupil, parent] {
        reader.visits().await;
        assert_eq!(reader.sees().await, ["Sortie"]);
    }
    communications::store_sightings(&world.backend).await.expect("stored");
    let before = directory::texts(&world.backend.db).await;
    world
        .imports(|texts| {
            let moved = texts[2].lines().filter(|line| !line.starts_with("parent;0570051W;"));
            let moved = moved.map(|line| match line.strip_prefix("eleve;0570051W;") {
                Some(rest) => format!("eleve;0570052X;{rest}\n"),
                None => format!("{line}\n"),
            });
            texts[2] = moved.collect();
        })
        .await;
    for reader in [pupil, parent] {
        assert_eq!(reader.sees().await, [""; 0], "they are not of the school any more");
    }
    let seen = format!("SELECT COUNT(*) FROM sighting WHERE communication_id = {id}");
    assert_eq!(world.number(&seen).await, Some(2), "they had seen it");
    world.imports(|texts| *texts = before).await;
    for reader in [pupil, parent] {
        assert_eq!(reader.sees().await, ["Sortie"], "back in the school");
    }
}
