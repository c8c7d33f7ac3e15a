//! Agendas: the own one, those of spaces, and their events.

use super::{Row, get, page, post, send};
use crate::matrix::{
    agreed::{Needs, Place, Rule},
    ask::Ask,
    scene::{Agenda, Given, Scene},
};
use serde_json::json;

pub fn rows() -> Vec<Row> {
    let mut rows = own();
    for place in [Place::Own, Place::Foreign] {
        rows.extend(of_space(place));
    }
    rows.extend(events());
    rows
}

fn filled(scene: &Scene) -> Ask {
    let fields = [
        ("cle", scene.key.as_str()),
        ("version", "0"),
        ("titre", "Sortie"),
        ("debut-date", "2026-10-08"),
        ("debut-heure", "10:00"),
        ("fin-heure", "11:00"),
    ];
    Ask::Form(fields.map(|(name, value)| (name, value.to_owned())).to_vec())
}

fn own() -> Vec<Row> {
    use Given::Nothing;
    let ok = |ok| Rule::SignedIn { ok };
    vec![
        page("/agenda", "", Nothing, ok(200), get),
        page("/agenda/nouveau", "", Nothing, ok(200), get),
        post("/agenda/nouveau", "", Nothing, ok(303), filled),
        post("/agenda/nouveau", "sans rien", Nothing, ok(404), send),
        post("/agenda/flux", "", Nothing, ok(200), send),
        page("/agenda/flux/{jeton}", "adresse inventée", Nothing, Rule::Open { ok: 404 }, get),
        page("/agenda/flux/{jeton}", "adresse reçue", Given::Calendar, Rule::Open { ok: 200 }, get),
        post("/api/agenda", "", Nothing, ok(200), |_| Ask::Call(json!({ "space": null, "query": {} }))),
        post("/api/agenda/form", "", Nothing, ok(200), |_| Ask::Call(json!({ "space": null, "day": "" }))),
    ]
}

fn of_space(place: Place) -> Vec<Row> {
    let (given, what) = (Given::StaffSpace { place }, if place == Place::Own { "" } else { "ailleurs" });
    let may = |needs, ok| Rule::Agenda { place, needs, ok };
    let (reads, writes) = (Needs::Reading, Needs::Writing { own: true });
    vec![
        page("/espaces/{id}/agenda", what, given, may(reads, 200), get),
        page("/espaces/{id}/agenda/nouveau", what, given, may(writes, 200), get),
        post("/espaces/{id}/agenda/nouveau", what, given, may(writes, 303), filled),
        post("/espaces/{id}/agenda/flux", what, given, may(reads, 200), send),
        post("/api/agenda", "d'un espace", given, may(reads, 200), |scene| {
            Ask::Call(json!({ "space": scene.id, "query": {} }))
        }),
        post("/api/agenda/form", "d'un espace", given, may(writes, 200), |scene| {
            Ask::Call(json!({ "space": scene.id, "day": "" }))
        }),
    ]
}

fn events() -> Vec<Row> {
    let of = |agenda, own| Given::Event { agenda, own };
    let mut rows = Vec::new();
    for (what, own) in [("le sien", true), ("d'autrui", false)] {
        let given = of(Agenda::Personal, own);
        let answered = |ok| Rule::SignedIn { ok: if own { ok } else { 404 } };
        // An event of one's own agenda is neither cancelled nor copied.
        rows.extend(each(what, given, [200, 303, 404, 404].map(answered), [200, 303].map(answered)));
    }
    for (what, own, place) in [
        ("d'un espace, le sien", true, Place::Own),
        ("d'un espace, d'autrui", false, Place::Own),
        ("d'un espace, le sien, ailleurs", true, Place::Foreign),
        ("d'un espace, d'autrui, ailleurs", false, Place::Foreign),
    ] {
        let given = of(Agenda::Staff(place), own);
        let may = |needs, ok| Rule::Agenda { place, needs, ok };
        let (reads, writes) = (Needs::Reading, Needs::Writing { own });
        let reading = [may(reads, 200), may(writes, 303), may(writes, 303), may(reads, 303)];
        rows.extend(each(what, given, reading, [may(writes, 200), may(writes, 303)]));
    }
    rows
}

/// Every address of an event: reading, removing, cancelling, copying; the form and its answer.
fn each(
    what: &'static str,
    given: Given,
    [reads, removes, cancels, copies]: [Rule; 4],
    [opens, changes]: [Rule; 2],
) -> Vec<Row> {
    let call = |scene: &Scene| Ask::Call(json!({ "id": scene.id, "day": "" }));
    vec![
        page("/evenements/{id}", what, given, reads, get),
        page("/evenements/{id}/evenement.ics", what, given, reads, get),
        page("/evenements/{id}/modifier", what, given, opens, get),
        post("/evenements/{id}/modifier", what, given, changes, filled),
        post("/evenements/{id}/annuler", what, given, cancels, send),
        post("/evenements/{id}/supprimer", what, given, removes, send),
        post("/evenements/{id}/ajouter", what, given, copies, send),
        post("/api/agenda/event", what, given, reads, call),
        post("/api/agenda/form/event", what, given, opens, call),
    ]
}
