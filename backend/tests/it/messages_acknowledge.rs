//! *J'ai pris connaissance*: each reader acknowledges, or one guardian per family.

use std::collections::BTreeSet;

use backend::{
    Error,
    revision::{Scope, Topic},
};
use domain::{
    Conflict, MessageId, PersonId,
    communications::Acknowledgement::{AnyGuardian, Each, None as NotAsked},
    messages::view::AcknowledgementState,
};

use domain::messages::view::InboxFilter;

use testing::{Actor, World, both_engines, parent, pupil};

fn is_conflict(outcome: backend::Result<()>, what: Conflict) -> bool {
    matches!(outcome, Err(Error::Conflict(reason)) if reason == what)
}

/// A child of these guardians.
async fn child(world: &World, name: &str, guardians: &[PersonId]) -> PersonId {
    let child = world.add(name).stands_in(pupil(world.curie, "2de")).save().await;
    for guardian in guardians {
        world.family(*guardian, child).await;
    }
    child
}

async fn guardian<'w>(world: &'w World, name: &str) -> Actor<'w> {
    world.add(name).stands_in(parent(world.curie, "2de")).save().await;
    world.actor(name).await
}

async fn state(reader: Actor<'_>, id: MessageId) -> AcknowledgementState {
    reader.opens(id).await.expect("a message").acknowledgement
}

#[both_engines]
async fn each_reader_acknowledges_once(world: World) {
    let (mother, father) = (guardian(&world, "mere").await, guardian(&world, "pere").await);
    child(&world, "enfant", &[mother.person, father.person]).await;
    let id = world.letter("Sortie").asks(Each).to(&[mother.person, father.person]).await;
    assert!(mother.inbox(&InboxFilter::default()).await.rows[0].to_acknowledge);
    mother.takes_note(id).await.expect("noted");
    let given = state(mother, id).await;
    assert!(matches!(given, AcknowledgementState::Given(_)), "{given:?}");
    assert!(!mother.inbox(&InboxFilter::default()).await.rows[0].to_acknowledge);
    assert_eq!(mother.unread().await, 0, "who takes note has read it");
    world.wait(60_000);
    mother.takes_note(id).await.expect("noted already");
    assert_eq!(state(mother, id).await, given, "the first time counts");
    assert_eq!(state(father, id).await, AcknowledgementState::Asked);
}

#[both_engines]
async fn only_if_requested_and_not_withdrawn(world: World) {
    let reader = world.actor("eleve").await;
    let plain = world.letter("Sortie").asks(NotAsked).to(&[reader.person]).await;
    assert!(is_conflict(reader.takes_note(plain).await, Conflict::NoAcknowledgement));
    let copy = world.letter("Copie").by(reader.person).asks(Each).privately().to(&[reader.person]).await;
    assert!(!reader.inbox(&InboxFilter::default()).await.rows[0].to_acknowledge, "of one's own message");
    assert_eq!(state(reader, copy).await, AcknowledgementState::NotAsked);
    assert!(is_conflict(reader.takes_note(copy).await, Conflict::NoAcknowledgement));
    let asked = world.letter("Sortie").asks(Each).to(&[reader.person]).await;
    reader.opens(asked).await.expect("a message");
    world.withdraw(asked).await;
    assert!(is_conflict(reader.takes_note(asked).await, Conflict::MessageCancelled));
    assert_eq!(state(reader, asked).await, AcknowledgementState::NotAsked);
    let unread = world.letter("Sortie").asks(Each).to(&[reader.person]).await;
    world.withdraw(unread).await;
    assert!(matches!(reader.takes_note(unread).await, Err(Error::NotFound)));
    assert_eq!(world.number("SELECT COUNT(acknowledged_at) FROM delivery").await, Some(0));
}

#[both_engines]
async fn one_guardian_is_enough_for_a_family(world: World) {
    let (mother, father) = (guardian(&world, "mere").await, guardian(&world, "pere").await);
    let neighbour = guardian(&world, "voisin").await;
    let child = child(&world, "enfant", &[mother.person, father.person]).await;
    let everybody = [mother.person, father.person, neighbour.person, child];
    let id = world.letter("Sortie").asks(AnyGuardian).to(&everybody).await;
    father.takes_note(id).await.expect("noted");
    assert_eq!(state(mother, id).await, AcknowledgementState::Covered(vec!["pere Martin".to_owned()]));
    assert!(!mother.inbox(&InboxFilter::default()).await.rows[0].to_acknowledge);
    assert_eq!(state(neighbour, id).await, AcknowledgementState::Asked);
    let pupil = Actor { world: &world, person: child };
    assert_eq!(state(pupil, id).await, AcknowledgementState::Asked, "a child acknowledges for itself");
    pupil.takes_note(id).await.expect("noted");
    assert_eq!(state(neighbour, id).await, AcknowledgementState::Asked);
    mother.takes_note(id).await.expect("a covered guardian may still acknowledge");
    assert!(matches!(state(mother, id).await, AcknowledgementState::Given(_)));
}

/// Nothing is asked of the other guardian any more: what they have open in another process says so.
#[both_engines]
async fn the_open_pages_of_a_covered_guardian_hear_of_it(world: World) {
    let (mother, father) = (guardian(&world, "mere").await, guardian(&world, "pere").await);
    let neighbour = guardian(&world, "voisin").await;
    child(&world, "enfant", &[mother.person, father.person]).await;
    child(&world, "voisine", &[neighbour.person]).await;
    let everybody = [mother.person, father.person, neighbour.person];
    let id = world.letter("Sortie").asks(AnyGuardian).to(&everybody).await;
    let other = world.second_process().await;
    let shows = async || backend::messages::version_of(&other, mother.person).await.expect("a version");
    let before = shows().await;
    let pages = [mother, neighbour].map(|reader| {
        let mut page = other.hub.listener();
        page.listen(BTreeSet::from([(Topic::Messages, Scope::Person(reader.person))]));
        page
    });
    let woken = || pages.each_ref().map(|page| futures::FutureExt::now_or_never(page.woken()).is_some());
    father.takes_note(id).await.expect("noted");
    other.refresh().await.expect("revisions");
    assert_eq!(woken(), [true, false], "the page of the mother, and of nobody else");
    assert_ne!(shows().await, before, "and it shows something else");
    mother.takes_note(id).await.expect("noted");
    neighbour.takes_note(id).await.expect("noted");
    other.refresh().await.expect("revisions");
    assert_eq!(woken(), [false, false], "nobody is covered by that");
}

/// A mother of two children who have different fathers.
async fn two_fathers(world: &World) -> (Actor<'_>, Actor<'_>, Actor<'_>) {
    let mother = guardian(world, "mere").await;
    let (first, second) = (guardian(world, "pere1").await, guardian(world, "pere2").await);
    child(world, "aine", &[mother.person, first.person]).await;
    child(world, "cadet", &[mother.person, second.person]).await;
    (mother, first, second)
}

#[both_engines]
async fn a_guardian_of_two_families_is_covered_by_both(world: World) {
    let (mother, first, second) = two_fathers(&world).await;
    let everybody = [mother.person, first.person, second.person];
    let id = world.letter("Sortie").asks(AnyGuardian).to(&everybody).await;
    first.takes_note(id).await.expect("noted");
    assert_eq!(state(mother, id).await, AcknowledgementState::Asked, "the younger child is still waiting");
    assert_eq!(state(second, id).await, AcknowledgementState::Asked);
    world.wait(1_000);
    second.takes_note(id).await.expect("noted");
    let both = AcknowledgementState::Covered(vec!["pere1 Martin".to_owned(), "pere2 Martin".to_owned()]);
    assert_eq!(state(mother, id).await, both);
    let other = world.letter("Cantine").asks(AnyGuardian).to(&everybody).await;
    assert_eq!(state(first, other).await, AcknowledgementState::Asked, "each message separately");
    mother.takes_note(other).await.expect("noted");
    for father in [first, second] {
        let by_her = AcknowledgementState::Covered(vec!["mere Martin".to_owned()]);
        assert_eq!(state(father, other).await, by_her);
    }
}

#[both_engines(flavor = "multi_thread")]
async fn two_guardians_at_once_cover_the_third(world: World) {
    let (mother, first, second) = two_fathers(&world).await;
    let everybody = [mother.person, first.person, second.person];
    let elsewhere = world.second_process().await;
    for round in 0..20 {
        let id = world.letter("Sortie").asks(AnyGuardian).to(&everybody).await;
        let (one, other) = (first.caller().await, second.caller().await);
        let (here, there) = (
            backend::messages::acknowledge(&world.backend, &one, id),
            backend::messages::acknowledge(&elsewhere, &other, id),
        );
        let (here, there) = futures::join!(here, there);
        here.expect("noted");
        there.expect("noted");
        let state = state(mother, id).await;
        assert!(matches!(state, AcknowledgementState::Covered(_)), "round {round}: {state:?}");
    }
}
