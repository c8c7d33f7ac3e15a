//! One request, as a page of ours makes it.

use http::Method;
use serde_json::Value;

use super::{Actor, Row, Scene};
use testing_server::{Answer, Server};

/// What is sent.
pub enum Ask {
    /// The address of the row with its parameters filled in, and a query.
    Get(&'static str),
    Form(Vec<(&'static str, String)>),
    Call(Value),
    /// A request of our own frame, with the token of its reader.
    Widget(Value),
    /// A file, as multipart.
    Upload,
    /// A form of attachments, as a script sends it.
    Files(Vec<(&'static str, String)>),
}

/// The status and the body of the answer.
pub async fn ask(server: &Server, actor: &Actor, row: &Row, scene: &Scene) -> (u16, String) {
    if !actor.suspended {
        return asked(server, actor, row, scene).await;
    }
    let world = &server.world;
    world.sql("INSERT INTO setting (name, value) VALUES ('second_factor_demanded', '1')").await;
    let answer = asked(server, actor, row, scene).await;
    world.sql("DELETE FROM setting WHERE name = 'second_factor_demanded'").await;
    answer
}

async fn asked(server: &Server, actor: &Actor, row: &Row, scene: &Scene) -> (u16, String) {
    let address = filled(row.address, scene);
    let answer = match (row.ask)(scene) {
        Ask::Get(query) => {
            let address = format!("{address}{}", query_of(query, scene));
            if row.policy().answer == server::Answer::Stream {
                return followed(actor, &address).await;
            }
            actor.browser.get(&address).await
        }
        Ask::Form(fields) => {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            actor.browser.post_form(&address, &fields).await
        }
        Ask::Call(arguments) => actor.browser.call(&address, &arguments).await,
        Ask::Widget(arguments) => {
            let request = actor.browser.request(row.method.clone(), &address);
            let request = request.header("authorization", format!("Bearer {}", scene.token));
            let sends = row.method == Method::POST;
            Answer::of(if sends { request.json(&arguments) } else { request }).await
        }
        Ask::Files(fields) => {
            let form = reqwest::multipart::Form::new().text("objet", "Sortie");
            let form = fields.into_iter().fold(form, |form, (name, value)| form.text(name, value));
            let request = actor.browser.request(Method::POST, &address).header("accept", "application/json");
            Answer::of(request.multipart(form)).await
        }
        Ask::Upload => {
            let form = reqwest::multipart::Form::new().text("essai", "1");
            Answer::of(actor.browser.request(Method::POST, &address).multipart(form)).await
        }
    };
    // Whatever a request did to the session, the next row starts signed in.
    server.world.backend.refresh().await.expect("revisions");
    (answer.status, answer.body)
}

/// An allowed stream never ends, so its body is not awaited.
async fn followed(actor: &Actor, address: &str) -> (u16, String) {
    let response = actor.browser.request(Method::GET, address).send().await.expect("an answer");
    match response.status().as_u16() {
        200 => (200, String::new()),
        status => (status, response.text().await.expect("text")),
    }
}

fn filled(template: &str, scene: &Scene) -> String {
    template
        .replace("/sessions/{id}", "/sessions/0123456789abcdef")
        .replace("{id}", &scene.id.to_string())
        .replace("{article}", &scene.article.to_string())
        .replace("{largeur}", "480")
        .replace("{cle}", &scene.portal_key.to_string())
        .replace("{personne}", &scene.other.to_string())
        .replace("{jeton}", if scene.token.is_empty() { "0" } else { &scene.token })
}

fn query_of(query: &str, scene: &Scene) -> String {
    query
        .replace("OWN", &format!("etablissement-{}", scene.own_school))
        .replace("FOREIGN", &format!("etablissement-{}", scene.foreign_school))
        .replace("ID", &scene.id.to_string())
}
