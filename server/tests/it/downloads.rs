//! *Exporter (CSV)*

use testing_server::{Server, announcement, both_engines};

#[both_engines]
async fn the_states_are_exported_as_a_table(server: Server) {
    let world = &server.world;
    world
        .sql("UPDATE establishment SET name = '=HYPERLINK(\"x\")', town = '+33;Metz' WHERE uai = '0570052X'")
        .await;
    world.sql("UPDATE person SET first_name = '@SUM(A1)' WHERE external_id = 'proviseure'").await;
    let head = world.actor("proviseure").await;
    let id = head.publishes(&announcement("Kermesse")).await;
    let browser = server.browser_of("proviseure").await;
    let answer = browser.get(&format!("/communications/{id}/etats.csv")).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let named = answer.header("content-disposition").expect("a name");
    assert_eq!(named, format!("attachment; filename=\"etats-{id}.csv\""));
    let lines: Vec<&str> = answer.body.trim_start_matches('\u{feff}').split("\r\n").collect();
    assert_eq!(lines.len(), 4, "{lines:?}");
    assert!(lines[0].starts_with("UAI;Établissement;Ville;"), "{lines:?}");
    assert!(
        lines[1].starts_with("0570052X;\"'=HYPERLINK(\"\"x\"\")\";\"+33;Metz\";En ligne;3;0;"),
        "{lines:?}"
    );
    assert!(lines[2].starts_with("0570051W;Lycée Curie;Metz;En ligne;"), "{lines:?}");

    head.cancel(id).await.expect("cancelled");
    let answer = browser.get(&format!("/communications/{id}/etats.csv")).await;
    assert!(answer.body.contains(";Annulée;"), "{}", answer.body);
    assert!(answer.body.contains(";'@SUM(A1) Martin"), "{}", answer.body);
}

#[both_engines]
async fn only_people_with_the_right_get_the_table(server: Server) {
    let id = server.world.actor("collectivite").await.publishes(&announcement("À tous")).await;
    for name in ["direction", "enseignant", "eleve", "etrangere", "referent", "gestionnaire"] {
        let answer = server.browser_of(name).await.get(&format!("/communications/{id}/etats.csv")).await;
        assert_eq!(answer.status, 404, "{name}");
        assert!(!answer.body.contains("0570051W"), "{name}");
    }
    let sender = server.browser_of("collectivite").await;
    for id in ["0", "-1", "999999", "x", "1e3", "99999999999999999999"] {
        assert_eq!(sender.get(&format!("/communications/{id}/etats.csv")).await.status, 404, "{id}");
    }
    assert_eq!(server.anonymous().get(&format!("/communications/{id}/etats.csv")).await.status, 401);
}
