//! *Corriger*

use domain::communications::Channel::Message;
use serde_json::json;

use super::{Row, get, of_each, page, post, send};
use crate::matrix::{agreed::Rule, ask::Ask};

/// A message is on its way as soon as it is deployed: there is nothing left to correct.
pub fn rows() -> Vec<Row> {
    let open = |channel, ok| if channel == Message { 409 } else { ok };
    let rule = |channel, own, place, ok| Rule::Correct { channel, own, place, ok: open(channel, ok) };
    let mut rows = Vec::new();
    rows.extend(of_each(|what, given, channel, own, place| {
        page("/communications/{id}/corriger", what, given, rule(channel, own, place, 200), get)
    }));
    rows.extend(of_each(|what, given, channel, own, place| {
        post("/communications/{id}/corriger", what, given, rule(channel, own, place, 422), send)
    }));
    rows.extend(of_each(|what, given, channel, own, place| {
        post("/api/communications/correction", what, given, rule(channel, own, place, 200), |scene| {
            Ask::Call(json!({ "id": scene.id, "typed": null, "asked": false }))
        })
    }));
    rows
}
