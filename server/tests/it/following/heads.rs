//! What stands above the articles of a space is followed like the articles.

use backend::spaces::{add_space, change_space, name_for_space, remove_named, space_settings};
use domain::{
    directory::Profile,
    spaces::{NamedInput, SpaceInput, SpaceKind, space_address},
};
use testing_server::{Server, both_engines};

use super::{Open, event, publishes, writes};
use crate::announcements::Events;

/// A space of the teachers.
fn called(name: &str) -> SpaceInput {
    let profiles = vec![Profile::Teacher.code().to_owned()];
    SpaceInput { name: name.to_owned(), profiles, levels: Vec::new() }
}

#[both_engines]
async fn an_open_space_hears_of_its_name_and_of_who_writes_in_it(server: Server) {
    let world = &server.world;
    let (backend, caller) = (&world.backend, world.actor("direction").await.caller().await);
    let id = add_space(backend, &caller, world.curie, &called("Chorale")).await.expect("a space");
    let reader = server.browser_of("professeur").await;
    let mut open = Open::at(&reader, &space_address(id)).await;
    let mut events = Events::open(&reader, &format!("/flux?{}", open.query())).await;

    change_space(backend, &caller, (id, None), &called("Orchestre")).await.expect("renamed");
    let told = events.next().await;
    let page = open.follows(&reader).await;
    assert_eq!(told.as_ref(), Some(&open.version), "the stream tells the version that the page then shows");
    let (_, followed) = page.split_once("id=\"page-suivie\"").expect("what follows");
    assert!(followed.contains("Orchestre") && !page.contains("Chorale"), "{page}");

    let new = format!("/espaces/{id}/articles/nouveau");
    assert!(!page.contains(&new), "{page}");
    let person = world.person("professeur").await.0.to_string();
    let named = NamedInput { what: "write".to_owned(), person, ..NamedInput::default() };
    name_for_space(backend, &caller, id, &named).await.expect("named");
    assert!(events.next().await.is_some());
    let page = open.follows(&reader).await;
    let (_, followed) = page.split_once("id=\"page-suivie\"").expect("what follows");
    assert!(followed.contains(&new), "{page}");

    for line in space_settings(backend, &caller, id, "").await.expect("settings").named {
        remove_named(backend, &caller, id, line.row).await.expect("removed");
    }
    assert!(!open.follows(&reader).await.contains(&new));
}

/// On another device of the same person; nobody else is told.
#[both_engines]
async fn an_open_space_hears_of_a_subscription_made_elsewhere(server: Server) {
    let parents = server.world.space(server.world.curie, SpaceKind::Parents).await;
    let path = space_address(parents);
    let [reader, elsewhere] = [server.browser_of("parent").await, server.browser_of("parent").await];
    let head = server.browser_of("direction").await;
    let (mut open, other) = (Open::at(&reader, &path).await, Open::at(&head, &path).await);
    let mut events = Events::open(&reader, &format!("/flux?{}", open.query())).await;
    for (value, next) in [("non", "oui"), ("oui", "non")] {
        let fields = [("abonne", value), ("retour", "espace")];
        let done = elsewhere.post_form(&format!("{path}/abonnement"), &fields).await;
        assert_eq!(done.status, 303, "{}", done.body);
        let told = events.next().await;
        let page = open.follows(&reader).await;
        assert_eq!(told.as_ref(), Some(&open.version), "{value}");
        let (_, followed) = page.split_once("id=\"page-suivie\"").expect("what follows");
        assert!(followed.contains(&format!("name=\"abonne\" value=\"{next}\"")), "{value}: {page}");
        assert!(!other.is_told(&head).await, "{value}");
    }
}

/// Its articles, its events and its agenda name the space, too.
#[both_engines]
async fn open_pages_of_a_space_hear_of_its_name_and_of_who_may_change_them(server: Server) {
    let world = &server.world;
    let (backend, caller) = (&world.backend, world.actor("direction").await.caller().await);
    let id = add_space(backend, &caller, world.curie, &called("Chorale")).await.expect("a space");
    let [head, reader] = [server.browser_of("direction").await, server.browser_of("professeur").await];
    let article =
        publishes(&head, &format!("/espaces/{id}/articles/nouveau"), "Concert", "<p>Lundi</p>").await;
    let agenda = format!("/espaces/{id}/agenda");
    let date = writes(&head, &format!("{agenda}/nouveau"), &event("Spectacle", "2026-10-08")).await;
    let mut all = Vec::new();
    for (path, may) in [(article, "/retirer"), (date, "/supprimer"), (agenda, "/agenda/nouveau")] {
        all.push((Open::at(&reader, &path).await, may));
    }

    change_space(backend, &caller, (id, None), &called("Orchestre")).await.expect("renamed");
    for (open, may) in &mut all {
        let page = open.follows(&reader).await;
        let (_, followed) = page.split_once("id=\"page-suivie\"").expect("what follows");
        assert!(followed.contains("Orchestre") && !page.contains("Chorale"), "{page}");
        assert!(!page.contains(*may), "{may}: {page}");
    }
    let person = world.person("professeur").await.0.to_string();
    let named = NamedInput { what: "moderate".to_owned(), person, ..NamedInput::default() };
    name_for_space(backend, &caller, id, &named).await.expect("named");
    for (open, may) in &mut all {
        let page = open.follows(&reader).await;
        assert!(page.contains(*may), "{may}: {page}");
    }
}
