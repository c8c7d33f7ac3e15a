//! Whose open pages hear of a join: two records of one school that are joined change nothing on the boards of
//! other schools, and a message that was on its way shows up for the person.

use std::collections::BTreeSet;

use backend::{
    delivery::Step,
    directory::joins,
    revision::{self, Scope, Topic},
};
use domain::{EstablishmentId, PersonId, directory::Profile};
use testing::{World, both_engines, note, of_profile};

use super::administrator;
use crate::delivery::{step, take};

fn page_of(world: &World, school: EstablishmentId) -> revision::Listener {
    let mut page = world.backend.hub.listener();
    page.listen(BTreeSet::from([(Topic::Board, Scope::School(school))]));
    page
}

#[both_engines]
async fn only_the_boards_of_their_schools_are_read_anew(world: World) {
    let admin = administrator(&world).await;
    // The one is in Curie, the other in Curie and in Pasteur.
    let pair = [world.person("enseignant").await, world.person("parent").await];
    let pages = [world.curie, world.pasteur, world.leconte].map(|school| page_of(&world, school));
    let woken = || pages.each_ref().map(|page| futures::FutureExt::now_or_never(page.woken()).is_some());
    assert_eq!(woken(), [false; 3]);
    joins::join(&world.backend, &admin, pair).await.expect("joined");
    assert_eq!(woken(), [true, true, false], "joined");
    let joined = world.number("SELECT record_id FROM person_join").await.expect("a join");
    joins::separate(&world.backend, &admin, PersonId(joined)).await.expect("separated");
    assert_eq!(woken(), [true, true, false], "separated");
}

/// Where the two stand in the directory is nothing to others, except to whose children they are.
#[both_engines]
async fn only_the_two_and_their_parents_hear_that_the_directory_has_changed(world: World) {
    let admin = administrator(&world).await;
    let pair = [world.person("enseignant").await, world.person("parent").await];
    let [mother, pupil] = [world.person("reunionnais").await, world.person("eleve").await];
    world.family(mother, pair[1]).await;
    let pages = [pair[0], pair[1], mother, pupil].map(|reader| {
        let mut page = world.backend.hub.listener();
        page.listen(BTreeSet::from([(Topic::Directory, Scope::Person(reader))]));
        page
    });
    let woken = || pages.each_ref().map(|page| futures::FutureExt::now_or_never(page.woken()).is_some());
    joins::join(&world.backend, &admin, pair).await.expect("joined");
    assert_eq!(woken(), [true, true, true, false], "joined");
    let joined = world.number("SELECT record_id FROM person_join").await.expect("a join");
    joins::separate(&world.backend, &admin, PersonId(joined)).await.expect("separated");
    assert_eq!(woken(), [true, true, true, false], "separated");
}

/// The message goes to the one, in whose inbox nobody looks any more, and never to the other.
#[both_engines]
async fn the_person_to_whom_a_record_hands_a_message_over_hears_of_it(world: World) {
    let admin = administrator(&world).await;
    let (teacher, mother) = (world.account("enseignant").await, world.person("parent").await);
    let to_parents = note("En chemin").to([of_profile(Profile::Parent)]);
    world.actor("direction").await.sends(&to_parents).await;
    let run = take(&world).await;
    for _ in 0..2 {
        assert_eq!(step(&world, &run).await, Step::Went);
    }
    joins::join(&world.backend, &admin, [teacher, mother]).await.expect("joined");
    let mut page = world.backend.hub.listener();
    page.listen(BTreeSet::from([(Topic::Messages, Scope::Person(teacher))]));
    let woken = || futures::FutureExt::now_or_never(page.woken()).is_some();
    assert!(!woken(), "it is on its way");
    while step(&world, &run).await == Step::Went {}
    world.backend.refresh().await.expect("revisions");
    assert!(woken(), "the message is in the inbox of the person");
}
