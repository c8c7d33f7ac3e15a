//! Valid input of each function and each form.

mod forms;

use domain::{
    EstablishmentId, PersonId,
    access::{AccessChange, GrantInput, SeverityChange, view::HoldersFilter},
    audit::AuditFilter,
    communications::{Confirmation, received::ReceivedFilter, view::SentFilter},
    directory::Profile,
    messages::view::InboxFilter,
    time::Millis,
};
use serde_json::{Value, json};

pub use self::forms::fields;
use super::{dice::Dice, facts::Facts, portals, spaces, text};
use testing_server::{Form, announcement, everybody, in_schools, message, of_level, of_profile};

/// Valid arguments of a server function; `None` for an unknown function.
pub fn arguments(path: &str, facts: &Facts, dice: &mut Dice) -> Option<Value> {
    let id = facts.id("id", dice);
    let person = facts.id("personne", dice);
    let search = if dice.one_in(3) { text::odd(dice) } else { "mar".to_owned() };
    Some(match path {
        "/api/session"
        | "/api/session/choices"
        | "/api/providers"
        | "/api/home"
        | "/api/home/blocks"
        | "/api/account"
        | "/api/messages/latest" => {
            json!({})
        }
        "/api/accounts/batch" | "/api/providers/detail" => json!({ "id": id }),
        "/api/home/shown" => json!({ "version": search }),
        "/api/messages/open" => json!({ "id": facts.id("message", dice) }),
        "/api/messages/inbox" => json!({ "filter": inbox_filter(search, dice) }),
        "/api/messages/written" => json!({ "before": dice.pick(&[None, Some(1), Some(id)]) }),
        "/api/directory" => json!({ "run": dice.pick(&[None, Some(1), Some(id)]) }),
        "/api/home/archive" => {
            let month = dice.pick(&["", "2026-10", "2026-09", "2026-13"]);
            let after = dice.pick(&["", "1791187200000.news.12", "1.x.1"]);
            json!({ "filter": { "month": month, "after": after } })
        }
        "/api/access/page" => json!({ "scope": scope(facts, dice) }),
        "/api/access/people" => json!({ "scope": scope(facts, dice), "search": search }),
        "/api/access/population" => {
            json!({ "scope": scope(facts, dice), "population": target(facts, dice) })
        }
        "/api/access/holders" => {
            let filter =
                HoldersFilter { scope: scope(facts, dice), search, page: 1, ..HoldersFilter::default() };
            json!({ "filter": filter })
        }
        "/api/access/save" => json!({ "change": change(facts, dice) }),
        "/api/access/requests" => {
            let known = ["create_communication", "cancel_communication", "put_offline_or_online"];
            json!({ "right": if dice.one_in(3) { search } else { dice.pick(&known).to_string() } })
        }
        "/api/account/strength" => json!({ "password": text::odd(dice), "link": null }),
        "/api/account/link" => json!({ "token": token(dice) }),
        "/api/accounts" => json!({ "search": search, "page": 1 }),
        "/api/accounts/detail" => json!({ "person": person }),
        "/api/accounts/batches" => {
            let choice = json!({ "school": dice.pick(&["", "1", "2", "x"]), "profile": "National_ELV", "class": search });
            json!({ "choice": choice })
        }
        "/api/agenda" => {
            json!({ "space": dice.pick(&[None, Some(1), Some(id)]), "query": { "day": search } })
        }
        "/api/agenda/form" => json!({ "space": dice.pick(&[None, Some(1), Some(id)]), "day": search }),
        "/api/agenda/event" | "/api/agenda/form/event" => json!({ "id": id, "day": "2026-10-08" }),
        "/api/audit" => json!({ "filter": AuditFilter { search, ..AuditFilter::default() } }),
        _ => return of_communications(path, search, facts, dice),
    })
}

fn of_communications(path: &str, search: String, facts: &Facts, dice: &mut Dice) -> Option<Value> {
    let id = facts.id("id", dice);
    Some(match path {
        "/api/communications/compose" => json!({ "start": start(facts, dice) }),
        "/api/communications/perimeters" => {
            json!({ "channel": dice.pick(&["announcement", "message", "news"]) })
        }
        "/api/communications/people" => json!({
            "channel": dice.pick(&["announcement", "message", "news"]),
            "perimeter": scope(facts, dice),
            "search": search,
        }),
        "/api/communications/survey" | "/api/communications/articles" => {
            json!({ "input": input(facts, dice) })
        }
        "/api/communications/drafts/save" | "/api/communications/question" => {
            json!({ "form_key": form_key(dice), "input": input(facts, dice) })
        }
        "/api/communications/deploy" => json!({
            "form_key": form_key(dice),
            "input": input(facts, dice),
            "confirmation": confirmation(facts, dice),
        }),
        "/api/communications/drafts/discard" => json!({ "form_key": form_key(dice) }),
        "/api/communications/cancel"
        | "/api/communications/remind"
        | "/api/communications/detail"
        | "/api/communications/exchanges" => {
            json!({ "id": id })
        }
        "/api/communications/news" => json!({ "id": id }),
        "/api/communications/answers" => {
            json!({ "id": id, "before": dice.pick(&[None, Some(1), Some(id)]) })
        }
        "/api/communications/names" => {
            let filter = json!({ "school": search, "state": state(dice), "class": "2de A", "after": "1-2" });
            json!({ "id": id, "filter": filter })
        }
        "/api/communications/correction" => {
            let typed = json!({ "version": dice.below(3), "tell": true, "input": input(facts, dice) });
            json!({ "id": id, "typed": typed, "asked": dice.one_in(2) })
        }
        "/api/communications/sites" => {
            json!({ "id": id, "filter": { "search": search, "state": state(dice), "after": "1" } })
        }
        "/api/communications/received" => json!({ "filter": received_filter(search, dice) }),
        "/api/communications/received/detail" => json!({ "id": id, "school": school(id, dice) }),
        "/api/communications/sent" => {
            let filter = SentFilter { search, page: 1, ..SentFilter::default() };
            json!({ "filter": filter })
        }
        path => return spaces::arguments(path, id, dice).or_else(|| portals::arguments(path, id)),
    })
}

/// The confirmation of some question, or none.
fn confirmation(facts: &Facts, dice: &mut Dice) -> Option<Confirmation> {
    (!dice.one_in(4)).then(|| Confirmation {
        sender: PersonId(facts.id("personne", dice)),
        perimeter: format!("etablissement-{}", facts.curie),
        source: text::odd(dice),
        zone: "Europe/Paris".to_owned(),
        schools: [EstablishmentId(facts.curie)].into(),
        criteria: text::odd(dice),
        content: text::odd(dice),
        recipients: dice.roll(),
        asked_at: Millis(0),
        asked_again: dice.one_in(2),
    })
}

fn state(dice: &mut Dice) -> &'static str {
    dice.pick(&["", "hors-ligne", "x"])
}

fn school(id: i64, dice: &mut Dice) -> Option<i64> {
    dice.pick(&[None, Some(1), Some(id)])
}

fn received_filter(search: String, dice: &mut Dice) -> ReceivedFilter {
    let state = state(dice).to_owned();
    let before = dice.pick(&["", "1-2-3", "x"]).to_owned();
    ReceivedFilter { search, state, before, ..ReceivedFilter::default() }
}

fn inbox_filter(search: String, dice: &mut Dice) -> InboxFilter {
    let place = |dice: &mut Dice| match dice.below(4) {
        0 => text::odd(dice),
        1 => format!("{}-{}", dice.roll(), dice.below(40)),
        _ => String::new(),
    };
    InboxFilter {
        folder: dice.pick(&["", "reception", "archives", "supprimes"]).to_owned(),
        search,
        before: place(dice),
        after: place(dice),
    }
}

/// So few values that some are used twice.
fn form_key(dice: &mut Dice) -> String {
    format!("fuzz-{:08}", dice.below(2_000))
}

pub fn token(dice: &mut Dice) -> String {
    let mut half = || u128::from(dice.roll()) << 64 | u128::from(dice.roll());
    format!("{:032x}{:032x}", half(), half())
}

fn scope(facts: &Facts, dice: &mut Dice) -> String {
    match dice.below(4) {
        0 => String::new(),
        1 => format!("collectivite-{}", facts.authority),
        2 => format!("etablissement-{}", dice.pick(&facts.schools)),
        _ => format!("etablissement-{}", facts.curie),
    }
}

fn start(facts: &Facts, dice: &mut Dice) -> Value {
    match dice.below(4) {
        0 => json!({ "Draft": facts.id("draft", dice) }),
        1 => json!({ "Copy": [facts.id("id", dice), dice.pick(&["Targets", "Content", "Both"])] }),
        _ => json!("Blank"),
    }
}

fn target(facts: &Facts, dice: &mut Dice) -> Value {
    let school = domain::EstablishmentId(dice.pick(&facts.schools));
    let target = match dice.below(4) {
        0 => everybody(),
        1 => of_level(Profile::Student, "2de"),
        2 => in_schools(&[school], of_profile(Profile::Teacher)),
        _ => of_profile(Profile::Student),
    };
    json!(target)
}

fn input(facts: &Facts, dice: &mut Dice) -> Value {
    let text = if dice.one_in(2) { text::odd(dice) } else { "Sortie au musée".to_owned() };
    let form = if dice.one_in(2) { announcement(&text) } else { letter(&text, dice) };
    let mut input = json!(form.input);
    input["targets"] = (0..=dice.below(3)).map(|_| target(facts, dice)).collect();
    if dice.one_in(4) {
        input["perimeter"] = json!(scope(facts, dice));
    }
    if dice.one_in(4) {
        input["with_link"] = json!(true);
        input["link"] = json!(dice.pick(&["https://ent.example/a?b=1&c", "http://é.example", "ftp://x"]));
    }
    input
}

/// A message, immediate or scheduled, with a valid or an invalid text.
fn letter(subject: &str, dice: &mut Dice) -> Form {
    let body = if dice.one_in(3) { text::odd(dice) } else { "<p>Lundi <b>matin</b></p>".to_owned() };
    let form = message(subject, &body).asks(dice.pick(&["", "none", "any_guardian", "each", "x"]));
    if dice.one_in(3) {
        form.later(
            dice.pick(&["2026-10-25", "2026-02-30", "+10000-1-1", ""]),
            dice.pick(&["02:30", "24:00", "2:3"]),
        )
    } else {
        form
    }
}

fn change(facts: &Facts, dice: &mut Dice) -> AccessChange {
    let population = serde_json::from_value(target(facts, dice)).expect("a target");
    let person = dice.one_in(2).then(|| domain::PersonId(facts.id("personne", dice)));
    let role = dice.pick(&["sender_announcement", "sender_viewer", "recipient_manager"]).to_owned();
    let severity = dice.pick(&["information", "warning", "alert", "", "extreme"]).to_owned();
    let changed = if dice.one_in(3) {
        let grant = i64::try_from(dice.below(40)).expect("small");
        vec![SeverityChange { grant, severity: severity.clone() }]
    } else {
        Vec::new()
    };
    let grant = GrantInput { role, person, population, severity, ..GrantInput::default() };
    let removed =
        if dice.one_in(3) { vec![i64::try_from(dice.below(40)).expect("small")] } else { Vec::new() };
    let version = i64::try_from(dice.below(6)).expect("small");
    AccessChange { scope: scope(facts, dice), version, added: vec![grant], removed, changed }
}

/// The names of form fields and of query parameters.
pub const NAMES: [&str; 69] = [
    "identifiant",
    "mot_de_passe",
    "suite",
    "code",
    "actuel",
    "nouveau",
    "confirmation",
    "action",
    "cle",
    "cible",
    "canal",
    "type",
    "texte",
    "lien",
    "lien-url",
    "periode-debut",
    "periode-fin",
    "envoi",
    "envoi-date",
    "envoi-heure",
    "objet",
    "corps",
    "corps-texte",
    "actualite-titre",
    "actualite-texte",
    "actualite-texte-brut",
    "langue-texte",
    "autre-langue",
    "autre-titre",
    "autre-texte",
    "actualite-debut",
    "actualite-fin",
    "image",
    "image-jeton",
    "image-texte",
    "image-decorative",
    "mois",
    "fichiers",
    "reponse",
    "accuse",
    "perimetre",
    "cible-1-profils",
    "cible-1-niveaux",
    "cible-1-etablissements",
    "cible-2-profils",
    "mode",
    "retraits",
    "q",
    "page",
    "statut",
    "du",
    "au",
    "auteur",
    "tri",
    "onglet",
    "brouillon",
    "etape",
    "copie",
    "deploye",
    "rapport",
    "resultat",
    "avant",
    "portee",
    "erreur",
    "secondes",
    "version",
    "fait",
    "dossier",
    "apres",
];
