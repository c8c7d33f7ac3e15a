//! Two records of one school that are joined change nothing on the boards of other schools.

use std::collections::BTreeSet;

use backend::{
    directory::joins,
    revision::{self, Scope, Topic},
};
use domain::EstablishmentId;
use testing::{World, both_engines};

use super::administrator;

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
    joins::separate(&world.backend, &admin, domain::PersonId(joined)).await.expect("separated");
    assert_eq!(woken(), [true, true, false], "separated");
}
