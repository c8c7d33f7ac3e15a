use domain::{
    access::Right,
    communications::Channel::{Message, News},
};

use super::{Row, get, page, post};
use crate::matrix::{agreed::Rule, ask::Ask, scene::Given};

pub fn rows() -> Vec<Row> {
    use Given::{File, Nothing};
    let send = |ok| Rule::Somewhere { right: Right::CreateCommunication, channels: &[Message, News], ok };
    let picture = |ok| Rule::Somewhere { right: Right::CreateCommunication, channels: &[News], ok };
    let own = |own| File { own };
    vec![
        post("/communications/pieces-jointes", "sans fichier", Nothing, send(200), |scene| {
            Ask::Files(vec![("cle", scene.key.clone())])
        }),
        post("/communications/pieces-jointes", "sans clé", Nothing, send(400), |_| Ask::Files(Vec::new())),
        post(
            "/communications/pieces-jointes/{jeton}/supprimer",
            "la sienne",
            own(true),
            Rule::SignedIn { ok: 303 },
            super::send,
        ),
        post(
            "/communications/pieces-jointes/{jeton}/supprimer",
            "d'autrui",
            own(false),
            Rule::SignedIn { ok: 404 },
            super::send,
        ),
        post("/communications/images", "sans clé", Nothing, picture(400), |_| Ask::Files(Vec::new())),
        post("/communications/images", "sans image", Nothing, picture(400), |scene| {
            Ask::Files(vec![("cle", scene.key.clone())])
        }),
        post(
            "/communications/images/{jeton}/supprimer",
            "inventée",
            Nothing,
            Rule::SignedIn { ok: 404 },
            super::send,
        ),
        page("/images/{jeton}/{largeur}", "inventée", Nothing, Rule::SignedIn { ok: 404 }, get),
        page("/pieces-jointes/{jeton}", "la sienne", own(true), Rule::SignedIn { ok: 200 }, get),
        page("/pieces-jointes/{jeton}", "d'autrui", own(false), Rule::SignedIn { ok: 404 }, get),
        page("/pieces-jointes/{jeton}", "inventée", Nothing, Rule::SignedIn { ok: 404 }, get),
    ]
}
