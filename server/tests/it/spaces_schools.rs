//! *Espaces*: the schools whose spaces are listed.

use testing_server::{Server, both_engines};

#[both_engines]
async fn a_search_for_a_school_says_that_it_found_none(server: Server) {
    const NONE: &str = "Aucun établissement ne correspond";
    let head = server.browser_of("direction").await;
    assert!(!head.get("/espaces").await.body.contains(NONE));
    assert!(head.get("/espaces?q=introuvable").await.body.contains(NONE));
}

/// A head who has one school finds it on the page: no list offers it as another one.
#[both_engines]
async fn who_administers_one_school_has_none_to_choose(server: Server) {
    const LIST: &str = "<select id=\"etablissement\"";
    let head = server.browser_of("direction").await.get("/espaces").await.body;
    assert!(head.contains("Ajouter un espace") && !head.contains(LIST), "{head}");
    // Elsewhere they choose their way back.
    let elsewhere = format!("/espaces?etablissement={}", server.world.pasteur);
    let page = server.browser_of("direction").await.get(&elsewhere).await.body;
    assert!(page.contains("Ajouter un espace") && page.contains(LIST), "{page}");
}

/// A school that only the search finds stays chosen: a space is added to the one that the page shows.
#[both_engines]
async fn a_chosen_school_beyond_the_list_stays_chosen(server: Server) {
    let world = &server.world;
    world
        .sql(&format!(
            "INSERT INTO establishment (uai, name, town, time_zone, authority_id) \
             WITH RECURSIVE n(i) AS (SELECT 11 UNION ALL SELECT i + 1 FROM n WHERE i < 80) \
             SELECT 'X' || i, 'École ' || i, 'Metz', 'Europe/Paris', {} FROM n",
            world.authority
        ))
        .await;
    let last = world.number("SELECT id FROM establishment WHERE uai = 'X80'").await.expect("a school");
    let administrator = server.browser_of("collectivite").await;
    let option = format!("<option value=\"{last}\"");
    let all = administrator.get("/espaces").await.body;
    assert!(!all.contains(&option), "the list is full before it: {all}");
    let page = administrator.get(&format!("/espaces?etablissement={last}")).await.body;
    let shown = page.split_once(&option).and_then(|(_, rest)| rest.split_once('>'));
    assert!(shown.is_some_and(|(attributes, _)| attributes.contains("selected")), "{page}");
}
