//! *Communications reçues*: each right of a *destinataire*, on each channel, at the own school and at a
//! foreign one.

use domain::{access::Right, communications::Channel};
use serde_json::json;

use super::{
    super::{
        agreed::{Place, Rule},
        ask::Ask,
        scene::{Given, Scene},
    },
    Row, get, page, post,
};

const PLACES: [Place; 2] = [Place::Own, Place::Foreign];

pub fn rows() -> Vec<Row> {
    let dashboard = Rule::Somewhere { right: Right::OpenSchoolDashboard, channels: &Channel::ALL, ok: 200 };
    let mut rows = vec![
        page("/communications/recues", "", Given::Nothing, dashboard, get),
        post("/api/communications/received", "", Given::Nothing, dashboard, |_| {
            Ask::Call(json!({ "filter": {} }))
        }),
    ];
    for channel in Channel::ALL {
        for place in PLACES {
            rows.extend(of(channel, place));
        }
    }
    rows
}

fn of(channel: Channel, place: Place) -> Vec<Row> {
    let given = Given::Received { channel, place };
    let rule = |right, ok| Rule::Receive { right, channel, place, ok };
    let what = match (channel, place) {
        (Channel::Announcement, Place::Own) => "annonce",
        (Channel::Announcement, Place::Foreign) => "annonce, ailleurs",
        (Channel::Message, Place::Own) => "message",
        (Channel::Message, Place::Foreign) => "message, ailleurs",
        (Channel::News, Place::Own) => "actualité",
        (Channel::News, Place::Foreign) => "actualité, ailleurs",
    };
    let address = "/communications/recues/{id}";
    let open = |ok| rule(Right::OpenSchoolDashboard, ok);
    let change: fn(&Scene) -> Ask = match place {
        Place::Own => |scene| state(scene.own_school),
        Place::Foreign => |scene| state(scene.foreign_school),
    };
    let contact: fn(&Scene) -> Ask = match place {
        Place::Own => |scene| question(scene, scene.own_school),
        Place::Foreign => |scene| question(scene, scene.foreign_school),
    };
    vec![
        page(address, what, given, open(200), get),
        post("/api/communications/received/detail", what, given, open(200), |scene| {
            Ask::Call(json!({ "id": scene.id, "school": null }))
        }),
        post(
            "/communications/recues/{id}/hors-ligne",
            what,
            given,
            rule(Right::PutOfflineOrOnline, 303),
            change,
        ),
        post(
            "/communications/recues/{id}/en-ligne",
            what,
            given,
            rule(Right::PutOfflineOrOnline, 303),
            change,
        ),
        post("/communications/recues/{id}/contacter", what, given, rule(Right::ContactAuthor, 303), contact),
    ]
}

fn state(school: i64) -> Ask {
    Ask::Form(vec![("etablissement", school.to_string()), ("motif", "Date erronée".to_owned())])
}

fn question(scene: &Scene, school: i64) -> Ask {
    Ask::Form(vec![
        ("etablissement", school.to_string()),
        ("cle", scene.key.clone()),
        ("objet", "La date".to_owned()),
        ("texte", "Est-ce la bonne ?".to_owned()),
    ])
}
