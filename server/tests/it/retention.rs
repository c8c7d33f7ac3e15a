//! *Conservation des données*: periods are tried first, then kept.

use testing_server::{PASSWORD, Server, both_engines};

const PAGE: &str = "/administration/conservation";

#[both_engines]
async fn periods_are_tried_before_they_are_kept(server: Server) {
    server.world.add("admin").save().await;
    server.world.administrator("admin").await;
    let mut admin = server.anonymous();
    admin.signs_in("admin", PASSWORD).await;
    let page = admin.get(PAGE).await.body;
    assert!(page.contains("Ces durées sont proposées.") && page.contains("value=\"730\""), "{page}");
    let tried = admin.get(&format!("{PAGE}?messages=12&publications=400")).await;
    assert_eq!(tried.status, 200);
    assert!(tried.body.contains("messages-erreur") && tried.body.contains("value=\"12\""), "{}", tried.body);
    assert!(!tried.body.contains("Enregistrer ces durées"), "a refused period cannot be kept");
    let days = [
        ("personnes", "60"),
        ("messages", "400"),
        ("publications", "400"),
        ("brouillons", "90"),
        ("courriels", "30"),
        ("journal", "un an"),
        ("pieces-jointes", "400"),
    ];
    let refused = admin.post_form(PAGE, &days).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.body.contains("journal-erreur") && refused.body.contains("value=\"un an\""),
        "{}",
        refused.body
    );
    assert!(refused.body.contains("value=\"60\""), "what was typed stays");
    let mut good = days;
    good[5].1 = "365";
    let kept = admin.post_form(PAGE, &good).await;
    assert_eq!((kept.status, kept.location()), (303, format!("{PAGE}?fait=1").as_str()));
    let page = admin.get(PAGE).await.body;
    assert!(page.contains("value=\"60\"") && !page.contains("Ces durées sont proposées."), "{page}");
    let record = admin.get(&format!("{PAGE}/registre")).await;
    assert_eq!(record.status, 200);
    assert!(record.body.contains("RU-003") && record.body.contains(">60<"), "{}", record.body);
}
