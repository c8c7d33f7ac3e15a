//! What an address says of an act is believed only by the browser that an answer of ours sent there.

use domain::spaces::SpaceRight;
use testing_server::{PASSWORD, Server, announcement, both_engines};

const DONE: &str = "data-kind=\"success\"";

/// Addresses that somebody else may have written, and what their pages would show if they were believed.
const CLAIMED: [(&str, &str, &str); 15] = [
    ("eleve", "/messagerie?fait=archive", DONE),
    ("eleve", "/messagerie?%66ait=supprime", DONE),
    ("eleve", "/mon-compte?fait=mot-de-passe", DONE),
    ("eleve", "/agenda?fait=supprime", DONE),
    ("eleve", "/communications/droits?fait=demande", DONE),
    ("direction", "/communications/{id}?deploye=1", DONE),
    ("direction", "/communications/{id}?corrige=1", DONE),
    ("direction", "/communications/{id}?relances=12", DONE),
    ("direction", "/communications/nouvelle?fait=envoi-annule", DONE),
    ("direction", "/communications/nouvelle?refus=contenu", "data-kind=\"error\""),
    ("direction", "/communications/nouvelle?etape=joindre", "pas encore joint"),
    ("direction", "/communications/nouvelle?refus=question", "data-kind=\"error\""),
    ("", "/connexion?erreur=identifiants", "connexion-erreur"),
    ("", "/connexion?erreur=attente&secondes=900", "connexion-erreur"),
    ("", "/connexion?fait=deconnexion", DONE),
];

#[both_engines]
async fn what_an_address_says_is_not_believed(server: Server) {
    let id = server.world.actor("direction").await.publishes(&announcement("Sortie")).await;
    for (login, address, claim) in CLAIMED {
        let address = address.replace("{id}", &id.to_string());
        let browser = if login.is_empty() { server.anonymous() } else { server.browser_of(login).await };
        let page = browser.get(&address).await;
        assert_eq!(page.status, 200, "{address}");
        assert!(!page.body.contains(claim), "{address}: {}", page.body);
    }
}

#[both_engines]
async fn no_address_says_that_an_import_was_undone(server: Server) {
    server.world.add("admin").save().await;
    server.world.administrator("admin").await;
    let mut admin = server.anonymous();
    admin.signs_in("admin", PASSWORD).await;
    for query in ["annule=1", "fait=annule"] {
        let page = admin.get(&format!("/administration/annuaire/imports?{query}")).await;
        assert_eq!(page.status, 200);
        assert!(!page.body.contains(DONE), "{query}: {}", page.body);
    }
}

#[both_engines]
async fn signing_in_leads_to_no_claim(server: Server) {
    server.world.account("eleve").await;
    let way = "/connexion?suite=%2Fmessagerie%3Fpage%3D1%26fait%3Darchive";
    let form = [("identifiant", "eleve"), ("mot_de_passe", PASSWORD)];
    let answer = server.anonymous().post_form(way, &form).await;
    assert_eq!((answer.status, answer.location()), (303, "/messagerie?page=1"), "{}", answer.body);
}

#[both_engines]
async fn only_the_browser_that_acted_is_told(server: Server) {
    let sender = server.browser_of("direction").await;
    let arguments = sender.confirms(&announcement("Sortie")).await;
    let deployed = sender.call("/api/communications/deploy", &arguments).await;
    assert_eq!(deployed.status, 200, "{}", deployed.body);
    assert!(deployed.header("x-porte-voix-leads-to").is_none(), "it never leaves the server");
    let address = format!("/communications/{}?deploye=1", deployed.json()["id"]);
    assert!(sender.get(&address).await.body.contains(DONE), "the sender is told");
    let other = server.browser_of("direction").await.get(&address).await;
    assert!(!other.body.contains(DONE), "another browser is not");
    assert!(
        !sender.get(&format!("{address}&relances=5")).await.body.contains(DONE),
        "another address is not"
    );
}

/// *En cours de déploiement* is said once. After that the banner says what the communication's state
/// is, and each communication has a title of its own.
#[both_engines]
async fn what_was_said_of_a_deployment_follows_its_state(server: Server) {
    const UNDER_WAY: &str = "Elle sera visible dans les prochaines minutes";
    const ONLINE: &str = "En ligne pour ";
    let sender = server.browser_of("direction").await;
    let arguments = sender.confirms(&announcement("Sortie au musée\nSalle 4")).await;
    let deployed = sender.call("/api/communications/deploy", &arguments).await;
    let detail = format!("/communications/{}", deployed.json()["id"]);
    let address = format!("{detail}?deploye=1");
    let page = sender.get(&address).await.body;
    assert!(page.contains(UNDER_WAY), "{page}");
    assert!(page.contains("<title>Sortie au musée – Porte-voix</title>"), "{page}");
    server.world.publish().await;
    assert!(sender.get(&address).await.body.contains(UNDER_WAY), "however fast it was");
    server.world.wait(60_000);
    let page = sender.get(&address).await.body;
    assert!(page.contains(ONLINE) && !page.contains(UNDER_WAY), "{page}");
    let cancelled = sender.post_form(&format!("{detail}/annuler"), &[]).await;
    assert_eq!(cancelled.status, 303, "{}", cancelled.body);
    let page = sender.get(&address).await.body;
    assert!(!page.contains(ONLINE) && !page.contains(DONE), "{page}");
    assert!(page.contains("État de votre communication\u{a0}: annulée."), "{page}");
    for (path, title) in [
        (format!("{detail}?onglet=etats"), "États de publication – Sortie au musée – Porte-voix"),
        ("/communications/9999".to_owned(), "Détail de la communication – Porte-voix"),
    ] {
        let page = sender.get(&path).await.body;
        assert!(page.contains(&format!("<title>{title}</title>")), "{page}");
    }
}

/// Whoever has several pages open finds them again by their titles.
#[both_engines]
async fn each_page_is_called_after_what_it_shows(server: Server) {
    let head = server.browser_of("direction").await;
    let space = format!("SELECT MIN(id) FROM space WHERE establishment_id = {}", server.world.curie);
    let space = server.world.number(&space).await.expect("a space");
    let rights = "/administration/services/communication-ciblee";
    for (path, title) in [
        ("/messagerie".to_owned(), "<title>Messagerie – Porte-voix"),
        ("/messagerie?dossier=archives".to_owned(), "<title>Archives – Messagerie – Porte-voix"),
        ("/messagerie?dossier=supprimes".to_owned(), "<title>Supprimés – Messagerie – Porte-voix"),
        (rights.to_owned(), " – Lycée Curie – Porte-voix</title>"),
        (format!("/espaces/{space}/reglages"), " – Lycée Curie – Porte-voix</title>"),
        (format!("/espaces/{space}/agenda"), " – Lycée Curie – Porte-voix</title>"),
        ("/actualites".to_owned(), "<title>Octobre 2026 – Actualités – Porte-voix</title>"),
        ("/actualites?mois=2026-09".to_owned(), "<title>Septembre 2026 – Actualités – Porte-voix</title>"),
    ] {
        let page = head.get(&path).await.body;
        assert!(page.contains(title), "{path}: {page}");
    }
}

/// The same page is written in each language.
#[both_engines]
async fn a_form_of_several_pages_is_called_after_the_one_in_hand(server: Server) {
    let admin = server.browser_of("direction").await;
    server.world.administrator("direction").await;
    for (query, title) in [
        ("page=mentions&langue=fr", "Pages légales – Mentions légales, Français"),
        ("page=mentions&langue=en", "Pages légales – Mentions légales, English"),
    ] {
        let page = admin.get(&format!("/administration/pages?{query}")).await.body;
        assert!(page.contains(&format!("<title>{title} – Porte-voix</title>")), "{query}: {page}");
    }
}

/// A page that comes back with an error says so in its title, which is read out first.
#[both_engines]
async fn the_title_of_a_refused_form_says_so(server: Server) {
    let head = server.browser_of("direction").await;
    server.world.administrator("direction").await;
    let space = format!("/espaces/nouveau?etablissement={}", server.world.curie);
    for (path, field, title) in [
        ("/administration/conservation", ("messages", "un an"), "Conservation des données"),
        ("/administration/vacances?zone=A", ("periodes", "hier"), "Vacances scolaires – Zone A"),
        ("/administration/portails", ("nom", ""), "Portails"),
        ("/communications/droits", ("raison", ""), "Demander un droit"),
        (&space, ("nom", ""), "Ajouter un espace"),
    ] {
        let action = if path.contains("portails") || path.contains("vacances") { "enregistrer" } else { "" };
        let refused = head.post_form(path, &[field, ("action", action)]).await;
        assert_eq!(refused.status, 422, "{path}: {}", refused.body);
        let said = format!("<title>Erreur\u{a0}: {title} – Porte-voix</title>");
        assert!(refused.body.contains(&said), "{path}: {}", refused.body);
        // And its first wrong field is where the page opens, without scripts too.
        assert!(refused.body.contains(" autofocus"), "{path}: {}", refused.body);
        assert!(!head.get(path).await.body.contains(" autofocus"), "{path}, as it is opened");
    }
}

/// No control of a group takes the focus by itself, so the page opens at the message of the group.
#[both_engines]
async fn a_page_opens_at_the_message_of_a_group(server: Server) {
    let head = server.browser_of("direction").await;
    let space = format!("SELECT MIN(id) FROM space WHERE establishment_id = {}", server.world.curie);
    let space = server.world.number(&space).await.expect("a space");
    let settings = format!("/espaces/{space}/reglages");
    for (action, group) in
        [("population", "id=\"population-erreur\""), ("personne", "id=\"personne-erreur\"")]
    {
        let fields = [("action", action), ("droit", SpaceRight::Write.code())];
        let refused = head.post_form(&settings, &fields).await;
        assert_eq!(refused.status, 422, "{action}: {}", refused.body);
        let (before, _) = refused.body.split_once(group).expect("its message");
        let (_, place) = before.rsplit_once("<div").expect("the place of its message");
        assert!(place.contains("opens-here") && place.contains(" autofocus"), "{action}: {place}");
    }
}
