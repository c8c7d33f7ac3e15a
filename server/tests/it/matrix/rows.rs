//! Every address, with its request and the people who should get the answer.

mod administration;
mod agenda;
mod attachments;
mod correcting;
mod drafts;
mod following;
mod portals;
mod received;
mod spaces;

use std::sync::LazyLock;

use domain::{
    access::Right,
    communications::Channel::{self, Announcement, Message, News},
};
use http::Method;
use serde_json::{Value, json};
use server::{Policy, Route};

use super::{
    agreed::{
        Place::{self, Foreign, Own},
        Rule,
    },
    ask::Ask,
    scene::{Given, Scene, filled},
};

pub struct Row {
    pub method: Method,
    /// As the router or the server function names it.
    pub address: &'static str,
    pub what: &'static str,
    pub given: Given,
    pub rule: Rule,
    pub ask: fn(&Scene) -> Ask,
}

impl Row {
    /// Its policy in the table of addresses.
    pub fn policy(&self) -> Policy {
        static TABLE: LazyLock<Vec<Route>> = LazyLock::new(server::routes);
        let of = |route: &&Route| route.method == self.method && route.path == self.address;
        TABLE.iter().find(of).expect("an address of the table").policy
    }
}

fn page(address: &'static str, what: &'static str, given: Given, rule: Rule, ask: fn(&Scene) -> Ask) -> Row {
    Row { method: Method::GET, address, what, given, rule, ask }
}

fn post(address: &'static str, what: &'static str, given: Given, rule: Rule, ask: fn(&Scene) -> Ask) -> Row {
    Row { method: Method::POST, address, what, given, rule, ask }
}

const fn get(_: &Scene) -> Ask {
    Ask::Get("")
}

const fn send(_: &Scene) -> Ask {
    Ask::Form(Vec::new())
}

fn call(_: &Scene) -> Ask {
    Ask::Call(json!({}))
}

/// Anybody who may write on any channel gets the form.
const CREATE: Rule = Rule::Somewhere { right: Right::CreateCommunication, channels: &Channel::ALL, ok: 200 };

/// For each channel, an own communication and one of somebody else, at the own school and at a
/// foreign one.
fn of_each(make: impl Fn(&'static str, Given, Channel, bool, Place) -> Row) -> impl Iterator<Item = Row> {
    let all: [(&'static str, Channel, bool, Place); 12] = [
        ("annonce, la sienne", Announcement, true, Own),
        ("annonce, d'autrui", Announcement, false, Own),
        ("annonce, la sienne, ailleurs", Announcement, true, Foreign),
        ("annonce, d'autrui, ailleurs", Announcement, false, Foreign),
        ("message, le sien", Message, true, Own),
        ("message, d'autrui", Message, false, Own),
        ("message, le sien, ailleurs", Message, true, Foreign),
        ("message, d'autrui, ailleurs", Message, false, Foreign),
        ("actualité, la sienne", News, true, Own),
        ("actualité, d'autrui", News, false, Own),
        ("actualité, la sienne, ailleurs", News, true, Foreign),
        ("actualité, d'autrui, ailleurs", News, false, Foreign),
    ];
    let rows: Vec<Row> = all
        .into_iter()
        .map(|(what, channel, own, place)| {
            make(what, Given::Communication { channel, own, place }, channel, own, place)
        })
        .collect();
    rows.into_iter()
}

/// The table.
pub fn rows() -> Vec<Row> {
    let mut rows = open();
    rows.extend(reading());
    rows.extend(messages());
    rows.extend(sending());
    rows.extend(asking());
    rows.extend(drafts::rows());
    rows.extend(following::rows());
    rows.extend(received::rows());
    rows.extend(attachments::rows());
    rows.extend(spaces::rows());
    rows.extend(agenda::rows());
    rows.extend(administration::own_account());
    rows.extend(administration::rights());
    rows.extend(portals::rows());
    rows.extend(administration::batches());
    rows.extend(administration::records());
    // Its last row signs everybody out.
    rows.extend(administration::portal());
    rows
}

fn open() -> Vec<Row> {
    use Given::{Link, Nothing};
    vec![
        page("/health/live", "", Nothing, Rule::Open { ok: 200 }, get),
        page("/health/ready", "", Nothing, Rule::Open { ok: 200 }, get),
        page("/connexion", "", Nothing, Rule::Door { ok: 200 }, get),
        post("/connexion", "sans rien", Nothing, Rule::Open { ok: 401 }, send),
        page("/connexion/code", "sans première étape", Nothing, Rule::Open { ok: 303 }, get),
        post("/connexion/code", "sans première étape", Nothing, Rule::Open { ok: 303 }, send),
        page("/connexion/fournisseur/{id}", "inconnu", Nothing, Rule::Open { ok: 404 }, get),
        page("/connexion/retour/{id}", "sans départ", Nothing, Rule::Open { ok: 400 }, get),
        page("/connexion/deconnecte", "sans départ", Nothing, Rule::Open { ok: 303 }, get),
        post("/connexion/deconnexion-fournisseur/{id}", "inconnu", Nothing, Rule::Open { ok: 404 }, send),
        post("/api/session/choices", "", Nothing, Rule::Open { ok: 200 }, call),
        page("/connexion/cas/{id}", "inconnu", Nothing, Rule::Open { ok: 404 }, get),
        post("/connexion/cas/{id}", "sans message", Nothing, Rule::Open { ok: 400 }, send),
        page("/mot-de-passe/{jeton}", "lien inventé", Nothing, Rule::Open { ok: 404 }, get),
        page("/mot-de-passe/{jeton}", "lien reçu", Link, Rule::Open { ok: 200 }, get),
        post("/mot-de-passe/{jeton}", "lien inventé", Nothing, Rule::Open { ok: 404 }, send),
        post("/mot-de-passe/{jeton}", "lien reçu, sans rien", Link, Rule::Open { ok: 422 }, send),
        page("/coupon", "", Nothing, Rule::Open { ok: 200 }, get),
        post("/coupon", "sans rien", Nothing, Rule::Open { ok: 422 }, send),
        post("/coupon", "code inventé", Nothing, Rule::Open { ok: 422 }, |_| {
            Ask::Form(vec![("code", "abcd-efgh-ijkl-mnop".to_owned())])
        }),
        page("/courriel/desinscription/{jeton}", "", Nothing, Rule::Open { ok: 200 }, get),
        post("/courriel/desinscription/{jeton}", "", Nothing, Rule::Open { ok: 303 }, send),
        page("/aide", "", Nothing, Rule::Open { ok: 200 }, get),
        page("/mentions-legales", "", Nothing, Rule::Open { ok: 200 }, get),
        page("/accessibilite", "", Nothing, Rule::Open { ok: 200 }, get),
        page("/widget/cadre/{portail}", "inconnu", Nothing, Rule::Open { ok: 404 }, get),
        page("/widget/fenetre/{portail}", "inconnu", Nothing, Rule::Open { ok: 404 }, get),
        post("/widget/fenetre/{portail}", "inconnu", Nothing, Rule::SignedIn { ok: 404 }, send),
        page("/etablissements/{uai}/annonces.atom", "inconnu", Nothing, Rule::Open { ok: 404 }, get),
        page("/etablissements/{uai}/affichage", "inconnu", Nothing, Rule::Open { ok: 404 }, get),
        page("/api/etablissements/{uai}/annonces", "inconnu", Nothing, Rule::Open { ok: 404 }, get),
        post("/api/account/link", "lien inventé", Nothing, Rule::Open { ok: 404 }, |_| {
            Ask::Call(json!({ "token": "0" }))
        }),
        post("/api/account/link", "lien reçu", Link, Rule::Open { ok: 200 }, |scene| {
            Ask::Call(json!({ "token": scene.token }))
        }),
    ]
}

fn reading() -> Vec<Row> {
    let ok = Rule::SignedIn { ok: 200 };
    vec![
        page("/", "", Given::Nothing, ok, get),
        page("/actualites", "", Given::Nothing, ok, get),
        page("/actualites/{id}", "sans adresse", Given::Nothing, Rule::SignedIn { ok: 404 }, get),
        post("/api/communications/news", "inconnue", Given::Nothing, Rule::SignedIn { ok: 404 }, |_| {
            Ask::Call(json!({ "id": 999_999 }))
        }),
        post("/api/home/archive", "", Given::Nothing, ok, |_| {
            Ask::Call(json!({ "filter": { "month": "", "after": "" } }))
        }),
        page("/api/announcements", "", Given::Nothing, ok, get),
        page("/flux", "messages et annonces", Given::Nothing, ok, |_| Ask::Get("?messages=&annonces=")),
        page("/flux/etat", "messages et annonces", Given::Nothing, ok, |_| Ask::Get("?messages=&annonces=")),
        post("/api/session", "", Given::Nothing, ok, call),
        post("/api/home", "", Given::Nothing, ok, call),
        post("/api/home/shown", "", Given::Nothing, ok, |_| Ask::Call(json!({ "version": "" }))),
        post("/api/home/blocks", "", Given::Nothing, ok, call),
        // Nobody's page shows it.
        post("/annonces/{id}/replier", "inconnue", Given::Nothing, Rule::SignedIn { ok: 404 }, send),
        post("/annonces/{id}/deplier", "inconnue", Given::Nothing, Rule::SignedIn { ok: 303 }, send),
    ]
}

/// Messages are personal: nobody else gets them, whatever their role.
fn messages() -> Vec<Row> {
    use Given::Nothing;
    let ok = Rule::SignedIn { ok: 200 };
    let mut rows = vec![
        page("/messagerie", "", Nothing, ok, get),
        post("/api/messages/inbox", "", Nothing, ok, |_| Ask::Call(json!({ "filter": {} }))),
        post("/api/messages/latest", "", Nothing, ok, call),
        page("/messagerie/envoyes", "", Nothing, ok, get),
        post("/api/messages/written", "", Nothing, ok, |_| Ask::Call(json!({ "before": null }))),
    ];
    for (what, own) in [("le sien", true), ("d'autrui", false)] {
        let given = Given::Message { own };
        let answered = |ok| Rule::SignedIn { ok: if own { ok } else { 404 } };
        rows.push(page("/messagerie/{id}", what, given, answered(200), get));
        rows.push(post("/api/messages/open", what, given, answered(200), |scene| {
            Ask::Call(json!({ "id": scene.id }))
        }));
        for address in [
            "/messagerie/{id}/archiver",
            "/messagerie/{id}/desarchiver",
            "/messagerie/{id}/supprimer",
            "/messagerie/{id}/retablir",
            "/messagerie/{id}/accuser",
        ] {
            rows.push(post(address, what, given, answered(303), send));
        }
        rows.push(post("/messagerie/{id}/repondre", what, given, answered(303), |scene| {
            Ask::Form(vec![("cle", scene.key.clone()), ("reponse", "Oui".to_owned())])
        }));
    }
    rows
}

/// The arguments of a form for one perimeter.
fn form(scene: &Scene, perimeter: &str) -> Value {
    json!({ "form_key": scene.key, "input": filled(Announcement, perimeter) })
}

fn letter(scene: &Scene, perimeter: &str) -> Value {
    json!({ "form_key": scene.key, "input": filled(Message, perimeter) })
}

/// The answer to the question that the person was asked.
fn answered(scene: &Scene) -> Ask {
    let Scene { key, form, confirmation, .. } = scene;
    Ask::Call(json!({ "form_key": key, "input": form, "confirmation": confirmation }))
}

fn plain(scene: &Scene, perimeter: &str, action: &str) -> Ask {
    let input = filled(Announcement, perimeter);
    let confirmation = serde_json::to_string(&scene.confirmation).expect("JSON");
    Ask::Form(vec![
        ("cle", scene.key.clone()),
        ("action", action.to_owned()),
        ("confirmation", confirmation),
        ("perimetre", input.perimeter),
        ("cible", "1".to_owned()),
        ("canal", input.channel),
        ("type", input.announcement.severity),
        ("texte", input.announcement.text),
        ("periode-debut", input.announcement.first_day),
        ("periode-fin", input.announcement.last_day),
    ])
}

/// The question, and the answer that confirms it.
fn deploying() -> Vec<Row> {
    let to = |place, ok| Rule::Send { channel: Announcement, place, ok };
    let writes = |place| Rule::Send { channel: Message, place, ok: 200 };
    let tells = |place| Rule::Send { channel: News, place, ok: 200 };
    let given = |channel, place| Given::Question { channel, place };
    vec![
        post("/communications/nouvelle", "déployer", given(Announcement, Own), to(Own, 303), |scene| {
            plain(scene, &scene.own_perimeter, "confirmer")
        }),
        post(
            "/communications/nouvelle",
            "déployer, ailleurs",
            given(Announcement, Foreign),
            to(Foreign, 303),
            |scene| plain(scene, &scene.foreign_perimeter, "confirmer"),
        ),
        post("/api/communications/question", "", Given::Nothing, to(Own, 200), |scene| {
            Ask::Call(form(scene, &scene.own_perimeter))
        }),
        post("/api/communications/question", "ailleurs", Given::Nothing, to(Foreign, 200), |scene| {
            Ask::Call(form(scene, &scene.foreign_perimeter))
        }),
        post("/api/communications/question", "message", Given::Nothing, writes(Own), |scene| {
            Ask::Call(letter(scene, &scene.own_perimeter))
        }),
        post("/api/communications/question", "message, ailleurs", Given::Nothing, writes(Foreign), |scene| {
            Ask::Call(letter(scene, &scene.foreign_perimeter))
        }),
        post("/api/communications/deploy", "", given(Announcement, Own), to(Own, 200), answered),
        post(
            "/api/communications/deploy",
            "ailleurs",
            given(Announcement, Foreign),
            to(Foreign, 200),
            answered,
        ),
        post("/api/communications/deploy", "message", given(Message, Own), writes(Own), answered),
        post("/api/communications/deploy", "actualité", given(News, Own), tells(Own), answered),
        post(
            "/api/communications/deploy",
            "actualité, ailleurs",
            given(News, Foreign),
            tells(Foreign),
            answered,
        ),
        post(
            "/api/communications/deploy",
            "message, ailleurs",
            given(Message, Foreign),
            writes(Foreign),
            answered,
        ),
    ]
}

fn sending() -> Vec<Row> {
    let kept = Rule::Somewhere { right: Right::CreateCommunication, channels: &Channel::ALL, ok: 303 };
    let mut rows = vec![
        page("/communications/nouvelle", "", Given::Nothing, CREATE, get),
        post("/api/communications/compose", "formulaire vide", Given::Nothing, CREATE, |_| {
            Ask::Call(json!({ "start": "Blank" }))
        }),
        post(
            "/api/communications/compose",
            "brouillon, le sien",
            Given::Draft { own: true },
            CREATE,
            |scene| Ask::Call(json!({ "start": { "Draft": scene.id } })),
        ),
        post("/communications/nouvelle", "garder", Given::Nothing, kept, |scene| {
            plain(scene, &scene.own_perimeter, "")
        }),
    ];
    rows.extend(deploying());
    rows.extend(of_each(|what, given, channel, own, place| {
        let rule = Rule::Copy { channel, own, place, ok: 200 };
        post("/api/communications/compose", what, given, rule, |scene| {
            Ask::Call(json!({ "start": { "Copy": [scene.id, "both"] } }))
        })
    }));
    rows
}

/// What the form requests while it is filled in.
fn asking() -> Vec<Row> {
    let to = |place| Rule::Send { channel: Announcement, place, ok: 200 };
    let writes = |place| Rule::Send { channel: Message, place, ok: 200 };
    let on = |channels| Rule::Somewhere { right: Right::CreateCommunication, channels, ok: 200 };
    vec![
        post("/api/communications/perimeters", "annonce", Given::Nothing, on(&[Announcement]), |_| {
            Ask::Call(json!({ "channel": "announcement" }))
        }),
        post("/api/communications/perimeters", "message", Given::Nothing, on(&[Message]), |_| {
            Ask::Call(json!({ "channel": "message" }))
        }),
        post("/api/communications/perimeters", "actualité", Given::Nothing, on(&[News]), |_| {
            Ask::Call(json!({ "channel": "news" }))
        }),
        post("/api/communications/articles", "", Given::Nothing, on(&[Announcement]), |scene| {
            Ask::Call(form(scene, &scene.own_perimeter))
        }),
        post("/api/communications/people", "", Given::Nothing, to(Own), |scene| {
            Ask::Call(json!({ "channel": "announcement", "perimeter": scene.own_perimeter, "search": "mar" }))
        }),
        post("/api/communications/people", "message", Given::Nothing, writes(Own), |scene| {
            Ask::Call(json!({ "channel": "message", "perimeter": scene.own_perimeter, "search": "mar" }))
        }),
        post("/api/communications/people", "ailleurs", Given::Nothing, to(Foreign), |scene| {
            Ask::Call(
                json!({ "channel": "announcement", "perimeter": scene.foreign_perimeter, "search": "mar" }),
            )
        }),
        post("/api/communications/survey", "message", Given::Nothing, writes(Own), |scene| {
            Ask::Call(letter(scene, &scene.own_perimeter))
        }),
        post("/api/communications/survey", "", Given::Nothing, to(Own), |scene| {
            Ask::Call(form(scene, &scene.own_perimeter))
        }),
        post("/api/communications/survey", "ailleurs", Given::Nothing, to(Foreign), |scene| {
            Ask::Call(form(scene, &scene.foreign_perimeter))
        }),
    ]
}
