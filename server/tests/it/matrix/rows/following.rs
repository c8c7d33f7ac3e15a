//! *Communications émises*: seeing, cancelling and reminding.

use domain::{
    access::Right,
    communications::Channel::{self, Message},
};
use serde_json::json;

use super::{Row, correcting, get, of_each, page, post, send};
use crate::matrix::{
    agreed::{
        Place::{Foreign, Own},
        Rule,
    },
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
        let rule = Rule::Answers { channel, own, place, ok: 200 };
        post("/api/communications/answers", what, given, rule, |scene| {
            Ask::Call(json!({ "id": scene.id, "before": null }))
        })
    }));
    rows.extend(of_each(|what, given, channel, own, place| {
        let rule = Rule::Cancel { channel, own, place, ok: 200 };
        post("/api/communications/cancel", what, given, rule, |scene| Ask::Call(json!({ "id": scene.id })))
    }));
    rows.extend(of_each(|what, given, channel, own, place| {
        post("/communications/{id}/annuler", what, given, Rule::Cancel { channel, own, place, ok: 303 }, send)
    }));
    rows.extend(taking_back());
    rows.extend(correcting::rows());
    rows.extend(names());
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

/// The names behind the figures, where the school shows them.
fn names() -> Vec<Row> {
    let cases = [
        ("message, le sien, noms affichés", true, Own, true),
        ("message, d'autrui, noms affichés", false, Own, true),
        ("message, le sien, noms masqués", true, Own, false),
        ("message, le sien, ailleurs", true, Foreign, true),
    ];
    let mut rows = Vec::new();
    for (what, own, place, shown) in cases {
        let (given, rule) = (Given::Named { own, place, shown }, Rule::Names { own, place, shown, ok: 200 });
        for address in ["/communications/{id}/destinataires", "/communications/{id}/destinataires.csv"] {
            rows.push(page(address, what, given, rule, get));
        }
        rows.push(post("/api/communications/names", what, given, rule, |scene| {
            Ask::Call(json!({ "id": scene.id, "filter": {} }))
        }));
    }
    rows
}

fn taking_back() -> Vec<Row> {
    let of = |(what, own)| {
        let given = Given::Communication { channel: Channel::Announcement, own, place: Own };
        post("/communications/{id}/annuler-envoi", what, given, Rule::TakeBack { own }, send)
    };
    [("annonce, la sienne", true), ("annonce, d'autrui", false)].map(of).into()
}
