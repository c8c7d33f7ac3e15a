use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use backend::clock::Clock;
use chrono_tz::Europe::Paris;
use domain::communications::CommunicationInput;
use serde_json::{Value, json};

use super::{
    Outcome,
    http::{Connection, find, source},
    world::{SignedIn, World},
};

/// A deployment as its sender sees it.
pub struct Deployed {
    /// When *Valider* was pressed.
    pub at: Instant,
    pub took: Duration,
}

/// An announcement to everybody of the sender's school.
pub fn to_a_school(world: &World, place: usize, text: &str) -> Outcome<CommunicationInput> {
    written(&format!("etablissement-{}", world.crowd.schools[place]), text)
}

/// An alert to everybody.
pub fn to_all(world: &World, text: &str) -> Outcome<CommunicationInput> {
    let mut input = written(&format!("collectivite-{}", world.crowd.authority), text)?;
    "alert".clone_into(&mut input.announcement.severity);
    Ok(input)
}

fn written(perimeter: &str, text: &str) -> Outcome<CommunicationInput> {
    let today = Clock::System.now().day(Paris).ok_or("no today")?;
    let mut input = CommunicationInput::blank(today);
    perimeter.clone_into(&mut input.perimeter);
    text.clone_into(&mut input.announcement.text);
    Ok(input)
}

/// Asks the question, answers *Valider*, as the form does.
pub async fn deploy(
    to: SocketAddr,
    who: &SignedIn,
    key: &str,
    input: &CommunicationInput,
) -> Outcome<Deployed> {
    let mut connection = Connection::open(to, source(0)).await?;
    let mut arguments = json!({ "form_key": key, "input": input });
    let question = call(&mut connection, who, "/api/communications/question", &arguments).await?;
    arguments["confirmation"] = question["confirmation"].clone();
    let at = Instant::now();
    call(&mut connection, who, "/api/communications/deploy", &arguments).await?;
    Ok(Deployed { at, took: at.elapsed() })
}

/// Calls a server function.
async fn call(connection: &mut Connection, who: &SignedIn, path: &str, arguments: &Value) -> Outcome<Value> {
    let answer = connection.ask(&posting(who, path, &arguments.to_string())).await?;
    let text = String::from_utf8_lossy(answer.body).into_owned();
    if answer.status != 200 {
        return Err(format!("{path} was answered {}: {text}", answer.status).into());
    }
    // Between the marks of its chunks, if there are any.
    let from = find(answer.body, b"{").unwrap_or_default();
    let until = answer.body.iter().rposition(|byte| *byte == b'}').unwrap_or_default() + 1;
    Ok(serde_json::from_slice(answer.body.get(from..until).unwrap_or_default())?)
}

pub fn posting(who: &SignedIn, path: &str, body: &str) -> Vec<u8> {
    format!(
        "POST {path} HTTP/1.1\r\nhost: region\r\ncookie: portevoix={}\r\nsec-fetch-site: same-origin\r\n\
         x-portevoix-personne: {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        who.token,
        who.person,
        body.len()
    )
    .into_bytes()
}

pub fn getting(who: &SignedIn, path: &str, more: &str) -> Vec<u8> {
    format!(
        "GET {path} HTTP/1.1\r\nhost: region\r\ncookie: portevoix={}\r\nsec-fetch-site: same-origin\r\n{more}\r\n",
        who.token
    )
    .into_bytes()
}
