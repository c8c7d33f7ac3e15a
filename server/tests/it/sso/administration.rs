//! *Administration › Connexion*.

use testing_server::{Browser, PASSWORD, both_engines};

use super::{Scene, has_session, keep};

const SECRET: &str = "un-secret-du-fournisseur";

fn form<'a>(issuer: &'a str, password: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("nom", "Portail académique"),
        ("protocole", "oidc"),
        ("adresse", issuer),
        ("client", "porte-voix"),
        ("secret", SECRET),
        ("secret-envoi", "basic"),
        ("revendication", "sub"),
        ("correspondance", "identifier"),
        ("userinfo", "plain"),
        ("pkce", "auto"),
        ("actuel", password),
    ]
}

async fn administrator(scene: &Scene) -> Browser {
    scene.server.world.administrator("collectivite").await;
    let mut browser = scene.server.anonymous();
    assert_eq!(browser.signs_in("collectivite", PASSWORD).await.status, 303);
    browser
}

#[both_engines]
async fn a_provider_is_added_tried_and_put_into_service(scene: Scene) {
    let mut admin = administrator(&scene).await;
    let issuer = scene.provider.issuer();
    let refused = admin.post_form("/administration/connexion/nouveau", &form(&issuer, "pas le bon")).await;
    assert_eq!(refused.status, 422, "it takes a password: who adds a provider can sign in as anybody");
    assert!(
        refused.body.contains("Portail académique") && !refused.body.contains(SECRET),
        "{}",
        refused.body
    );
    let again = "Saisir le secret à nouveau";
    assert!(refused.body.contains(again), "left empty, none would be stored: {}", refused.body);
    let without: Vec<_> =
        form(&issuer, "pas le bon").into_iter().filter(|(name, _)| *name != "secret").collect();
    let refused = admin.post_form("/administration/connexion/nouveau", &without).await;
    assert!(refused.status == 422 && !refused.body.contains(again), "{}", refused.body);
    let added = admin.post_form("/administration/connexion/nouveau", &form(&issuer, PASSWORD)).await;
    assert_eq!(added.status, 303, "{}", added.body);
    let twice = admin.post_form("/administration/connexion/nouveau", &form(&issuer, PASSWORD)).await;
    assert_eq!(twice.location(), added.location(), "the answer was lost, and the form is sent again");
    let page = added.location().split('?').next().expect("an address").to_owned();
    let id = page.rsplit('/').next().expect("a number").to_owned();
    let shown = admin.get(&page).await;
    assert!(shown.status == 200 && !shown.body.contains(SECRET), "the secret is not shown again");
    let stored = "SELECT COUNT(*) FROM provider WHERE client_secret LIKE 'wrapped:%'";
    assert_eq!(scene.server.world.number(stored).await, Some(1), "nor stored as it is");
    let start = format!("/connexion/fournisseur/{id}");
    assert_eq!(scene.server.anonymous().get(&start).await.status, 503, "it is not in service yet");

    let away = admin.get(&format!("{page}/essayer")).await;
    assert_eq!(away.status, 303, "{}", away.body);
    keep(&mut admin, &away);
    let sessions = scene.server.world.number("SELECT COUNT(*) FROM session").await;
    let back = scene.provider.authorises(away.location());
    let mut thief = scene.server.anonymous();
    thief.cookie = admin.cookie.as_ref().map(|all| {
        all.split("; ").filter(|pair| !pair.starts_with("portevoix=")).collect::<Vec<_>>().join("; ")
    });
    let trial = admin.get(&back).await;
    assert_eq!(trial.status, 200, "{}", trial.body);
    for said in ["La personne est eleve", "ENTPersonJointure", "9001", "e.morin@example.org", "Réussie"] {
        assert!(trial.body.contains(said), "{said}: {}", trial.body);
    }
    assert_eq!(
        scene.server.world.number("SELECT COUNT(*) FROM session").await,
        sessions,
        "nobody is signed in"
    );
    assert!(scene.provider.inside().authorization.starts_with("Basic "));
    let stolen = thief.get(&scene.provider.authorises(away.location())).await;
    assert_eq!(stolen.status, 401, "only for who administers the portal");
    assert_eq!(scene.provider.inside().exchanged["code"], "code-1", "and the second code went nowhere");

    it_is_resumed_paused_and_removed(scene, &admin, &page).await;
}

async fn it_is_resumed_paused_and_removed(scene: Scene, admin: &Browser, page: &str) {
    let id = page.rsplit('/').next().expect("a number");
    let issuer = scene.provider.issuer();
    let state = format!("{page}/etat");
    assert_eq!(admin.post_form(&state, &[("action", "reprendre")]).await.status, 303);
    let tested = Scene { id: id.parse().expect("a number"), ..scene };
    let mut browser = tested.server.anonymous();
    assert_eq!(tested.signs_in(&mut browser).await.status, 303);
    assert!(has_session(&browser));
    assert_eq!(admin.post_form(&state, &[("action", "suspendre")]).await.status, 303);
    assert!(tested.name(&browser).await.is_none(), "its sessions ended");
    let elsewhere = format!("{issuer}/elsewhere");
    let mut moved: Vec<(&str, &str)> =
        form(&elsewhere, PASSWORD).into_iter().filter(|(name, _)| *name != "secret").collect();
    let version = tested.server.world.number(&format!("SELECT version FROM provider WHERE id = {id}")).await;
    let version = version.unwrap_or_default().to_string();
    moved.push(("version", &version));
    let refused = admin.post_form(page, &moved).await;
    assert_eq!(refused.status, 422, "a secret is not sent to another server than its own");
    let typed_at_first = |password: &'static str| {
        let typed = moved.iter().map(move |&(name, value)| match name {
            "version" => (name, "1"),
            "actuel" => (name, password),
            _ => (name, value),
        });
        typed.collect::<Vec<_>>()
    };
    let again = admin.post_form(page, &typed_at_first("pas le bon")).await;
    assert_eq!(again.status, 422);
    assert!(
        again.body.contains("name=\"version\" value=\"1\""),
        "it is still the first form: {}",
        again.body
    );
    let late = admin.post_form(page, &typed_at_first(PASSWORD)).await;
    assert_eq!(late.status, 422);
    assert!(late.body.contains("vient de modifier ces réglages"), "{}", late.body);
    let as_cas = moved.iter().map(|&(name, value)| (name, if name == "protocole" { "cas" } else { value }));
    assert_eq!(admin.post_form(page, &as_cas.collect::<Vec<_>>()).await.status, 303, "CAS has no secret");
    let kept = "SELECT COUNT(*) FROM provider WHERE client_secret IS NOT NULL";
    assert_eq!(tested.server.world.number(kept).await, Some(0), "so none is kept that nobody sees");
    assert_eq!(admin.post_form(&state, &[("action", "supprimer")]).await.status, 303);
    let changes = "SELECT COUNT(*) FROM audit_entry WHERE action = 'provider_changed'";
    assert_eq!(tested.server.world.number(changes).await, Some(5), "each change is in the journal");
}
