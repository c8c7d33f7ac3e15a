//! What was typed into a form comes back with its refusal, also when the refusal does not come from the
//! handler.

use std::{num::NonZeroU32, time::Duration};

use backend::database::begin;
use http::Method;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend};
use serde_json::json;
use testing_server::{Answer, Browser, Server, both_engines};
use words::Language;

use crate::unwritable::set_read_only;

/// How long this server works on an answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// Keeps everybody else from writing drafts and messages.
async fn holds(server: &Server) -> DatabaseTransaction {
    let db = &server.world.backend.db;
    let held = begin(db).await.expect("a transaction");
    let sql = if db.get_database_backend() == DbBackend::Sqlite {
        "UPDATE setting SET value = value"
    } else {
        "LOCK TABLE draft, message IN ACCESS EXCLUSIVE MODE"
    };
    held.execute_unprepared(sql).await.expect("a lock");
    held
}

/// Posts a form as a browser that shows pages.
async fn posts(browser: &Browser, path: &str, body: &'static str) -> Answer {
    let asked = browser.request(Method::POST, path).header("accept", "text/html");
    Answer::of(asked.header("content-type", "application/x-www-form-urlencoded").body(body)).await
}

#[both_engines]
async fn an_answer_that_takes_too_long_says_so(url: &str) {
    let server = Server::start_patient(url, Some(PATIENCE), |_| {}).await;
    let world = &server.world;
    let (author, reader) = (world.person("cpe").await, world.person("eleve").await);
    let letter = world.letter("Sortie").by(author).answerable().to(&[reader]).await;
    let (pupil, cpe) = (server.browser_of("eleve").await, server.browser_of("cpe").await);
    let held = holds(&server).await;

    let reply = format!("/messagerie/{letter}/repondre");
    let late = posts(&pupil, &reply, "cle=0123456789abcdef&reponse=Ville+haute").await;
    assert_eq!(late.status, 503, "{}", late.body);
    let number = late.header("x-request-id").expect("a number").to_owned();
    let said = Language::French.words().refusals.late(Some(&number));
    for shown in [Language::French.words().refusals.late_title, said.as_str(), "Ville haute"] {
        assert!(late.body.contains(shown), "{shown}: {}", late.body);
    }
    assert!(late.header("retry-after").is_some());

    let draft = json!({ "form_key": "form-0001", "input": { "announcement": { "text": "Conseil" } } });
    let late = cpe.call("/api/communications/drafts/save", &draft).await;
    assert_eq!(late.status, 503, "{}", late.body);
    let number = late.header("x-request-id").expect("a number");
    assert_eq!(late.json(), json!({ "Late": { "request": number } }));

    held.rollback().await.expect("an end");
    let kept = cpe.call("/api/communications/drafts/save", &draft).await;
    assert_eq!(kept.status, 200, "{}", kept.body);
}

/// Who sends the form is asked before the form is read.
#[both_engines]
async fn who_cannot_be_loaded_gets_the_text_back(server: Server) {
    let head = server.browser_of("direction").await;
    server.world.sql("ALTER TABLE access_grant RENAME TO gone").await;
    let path = "/administration/pages?page=mentions&langue=fr";
    let refused = posts(&head, path, "hebergeur=Ville+haute").await;
    assert_eq!(refused.status, 500, "{}", refused.body);
    assert!(refused.body.contains("Ville haute"), "{}", refused.body);
    // Nothing of it is too long to be given back.
    let long: &'static str = Box::leak(format!("hebergeur={}", "a".repeat(200_000)).into_boxed_str());
    let refused = posts(&head, path, long).await;
    assert!(refused.body.contains(&long["hebergeur=".len()..]), "{}", refused.status);
}

/// Whoever sends more than a person can is refused before anything of it is read.
#[both_engines]
async fn too_many_forms_lose_no_text(url: &str) {
    let server = Server::start_with(url, |settings| settings.forms_per_second = NonZeroU32::MIN).await;
    let head = server.browser_of("direction").await;
    let path = "/administration/pages?page=mentions&langue=fr";
    let mut refused = posts(&head, path, "hebergeur=Ville+haute").await;
    for _ in 0..200 {
        if refused.status == 429 {
            break;
        }
        refused = posts(&head, path, "hebergeur=Ville+haute").await;
    }
    assert_eq!(refused.status, 429, "{}", refused.body);
    assert!(refused.body.contains("Ville haute"), "{}", refused.body);
    assert!(refused.header("retry-after").is_some());

    let question = json!({ "channel": "Message" });
    let mut refused = head.call("/api/communications/perimeters", &question).await;
    for _ in 0..200 {
        if refused.status == 429 {
            break;
        }
        refused = head.call("/api/communications/perimeters", &question).await;
    }
    assert_eq!(refused.status, 429, "{}", refused.body);
    let seconds = refused.json()["TooManyAttempts"].as_u64();
    assert!(seconds.is_some(), "an island says how long to wait: {}", refused.body);
}

/// Somebody has pasted a picture as text below what they wrote.
#[both_engines]
async fn a_form_that_is_too_long_is_not_lost_with_its_end(server: Server) {
    let pupil = server.browser_of("eleve").await;
    let form = format!("cle=0123456789abcdef&reponse=Ville+haute+{}", "a".repeat(1_100_000));
    let refused = posts(&pupil, "/messagerie/1/repondre", Box::leak(form.into_boxed_str())).await;
    assert_eq!(refused.status, 413, "{}", refused.body.len());
    assert!(refused.body.contains(Language::French.words().refusals.typed_text));
    assert!(refused.body.contains("Ville haute aaa"));
}

/// A form with a place for a file is sent in another format.
#[both_engines]
async fn a_form_that_may_carry_a_file_gets_its_text_back(server: Server) {
    let form = "--B\r\nContent-Disposition: form-data; name=\"periodes\"\r\n\r\nVille haute\r\n\
                --B\r\nContent-Disposition: form-data; name=\"calendrier\"; filename=\"\"\r\n\
                Content-Type: application/octet-stream\r\n\r\n\r\n--B--\r\n";
    let pupil = server.browser_of("eleve").await;
    for (browser, status) in [(server.anonymous(), 401), (pupil, 403)] {
        let asked = browser.request(Method::POST, "/administration/vacances?zone=A");
        let asked = asked.header("accept", "text/html");
        let asked = asked.header("content-type", "multipart/form-data; boundary=B");
        let refused = Answer::of(asked.body(form)).await;
        assert_eq!(refused.status, status, "{}", refused.body);
        assert!(refused.body.contains("Ville haute"), "{}", refused.body);
    }
}

/// Without scripts a file is joined by the button of a form that may have no draft yet.
#[both_engines]
async fn a_file_that_cannot_be_joined_loses_no_text(server: Server) {
    let form = "--B\r\nContent-Disposition: form-data; name=\"cle\"\r\n\r\nbrouillon-0001\r\n\
                --B\r\nContent-Disposition: form-data; name=\"canal\"\r\n\r\nmessage\r\n\
                --B\r\nContent-Disposition: form-data; name=\"objet\"\r\n\r\nVille haute\r\n\
                --B\r\nContent-Disposition: form-data; name=\"fichiers\"; filename=\"\"\r\n\
                Content-Type: application/octet-stream\r\n\r\n\r\n--B--\r\n";
    let joins = async |browser: &Browser| {
        let asked = browser.request(Method::POST, "/communications/pieces-jointes");
        let asked = asked.header("accept", "text/html");
        Answer::of(asked.header("content-type", "multipart/form-data; boundary=B").body(form)).await
    };
    let signed_out = joins(&server.anonymous()).await;
    assert_eq!(signed_out.status, 401, "{}", signed_out.body);
    assert!(signed_out.body.contains("Ville haute"), "{}", signed_out.body);

    let cpe = server.browser_of("cpe").await;
    let db = &server.world.backend.db;
    set_read_only(db, true).await;
    let unstored = joins(&cpe).await;
    set_read_only(db, false).await;
    assert_eq!(unstored.status, 503, "{}", unstored.body);
    assert!(unstored.body.contains("Ville haute"), "{}", unstored.body);

    let joined = joins(&cpe).await;
    assert!(
        joined.location().ends_with("#fichiers-titre"),
        "the page opens at the files: {}",
        joined.location()
    );
}

/// The form of an article, and *Joindre* without scripts: the text stands before the files.
const WITH_A_FILE: &str = "--B\r\nContent-Disposition: form-data; name=\"cle\"\r\n\r\nbrouillon-0001\r\n\
     --B\r\nContent-Disposition: form-data; name=\"corps-texte\"\r\n\r\nVille haute\r\n\
     --B\r\nContent-Disposition: form-data; name=\"fichiers\"; filename=\"plan.pdf\"\r\n\
     Content-Type: application/pdf\r\n\r\n%PDF-1.4\r\n--B--\r\n";

/// Who sends the files is asked before anything of the form is read.
#[both_engines]
async fn a_form_with_files_gets_its_text_back_before_they_are_received(server: Server) {
    let (head, mut unknown) = (server.browser_of("direction").await, server.anonymous());
    unknown.cookie = Some("portevoix=0".to_owned());
    let forms = ["/espaces/1/articles/nouveau", "/communications/pieces-jointes", "/communications/images"];
    // The schools of a target may stand before the text, and a picture that was not chosen between texts.
    let school = "--B\r\nContent-Disposition: form-data; name=\"cible-1-etablissements\"\r\n\r\n12\r\n";
    let picture = "--B\r\nContent-Disposition: form-data; name=\"image\"; filename=\"\"\r\n\
                   Content-Type: application/octet-stream\r\n\r\n\r\n";
    let form = school.repeat(100) + picture + WITH_A_FILE;
    for (table, browser) in [("session", &unknown), ("access_grant", &head)] {
        server.world.sql(&format!("ALTER TABLE {table} RENAME TO gone_{table}")).await;
        for path in forms {
            let asked = browser.request(Method::POST, path).header("accept", "text/html");
            let asked = asked.header("content-type", "multipart/form-data; boundary=B");
            let refused = Answer::of(asked.body(form.clone())).await;
            assert_eq!(refused.status, 500, "{table} {path}: {}", refused.body);
            assert!(refused.body.contains("Ville haute"), "{table} {path}: {}", refused.body);
        }
        server.world.sql(&format!("ALTER TABLE gone_{table} RENAME TO {table}")).await;
    }
}

/// What was typed may be kept in the tab: it is there again on the page of the form.
#[both_engines]
async fn whoever_signs_in_again_comes_back_to_the_form(server: Server) {
    let nobody = server.anonymous();
    for (page, path, suite) in [
        ("/agenda/nouveau", "/agenda/nouveau", "?suite=/agenda/nouveau"),
        ("/evenements/4?date=2026-09-01", "/evenements/4/ajouter", "?suite=/evenements/4?date=2026-09-01"),
        // Nothing but answers stands at the address of this form.
        ("/communications/recues/4/hors-ligne", "/communications/recues/4/hors-ligne", ""),
    ] {
        let asked = nobody.request(Method::POST, path).header("accept", "text/html");
        let asked = asked.header("referer", format!("{}{page}", nobody.origin));
        let asked = asked.header("content-type", "application/x-www-form-urlencoded");
        let refused = Answer::of(asked.body("titre=Ville+haute&motif=Ville+haute")).await;
        assert_eq!(refused.status, 401, "{path}: {}", refused.body);
        assert!(refused.body.contains("Ville haute"), "{path}: {}", refused.body);
        let link = refused.body.split("href=\"").find(|rest| rest.starts_with("/connexion"));
        let link = link.and_then(|rest| rest.split('"').next()).unwrap_or_default();
        let link = percent_encoding::percent_decode_str(link).decode_utf8_lossy();
        assert_eq!(link, format!("/connexion{suite}"), "{path}: {}", refused.body);
    }
}

/// An import may take a year group away while the form of a space is open: without it, everybody would read.
#[both_engines]
async fn what_a_school_has_no_more_stays_ticked(server: Server) {
    let head = server.browser_of("direction").await;
    let new = format!("/espaces/nouveau?etablissement={}", server.world.curie);
    let form = [("nom", ""), ("profils", "National_ACA"), ("niveaux", "CM2")];
    let refused = head.post_form(&new, &form).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    for value in ["National_ACA", "CM2"] {
        let rest = refused.body.split(&format!("value=\"{value}\"")).nth(1);
        let input = rest.and_then(|rest| rest.split('>').next());
        assert!(input.is_some_and(|input| input.contains("checked")), "{value}: {}", refused.body);
    }

    let made = head.post_form(&new, &[("nom", "Chorale"), ("profils", "National_ELV")]).await;
    let (space, _) = made.location().split_once('?').expect("what was done");
    let settings = format!("{space}/reglages");
    let named =
        [("action", "population"), ("droit", "write"), ("profil", "National_ENS"), ("fonction", "Luthier")];
    assert_eq!(head.post_form(&settings, &named).await.status, 303);
    let twice = head.post_form(&settings, &named).await;
    assert_eq!(twice.status, 422, "{}", twice.body);
    let rest = twice.body.split("value=\"Luthier\"").nth(1).and_then(|rest| rest.split('>').next());
    assert!(rest.is_some_and(|option| option.contains("selected")), "{}", twice.body);
}

/// The writer of a long text shortens it in its form: nothing of it is gone when it comes back.
#[both_engines]
async fn a_form_comes_back_whole_however_long_its_text_is(server: Server) {
    const END: &str = "et voici la fin.";
    let long = format!("{} {END}", "Compte rendu du conseil. ".repeat(2_500));
    let new_space = format!("/espaces/nouveau?etablissement={}", server.world.curie);
    for (name, path, field) in [
        ("professeur", "/agenda/nouveau", "description"),
        ("professeur", "/communications/droits", "raison"),
        ("direction", new_space.as_str(), "nom"),
    ] {
        let fields = [("cle", "0123456789abcdef"), (field, long.as_str())];
        let refused = server.browser_of(name).await.post_form(path, &fields).await;
        assert_eq!(refused.status, 422, "{path}: {}", refused.body);
        assert!(refused.body.contains(END), "{path}");
    }
}
