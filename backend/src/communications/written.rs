use domain::{CommunicationId, MessageId};
use sea_orm::FromQueryResult;

use super::{channels::message::answers_mark, row::load};
use crate::{
    Backend, Result,
    access::Caller,
    ground::sql::sql,
    revision::{Present, Scope, Topic},
};

#[derive(FromQueryResult)]
struct Exchanged {
    messages: i64,
    newest: Option<MessageId>,
}

const EXCHANGED: &str =
    "SELECT COUNT(*) AS messages, MAX(message_id) AS newest FROM exchange WHERE communication_id = :id";

/// What the open page of a communication compares of what was written about it: what schools and its author wrote
/// to one another and, for its author, what readers answered.
///
/// # Errors
/// As the page.
pub async fn follow_written(backend: &Backend, caller: &Caller, id: CommunicationId) -> Result<Present> {
    let (db, me) = (&backend.db, caller.person);
    let row = load(db, caller, id).await?;
    let exchanged = Exchanged::find_by_statement(sql!(db, EXCHANGED, id)).one(db).await?;
    let mut numbers = exchanged.map_or_else(Vec::new, |Exchanged { messages, newest }| {
        vec![messages, newest.map_or(0, |newest| newest.0)]
    });
    numbers.extend(answers_mark(db, caller, &row).await?);
    let mut present = Present::of(&numbers, me, [Scope::Communication(id)]);
    // Answers come into the author's inbox, and are read there.
    present.concerns.push((Topic::Messages, Scope::Person(me)));
    Ok(present)
}
