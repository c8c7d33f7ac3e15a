//! *Communications émises*: seeing, cancelling and reminding.

use domain::{
    access::Right,
    communications::Channel::{self, Message},
};
use serde_json::json;

use super::{Row, correcting, get, of_each, page, post, send};
use crate::matrix::{
    agreed::{Place, Rule},
    ask::Ask,
    scene::Given,
};

pub fn rows() -> Vec<Row> {
    let dashboard = Rule::Somewhere { right: Right::OpenSenderDashboard, channels: &Channel::ALL, ok: 200 };
    let mut rows = vec![
        page("/communications/emises", "", Given::Nothing, dashboard, get),
        post("/api/communications/sent", "", Given::Nothing, dashboard, |_| {
            Ask::Call(json!({ "filter": {} }))
        }),
    ];
    let see = |channel, own, place, ok| Rule::See { channel, own, place, ok };
    for address in ["/communications/{id}", "/communications/{id}/etats.csv"] {
        rows.extend(of_each(|what, given, channel, own, place| {
            page(address, what, given, see(channel, own, place, 200), get)
        }));
    }
    for address in ["/flux", "/flux/etat"] {
        rows.extend(of_each(|what, given, channel, own, place| {
            page(address, what, given, see(channel, own, place, 200), |_| Ask::Get("?communication=ID"))
        }));
    }
    rows.extend(of_each(|what, given, channel, own, place| {
        post("/api/communications/detail", what, given, see(channel, own, place, 200), |scene| {
            Ask::Call(json!({ "id": scene.id }))
        })
    }));
    rows.extend(of_each(|what, given, channel, own, place| {
        post("/api/communications/sites", what, given, see(channel, own, place, 200), |scene| {
            Ask::Call(json!({ "id": scene.id, "filter": {} }))
        })
    }));
    rows.extend(of_each(|what, given, channel, own, place| {
        post("/api/communications/exchanges", what, given, see(channel, own, place, 200), |scene| {
            Ask::Call(json!({ "id": scene.id }))
        })
    }));
    rows.extend(of_each(|what, given, channel, own, place| {
        let rule = Rule::Cancel { channel, own, place, ok: 200 };
        post("/api/communications/cancel", what, given, rule, |scene| Ask::Call(json!({ "id": scene.id })))
    }));
    rows.extend(of_each(|what, given, channel, own, place| {
        post("/communications/{id}/annuler", what, given, Rule::Cancel { channel, own, place, ok: 303 }, send)
    }));
    for (what, own) in [("annonce, la sienne", true), ("annonce, d'autrui", false)] {
        let given = Given::Communication { channel: Channel::Announcement, own, place: Place::Own };
        rows.push(post("/communications/{id}/annuler-envoi", what, given, Rule::TakeBack { own }, send));
    }
    rows.extend(correcting::rows());
    // The message is not delivered yet, so nobody can be reminded; other communications have no
    // recipients to remind.
    let reminding = |channel| if channel == Message { 409 } else { 404 };
    rows.extend(of_each(|what, given, channel, own, place| {
        let rule = Rule::Cancel { channel, own, place, ok: reminding(channel) };
        post("/api/communications/remind", what, given, rule, |scene| Ask::Call(json!({ "id": scene.id })))
    }));
    rows.extend(of_each(|what, given, channel, own, place| {
        let rule = Rule::Cancel { channel, own, place, ok: reminding(channel) };
        post("/communications/{id}/relancer", what, given, rule, send)
    }));
    rows
}
