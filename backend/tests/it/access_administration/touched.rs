//! A right that is given or taken wakes and forgets only those who hold it.

use std::collections::BTreeSet;

use backend::{
    access::CallerOnce,
    revision::{self, Topic},
};
use domain::{PersonId, access::Role};
use testing::{World, both_engines};

use super::{saves, school, to_person, to_teachers};

/// A page that hears of the rights of its reader.
fn page_of(world: &World, reader: PersonId) -> revision::Listener {
    let mut page = world.backend.hub.listener();
    page.listen(BTreeSet::from([(Topic::Access, revision::Scope::Person(reader))]));
    page
}

async fn pages_of<const N: usize>(world: &World, names: [&str; N]) -> Vec<revision::Listener> {
    let mut pages = Vec::new();
    for name in names {
        pages.push(page_of(world, world.person(name).await));
    }
    pages
}

fn are_woken(pages: &[revision::Listener]) -> Vec<bool> {
    pages.iter().map(|page| futures::FutureExt::now_or_never(page.woken()).is_some()).collect()
}

/// The first name under which a home page is made for somebody.
async fn called(world: &World, reader: PersonId) -> String {
    let caller = CallerOnce::of_home().load(&world.backend, reader, false).await.expect("a reader");
    caller.first_name.clone()
}

#[both_engines]
async fn a_right_wakes_only_the_pages_of_those_who_hold_it(world: World) {
    let (head, curie) = (world.actor("direction").await, school(world.curie));
    let pages = pages_of(&world, ["professeur", "enseignant", "eleve", "etrangere"]).await;
    let professor = world.person("professeur").await;
    let page = saves(head, &curie, vec![to_person(Role::SenderNews, professor)], vec![]).await;
    assert_eq!(are_woken(&pages), [true, false, false, false], "a person");
    let personal = page.expect("saved").grants.iter().filter_map(|row| row.id).max().expect("a grant");
    saves(head, &curie, vec![], vec![personal]).await.expect("removed");
    assert_eq!(are_woken(&pages), [true, false, false, false], "who held it");
    saves(head, &curie, vec![to_teachers(Role::SenderNews, None)], vec![]).await.expect("saved");
    assert_eq!(are_woken(&pages), [true, true, false, false], "a population of the school");
}

#[both_engines]
async fn a_right_of_somebody_else_leaves_the_reader_known(world: World) {
    let (head, curie) = (world.actor("direction").await, school(world.curie));
    let (pupil, professor) = (world.person("eleve").await, world.person("professeur").await);
    assert_eq!(called(&world, pupil).await, "eleve");
    // Nobody is told of this, so whoever reads the pupil anew betrays it.
    world.sql(&format!("UPDATE person SET first_name = 'Autre' WHERE id = {pupil}")).await;
    saves(head, &curie, vec![to_person(Role::SenderNews, professor)], vec![]).await.expect("saved");
    assert_eq!(called(&world, pupil).await, "eleve", "still known");
    saves(head, &curie, vec![to_person(Role::RecipientViewer, pupil)], vec![]).await.expect("saved");
    assert_eq!(called(&world, pupil).await, "Autre", "their own right");
}
