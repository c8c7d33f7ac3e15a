//! Signing in with a CAS server, over HTTP: whom its answers let in, and what ends a session.

mod peer;

use std::{sync::Arc, time::Duration};

use backend::{Backend, Services, outbound::Outbound};
use domain::{
    ProviderId,
    providers::{MatchBy, Protocol, Switches},
};
use percent_encoding::percent_decode_str;
use reqwest::{Method, header::CONTENT_TYPE};
use testing_server::{Answer, Browser, Server, both_engines};

use self::peer::{Peer, Says};

/// A portal with one CAS server.
struct Portal {
    server: Server,
    peer: Peer,
    id: ProviderId,
}

impl testing_server::OnDatabase for Portal {
    async fn open(url: &str) -> Self {
        Self::with(url, Switches::default()).await
    }
}

impl Portal {
    async fn with(url: &str, switches: Switches) -> Self {
        let here = "127.0.0.0/8".parse().expect("a network");
        // Nobody waits for a silent server in a test.
        let outbound = Outbound::new(&[here]).with_patience(Duration::from_millis(300));
        let services = Services { outbound, ..Services::default() };
        let server = Server::start_known_with(url, services).await;
        let peer = Peer::start().await;
        let provider = server.world.provider("ENT de la région", Protocol::Cas, &peer.base());
        let provider = provider.by("ENTPersonJointure", MatchBy::Identifier).prefixes("NANCY-METZ-", "");
        let id = provider.with(switches).save().await;
        Self { server, peer, id }
    }

    fn start(&self) -> String {
        format!("/connexion/cas/{}", self.id)
    }

    /// Begins a sign-in. Returns the service that a ticket is made for.
    async fn begins(&self, browser: &mut Browser, next: &str) -> String {
        let answer = browser.get(&format!("{}?suite={next}", self.start())).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        let login = format!("{}/login?service=", self.peer.base());
        let service =
            answer.location().strip_prefix(&login).unwrap_or_else(|| panic!("{}", answer.location()));
        keep(browser, &answer);
        percent_decode_str(service).decode_utf8().expect("text").into_owned()
    }

    /// Comes back from the CAS server.
    async fn returns(&self, browser: &mut Browser, service: &str, ticket: &str) -> Answer {
        let path = service.strip_prefix(&browser.origin).unwrap_or_else(|| panic!("{service}"));
        // The browser comes from another site.
        let request = browser.bare(Method::GET, &format!("{path}&ticket={ticket}"));
        let answer =
            Answer::of(request.header("sec-fetch-site", "cross-site").header("accept", "text/html")).await;
        keep(browser, &answer);
        answer
    }

    /// The whole way of somebody about whom the server says this.
    async fn arrives(&self, says: Says) -> (Browser, Answer) {
        let mut browser = self.server.anonymous();
        let service = self.begins(&mut browser, "/messagerie").await;
        let ticket = self.peer.ticket(&service, says);
        let answer = self.returns(&mut browser, &service, &ticket).await;
        (browser, answer)
    }

    /// The CAS server, or anybody, sends a logout message.
    async fn is_told(&self, message: &str) -> u16 {
        let body = app_form(message);
        let request = self.server.anonymous().bare(Method::POST, &self.start());
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        Answer::of(request.body(body)).await.status
    }
}

/// Where a page goes on by itself.
fn away(page: &Answer) -> &str {
    page.header("refresh").and_then(|refresh| refresh.strip_prefix("0; url=")).unwrap_or_default()
}

fn app_form(message: &str) -> String {
    let encoded = message.bytes().fold(String::new(), |text, byte| text + &format!("%{byte:02X}"));
    format!("logoutRequest={encoded}")
}

fn over(ticket: &str) -> String {
    format!(
        "<samlp:LogoutRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"_1\" Version=\"2.0\">\
         <saml:NameID xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">x</saml:NameID>\
         <samlp:SessionIndex>{ticket}</samlp:SessionIndex></samlp:LogoutRequest>"
    )
}

/// Keeps the cookies of an answer, as a browser does.
fn keep(browser: &mut Browser, answer: &Answer) {
    let mut cookies: Vec<(String, String)> = browser
        .cookie
        .iter()
        .flat_map(|all| all.split("; "))
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    for set in answer.headers.get_all("set-cookie") {
        let pair = set.to_str().expect("text").split(';').next().unwrap_or_default();
        let (name, value) = pair.split_once('=').expect("a pair");
        cookies.retain(|(known, _)| known != name);
        if !value.is_empty() {
            cookies.push((name.to_owned(), value.to_owned()));
        }
    }
    let all: Vec<String> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    browser.cookie = (!all.is_empty()).then(|| all.join("; "));
}

fn person(identifier: &str) -> Says {
    Says::Success(format!(
        "<cas:user>{identifier}</cas:user><cas:attributes>\
         <cas:ENTPersonJointure>NANCY-METZ-{identifier}</cas:ENTPersonJointure></cas:attributes>"
    ))
}

async fn is_signed_in(browser: &Browser) -> bool {
    browser.get("/mon-compte").await.status == 200
}

#[both_engines]
async fn a_ticket_opens_a_session_once(portal: Portal) {
    let mut browser = portal.server.anonymous();
    let service = portal.begins(&mut browser, "/messagerie?page=2").await;
    let ticket = portal.peer.ticket(&service, person("eleve"));
    let answer = portal.returns(&mut browser, &service, &ticket).await;
    assert_eq!((answer.status, answer.location()), (303, "/messagerie?page=2"), "{}", answer.body);
    assert_eq!(portal.peer.asked(), ["p3/serviceValidate"]);
    assert!(is_signed_in(&browser).await);

    // The page is loaded again: the ticket is not shown a second time.
    assert_eq!(portal.returns(&mut browser, &service, &ticket).await.status, 400);
    assert!(is_signed_in(&browser).await);
    // Another browser has got hold of the address.
    let mut thief = portal.server.anonymous();
    let stolen = portal.returns(&mut thief, &service, &ticket).await;
    assert_eq!(stolen.status, 400);
    assert!(stolen.body.contains("Recommencez"), "{}", stolen.body);
    assert!(portal.peer.asked().is_empty());

    // A ticket that was used, shown in a sign-in that this browser did begin.
    let service = portal.begins(&mut thief, "/").await;
    let used = portal.returns(&mut thief, &service, &ticket).await;
    assert_eq!(used.status, 400);
    assert!(used.body.contains("a déjà servi") && !is_signed_in(&thief).await, "{}", used.body);
    assert_eq!(portal.peer.asked().len(), 1);
}

#[both_engines]
async fn two_tabs_and_two_people_are_not_mixed_up(portal: Portal) {
    let mut browser = portal.server.anonymous();
    let first = portal.begins(&mut browser, "/espaces").await;
    let second = portal.begins(&mut browser, "//evil.example/").await;
    assert_ne!(first, second);
    let ticket = portal.peer.ticket(&first, person("eleve"));
    let mixed = portal.returns(&mut browser, &second, &ticket).await;
    assert_eq!(mixed.status, 502, "the ticket was made for the other tab");
    // Somebody gives a ticket of theirs to this browser: it begins anew instead of becoming them.
    let theirs = portal.peer.ticket(&first, person("parent"));
    let given = browser.get(&format!("{}?ticket={theirs}", portal.start())).await;
    assert!(given.location().starts_with(&portal.peer.base()), "{}", given.location());
    assert!(!is_signed_in(&browser).await);
    let own = portal.peer.ticket(&first, person("eleve"));
    assert_eq!(portal.returns(&mut browser, &first, &own).await.location(), "/espaces");

    // Only our own addresses are gone back to.
    for next in ["//evil.example/", "https://evil.example/", "/%5Cevil.example", "javascript:alert(1)"] {
        let mut other = portal.server.anonymous();
        let service = portal.begins(&mut other, next).await;
        let ticket = portal.peer.ticket(&service, person("parent"));
        assert_eq!(portal.returns(&mut other, &service, &ticket).await.location(), "/", "{next}");
    }
}

#[both_engines]
async fn only_one_person_of_the_directory_is_let_in(portal: Portal) {
    let world = &portal.server.world;
    world.sql("UPDATE person SET removed_at = 1 WHERE external_id = 'collegien'").await;
    let two = "<cas:user>x</cas:user><cas:ENTPersonJointure>NANCY-METZ-eleve</cas:ENTPersonJointure>\
               <cas:ENTPersonJointure>NANCY-METZ-parent</cas:ENTPersonJointure>";
    let other = "<cas:user>eleve</cas:user><cas:ENTPersonJointure>REIMS-eleve</cas:ENTPersonJointure>";
    for (says, what) in [
        (person("personne"), "unknown"),
        (person("collegien"), "left"),
        (Says::Success(two.to_owned()), "several"),
        (Says::Success(other.to_owned()), "another academy"),
        (Says::Success("<cas:user>eleve</cas:user>".to_owned()), "no attribute"),
    ] {
        let (browser, answer) = portal.arrives(says).await;
        assert_eq!(answer.status, 403, "{what}: {}", answer.body);
        assert!(!is_signed_in(&browser).await, "{what}");
        assert!(answer.body.contains("annuaire"), "{what}: {}", answer.body);
    }
    assert_eq!(world.number("SELECT COUNT(*) FROM session").await, Some(0));
}

#[both_engines]
async fn a_server_in_trouble_lets_nobody_in_and_own_accounts_go_on(portal: Portal) {
    let entity = "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><cas:serviceResponse \
                  xmlns:cas=\"http://www.yale.edu/tp/cas\"><cas:authenticationSuccess><cas:user>&x;</cas:user>\
                  </cas:authenticationSuccess></cas:serviceResponse>";
    for (says, status) in [
        (Says::Text("<!doctype html><title>Maintenance</title>".to_owned()), 502),
        (Says::Text("yes\neleve\n".to_owned()), 502),
        (Says::Text(entity.to_owned()), 502),
        (Says::Status(403), 502),
        (Says::Status(500), 503),
        (Says::Text(" ".repeat(70_000)), 503),
        (Says::Elsewhere, 503),
        (Says::Endless, 503),
        (Says::Nothing, 503),
    ] {
        let (browser, answer) = portal.arrives(says).await;
        assert_eq!(answer.status, status, "{}", answer.body);
        // The reason, and the other way in.
        let shown = |text: &str| answer.body.contains(text);
        assert!(shown("ENT de la région") && shown("mot_de_passe") && !shown("root:"), "{}", answer.body);
        assert!(!is_signed_in(&browser).await);
    }
    let own = portal.server.browser_of("eleve").await;
    assert!(is_signed_in(&own).await);
}

#[both_engines]
async fn an_older_server_is_asked_at_its_own_address(url: &str) {
    let switches = Switches { cas_two: true, cas_renew: true, ..Switches::default() };
    let portal = Portal::with(url, switches).await;
    let mut browser = portal.server.anonymous();
    let answer = browser.get(&portal.start()).await;
    assert!(answer.location().ends_with("&renew=true"), "{}", answer.location());
    keep(&mut browser, &answer);
    let service = answer.location().split(['=', '&']).nth(1).expect("a service");
    let service = percent_decode_str(service).decode_utf8().expect("text").into_owned();
    let ticket = portal.peer.ticket(&service, person("eleve"));
    assert_eq!(portal.returns(&mut browser, &service, &ticket).await.status, 303);
    assert_eq!(portal.peer.asked(), ["serviceValidate renew"]);
    browser.opens_its_account().await;
    let out = browser.post_form("/deconnexion", &[]).await;
    assert!(away(&out).starts_with(&format!("{}/logout?url=http", portal.peer.base())), "{}", away(&out));
}

#[both_engines]
async fn the_server_ends_the_session_of_a_ticket_and_no_other(portal: Portal) {
    portal.peer.knows_version_two_alone();
    let mut browsers = Vec::new();
    for _ in 0..2 {
        let mut browser = portal.server.anonymous();
        let service = portal.begins(&mut browser, "/").await;
        let ticket = portal.peer.ticket(&service, person("eleve"));
        assert_eq!(portal.returns(&mut browser, &service, &ticket).await.status, 303);
        browsers.push((browser, ticket));
    }
    assert_eq!(portal.peer.asked().last().map(String::as_str), Some("serviceValidate"), "what it knows");
    let own = portal.server.browser_of("eleve").await;
    let [(first, ticket), (second, _)] = &browsers[..] else { panic!("two") };
    // The other process knows the session too, and forgets it.
    let other: Arc<Backend> = portal.server.world.second_process().await;
    let token = cookie(first, "portevoix");
    let known =
        async || other.sessions.person(&other.db, &token, other.clock.now()).await.expect("an answer");
    assert!(known().await.is_some());

    for (message, status) in [
        (over("ST-999-cas.example"), 204),
        (over("ST-1 OR 1=1"), 400),
        (format!("<!DOCTYPE a [<!ENTITY x \"{ticket}\">]>{}", over("&x;")), 400),
        (over(&format!("{ticket}</samlp:SessionIndex><samlp:SessionIndex>ST-2-cas.example")), 400),
        (String::new(), 400),
        (format!("{}{}", over(ticket), " ".repeat(9_000)), 413),
    ] {
        assert_eq!(portal.is_told(&message).await, status, "{message:.120}");
    }
    for browser in [first, second, &own] {
        assert!(is_signed_in(browser).await);
    }
    assert_eq!(portal.is_told(&over(ticket)).await, 204);
    assert!(!is_signed_in(first).await);
    assert!(is_signed_in(second).await && is_signed_in(&own).await);
    other.refresh().await.expect("the changes");
    assert!(known().await.is_none(), "in every process");
    assert_eq!(portal.is_told(&over(ticket)).await, 204, "a message may come twice");
}

#[both_engines]
async fn a_message_that_overtakes_its_sign_in_ends_what_arrives(portal: Portal) {
    for told in [false, true] {
        let mut browser = portal.server.anonymous();
        let service = portal.begins(&mut browser, "/").await;
        let ticket = portal.peer.ticket(&service, person("eleve"));
        if told {
            assert_eq!(portal.is_told(&over(&ticket)).await, 204);
        }
        portal.returns(&mut browser, &service, &ticket).await;
        assert_eq!(is_signed_in(&browser).await, !told);
    }
}

fn cookie(browser: &Browser, name: &str) -> String {
    let all = browser.cookie.as_deref().unwrap_or_default().split("; ");
    let value = all.filter_map(|pair| pair.split_once('=')).find(|(known, _)| *known == name);
    value.map(|(_, value)| value.to_owned()).expect("a cookie")
}

#[both_engines]
async fn signing_out_here_signs_out_there(portal: Portal) {
    let (mut browser, answer) = portal.arrives(person("eleve")).await;
    assert_eq!(answer.location(), "/messagerie");
    browser.opens_its_account().await;
    let out = browser.post_form("/deconnexion", &[]).await;
    let there = format!("{}/logout?service=", portal.peer.base());
    let back = away(&out).strip_prefix(&there).unwrap_or_else(|| panic!("{}", away(&out)));
    let back = percent_decode_str(back).decode_utf8().expect("text");
    let ours = format!("{}/connexion/deconnecte?", browser.origin);
    assert!(back.starts_with(&ours), "{back}");
    assert!(!is_signed_in(&browser).await);
    // Somebody with an own account stays with us.
    let own = portal.server.browser_of("parent").await;
    assert_eq!(own.post_form("/deconnexion", &[]).await.location(), "/connexion");
}

#[both_engines]
async fn a_paused_or_unknown_server_is_no_way_in(portal: Portal) {
    let mut browser = portal.server.anonymous();
    let service = portal.begins(&mut browser, "/").await;
    let ticket = portal.peer.ticket(&service, person("eleve"));
    portal.server.world.sql("UPDATE provider SET state = 'paused'").await;
    // Whoever comes by it reads what to do instead.
    let returned = portal.returns(&mut browser, &service, &ticket).await;
    assert!(portal.peer.asked().is_empty());
    for answer in [returned, browser.get(&portal.start()).await] {
        assert_eq!(answer.status, 503, "{}", answer.body);
        assert!(answer.body.contains("La connexion avec ce fournisseur est suspendue"), "{}", answer.body);
        assert!(answer.body.contains("name=\"identifiant\""), "the other way in: {}", answer.body);
    }
    assert!(!is_signed_in(&browser).await);
    for path in ["/connexion/cas/999", "/connexion/cas/x"] {
        assert_eq!(browser.get(path).await.status, 404, "{path}");
    }
}

#[both_engines]
async fn an_administrator_tries_a_server_and_stays_who_they_are(portal: Portal) {
    let mut admin = portal.server.browser_of("direction").await;
    portal.server.world.administrator("direction").await;
    portal.server.world.sql("UPDATE provider SET state = 'paused'").await;
    let started = admin.get(&format!("/administration/connexion/{}/essayer", portal.id)).await;
    assert_eq!(started.status, 303, "{}", started.body);
    keep(&mut admin, &started);
    let service = started.location().split_once("service=").expect("a service").1;
    let service = percent_decode_str(service).decode_utf8().expect("text").into_owned();
    let ticket = portal.peer.ticket(&service, person("eleve"));
    let session = cookie(&admin, "portevoix");
    let shown = portal.returns(&mut admin, &service, &ticket).await;
    assert_eq!(shown.status, 200, "{}", shown.body);
    for text in ["ENTPersonJointure", "NANCY-METZ-eleve", "Personne n’a été connecté"] {
        assert!(shown.body.contains(text), "{text}: {}", shown.body);
    }
    assert_eq!(cookie(&admin, "portevoix"), session);
    // Somebody else may not, whatever their browser keeps.
    let pupil = portal.server.browser_of("eleve").await;
    assert_eq!(pupil.get(&format!("/administration/connexion/{}/essayer", portal.id)).await.status, 403);
}
