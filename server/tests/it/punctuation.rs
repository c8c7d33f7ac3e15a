//! Blanks before the punctuation of French, in what people wrote.

use testing_server::{PASSWORD, Server, announcement, both_engines, news};

/// What people type is set as French is; what is stored, and what programs get as JSON, stays as it was typed.
#[both_engines]
async fn no_punctuation_begins_a_line(server: Server) {
    let typed = "Rendez-vous à 8 h : prêts ?";
    let shown = "Rendez-vous à 8 h\u{202f}: prêts\u{202f}?";
    server.world.actor("enseignant").await.publishes(&announcement(typed)).await;
    let reader = server.browser_of("eleve").await;
    let page = reader.get("/").await.body;
    assert!(page.contains(shown), "{page}");
    assert_eq!(reader.get("/api/announcements").await.json()["announcements"][0]["text"], typed);
    let id = server.world.actor("direction").await.publishes(&news(typed, &format!("<p>{typed}</p>"))).await;
    let page = reader.get(&format!("/actualites/{id}")).await.body;
    assert!(page.matches(shown).count() >= 2, "{page}");
}

/// So it is wherever it is read: in a second version, among what was deleted, and in what one wrote.
#[both_engines]
async fn no_punctuation_begins_a_line_elsewhere(server: Server) {
    let (typed, shown) = ("Qui vient ?", "Qui vient\u{202f}?");
    let english = announcement("Who comes").written_in("en").second("fr", "", typed).public();
    server.world.actor("direction").await.publishes(&english).await;
    let reader = server.browser_of("eleve").await;
    let stranger = server.anonymous();
    let board = ["affichage", "annonces.atom"].map(|what| format!("/etablissements/0570051W/{what}"));
    for (browser, path) in [(&reader, "/"), (&stranger, board[0].as_str()), (&stranger, board[1].as_str())] {
        let page = browser.get(path).await.body;
        assert!(page.contains(shown), "{path}: {page}");
    }
    let (author, pupil) = (server.world.person("cpe").await, server.world.person("eleve").await);
    let letter = server.world.letter(typed).by(author).answerable().saying("<p>Lundi</p>");
    let id = letter.to(&[pupil]).await;
    let answer = [("cle", "0123456789abcdef"), ("reponse", "Moi !")];
    assert_eq!(reader.post_form(&format!("/messagerie/{id}/repondre"), &answer).await.status, 303);
    assert_eq!(reader.post_form(&format!("/messagerie/{id}/supprimer"), &[]).await.status, 303);
    for path in ["/messagerie/envoyes", "/messagerie?dossier=supprimes"] {
        let page = reader.get(path).await.body;
        assert!(page.contains(shown), "{path}: {page}");
    }
}

/// French alone has blanks before its marks: in another language they stay as they were typed.
#[both_engines]
async fn a_text_in_english_keeps_its_blanks(server: Server) {
    let (french, english) = ("Qui vient ?", "Who comes ?");
    let both = announcement(french).second("en", "", english).public();
    server.world.actor("direction").await.publishes(&both).await;
    let reader = server.browser_of("eleve").await;
    for path in ["/", "/etablissements/0570051W/affichage", "/etablissements/0570051W/annonces.atom"] {
        let page = reader.get(path).await.body;
        assert!(page.contains("Qui vient\u{202f}?") && page.contains(english), "{path}: {page}");
    }
    let item = news(english, &format!("<p>{english}</p>")).written_in("en");
    let id = server.world.actor("direction").await.publishes(&item).await;
    let page = reader.get(&format!("/actualites/{id}")).await.body;
    assert!(page.matches(english).count() >= 2 && !page.contains("comes\u{202f}?"), "{page}");
}

/// The place of an event, on each page that names it.
#[both_engines]
async fn no_punctuation_begins_a_line_in_a_place(server: Server) {
    let reader = server.browser_of("eleve").await;
    let event = [
        ("cle", "0123456789abcdef"),
        ("titre", "Piscine"),
        ("lieu", "Bassin nord ; entrée B"),
        ("debut-date", "2026-10-08"),
        ("debut-heure", "10:00"),
        ("fin-heure", "11:30"),
        ("intervalle", "1"),
    ];
    let saved = reader.post_form("/agenda/nouveau", &event).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    for path in ["/", "/agenda", saved.location()] {
        let page = reader.get(path).await.body;
        assert!(page.contains("Bassin nord\u{202f}; entrée B"), "{path}: {page}");
    }
}

/// The directory has the straight apostrophe, by which names are compared; who reads one beside a sentence reads
/// that of the sentence.
#[both_engines]
async fn a_function_has_the_apostrophe_of_the_text_beside_it(server: Server) {
    let head = server.browser_of("direction").await;
    let fields = [
        ("cle", "brouillon-0009"),
        ("canal", "announcement"),
        ("texte", "Sortie"),
        ("cible", "1"),
        ("cible-1-personnes-choix", "personnes"),
        ("cible-1-personnes-recherche", "direction"),
        ("action", "chercher-personnes"),
    ];
    let answer = head.post_form("/communications/nouvelle", &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let found = head.get(answer.location()).await.body;
    assert!(found.contains(", Chef d’établissement – Lycée Curie"), "{found}");

    server.world.add("admin").save().await;
    server.world.administrator("admin").await;
    let mut admin = server.anonymous();
    admin.signs_in("admin", PASSWORD).await;
    let page = admin.get("/administration/annuaire/personnes?q=direction").await.body;
    // What follows is no text.
    let people = page.split("__RESOLVED_RESOURCES").next().unwrap_or_default();
    assert!(people.contains("Chef d’établissement") && !people.contains("Chef d'établissement"), "{people}");
}
