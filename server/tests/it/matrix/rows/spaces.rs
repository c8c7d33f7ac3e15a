//! Spaces: who writes and moderates follows from the roles; readers follow from the population, which
//! is the staff of the own school for everybody in the cast who has a school.

use domain::access::Role;

use super::{Row, call, get, page, post, send};
use crate::matrix::{
    agreed::{Place, Rule},
    ask::Ask,
    scene::Given,
};
use serde_json::json;

/// The form of an article, as multipart.
fn form(action: &'static str) -> impl Fn(&crate::matrix::scene::Scene) -> Ask {
    move |scene| {
        Ask::Files(vec![
            ("cle", scene.key.clone()),
            ("titre", "Sortie".to_owned()),
            ("corps", "<p>Lundi</p>".to_owned()),
            ("action", action.to_owned()),
        ])
    }
}

pub fn rows() -> Vec<Row> {
    use Place::{Foreign, Own};
    let signed_in = Rule::SignedIn { ok: 200 };
    let mut rows = vec![
        page("/espaces", "", Given::Nothing, signed_in, get),
        post("/api/spaces", "", Given::Nothing, signed_in, call),
        page("/espaces/nouveau", "sans établissement", Given::Nothing, Rule::SignedIn { ok: 404 }, get),
        post("/espaces/nouveau", "sans établissement", Given::Nothing, Rule::SignedIn { ok: 404 }, send),
        post(
            "/api/spaces/new",
            "chez soi",
            Given::Nothing,
            Rule::RightsOn { place: Own, ok: 200 },
            |scene| Ask::Call(json!({ "school": scene.own_school })),
        ),
        post(
            "/api/spaces/new",
            "ailleurs",
            Given::Nothing,
            Rule::RightsOn { place: Foreign, ok: 200 },
            |scene| Ask::Call(json!({ "school": scene.foreign_school })),
        ),
        page("/espaces/{id}/flux/{jeton}", "adresse inventée", Given::Nothing, Rule::Open { ok: 404 }, get),
    ];
    for (what, place) in [("chez soi", Own), ("ailleurs", Foreign)] {
        let given = Given::Article { place };
        let read = |ok| Rule::Space { role: None, place, ok };
        let write = |ok| Rule::Space { role: Some(Role::SenderNews), place, ok };
        let moderate = |ok| Rule::Space { role: Some(Role::SenderAdministrator), place, ok };
        rows.extend([
            page("/espaces/{id}", what, given, read(200), get),
            post("/espaces/{id}/flux", what, given, read(200), send),
            page("/espaces/{id}/reglages", what, given, Rule::Settings { place, ok: 200 }, get),
            post("/espaces/{id}/reglages", what, given, Rule::Settings { place, ok: 422 }, send),
            post("/api/spaces/settings", what, given, Rule::Settings { place, ok: 200 }, |scene| {
                Ask::Call(json!({ "id": scene.id, "search": "" }))
            }),
            post("/api/spaces/open", what, given, read(200), |scene| {
                Ask::Call(json!({ "id": scene.id, "before": "", "after": "" }))
            }),
            // Only readers subscribe: nobody in the cast reads without being staff of the school.
            post("/espaces/{id}/abonnement", what, given, Rule::Reader { place, ok: 303 }, |_| {
                Ask::Form(vec![("abonne", "non".to_owned())])
            }),
            page("/espaces/{id}/articles/{article}", what, given, read(200), get),
            post("/api/spaces/article", what, given, read(200), |scene| {
                Ask::Call(json!({ "space": scene.id, "id": scene.article }))
            }),
            page("/espaces/{id}/articles/nouveau", what, given, write(200), get),
            post("/api/spaces/form", what, given, write(200), |scene| {
                Ask::Call(json!({ "space": scene.id, "id": null, "form_key": null }))
            }),
            post("/espaces/{id}/articles/nouveau", what, given, write(303), |scene| form("publier")(scene)),
            page("/espaces/{id}/articles/{article}/modifier", what, given, moderate(200), get),
            post("/espaces/{id}/articles/{article}/modifier", what, given, moderate(303), |scene| {
                form("publier")(scene)
            }),
            post("/espaces/{id}/articles/{article}/retirer", what, given, moderate(303), send),
            // It is published: nobody discards it.
            post("/espaces/{id}/articles/{article}/supprimer", what, given, Rule::SignedIn { ok: 404 }, send),
        ]);
    }
    rows
}
