//! A form that cannot be stored says so beside what was typed, which is still there.

use domain::{
    directory::matches::{Candidate, Match, Matches, SchoolMatches},
    time::Millis,
};
use http::Method;
use sea_orm::{DatabaseConnection, DbBackend, sqlx};
use testing_server::{Answer, Browser, PASSWORD, Server, both_engines};
use words::Language;

/// All connections of the server's pool.
const CONNECTIONS: usize = 4;

/// Makes the database refuse every change, as one does whose disk is full or that was mounted
/// read-only; or makes it accept changes again.
pub async fn set_read_only(db: &DatabaseConnection, on: bool) {
    if db.get_database_backend() == DbBackend::Sqlite {
        let mut held = Vec::new();
        for _ in 0..CONNECTIONS {
            held.push(db.get_sqlite_connection_pool().acquire().await.expect("a connection"));
        }
        for connection in &mut held {
            let sql = if on { "PRAGMA query_only = 1" } else { "PRAGMA query_only = 0" };
            sqlx::query(sql).execute(&mut **connection).await.expect("a pragma");
        }
    } else {
        let mut held = Vec::new();
        for _ in 0..CONNECTIONS {
            held.push(db.get_postgres_connection_pool().acquire().await.expect("a connection"));
        }
        for connection in &mut held {
            let sql = if on {
                "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"
            } else {
                "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE"
            };
            sqlx::query(sql).execute(&mut **connection).await.expect("a setting");
        }
    }
}

/// Panics unless the page opens at this sentence, however far below the top it stands.
fn opens_at(page: &str, said: &str) {
    let (before, _) = page.split_once(said).expect("a sentence");
    let (before, after) = before.rsplit_once("opens-here").expect("a place where the page opens");
    assert!(!after.contains("</form>"), "it is the place of this sentence: {after}");
    let tag = [before.rsplit('<').next(), after.split('>').next()];
    assert!(tag.into_iter().flatten().any(|part| part.contains(" autofocus")), "{before}");
}

const KEY: &str = "0123456789abcdef";
/// What somebody wrote, as no page has it otherwise.
const WRITTEN: &str = "Un texte écrit lentement";

async fn administrator(server: &Server) -> Browser {
    server.world.add("admin").save().await;
    server.world.administrator("admin").await;
    let mut admin = server.anonymous();
    admin.signs_in("admin", PASSWORD).await;
    admin
}

/// Posts a form as a browser that shows pages, while nothing can be stored.
async fn posts(server: &Server, browser: &Browser, path: &str, fields: &[(&str, &str)]) -> Answer {
    let db = &server.world.backend.db;
    set_read_only(db, true).await;
    let answer = browser.post_form(path, fields).await;
    set_read_only(db, false).await;
    answer
}

#[both_engines]
async fn a_form_that_cannot_be_stored_keeps_what_was_typed(server: Server) {
    let world = &server.world;
    let (author, reader) = (world.person("cpe").await, world.person("eleve").await);
    let letter = world.letter("Sortie").by(author).answerable().to(&[reader]).await;
    let news = world.news_to("Portes ouvertes", |form| form).await;
    let (admin, pupil) = (administrator(&server).await, server.browser_of("eleve").await);
    let (school, head) = (server.browser_of("referent").await, server.browser_of("direction").await);
    let curie = world.curie.to_string();
    let periods = format!("24/10/2026 08/11/2026 {WRITTEN}");
    for (browser, path, fields) in [
        (&pupil, format!("/messagerie/{letter}/repondre"), vec![("cle", KEY), ("reponse", WRITTEN)]),
        (
            &school,
            format!("/communications/recues/{news}/contacter"),
            vec![("etablissement", &*curie), ("cle", KEY), ("objet", "Une date"), ("texte", WRITTEN)],
        ),
        (
            &school,
            format!("/communications/recues/{news}/hors-ligne"),
            vec![("etablissement", &*curie), ("motif", WRITTEN)],
        ),
        (
            &pupil,
            "/agenda/nouveau".to_owned(),
            vec![
                ("cle", KEY),
                ("titre", WRITTEN),
                ("debut-date", "2026-10-08"),
                ("debut-heure", "10:00"),
                ("fin-heure", "11:30"),
                ("intervalle", "1"),
            ],
        ),
        (
            &head,
            format!("/espaces/nouveau?etablissement={curie}"),
            vec![("nom", WRITTEN), ("profils", "National_ENS")],
        ),
        (
            &admin,
            "/administration/vacances?zone=A".to_owned(),
            vec![("periodes", &*periods), ("action", "enregistrer")],
        ),
        (&admin, "/administration/pages?page=mentions&langue=fr".to_owned(), vec![("hebergeur", WRITTEN)]),
    ] {
        let answer = posts(&server, browser, &path, &fields).await;
        assert_eq!(answer.status, 503, "{path}: {}", answer.body);
        assert!(answer.header("retry-after").is_some(), "{path}: it says when to try again");
        let said = Language::French.words().refusals.unwritable;
        assert!(answer.body.contains(said), "{path}: {}", answer.body);
        assert!(answer.body.contains(WRITTEN), "{path}: {}", answer.body);
        opens_at(&answer.body, said);
        // The form itself came back, not a page that replaces it.
        let form = path.split('?').next().expect("a path");
        assert!(answer.body.contains(&format!("action=\"{form}")), "{path}: {}", answer.body);
    }
}

/// The page of the form is gone as well: the page of the refusal has the text to copy.
#[both_engines]
async fn a_refusal_gives_the_text_back(server: Server) {
    let pupil = server.browser_of("eleve").await;
    for (path, field) in [
        ("/messagerie/987654321/repondre", "reponse"),
        ("/evenements/987654321/modifier", "description"),
        ("/administration/pages?page=mentions&langue=fr", "hebergeur"),
    ] {
        let asked = pupil.request(Method::POST, path).header("accept", "text/html");
        let asked = asked.header("content-type", "application/x-www-form-urlencoded");
        let answer = Answer::of(asked.body(format!("{field}=Ville+haute"))).await;
        assert!([403, 404].contains(&answer.status), "{path}: {}", answer.status);
        assert!(answer.body.contains("Ville haute"), "{path}: {}", answer.body);
    }
}

/// A button has nothing that could come back with its page: the refusal leads there, and nowhere else.
#[both_engines]
async fn a_refused_button_leads_back_to_its_page(server: Server) {
    let world = &server.world;
    let (author, reader) = (world.person("cpe").await, world.person("eleve").await);
    let letter = world.letter("Sortie").by(author).to(&[reader]).await;
    let pupil = server.browser_of("eleve").await;
    let (page, path) = (format!("/messagerie/{letter}?q=a"), format!("/messagerie/{letter}/archiver"));
    for (site, leads) in [(&*pupil.origin, true), ("https://ailleurs.example", false)] {
        let asked = pupil.request(Method::POST, &path).header("accept", "text/html");
        let asked = asked.header("referer", format!("{site}{page}"));
        set_read_only(&world.backend.db, true).await;
        let answer = Answer::of(asked).await;
        set_read_only(&world.backend.db, false).await;
        assert_eq!(answer.status, 503, "{}", answer.body);
        assert_eq!(answer.body.contains(&format!("href=\"{page}\"")), leads, "{site}: {}", answer.body);
        let said = Language::French.words().common.back_to_page;
        assert_eq!(answer.body.contains(said), leads, "{site}: {}", answer.body);
    }
}

#[both_engines]
async fn answers_about_children_stay_chosen(server: Server) {
    let admin = administrator(&server).await;
    let pupil = |key: &str| Candidate {
        key: key.to_owned(),
        name: format!("Pupil {key}"),
        class: "CE1 A".to_owned(),
        born: None,
    };
    let asked = Match {
        id: "q1".to_owned(),
        guardian: "ROY Ana".to_owned(),
        email: String::new(),
        child: "ROY Zoe".to_owned(),
        candidates: vec![pupil("k1"), pupil("k2")],
    };
    let school = SchoolMatches { asked_at: Millis(1), asked: vec![asked], decided: [].into() };
    let all: Matches = [("0570051W".to_owned(), school)].into();
    let stored = serde_json::to_string(&all).expect("JSON");
    let sql = format!("INSERT INTO setting (name, value) VALUES ('directory_matches', '{stored}')");
    server.world.sql(&sql).await;
    let path = "/administration/annuaire/rapprochements";
    for chosen in ["k2", "aucun"] {
        let fields = [("etablissement", "0570051W"), ("question-q1", chosen)];
        let answer = posts(&server, &admin, path, &fields).await;
        assert_eq!(answer.status, 503, "{}", answer.body);
        assert!(answer.body.contains(&format!("value=\"{chosen}\" checked")), "{chosen}: {}", answer.body);
        let said = Language::French.words().refusals.unwritable;
        opens_at(&answer.body, said);
        let (title, why) = (answer.body.find("id=\"ecole-0570051W\""), answer.body.find(said));
        assert!(title.is_some() && title < why, "it is said in the form of the school: {}", answer.body);
    }
}
