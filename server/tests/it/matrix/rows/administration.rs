//! The own account, and the pages of administration.

use serde_json::json;

use super::{Row, call, get, page, post, send};
use crate::matrix::{
    agreed::{
        Place::{Foreign, Own},
        Rule,
    },
    ask::Ask,
    scene::{Given, Scene},
};

pub fn own_account() -> Vec<Row> {
    use Given::{Link, Nothing};
    let (seen, refused) = (Rule::SignedIn { ok: 200 }, Rule::SignedIn { ok: 422 });
    vec![
        page("/mon-compte", "", Nothing, seen, get),
        post("/api/account", "", Nothing, seen, call),
        post("/api/account/strength", "le sien", Nothing, seen, |_| {
            Ask::Call(json!({ "password": "cantine", "link": null }))
        }),
        post("/api/account/strength", "par un lien reçu", Link, Rule::Open { ok: 200 }, |scene| {
            Ask::Call(json!({ "password": "cantine", "link": scene.token }))
        }),
        post("/mon-compte/mot-de-passe", "sans rien", Nothing, refused, send),
        // Who proves nothing changes nothing: a test of its own proves, and walks all of them.
        post("/mon-compte/second-facteur", "commencer", Nothing, refused, |_| {
            Ask::Form(vec![("action", "commencer".to_owned())])
        }),
        post("/mon-compte/second-facteur", "annuler", Nothing, Rule::SignedIn { ok: 303 }, |_| {
            Ask::Form(vec![("action", "annuler".to_owned())])
        }),
        post("/mon-compte/second-facteur", "sans enrôlement", Nothing, Rule::SignedIn { ok: 303 }, |_| {
            Ask::Form(vec![("action", "confirmer".to_owned()), ("code", "000000".to_owned())])
        }),
        post("/mon-compte/second-facteur", "retirer", Nothing, refused, |_| {
            Ask::Form(vec![("action", "retirer".to_owned())])
        }),
        post("/mon-compte/second-facteur", "codes", Nothing, refused, |_| {
            Ask::Form(vec![("action", "codes".to_owned())])
        }),
        // Nobody here has an address, and the portal has no relay.
        post("/mon-compte/courriel", "sans relais", Nothing, Rule::SignedIn { ok: 409 }, send),
        post("/mon-compte/sessions/{id}/fermer", "sans mot de passe", Nothing, refused, send),
        post("/mon-compte/sessions/fermer", "sans mot de passe", Nothing, refused, send),
        page("/mon-compte/donnees.zip", "", Nothing, seen, get),
    ]
}

pub fn rights() -> Vec<Row> {
    use Given::{Nothing, Request};
    let declined = |place| Rule::RightsOn { place, ok: 303 };
    let on = |place| Rule::RightsOn { place, ok: 200 };
    vec![
        page("/administration/services/communication-ciblee", "son établissement", Nothing, on(Own), |_| {
            Ask::Get("?perimetre=OWN")
        }),
        page("/administration/services/communication-ciblee", "ailleurs", Nothing, on(Foreign), |_| {
            Ask::Get("?perimetre=FOREIGN")
        }),
        post("/api/access/page", "son établissement", Nothing, on(Own), |scene| {
            Ask::Call(json!({ "scope": scope(scene.own_school) }))
        }),
        post("/api/access/page", "ailleurs", Nothing, on(Foreign), |scene| {
            Ask::Call(json!({ "scope": scope(scene.foreign_school) }))
        }),
        post("/api/access/population", "son établissement", Nothing, on(Own), |scene| {
            Ask::Call(
                json!({ "scope": scope(scene.own_school), "population": { "profiles": ["National_ENS"] } }),
            )
        }),
        post("/api/access/population", "ailleurs", Nothing, on(Foreign), |scene| {
            Ask::Call(json!({ "scope": scope(scene.foreign_school), "population": {} }))
        }),
        post("/api/access/people", "son établissement", Nothing, on(Own), |scene| {
            Ask::Call(json!({ "scope": scope(scene.own_school), "search": "mar" }))
        }),
        post("/api/access/people", "ailleurs", Nothing, on(Foreign), |scene| {
            Ask::Call(json!({ "scope": scope(scene.foreign_school), "search": "mar" }))
        }),
        post("/api/access/holders", "son établissement", Nothing, on(Own), |scene| {
            Ask::Call(json!({ "filter": { "scope": scope(scene.own_school) } }))
        }),
        post("/api/access/holders", "ailleurs", Nothing, on(Foreign), |scene| {
            Ask::Call(json!({ "filter": { "scope": scope(scene.foreign_school) } }))
        }),
        page("/communications/droits", "", Nothing, Rule::SignedIn { ok: 200 }, get),
        post("/api/access/requests", "", Nothing, Rule::SignedIn { ok: 200 }, |_| {
            Ask::Call(json!({ "right": "create_communication" }))
        }),
        post("/communications/droits", "sans rien", Nothing, Rule::SignedIn { ok: 422 }, send),
        post(
            "/communications/droits/{id}/retirer",
            "d'autrui",
            Request { place: Own },
            Rule::SignedIn { ok: 404 },
            send,
        ),
        post(DECLINE, "son établissement", Request { place: Own }, declined(Own), answer),
        post(DECLINE, "ailleurs", Request { place: Foreign }, declined(Foreign), answer),
        post(NAMES, "son établissement", Nothing, declined(Own), |scene| names(scene.own_school)),
        post(NAMES, "ailleurs", Nothing, declined(Foreign), |scene| names(scene.foreign_school)),
        post("/api/access/save", "son établissement", Nothing, on(Own), |scene| {
            Ask::Call(json!({ "change": { "scope": scope(scene.own_school) } }))
        }),
        post("/api/access/save", "ailleurs", Nothing, on(Foreign), |scene| {
            Ask::Call(json!({ "change": { "scope": scope(scene.foreign_school) } }))
        }),
    ]
}

const DECLINE: &str = "/administration/services/communication-ciblee/demandes/{id}/decliner";

const NAMES: &str = "/administration/services/communication-ciblee/noms";

const COPIES: &str = "/administration/services/communication-ciblee/copies";

fn copies(school: i64) -> Ask {
    Ask::Form(vec![("perimetre", scope(school)), ("action", "envoyer".to_owned())])
}

fn names(school: i64) -> Ask {
    Ask::Form(vec![("perimetre", scope(school)), ("action", "afficher".to_owned())])
}

fn answer(_: &Scene) -> Ask {
    Ask::Form(vec![("reponse", "Voyez la CPE.".to_owned())])
}

fn scope(school: i64) -> String {
    format!("etablissement-{school}")
}

/// Copies by e-mail, links and coupons for a whole population.
pub fn batches() -> Vec<Row> {
    use Given::Nothing;
    let (seen, unknown) = (Rule::Portal { ok: 200 }, Rule::Portal { ok: 404 });
    let declined = |place| Rule::RightsOn { place, ok: 303 };
    vec![
        post(COPIES, "son établissement", Nothing, declined(Own), |scene| copies(scene.own_school)),
        post(COPIES, "ailleurs", Nothing, declined(Foreign), |scene| copies(scene.foreign_school)),
        page("/administration/comptes/lots", "", Nothing, seen, get),
        post("/api/accounts/batches", "", Nothing, seen, |_| Ask::Call(json!({ "choice": {} }))),
        // Who proves nothing changes nothing: a test of its own proves.
        post("/administration/comptes/lots", "sans rien", Nothing, Rule::Portal { ok: 400 }, send),
        post("/administration/comptes/lots", "sans preuve", Nothing, Rule::Portal { ok: 422 }, |_| {
            Ask::Form(vec![("action", "print".to_owned())])
        }),
        page("/administration/comptes/lots/{id}", "inconnu", Nothing, unknown, get),
        post("/api/accounts/batch", "inconnu", Nothing, unknown, |_| Ask::Call(json!({ "id": 999_999 }))),
        post("/administration/comptes/lots/{id}/coupons", "inconnu", Nothing, unknown, send),
        post("/administration/comptes/lots/{id}/annuler", "inconnu", Nothing, unknown, send),
    ]
}

/// The people, and two records of one person.
pub fn records() -> Vec<Row> {
    use Given::Nothing;
    let unknown = Rule::Portal { ok: 404 };
    vec![
        page("/administration/annuaire/personnes", "", Nothing, Rule::Portal { ok: 200 }, get),
        page("/administration/annuaire/modele.csv", "usagers", Nothing, Rule::Portal { ok: 200 }, |_| {
            Ask::Get("?fichier=usagers")
        }),
        page("/administration/annuaire/modele.csv", "sans nom", Nothing, unknown, get),
        page("/administration/annuaire/fiches", "", Nothing, Rule::Portal { ok: 200 }, get),
        post("/administration/annuaire/fiches/reunir", "personne", Nothing, unknown, send),
        post("/administration/annuaire/fiches/distinguer", "personne", Nothing, unknown, send),
        post("/administration/annuaire/fiches/{personne}/separer", "une seule fiche", Nothing, unknown, send),
    ]
}

pub fn portal() -> Vec<Row> {
    use Given::{Import, Nothing};
    let (seen, done) = (Rule::Portal { ok: 200 }, Rule::Portal { ok: 303 });
    let unknown = Rule::Portal { ok: 404 };
    vec![
        page("/administration/annuaire", "", Nothing, seen, get),
        post("/administration/annuaire", "sans fichier", Nothing, Rule::Portal { ok: 400 }, |_| Ask::Upload),
        post("/administration/annuaire/dossier", "sans dossier", Nothing, unknown, send),
        page("/administration/annuaire/imports", "", Nothing, seen, get),
        // Only the last import that changed the directory can be undone.
        post("/administration/annuaire/imports/{id}/annuler", "", Import, Rule::Portal { ok: 409 }, send),
        // Its files are not here.
        post("/administration/annuaire/imports/{id}/importer", "", Import, Rule::Portal { ok: 409 }, send),
        page("/administration/annuaire/rapprochements", "", Nothing, seen, get),
        post("/administration/annuaire/rapprochements", "sans école", Nothing, unknown, send),
        page("/flux", "import terminé", Import, seen, |_| Ask::Get("?import=ID")),
        page("/flux/etat", "import terminé", Import, seen, |_| Ask::Get("?import=ID")),
        post("/api/directory", "", Nothing, seen, |_| Ask::Call(json!({ "run": null }))),
        page("/administration/comptes", "", Nothing, seen, get),
        post("/api/accounts", "", Nothing, seen, |_| Ask::Call(json!({ "search": "", "page": 1 }))),
        page("/administration/comptes/{personne}", "", Nothing, seen, get),
        post("/api/accounts/detail", "", Nothing, seen, |scene| Ask::Call(json!({ "person": scene.other }))),
        post("/administration/comptes/{personne}/lien", "", Nothing, seen, |_| {
            Ask::Form(vec![("identifiant", "parent".to_owned())])
        }),
        post("/administration/comptes/{personne}/administrateur", "retirer", Nothing, done, |_| {
            Ask::Form(vec![("action", "retirer".to_owned())])
        }),
        post("/administration/comptes/{personne}/second-facteur", "", Nothing, done, send),
        post("/administration/comptes/{personne}/sessions", "", Nothing, done, send),
        page("/administration/comptes/{personne}/donnees.zip", "", Nothing, seen, get),
        post("/administration/comptes/second-facteur", "lever", Nothing, done, |_| {
            Ask::Form(vec![("action", "lever".to_owned())])
        }),
        page("/administration/vacances", "", Nothing, seen, get),
        post("/administration/vacances", "sans rien", Nothing, Rule::Portal { ok: 422 }, send),
        page("/administration/conservation", "", Nothing, seen, get),
        post("/administration/conservation", "sans rien", Nothing, Rule::Portal { ok: 422 }, send),
        page("/administration/conservation/registre", "", Nothing, seen, get),
        page("/administration/pages", "", Nothing, seen, get),
        post("/administration/pages", "page inconnue", Nothing, unknown, send),
        page("/administration/connexion", "", Nothing, seen, get),
        post("/api/providers", "", Nothing, seen, call),
        page("/administration/connexion/nouveau", "", Nothing, seen, get),
        // Who proves nothing changes nothing: a test of its own proves.
        post("/administration/connexion/nouveau", "sans rien", Nothing, Rule::Portal { ok: 422 }, send),
        page("/administration/connexion/{id}", "inconnu", Nothing, unknown, get),
        post("/api/providers/detail", "inconnu", Nothing, unknown, |_| Ask::Call(json!({ "id": 999_999 }))),
        post("/administration/connexion/{id}", "inconnu", Nothing, unknown, send),
        post("/administration/connexion/{id}/etat", "inconnu", Nothing, unknown, |_| {
            Ask::Form(vec![("action", "suspendre".to_owned())])
        }),
        page("/administration/connexion/{id}/essayer", "inconnu", Nothing, unknown, get),
        page("/administration/journal", "", Nothing, seen, get),
        page("/administration/journal.csv", "", Nothing, seen, get),
        post("/api/audit", "", Nothing, seen, |_| Ask::Call(json!({ "filter": {} }))),
        post("/langue", "sans langue", Nothing, Rule::Open { ok: 400 }, send),
        post("/deconnexion", "sans session", Nothing, Rule::Open { ok: 303 }, send),
    ]
}
