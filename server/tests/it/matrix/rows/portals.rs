//! Portals and what their widgets ask.

use serde_json::json;

use super::{Row, call, get, page, post, send};
use crate::matrix::{agreed::Rule, ask::Ask, scene::Given};

pub fn rows() -> Vec<Row> {
    use Given::{Nothing, Portal};
    let (seen, refused, done) =
        (Rule::Portal { ok: 200 }, Rule::Portal { ok: 422 }, Rule::Portal { ok: 303 });
    let open = |ok| Rule::Open { ok };
    vec![
        page("/administration/portails", "", Nothing, seen, get),
        post("/administration/portails", "sans rien", Nothing, refused, send),
        post("/api/portals", "", Nothing, seen, call),
        page("/administration/portails/{id}", "", Portal, seen, get),
        post("/administration/portails/{id}", "sans rien", Portal, refused, send),
        post("/api/portals/detail", "", Portal, seen, |scene| Ask::Call(json!({ "portal": scene.id }))),
        post("/administration/portails/{id}/cles", "sans clé", Portal, refused, send),
        post("/administration/portails/{id}/cles/{cle}/retirer", "", Portal, done, send),
        post("/administration/portails/{id}/etat", "suspendre", Portal, done, |_| {
            Ask::Form(vec![("action", "suspendre".to_owned())])
        }),
        post("/administration/portails/{id}/essai", "inventée", Portal, seen, |_| {
            Ask::Form(vec![("declaration", "x".to_owned())])
        }),
        post("/administration/portails/{id}/supprimer", "", Portal, done, send),
        // A token names its reader, whoever is signed in.
        post("/api/widget/jeton", "sans déclaration", Nothing, open(400), call),
        page("/api/widget/annonces", "sans jeton", Nothing, open(401), get),
        page("/api/widget/annonces", "avec un jeton", Portal, open(200), |_| Ask::Widget(json!(null))),
        post("/api/widget/vu", "sans jeton", Nothing, open(401), call),
        post("/api/widget/vu", "avec un jeton", Portal, open(204), |_| Ask::Widget(json!({ "seen": [] }))),
    ]
}
