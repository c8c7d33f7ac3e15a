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
