//! An open session is not enough for what could take an account over: each of these acts asks for
//! the password, and for a code where there is a second factor.

use backend::door;
use testing_server::{Answer, Browser, PASSWORD, Server, both_engines, proved};
use totp_rs::{Builder, Secret};

const NEW: &str = "cantine vélo nuage 7 tambours";
const STEP: i64 = 30_000;

/// A form that changes something of the own account, without what proves.
struct Act {
    address: &'static str,
    fields: &'static [(&'static str, &'static str)],
    /// Whether it only makes sense with a second factor.
    with_factor: bool,
}

const ACTS: [Act; 6] = [
    Act { address: "/mon-compte/second-facteur", fields: &[("action", "commencer")], with_factor: false },
    Act { address: "/mon-compte/sessions/fermer", fields: &[], with_factor: false },
    Act { address: "/mon-compte/sessions/OTHER/fermer", fields: &[], with_factor: false },
    Act { address: "/mon-compte/second-facteur", fields: &[("action", "codes")], with_factor: true },
    Act { address: "/mon-compte/second-facteur", fields: &[("action", "retirer")], with_factor: true },
    Act {
        address: "/mon-compte/mot-de-passe",
        fields: &[("nouveau", NEW), ("confirmation", NEW)],
        with_factor: false,
    },
];

async fn sends(browser: &Browser, act: &Act, session: &str, proof: &[(&str, &str)]) -> Answer {
    let fields: Vec<(&str, &str)> = act.fields.iter().chain(proof).copied().collect();
    browser.post_form(&act.address.replace("OTHER", session), &fields).await
}

/// The name of another session of the same person.
async fn other_session(browser: &Browser) -> String {
    let view = browser.call("/api/account", &serde_json::json!({})).await.json();
    let sessions = view["sessions"].as_array().expect("sessions").clone();
    let other = sessions.iter().find(|session| session["current"] == false);
    let other = other.unwrap_or_else(|| panic!("no other session among {}", sessions.len()));
    other["id"].as_str().expect("a name").to_owned()
}

/// Everything that such an act could change.
async fn state(server: &Server) -> String {
    let db = &server.world.backend.db;
    let account = "SELECT password_hash || COALESCE(totp_secret, '-') || COALESCE(totp_pending, '-') FROM account \
                   ORDER BY person_id";
    let mut state = testing_server::directory::rows(db, account).await;
    state.extend(
        testing_server::directory::rows(db, "SELECT code_hash FROM recovery_code ORDER BY code_hash").await,
    );
    state.extend(
        testing_server::directory::rows(db, "SELECT token_hash FROM session ORDER BY token_hash").await,
    );
    state.join(" ")
}

fn code(server: &Server, secret: &str) -> String {
    let secret = Secret::try_from_base32(secret).expect("base32");
    let application = Builder::new().with_secret(secret).with_account_name("x").build().expect("a secret");
    application
        .generate(u64::try_from(server.world.backend.clock.now().0 / 1_000).expect("an instant"))
        .to_string()
}

/// Waits until wrong tries no longer delay anybody.
fn wait_out(server: &Server) {
    server.world.wait(15 * 60_000);
}

#[both_engines]
async fn every_sensitive_act_asks_for_the_password(server: Server) {
    let browser = server.browser_of("eleve").await;
    let mut phone = server.anonymous();
    for act in ACTS.iter().filter(|act| !act.with_factor) {
        // Signed in again: an earlier act may have closed it.
        assert_eq!(phone.signs_in("eleve", PASSWORD).await.status, 303);
        let other = other_session(&browser).await;
        let before = state(&server).await;
        for proof in [&[][..], &[("actuel", "")], &[("actuel", "deviné")], &[("code", "123456")]] {
            let answer = sends(&browser, act, &other, proof).await;
            assert_eq!(answer.status, 422, "{} {proof:?}: {:.200}", act.address, answer.body);
            assert!(answer.body.contains("actuel"), "the field is marked");
        }
        assert_eq!(state(&server).await, before, "{}", act.address);
        let answer = sends(&browser, act, &other, &[("actuel", PASSWORD)]).await;
        assert_eq!(answer.status, 303, "{}: {:.300}", act.address, answer.body);
        assert_ne!(state(&server).await, before, "{}", act.address);
        wait_out(&server);
        assert_eq!(browser.get("/mon-compte").await.status, 200);
    }
}

#[both_engines]
async fn with_a_second_factor_every_sensitive_act_asks_for_a_code_too(server: Server) {
    let world = &server.world;
    let browser = server.browser_of("eleve").await;
    let caller = world.actor("eleve").await.caller().await;
    let begins = proved(&world.backend, &caller, "").await;
    for act in ACTS {
        if act.fields.contains(&("action", "commencer")) {
            continue;
        }
        // Anew each time, because one of the acts removes it.
        world.sql("UPDATE account SET totp_secret = NULL, totp_pending = NULL").await;
        assert_eq!(server.anonymous().signs_in("eleve", PASSWORD).await.status, 303);
        door::begin_second_factor(&world.backend, &caller, "x", &begins).await.expect("begun");
        let page = backend::accounts::account(&world.backend, &caller, Some("x")).await.expect("a page");
        let domain::accounts::view::SecondFactor::Pending(enrolment) = page.second_factor else {
            panic!("nothing waits")
        };
        let first = code(&server, &enrolment.secret);
        door::confirm_second_factor(&world.backend, &caller, "x", &first).await.expect("on");
        world.wait(STEP);
        let other = other_session(&browser).await;
        let before = state(&server).await;
        for proof in [
            &[("actuel", PASSWORD)][..],
            &[("actuel", PASSWORD), ("code", "")],
            &[("actuel", PASSWORD), ("code", "000000")],
            &[("actuel", PASSWORD), ("code", &first)],
            &[("actuel", "deviné"), ("code", &code(&server, &enrolment.secret))],
        ] {
            let answer = sends(&browser, &act, &other, proof).await;
            assert_eq!(answer.status, 422, "{} {proof:?}: {:.200}", act.address, answer.body);
            // A mistyped code comes back to be compared. A password never does, nor a code that is still good.
            let typed = proof.iter().find(|(name, text)| *name == "code" && !text.is_empty());
            if let Some((_, typed)) = typed {
                let is_wrong = !proof.contains(&("actuel", "deviné"));
                let comes_back = answer.body.contains(&format!("value=\"{typed}\""));
                assert_eq!(comes_back, is_wrong, "{}: {typed}", act.address);
            }
            assert!(!answer.body.contains("deviné"), "{}", act.address);
        }
        assert_eq!(state(&server).await, before, "{}", act.address);
        wait_out(&server);
        let right = code(&server, &enrolment.secret);
        let answer = sends(&browser, &act, &other, &[("actuel", PASSWORD), ("code", &right)]).await;
        assert!(
            [200, 303].contains(&answer.status),
            "{}: {} {:.300}",
            act.address,
            answer.status,
            answer.body
        );
        assert_ne!(state(&server).await, before, "{}", act.address);
        wait_out(&server);
    }
}

#[both_engines]
async fn wrong_passwords_in_a_session_are_counted_like_wrong_ones_at_the_door(server: Server) {
    let browser = server.browser_of("eleve").await;
    let mut limited = false;
    for _ in 0..5 {
        let fields = [("action", "commencer"), ("actuel", "deviné")];
        let answer = browser.post_form("/mon-compte/second-facteur", &fields).await;
        limited |= answer.status == 429;
        assert!([422, 429].contains(&answer.status), "{}", answer.status);
    }
    assert!(limited, "the fourth try has to wait");
    let fields = [("action", "commencer"), ("actuel", PASSWORD)];
    assert_eq!(
        browser.post_form("/mon-compte/second-facteur", &fields).await.status,
        429,
        "the right one, too"
    );
    // An account without a password is refused like any other, and is nobody's fault.
    server.world.wait(15 * 60_000);
    server.world.sql("UPDATE account SET password_hash = ''").await;
    assert_eq!(browser.post_form("/mon-compte/second-facteur", &fields).await.status, 422);
}

#[both_engines]
async fn recovery_codes_are_shown_once_and_open_the_door_without_scripts(server: Server) {
    let browser = server.browser_of("eleve").await;
    let begun = [("action", "commencer"), ("actuel", PASSWORD)];
    assert_eq!(browser.post_form("/mon-compte/second-facteur", &begun).await.status, 303);
    let page = browser.get("/mon-compte").await.body;
    let secret = page.split_once("class=\"secret\">").expect("a secret").1;
    let secret: String = secret.split('<').next().expect("text").split_whitespace().collect();
    let shown = code(&server, &secret);
    let confirm = [("action", "confirmer"), ("code", shown.as_str())];
    let answer = browser.post_form("/mon-compte/second-facteur", &confirm).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let list = answer.body.split_once("id=\"codes-de-secours\"").expect("a field with all codes").1;
    let list = list.split_once(" value=\"").expect("a value").1.split('"').next().expect("text").to_owned();
    let codes: Vec<&str> = list.split(' ').collect();
    assert_eq!(codes.len(), 10, "{list}");
    assert!(!browser.get("/mon-compte").await.body.contains(codes[0]), "shown once");
    assert_eq!(browser.post_form("/mon-compte/second-facteur", &confirm).await.status, 303, "a second click");

    let mut phone = server.anonymous();
    let answer = phone.signs_in("eleve", PASSWORD).await;
    assert_eq!(answer.header("location"), Some("/connexion/code"));
    let wrong =
        phone.post_form("/connexion/code", &[("sorte", "secours"), ("code", "AAAA-BBBB-CCCC-DDDD")]).await;
    assert_eq!(wrong.status, 401);
    assert!(
        wrong.body.contains("code-secours-erreur"),
        "the sentence stands at the field that was filled in"
    );
    assert_eq!(wrong.body.matches("value=\"AAAA-BBBB-CCCC-DDDD\"").count(), 1, "in the field of its kind");
    assert!(!wrong.body.contains("code=AAAA"), "in no address of the page");
    let digits = phone.post_form("/connexion/code", &[("code", "000 000")]).await;
    assert!(digits.status == 401 && digits.body.contains("value=\"000 000\""), "{}", digits.body);
    let right = phone.post_form("/connexion/code", &[("sorte", "secours"), ("code", codes[3])]).await;
    assert_eq!(right.status, 303, "{:.300}", right.body);
}
