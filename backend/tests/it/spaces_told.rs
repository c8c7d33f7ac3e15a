//! A space whose readers or writers were chosen by a name that the directory loses does not empty in
//! silence.

use backend::spaces::{add_space, name_for_space, readable_spaces_of};
use domain::{
    directory::Profile,
    spaces::{NamedInput, SpaceInput},
};
use testing::{Actor, World, both_engines};

use crate::told::rename_level;

/// The letters about a space that somebody has.
async fn told(actor: Actor<'_>) -> usize {
    let letters = actor.finds_letters("", "").await;
    letters.iter().filter(|subject| subject.starts_with("Espace à vérifier")).count()
}

#[both_engines]
async fn a_level_that_goes_is_told_to_who_administers_the_space(world: World) {
    let [head, pupil, writer] =
        [world.actor("direction").await, world.actor("eleve").await, world.actor("redacteur").await];
    let club = SpaceInput {
        name: "Club théâtre".into(),
        profiles: vec![Profile::Student.code().into()],
        levels: vec!["2de".into()],
    };
    let (backend, caller) = (&world.backend, head.caller().await);
    let id = add_space(backend, &caller, world.curie, &club).await.expect("a space");
    world.compares().await;
    let reads = async || {
        let caller = pupil.caller().await;
        let spaces = readable_spaces_of(&backend.db, &caller, world.curie).await.expect("spaces");
        spaces.iter().any(|space| space.id == id)
    };
    assert!(reads().await);
    world.imports(|[_, _, memberships, _]| rename_level(memberships, "2de", "2nde", None)).await;
    assert!(!reads().await, "a name that is gone widens to nobody");
    assert_eq!((told(head).await, told(pupil).await, told(writer).await), (1, 0, 0));
    // Neither another comparison nor another import tells it again.
    world.compares().await;
    world.imports(|[_, people, _, _]| *people = people.replace("Martin;eleve", "Martin;élève")).await;
    assert_eq!(told(head).await, 1);
}

#[both_engines]
async fn a_function_that_goes_is_told_where_it_named_writers(world: World) {
    let head = world.actor("direction").await;
    let (backend, caller) = (&world.backend, head.caller().await);
    let parents = world.space(world.curie, domain::spaces::SpaceKind::Parents).await;
    let office = NamedInput { what: "write".into(), function: "Secrétaire".into(), ..NamedInput::default() };
    name_for_space(backend, &caller, parents, &office).await.expect("named");
    world.compares().await;
    world
        .imports(|[_, _, memberships, _]| *memberships = memberships.replace("Secrétaire", "Secrétariat"))
        .await;
    assert_eq!(told(head).await, 1);
}
