//! Two administrators have the same form open: who saves later does not overwrite what the other one saved.

use domain::{
    Conflict,
    directory::matches::{Candidate, Match, Matches, SchoolMatches},
    time::Millis,
};
use testing_server::{Answer, Browser, Server, both_engines};
use words::Language;

/// The version in the form of a page.
fn version_in(page: &str) -> String {
    let found = page.split_once("name=\"version\" value=\"").and_then(|(_, after)| after.split_once('"'));
    found.unwrap_or_else(|| panic!("no version: {page}")).0.to_owned()
}

async fn saves(browser: &Browser, address: &str, fields: &[(&str, &str)], version: &str) -> Answer {
    let mut all = fields.to_vec();
    all.push(("version", version));
    browser.post_form(address, &all).await
}

/// Whether a page shows the last word of a value.
fn shows(page: &str, value: &str) -> bool {
    let word = value.rsplit(' ').next().unwrap_or_default();
    // A number might stand anywhere.
    if word.len() > 3 { page.contains(word) } else { page.contains(&format!("\"{word}\"")) }
}

/// A form, with two values of one of its fields.
struct Form {
    address: String,
    fields: Vec<(&'static str, String)>,
    field: &'static str,
    values: [&'static str; 2],
}

impl Form {
    fn new(
        address: impl Into<String>,
        fields: &[(&'static str, &str)],
        field: &'static str,
        values: [&'static str; 2],
    ) -> Self {
        let fields = fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Self { address: address.into(), fields, field, values }
    }

    async fn posts(&self, browser: &Browser, value: &str, version: &str) -> Answer {
        let mut typed: Vec<(&str, &str)> =
            self.fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        typed.push((self.field, value));
        saves(browser, &self.address, &typed, version).await
    }
}

const PERIODS: [(&str, &str); 6] = [
    ("messages", "400"),
    ("publications", "400"),
    ("brouillons", "90"),
    ("courriels", "30"),
    ("journal", "365"),
    ("pieces-jointes", "400"),
];

async fn space_form(server: &Server, head: &Browser) -> Form {
    let reads = ("profils", "National_ENS");
    let new = format!("/espaces/nouveau?etablissement={}", server.world.curie);
    let made = head.post_form(&new, &[("nom", "Chorale"), reads]).await;
    assert_eq!(made.status, 303, "{}", made.body);
    let (space, _) = made.location().split_once('?').expect("what was done");
    let address = format!("{space}/reglages");
    assert!(head.get(made.location()).await.body.contains("L’espace est ajouté."), "it is said");
    Form::new(address, &[reads, ("action", "lecteurs")], "nom", ["Chorale Aubrac", "Chorale Margeride"])
}

#[both_engines]
async fn who_saves_later_does_not_overwrite(server: Server) {
    let admin = server.browser_of("direction").await;
    server.world.administrator("direction").await;
    let forms = [
        Form::new(
            "/administration/pages?page=mentions&langue=fr",
            &[("contact", "Mairie")],
            "hebergeur",
            ["Ville Aubrac", "Ville Margeride"],
        ),
        Form::new(
            "/administration/vacances?zone=A",
            &[("action", "enregistrer")],
            "periodes",
            ["24/10/2026 08/11/2026 Aubrac", "24/10/2026 08/11/2026 Margeride"],
        ),
        Form::new("/administration/conservation", &PERIODS, "personnes", ["61", "73"]),
        space_form(&server, &admin).await,
    ];
    let said = Language::French.words().refusals.conflict(Conflict::SavedMeanwhile);
    for form in forms {
        let (address, [first, second]) = (&form.address, form.values);
        let shown = version_in(&admin.get(address).await.body);
        let one = form.posts(&admin, first, &shown).await;
        assert_eq!(one.status, 303, "{address}: {}", one.body);
        let twice = form.posts(&admin, first, &shown).await;
        assert_eq!(twice.status, 303, "the button was pressed twice: {address}: {}", twice.body);
        let other = form.posts(&admin, second, &shown).await;
        assert_eq!(other.status, 409, "{address}: {}", other.body);
        assert!(other.body.contains(&said), "{address}: {}", other.body);
        assert!(shows(&other.body, second), "what was typed is kept: {address}: {}", other.body);
        let page = admin.get(address).await.body;
        assert!(shows(&page, first) && !shows(&page, second), "{address}: {page}");
        // Who was told may replace it.
        let told = form.posts(&admin, second, &version_in(&other.body)).await;
        assert_eq!(told.status, 303, "{address}: {}", told.body);
        assert!(shows(&admin.get(address).await.body, second), "{address}");
    }
}

/// Periods are tried in an address of their own, which still names what was shown before.
#[both_engines]
async fn periods_that_were_tried_do_not_overwrite_either(server: Server) {
    let admin = server.browser_of("direction").await;
    server.world.administrator("direction").await;
    let page = "/administration/conservation";
    let shown = version_in(&admin.get(page).await.body);
    let mut fields = PERIODS.to_vec();
    fields.push(("personnes", "60"));
    assert_eq!(saves(&admin, page, &fields, &shown).await.status, 303);
    let tried = admin.get(&format!("{page}?personnes=70&version={shown}")).await;
    assert_eq!(version_in(&tried.body), shown);
    fields.pop();
    fields.push(("personnes", "70"));
    let refused = saves(&admin, page, &fields, &shown).await;
    assert_eq!(refused.status, 409, "{}", refused.body);
    let (why, form) = (refused.body.find("data-kind=\"error\""), refused.body.find("id=\"durees-titre\""));
    assert!(why.is_some() && why < form, "said above the periods: {}", refused.body);
}

/// A question about a child, with one pupil who may be meant.
fn asked(id: &str, pupil: &str) -> Match {
    let candidate = Candidate {
        key: pupil.to_owned(),
        name: format!("Pupil {pupil}"),
        class: "CE1 A".to_owned(),
        born: None,
    };
    Match {
        id: id.to_owned(),
        guardian: "ROY Ana".to_owned(),
        email: String::new(),
        child: "ROY Zoe".to_owned(),
        candidates: vec![candidate],
    }
}

/// The form sends the answers that it showed too: one that is left open would take back what was answered.
#[both_engines]
async fn answers_about_children_do_not_overwrite(server: Server) {
    let admin = server.browser_of("direction").await;
    server.world.administrator("direction").await;
    let questions = vec![asked("q1", "k1"), asked("q2", "k2")];
    let school = SchoolMatches { asked_at: Millis(1), asked: questions, decided: [].into() };
    let all: Matches = [("0570051W".to_owned(), school)].into();
    let stored = serde_json::to_string(&all).expect("JSON");
    let sql = format!("INSERT INTO setting (name, value) VALUES ('directory_matches', '{stored}')");
    server.world.sql(&sql).await;
    let address = "/administration/annuaire/rapprochements";
    let answers = |first: &'static str, second: &'static str| {
        [("etablissement", "0570051W"), ("question-q1", first), ("question-q2", second)]
    };
    let shown = version_in(&admin.get(address).await.body);
    let one = saves(&admin, address, &answers("k1", ""), &shown).await;
    assert_eq!(one.status, 303, "{}", one.body);
    let twice = saves(&admin, address, &answers("k1", ""), &shown).await;
    assert_eq!(twice.status, 303, "the button was pressed twice: {}", twice.body);

    let other = saves(&admin, address, &answers("", "k2"), &shown).await;
    assert_eq!(other.status, 409, "{}", other.body);
    let said = Language::French.words().refusals.conflict(Conflict::SavedMeanwhile);
    for kept in [said.as_str(), "value=\"k2\" checked"] {
        assert!(other.body.contains(kept), "{kept}: {}", other.body);
    }
    let page = admin.get(address).await.body;
    assert!(page.contains("value=\"k1\" checked"), "{page}");
    // Who was told may answer all of it.
    let told = saves(&admin, address, &answers("k1", "k2"), &version_in(&other.body)).await;
    assert_eq!(told.status, 303, "{}", told.body);
    let page = admin.get(address).await.body;
    assert!(["k1", "k2"].iter().all(|key| page.contains(&format!("value=\"{key}\" checked"))), "{page}");
}
