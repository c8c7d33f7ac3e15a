use serde_json::json;

use super::{CREATE, Row, form, post, send};
use crate::matrix::{agreed::Rule, ask::Ask, scene::Given};

pub fn rows() -> Vec<Row> {
    vec![
        post("/api/communications/drafts/save", "", Given::Nothing, CREATE, |scene| {
            Ask::Call(form(scene, &scene.own_perimeter))
        }),
        // Another person's item does not change, and the answer does not reveal whether it exists.
        post(
            "/api/communications/drafts/discard",
            "",
            Given::Draft { own: true },
            Rule::SignedIn { ok: 200 },
            |scene| Ask::Call(json!({ "form_key": scene.key })),
        ),
        post("/communications/brouillons/supprimer", "", Given::Nothing, Rule::SignedIn { ok: 303 }, send),
        post(
            "/communications/brouillons/{id}/supprimer",
            "le sien",
            Given::Draft { own: true },
            Rule::SignedIn { ok: 303 },
            send,
        ),
        post(
            "/communications/brouillons/{id}/supprimer",
            "d'autrui",
            Given::Draft { own: false },
            Rule::SignedIn { ok: 303 },
            send,
        ),
    ]
}
