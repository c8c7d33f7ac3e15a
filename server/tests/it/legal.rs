//! *Aide*, *Mentions légales* and *Accessibilité*: for everybody, and filled by the administrator.

use domain::legal::{Conformity, LegalText, MAX_TEXT};
use reqwest::Method;
use testing_server::{Answer, Browser, PASSWORD, Server, both_engines};
use words::Language;

const OPEN: [&str; 3] = ["/aide", "/mentions-legales", "/accessibilite"];
const DECLARATION: &str = "/administration/pages?page=accessibilite&langue=fr";

async fn administrator(server: &Server) -> Browser {
    server.world.add("admin").save().await;
    server.world.administrator("admin").await;
    let mut admin = server.anonymous();
    admin.signs_in("admin", PASSWORD).await;
    admin
}

#[both_engines]
async fn everybody_reads_about_the_portal(server: Server) {
    let (nobody, pupil) = (server.anonymous(), server.browser_of("eleve").await);
    for address in OPEN {
        for browser in [&nobody, &pupil] {
            let page = browser.get(address).await;
            assert_eq!(page.status, 200, "{address}");
            for once in ["<main", "<h1"] {
                assert_eq!(page.body.matches(once).count(), 1, "{address}: {}", page.body);
            }
            let follows = page.body.contains("data-unread-count");
            assert_eq!(follows, browser.person.is_some(), "{address}: who has messages sees their number");
            assert_eq!(page.body.contains("/portail."), follows, "{address}: {}", page.body);
        }
    }
    for page in [nobody.get("/connexion").await, pupil.get("/messagerie").await] {
        for address in OPEN {
            assert!(page.body.contains(&format!("href=\"{address}\"")), "{address}: {}", page.body);
        }
    }
    let said = Language::French.words().legal;
    let declaration = nobody.get("/accessibilite").await.body;
    assert!(declaration.contains(said.conformity(Conformity::NotReached)), "{declaration}");
    assert!(declaration.contains(said.missing(LegalText::NonConformities)), "nothing is invented");
    let door = nobody.get("/connexion").await.body;
    assert!(door.contains(said.conformity(Conformity::NotReached)), "{door}");
    let notice = nobody.get("/mentions-legales").await.body;
    assert!(notice.contains(said.missing(LegalText::Host)), "{notice}");
}

#[both_engines]
async fn help_is_about_what_the_reader_may_do(server: Server) {
    let said = Language::French.words().help;
    let admin = administrator(&server).await;
    let (nobody, pupil, head) =
        (server.anonymous(), server.browser_of("eleve").await, server.browser_of("direction").await);
    let parts = [said.signing_in_title, said.reading_title, said.writing_title, said.administration_title];
    for (name, browser, expected) in [
        ("nobody", &nobody, [true, true, false, false]),
        ("pupil", &pupil, [false, true, false, false]),
        ("head", &head, [false, true, true, false]),
        ("administrator", &admin, [false, true, true, true]),
    ] {
        let page = browser.get("/aide").await.body;
        let shown = parts.map(|part| page.contains(&format!("<h2>{part}")));
        assert_eq!(shown, expected, "{name}: {page}");
    }
}

#[both_engines]
async fn the_administrator_fills_the_declaration(server: Server) {
    let admin = administrator(&server).await;
    let said = Language::French.words().legal;
    let typed = [
        ("taux", "72"),
        ("audit-le", "2026-09-01"),
        ("organisme", "Région <Aubrac>"),
        ("signalement", "Écrire ou appeler :\nhttps://aubrac.example/acces"),
    ];
    let kept = admin.post_form(DECLARATION, &typed).await;
    assert_eq!((kept.status, kept.location()), (303, format!("{DECLARATION}&fait=1").as_str()));
    let form = admin.get(kept.location()).await.body;
    assert!(form.contains("data-kind=\"success\"") && form.contains("value=\"72\""), "{form}");

    let mut nobody = server.anonymous();
    let page = nobody.get("/accessibilite").await.body;
    assert!(page.contains(said.conformity(Conformity::Partial)), "{page}");
    assert!(page.contains("Région &lt;Aubrac&gt; s’engage"), "{page}");
    assert!(page.contains("href=\"https://aubrac.example/acces\""), "{page}");
    // Readers of English get what is written in French, and are told its language.
    nobody.cookie = Some("portevoix-langue=en".to_owned());
    let english = nobody.get("/accessibilite").await.body;
    let partial = Language::English.words().legal.conformity(Conformity::Partial);
    assert!(english.contains(partial) && english.contains("lang=\"fr\" dir=\"auto\""), "{english}");

    let long = "é".repeat(MAX_TEXT + 1);
    let refused = admin.post_form(DECLARATION, &[("taux", "101"), ("champ", long.as_str())]).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    for shown in ["taux-erreur", "audit-le-erreur", "champ-erreur", "value=\"101\"", long.as_str()] {
        assert!(refused.body.contains(shown), "{shown}: {}", refused.body);
    }
    // Whoever is no longer signed in can copy what they typed.
    let asked = server.anonymous().request(Method::POST, DECLARATION).header("accept", "text/html");
    let asked = asked.header("content-type", "application/x-www-form-urlencoded");
    let signed_out = Answer::of(asked.body("organisme=Ville+haute")).await;
    assert_eq!(signed_out.status, 401);
    assert!(signed_out.body.contains("Ville haute"), "{}", signed_out.body);
    let unknown = admin.post_form("/administration/pages?page=accessibilite&langue=de", &typed).await;
    assert_eq!(unknown.status, 404);
    let pupil = server.browser_of("eleve").await;
    assert_eq!(pupil.post_form(DECLARATION, &[("organisme", "Moi")]).await.status, 403);
    let after = server.anonymous().get("/accessibilite").await.body;
    assert!(after.contains("Région &lt;Aubrac&gt; s’engage"), "a refused form changes nothing");
    let journal = "SELECT COUNT(*) FROM audit_entry WHERE action = 'legal_changed'";
    assert_eq!(server.world.number(journal).await, Some(1));
}
