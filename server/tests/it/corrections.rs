//! *Corriger* and *Replier* as plain pages, without any script.

use serde_json::json;
use testing_server::{Server, announcement, both_engines};

const HOSTILE: &str = "</script><img src=x onerror=alert(1)>";

#[both_engines]
async fn a_correction_is_asked_confirmed_and_marked_for_who_had_seen_the_old_text(server: Server) {
    let id = server.world.actor("enseignant").await.publishes(&announcement("Sortie lundi")).await;
    let sender = server.browser_of("enseignant").await;
    let (early, late) = (server.browser_of("eleve").await, server.browser_of("parent").await);
    assert!(early.get("/").await.body.contains("Sortie lundi"));
    let path = format!("/communications/{id}/corriger");
    let page = sender.get(&path).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("1 personne a vu ce texte."), "{}", page.body);
    let text = format!("Sortie mardi {HOSTILE}");
    let typed = [("version", "0"), ("texte", text.as_str()), ("lien", "aucun")];
    let ask = |action| [typed.as_slice(), &[("action", action)]].concat();
    let asked = sender.post_form(&path, &ask("demander")).await;
    assert_eq!(asked.status, 200, "{}", asked.body);
    assert!(asked.body.contains("Souhaitez-vous corriger ce texte"), "{}", asked.body);
    assert!(!asked.body.contains(HOSTILE), "{}", asked.body);
    assert!(early.get("/").await.body.contains("Sortie lundi"), "nothing was done yet");
    let done = sender.post_form(&path, &ask("confirmer")).await;
    assert_eq!((done.status, done.location()), (303, format!("/communications/{id}?corrige=1").as_str()));
    let again =
        sender.post_form(&path, &[("action", "confirmer"), ("version", "0"), ("texte", "Autre")]).await;
    assert_eq!(again.status, 409);
    assert!(again.body.contains("Quelqu’un d’autre a corrigé ce texte"), "{}", again.body);
    assert!(again.body.contains("Autre"), "what was typed is kept");
    let (seen, fresh) = (early.get("/").await.body, late.get("/").await.body);
    for page in [&seen, &fresh] {
        assert!(page.contains("Corrigé le 05/10/2026 à 10:00"), "{page}");
        assert!(!page.contains(HOSTILE));
    }
    assert!(seen.contains("<del>") && seen.contains("<ins>"), "{seen}");
    assert!(!fresh.contains("<del>") && !fresh.contains("lundi"), "{fresh}");
    let shown = early.get("/api/announcements").await.json();
    let first = &shown["announcements"][0];
    assert_eq!((&first["text"], &first["corrected_at"]), (&json!(text), &json!("2026-10-05T08:00:00Z")));
    let page = sender.get(&format!("/communications/{id}")).await.body;
    assert!(page.contains("Correction 1, le 05/10/2026 à 10:00"), "{page}");
}

fn correction(
    version: &'static str,
    text: &'static str,
    action: &'static str,
) -> [(&'static str, &'static str); 4] {
    [("version", version), ("texte", text), ("lien", "aucun"), ("action", action)]
}

/// What somebody else corrected meanwhile is read before it is replaced.
#[both_engines]
async fn the_question_about_a_correction_is_not_asked_over_another_one(server: Server) {
    let id = server.world.actor("enseignant").await.publishes(&announcement("Sortie lundi")).await;
    let (sender, head) = (server.browser_of("enseignant").await, server.browser_of("direction").await);
    let path = format!("/communications/{id}/corriger");
    let first = head.post_form(&path, &correction("0", "Sortie mardi", "confirmer")).await;
    assert_eq!(first.status, 303, "{}", first.body);
    let stale = sender.post_form(&path, &correction("0", "Sortie jeudi", "demander")).await;
    assert_eq!(stale.status, 409, "{}", stale.body);
    for shown in ["Quelqu’un d’autre a corrigé ce texte", "Sortie jeudi", "name=\"version\" value=\"1\""]
    {
        assert!(stale.body.contains(shown), "{shown}: {}", stale.body);
    }
    let told = sender.post_form(&path, &correction("1", "Sortie jeudi", "demander")).await;
    assert_eq!(told.status, 200, "{}", told.body);
    assert!(told.body.contains("Souhaitez-vous corriger ce texte"), "{}", told.body);
}

/// Nobody sees a planned announcement yet.
#[both_engines]
async fn the_correction_of_what_is_planned_is_promised_to_nobody_yet(server: Server) {
    let planned = announcement("Sortie lundi").days("2026-10-12", "2026-10-14");
    let id = server.world.actor("enseignant").await.publishes(&planned).await;
    let sender = server.browser_of("enseignant").await;
    let typed = [("version", "0"), ("texte", "Sortie mardi"), ("lien", "aucun"), ("action", "confirmer")];
    let done = sender.post_form(&format!("/communications/{id}/corriger"), &typed).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let page = sender.get(done.location()).await.body;
    assert!(page.contains("Le texte est corrigé.") && page.contains("verront le nouveau texte"), "{page}");
    assert!(!page.contains("voient dès maintenant"), "{page}");
}

/// What is planned is on no home page, so that it cannot disappear from any.
#[both_engines]
async fn the_question_before_cancelling_says_whether_anybody_sees_it(server: Server) {
    let sender = server.world.actor("enseignant").await;
    let running = sender.publishes(&announcement("Sortie lundi")).await;
    let planned = sender.publishes(&announcement("Sortie mardi").days("2026-10-12", "2026-10-14")).await;
    let browser = server.browser_of("enseignant").await;
    for (id, early) in [(running, false), (planned, true)] {
        let page = browser.get(&format!("/communications/{id}?annuler=1")).await.body;
        assert_eq!(page.contains("elle ne paraîtra pas"), early, "{page}");
        assert_eq!(page.contains("disparaît aussitôt"), !early, "{page}");
    }
}

#[both_engines]
async fn refused_fields_come_back_as_they_were_typed(server: Server) {
    let id = server.world.actor("enseignant").await.publishes(&announcement("Sortie")).await;
    let sender = server.browser_of("enseignant").await;
    let long = "é".repeat(300);
    for action in ["demander", "confirmer"] {
        let fields = [("version", "0"), ("texte", long.as_str()), ("action", action)];
        let answer = sender.post_form(&format!("/communications/{id}/corriger"), &fields).await;
        assert_eq!(answer.status, 422, "{action}");
        assert!(answer.body.contains(&long), "{action}: the text is kept");
        assert!(answer.body.contains("texte-erreur"), "{action}: {}", answer.body);
    }
}

#[both_engines]
async fn an_announcement_is_folded_away_and_found_again(server: Server) {
    let id = server.world.actor("enseignant").await.publishes(&announcement("Sortie")).await;
    let reader = server.browser_of("eleve").await;
    let done = reader.post_form(&format!("/annonces/{id}/replier"), &[]).await;
    assert_eq!((done.status, done.location()), (303, "/#annonces"));
    let page = reader.get("/").await.body;
    assert!(page.contains("Annonces repliées (1)") && page.contains("Sortie"), "{page}");
    assert!(page.contains(&format!("/annonces/{id}/deplier")), "{page}");
    let other = server.browser_of("parent").await.get("/").await.body;
    assert!(!other.contains("Annonces repliées"), "only for this reader");
    let shown = reader.get("/api/announcements").await.json();
    assert_eq!(shown["announcements"].as_array().map(Vec::len), Some(1), "the shared answer stays");
    reader.post_form(&format!("/annonces/{id}/deplier"), &[]).await;
    assert!(!reader.get("/").await.body.contains("Annonces repliées"));
}

/// The page was open when the text was corrected.
#[both_engines]
async fn what_was_corrected_meanwhile_is_not_folded_away_unread(server: Server) {
    let sender = server.world.actor("enseignant").await;
    let id = sender.publishes(&announcement("Sortie lundi")).await;
    let reader = server.browser_of("eleve").await;
    assert!(reader.get("/").await.body.contains("name=\"corrige\" value=\"non\""));
    sender
        .corrects(id, |typed| "Sortie mardi".clone_into(&mut typed.input.announcement.text))
        .await
        .expect("a correction");
    let fold = format!("/annonces/{id}/replier");
    let stale = reader.post_form(&fold, &[("corrige", "non")]).await;
    assert_eq!((stale.status, stale.location()), (303, "/#annonces"));
    let page = reader.get("/").await.body;
    assert!(page.contains("Sortie mardi") && !page.contains("Annonces repliées"), "{page}");
    reader.post_form(&fold, &[("corrige", "2026-10-05T08:00:00Z")]).await;
    assert!(reader.get("/").await.body.contains("Annonces repliées (1)"));
}

/// The page was open when the announcement was cancelled.
#[both_engines]
async fn what_was_cancelled_meanwhile_is_put_away_by_itself(server: Server) {
    let sender = server.world.actor("enseignant").await;
    let id = sender.publishes(&announcement("Sortie lundi")).await;
    let reader = server.browser_of("eleve").await;
    assert!(reader.get("/").await.body.contains("Sortie lundi"));
    sender.cancel(id).await.expect("cancelled");
    let late = reader.post_form(&format!("/annonces/{id}/replier"), &[("corrige", "non")]).await;
    assert_eq!((late.status, late.location()), (303, "/#annonces"), "{}", late.body);
    assert!(!reader.get("/").await.body.contains("Sortie lundi"));
    assert_eq!(server.world.number("SELECT COUNT(*) FROM folded").await, Some(0));
}
