//! Pages as they are sent: their status, and texts in them that must not run as scripts.

pub mod html;

use self::html::Html;
use testing_server::{Answer, Server, announcement, both_engines, news, pupil};

/// The answer for `name` on a page, in a new browser.
async fn page(server: &Server, name: &str, path: &str) -> Answer {
    server.browser_of(name).await.get(path).await
}

#[both_engines]
async fn each_page_shows_the_outcome_of_its_form(server: Server) {
    let id = server.world.actor("enseignant").await.publishes(&announcement("À voir")).await;
    let teacher = server.browser_of("enseignant").await;
    let pupil = server.browser_of("eleve").await;
    let detail = format!("/communications/{id}");
    for (browser, path, status) in [
        (&teacher, "/", 200),
        (&teacher, "/communications/nouvelle", 200),
        (&teacher, "/communications/emises", 200),
        (&teacher, "/communications/emises?statut=deployee&page=9&q=%00", 200),
        (&teacher, detail.as_str(), 200),
        (&teacher, "/communications/999999", 404),
        (&teacher, "/communications/quelconque", 404),
        (&teacher, "/communications/nouvelle?brouillon=999999", 200),
        (&teacher, "/administration/annuaire", 403),
        (&teacher, "/nulle-part", 404),
        (&pupil, "/", 200),
        (&pupil, "/communications/nouvelle", 403),
        (&pupil, "/communications/emises", 403),
        (&pupil, detail.as_str(), 403),
    ] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, status, "{path}");
        let kind = answer.header("content-type").expect("a kind");
        assert!(kind.starts_with("text/html"), "{path}: {kind}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        assert!(!answer.body.contains("panicked"), "{path}");
        assert!(answer.body.contains("<h1"), "{path} has a heading, also when it is refused");
    }
    assert_eq!(teacher.get("/connexion").await.location(), "/", "already signed in");
}

/// Undoes percent-encoding.
fn decoded(value: &str) -> String {
    let mut pieces = value.split('%');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (code, rest) = piece.split_at(2);
        text.push(char::from(u8::from_str_radix(code, 16).expect("two digits")));
        text.push_str(rest);
    }
    text
}

#[both_engines]
async fn a_visitor_is_sent_to_sign_in_and_comes_back(server: Server) {
    server.world.account("enseignant").await;
    let stranger = server.anonymous();
    for path in ["/communications/emises", "/nulle-part", "/communications/emises?statut=a&page=2"] {
        let answer = stranger.get(path).await;
        assert_eq!(answer.status, 303, "{path}");
        let next = answer.location().strip_prefix("/connexion?suite=").expect("the door");
        assert!(!next.contains(['?', '&', '=']), "{next} is one value");
        assert_eq!(decoded(next), path);
    }
    assert_eq!(stranger.get("/").await.location(), "/connexion");
    assert_eq!(stranger.get("//evil.example/").await.location(), "/connexion");
    // The form of the page redirects to the address in the query, including its own query.
    let door = stranger.get("/connexion?suite=/communications/emises%3Fstatut%3Da%26page%3D2").await;
    assert_eq!(door.status, 200);
    let action = Html::of(&door.body).attribute("form", "action");
    let wanted = stranger
        .post_form(&action, &[("identifiant", "enseignant"), ("mot_de_passe", testing_server::PASSWORD)]);
    assert_eq!(wanted.await.location(), "/communications/emises?statut=a&page=2", "by way of {action}");
}

#[both_engines]
async fn signing_in_never_redirects_to_another_site(server: Server) {
    server.world.account("eleve").await;
    for (next, expected) in [
        ("", "/"),
        ("/communications/emises", "/communications/emises"),
        ("//evil.example", "/"),
        ("%2F%2Fevil.example", "/"),
        ("/%5Cevil.example", "/"),
        ("%5C%5Cevil.example", "/"),
        ("https://evil.example", "/"),
        ("https:evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("evil.example", "/"),
        ("%09//evil.example", "/"),
        ("/%09/evil.example", "/"),
        ("/%0D%0ASet-Cookie:%20a=b", "/"),
        ("/%00", "/"),
        ("/%01x", "/"),
        ("/%7F", "/"),
        ("/a%252F%252Fb", "/"),
        ("/.//evil.example", "/"),
        ("/%C3%A9", "/"),
        ("%20//evil.example", "/"),
        ("/&suite=//evil.example", "/"),
    ] {
        let browser = server.anonymous();
        let path = format!("/connexion?suite={next}");
        let fields = [("identifiant", "eleve"), ("mot_de_passe", testing_server::PASSWORD)];
        let answer = browser.post_form(&path, &fields).await;
        let refused = next.contains("&suite=");
        if refused {
            assert!((400..500).contains(&answer.status), "{next}: {}", answer.status);
            continue;
        }
        assert_eq!((answer.status, answer.location()), (303, expected), "{next}");
        // After a failed attempt, the form redirects only to what the address allowed.
        let wrong = browser.post_form(&path, &[("identifiant", "eleve"), ("mot_de_passe", "wrong")]).await;
        assert_eq!(wrong.status, 401);
        let action = Html::of(&wrong.body).attribute("form", "action");
        assert!(action.starts_with("/connexion"), "{action}");
        assert_eq!(
            browser.post_form(&action, &fields).await.location(),
            expected,
            "{next} by way of {action}"
        );
        // Otherwise the failures would add up.
        server.world.wait(15 * 60 * 1_000);
    }
}

#[both_engines]
async fn the_sign_in_page_shows_what_was_typed_as_text(server: Server) {
    let typed = "\"><script>alert(1)</script>";
    let answer = server.anonymous().signs_in(typed, "wrong").await;
    assert_eq!(answer.status, 401);
    Html::of(&answer.body).runs_only(&nonce(&answer));
    let evil = "/connexion?identifiant=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&suite=%22%3E%3Cscript%3E&erreur=attente&secondes=%3Cscript%3E";
    let answer = server.anonymous().get(evil).await;
    Html::of(&answer.body).runs_only(&nonce(&answer));
}

/// The nonce of the page's policy.
fn nonce(answer: &Answer) -> String {
    let policy = answer.header("content-security-policy").expect("a policy");
    let nonce = policy.split_once("'nonce-").and_then(|(_, rest)| rest.split_once('\'')).expect("a nonce").0;
    assert!(nonce.len() >= 16, "{policy}");
    nonce.to_owned()
}

#[both_engines]
async fn texts_never_become_markup(server: Server) {
    let evil = "</script></textarea><script>alert(1)</script><!--<script> & co";
    let sender = server.world.actor("enseignant").await;
    let id = sender.publishes(&announcement(evil)).await;
    let teacher = server.browser_of("enseignant").await;
    let form = announcement(evil);
    let kept = serde_json::json!({ "form_key": form.key, "input": form.input });
    let kept = teacher.call("/api/communications/drafts/save", &kept).await;
    let draft = kept.json()[0].as_i64().expect("a draft");
    let escaped =
        "&lt;/script&gt;&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;!--&lt;script&gt; &amp; co";
    for path in [
        "/".to_owned(),
        format!("/communications/{id}"),
        format!("/communications/nouvelle?brouillon={draft}"),
        "/communications/emises".to_owned(),
        // With the draft above the list.
        "/communications/emises?q=%3C/script%3E%3Cscript%3E%22%3E".to_owned(),
    ] {
        let answer = teacher.get(&path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.body.contains(escaped), "{path}: {}", answer.body);
        Html::of(&answer.body).runs_only(&nonce(&answer));
    }
}

/// The text of a news item is HTML, which is cleaned; its title is not.
#[both_engines]
async fn nothing_in_a_news_item_runs(server: Server) {
    let evil = "</title></script><script>alert(1)</script><img src=x onerror=alert(1)> & co";
    let body = format!("<p>{evil}<a href=\"javascript:alert(1)\">ici</a></p><svg onload=alert(1)></svg>");
    let author = server.world.actor("direction").await;
    let id = author.publishes(&news(evil, &body)).await;
    let escaped = "&lt;/title&gt;&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x";
    let (reader, sender) = (server.browser_of("eleve").await, server.browser_of("direction").await);
    let (page, detail) = (format!("/actualites/{id}"), format!("/communications/{id}"));
    for (browser, path) in [
        (&reader, "/"),
        (&reader, "/actualites"),
        (&reader, "/actualites?mois=%3Cscript%3E&apres=%22%3E%3Cscript%3E"),
        (&reader, page.as_str()),
        (&sender, detail.as_str()),
        (&sender, "/communications/emises"),
    ] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.body.contains(escaped), "{path}: {}", answer.body);
        Html::of(&answer.body).runs_only(&nonce(&answer));
        for trace in ["<img src=x", "javascript:", "<svg onload"] {
            assert!(!answer.body.contains(trace), "{path}: {trace}");
        }
    }
    let stranger = server.browser_of("etrangere").await;
    for path in [page.as_str(), "/actualites/0", "/actualites/x", "/actualites/99999999999999999999"] {
        assert_eq!(stranger.get(path).await.status, 404, "{path}");
    }
}

/// Without JavaScript a form carries only the name of a chosen file, until *Joindre* sends it.
#[both_engines]
async fn a_chosen_file_that_was_not_uploaded_stops_the_form(server: Server) {
    let sender = server.browser_of("cpe").await;
    for action in ["deployer", "confirmer"] {
        let fields = [
            ("cle", "chosen-not-joined"),
            ("action", action),
            ("cible", "1"),
            ("canal", "message"),
            ("objet", "Sortie"),
            ("corps", "<p>Voir le plan</p>"),
            ("fichiers", "plan.pdf"),
        ];
        let sent = sender.post_form("/communications/nouvelle", &fields).await;
        let back = sender.get(sent.location()).await.body;
        assert!(back.contains("pas encore joint") && back.contains("Sortie"), "{back}");
        assert!(sent.location().ends_with("&etape=joindre"), "{action}: no question yet");
    }
    assert_eq!(server.world.number("SELECT COUNT(*) FROM communication").await, Some(0));
}

/// What a browser without JavaScript posts.
fn posted<'f>(
    school: &'f str,
    action: &'f str,
    text: &'f str,
    more: &[(&'f str, &'f str)],
) -> Vec<(&'f str, &'f str)> {
    let mut fields = vec![
        ("cle", "without-javascript"),
        ("action", action),
        ("perimetre", school),
        ("cible", "1"),
        ("canal", "announcement"),
        ("type", "alert"),
        ("texte", text),
        ("periode-debut", "2026-10-05"),
        ("periode-fin", "2026-10-06"),
    ];
    fields.extend(more);
    fields
}

/// The hidden field of the question on a page.
fn confirmation(page: &str) -> String {
    confirmation_on(page).expect("a question")
}

/// The same, where there may be no question.
pub fn confirmation_on(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("name=\"confirmation\" value=\"")?;
    let (value, _) = rest.split_once('"')?;
    Some(value.replace("&quot;", "\"").replace("&#x27;", "'").replace("&amp;", "&"))
}

#[both_engines]
async fn the_form_works_without_javascript(server: Server) {
    let teacher = server.browser_of("enseignant").await;
    let school = format!("etablissement-{}", server.world.curie);
    let send = async |action: &str, text: &str, confirmed: &str| {
        let fields = posted(&school, action, text, &[("confirmation", confirmed)]);
        teacher.post_form("/communications/nouvelle", &fields).await
    };
    let long = "é".repeat(256);
    let wrong = send("confirmer", &long, "").await;
    assert_eq!(wrong.status, 303, "{}", wrong.body);
    let back = teacher.get(wrong.location()).await;
    assert!(back.body.contains("256"), "the count is told: {}", back.body);
    assert!(back.body.contains(&long), "what was typed is kept");
    assert_eq!(server.world.number("SELECT COUNT(*) FROM communication").await, Some(0));

    let asked = send("deployer", "Sortie au musée", "").await;
    let question = teacher.get(asked.location()).await.body;
    assert!(question.contains("Souhaitez-vous déployer"), "a question first");
    let confirmed = confirmation(&question);
    let (first, again) = (
        send("confirmer", "Sortie au musée", &confirmed).await,
        send("confirmer", "Sortie au musée", &confirmed).await,
    );
    assert!(first.location().starts_with("/communications/"), "{}", first.body);
    assert_eq!(first.location(), again.location(), "a double click deploys once");
    assert_eq!(server.world.number("SELECT COUNT(*) FROM communication").await, Some(1));
    server.world.publish().await;
    assert!(page(&server, "eleve", "/").await.body.contains("Sortie au musée"));
    let detail = first.location().split('?').next().expect("a path").to_owned();
    let cancelled = teacher.post_form(&format!("{detail}/annuler"), &[]).await;
    assert_eq!((cancelled.status, cancelled.location()), (303, detail.as_str()));
    assert!(!page(&server, "eleve", "/").await.body.contains("Sortie au musée"));
}

/// What the page shows behind its question may change, in another tab or by going back: only what
/// was asked about is deployed.
#[both_engines]
async fn without_javascript_only_what_was_asked_is_deployed(server: Server) {
    let teacher = server.browser_of("enseignant").await;
    let school = format!("etablissement-{}", server.world.curie);
    let sent = async |fields: &[(&str, &str)]| {
        let answer = teacher.post_form("/communications/nouvelle", fields).await;
        (answer.location().to_owned(), teacher.get(answer.location()).await.body)
    };
    let pupils = ("cible-1-profils", "National_ELV");
    let (_, question) = sent(&posted(&school, "deployer", "Sortie", &[pupils])).await;
    assert!(question.contains("Tous les élèves"), "the criteria in words: {question}");
    let asked = confirmation(&question);
    for (what, fields) in [
        ("another target", posted(&school, "confirmer", "Sortie", &[("confirmation", &asked)])),
        ("another text", posted(&school, "confirmer", "Sortie annulée", &[pupils, ("confirmation", &asked)])),
    ] {
        let (address, page) = sent(&fields).await;
        assert!(address.ends_with("&etape=confirmer&refus=contenu"), "{what}: {address}");
        assert!(page.contains("ont changé depuis la question"), "{what}: {page}");
        assert_ne!(confirmation(&page), asked, "{what}: it asks about what the page shows now");
    }
    for confirmed in ["", "null", "{}", "oui"] {
        let fields = posted(&school, "confirmer", "Sortie", &[pupils, ("confirmation", confirmed)]);
        let (address, _) = sent(&fields).await;
        assert!(address.ends_with("&etape=confirmer&refus=question"), "{confirmed}: {address}");
    }
    assert_eq!(server.world.number("SELECT COUNT(*) FROM communication").await, Some(0));

    // People come between the question and the answer: it asks once more, with both numbers.
    let (address, question) = sent(&posted(&school, "deployer", "Sortie", &[pupils])).await;
    let claimed = teacher.get(&format!("{address}&avant=7")).await.body;
    assert!(!claimed.contains("7 → "), "an address is not believed: {claimed}");
    let asked = confirmation(&question);
    server.world.joins(server.world.person("collegien").await, &pupil(server.world.curie, "2de")).await;
    let fields = posted(&school, "confirmer", "Sortie", &[pupils, ("confirmation", &asked)]);
    let answer = teacher.post_form("/communications/nouvelle", &fields).await;
    assert_eq!(answer.status, 409);
    assert!(answer.body.contains("1 → 2"), "{}", answer.body);
    let asked = confirmation(&answer.body);
    let (address, _) =
        sent(&posted(&school, "confirmer", "Sortie", &[pupils, ("confirmation", &asked)])).await;
    assert!(address.ends_with("?deploye=1"), "{address}");

    // The same form once more, with another text: the text is kept, and nothing else is sent.
    let (address, page) =
        sent(&posted(&school, "confirmer", "Autre", &[pupils, ("confirmation", &asked)])).await;
    assert!(address.contains("&deja="), "{address}");
    assert!(page.contains("déjà été déployé") && page.contains("Autre"), "{page}");
    assert_eq!(server.world.number("SELECT COUNT(*) FROM communication").await, Some(1));
    assert_eq!(server.world.number("SELECT COUNT(*) FROM draft").await, Some(1));
}

/// The header names every place of a person, and the authority for those who work for it.
#[both_engines]
async fn the_header_names_where_people_belong(server: Server) {
    for (name, said) in [
        ("direction", "Lycée Curie"),
        ("proviseure", "Lycée Curie et Collège Pasteur"),
        ("parent", "Lycée Curie et Collège Pasteur"),
        ("collectivite", "Mon bureau numérique"),
    ] {
        let page = page(&server, name, "/agenda").await.body;
        assert!(page.contains(&format!("class=\"top-bar-school\">{said}<")), "{name}: {page}");
    }
}

/// On a phone the home page and the inbox are one tap away.
#[both_engines]
async fn the_tabs_of_a_phone_count_what_is_unread(server: Server) {
    let sender = server.world.actor("cpe").await;
    sender.publishes(&testing_server::message("Sortie", "<p>Lundi</p>")).await;
    let page = page(&server, "eleve", "/messagerie").await.body;
    let (_, bar) = page.split_once("class=\"tab-bar\"").expect("the tabs");
    let bar = bar.split("</nav>").next().expect("their end");
    assert!(bar.contains("href=\"/\"") && bar.contains("1 message non lu"), "{bar}");
    assert!(bar.contains("aria-current=\"page\""), "{bar}");
}

/// What shuts senders out is said before it is done, wherever its button stands.
#[both_engines]
async fn the_demand_for_a_second_factor_says_what_it_means(server: Server) {
    let admin = server.browser_of("direction").await;
    server.world.administrator("direction").await;
    for path in ["/administration/comptes", "/administration/services/communication-ciblee"] {
        let page = admin.get(path).await.body;
        assert!(page.contains("ne peuvent plus rien envoyer ni administrer"), "{path}: {page}");
    }
}
