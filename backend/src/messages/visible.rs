//! Which messages are in a person's inbox, defined once for everything that reads deliveries.

use domain::{
    CommunicationId, EstablishmentId, MessageId, PersonId,
    access::Right,
    communications::Acknowledgement,
    messages::{Folder, MessageKind, Notice},
    time::Millis,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, IntoSimpleExpr, PaginatorTrait,
    QueryFilter, Value,
    sea_query::{Expr, ExprTrait, Query},
};
use values::columns::Json;

use crate::{
    Error, Result,
    access::{Caller, arrived, kept},
    entities::{communication, delivery, message},
    ground::sql::Sql,
};

/// SQL condition on a `delivery` of a `message`: its reader is asked to acknowledge it. The
/// author's own copy, which came through no school, is excluded.
pub(super) const ASKED: &str = "message.acknowledgement <> 'none' AND delivery.establishment_id IS NOT NULL";

/// Sets columns of the caller's own delivery of a message, if they can see it and `only` holds.
/// Returns whether a row was changed.
pub(super) async fn update(
    db: &impl ConnectionTrait,
    person: PersonId,
    id: MessageId,
    set: impl IntoIterator<Item = (delivery::Column, Value)>,
    only: Condition,
) -> Result<bool> {
    change(db, person, id, set, kept().add(only)).await
}

/// As [`update`], also of a message that they deleted.
pub(super) async fn change(
    db: &impl ConnectionTrait,
    person: PersonId,
    id: MessageId,
    set: impl IntoIterator<Item = (delivery::Column, Value)>,
    only: Condition,
) -> Result<bool> {
    let set = set.into_iter().fold(delivery::Entity::update_many(), |update, (column, value)| {
        update.col_expr(column, Expr::value(value))
    });
    let changed = set
        .filter(delivery::Column::MessageId.eq(id))
        .filter(delivery::Column::PersonId.eq(person))
        .filter(only.add(has_arrived()))
        .exec(db)
        .await?;
    Ok(changed.rows_affected > 0)
}

/// Whether `only` holds for the person's own delivery of a message, which they may have deleted.
pub(super) async fn holds(
    db: &impl ConnectionTrait,
    person: PersonId,
    id: MessageId,
    only: Condition,
) -> Result<bool> {
    let own = delivery::Entity::find()
        .filter(delivery::Column::MessageId.eq(id))
        .filter(delivery::Column::PersonId.eq(person))
        .filter(only.add(has_arrived()));
    Ok(own.count(db).await? > 0)
}

fn has_arrived() -> Expr {
    let there = Query::select()
        .expr(Expr::val(1))
        .from(message::Entity)
        .and_where(message::Column::Id.into_simple_expr().eq(delivery::Column::MessageId.into_simple_expr()))
        .cond_where(arrived())
        .to_owned();
    Expr::exists(there)
}

/// One message as its reader sees it.
#[derive(Debug, FromQueryResult)]
pub(super) struct Own {
    pub kind: MessageKind,
    pub communication_id: Option<CommunicationId>,
    pub about_id: Option<CommunicationId>,
    pub reply_to: Option<MessageId>,
    pub author_id: Option<PersonId>,
    pub sender_name: String,
    pub source_name: String,
    pub subject: String,
    pub notice: Option<Json<Notice>>,
    pub reply_allowed: bool,
    pub acknowledgement: Acknowledgement,
    /// How many it was sent with.
    pub attachments: i32,
    pub cancelled_at: Option<Millis>,
    pub establishment_id: Option<EstablishmentId>,
    pub sent_at: Millis,
    pub folder: Folder,
    pub read_at: Option<Millis>,
    pub acknowledged_at: Option<Millis>,
    pub covered_at: Option<Millis>,
    /// [`ASKED`]
    pub asked: bool,
    /// Whether the author is still in the directory; false when there is no author.
    pub author_there: bool,
}

/// Loads one of the person's own messages; loading always includes the check.
///
/// # Errors
/// [`Error::NotFound`] when the message is not, or no longer, in their inbox or archive.
pub(super) async fn load(db: &impl ConnectionTrait, person: PersonId, id: MessageId) -> Result<Own> {
    let own = Condition::all()
        .add(delivery::Column::MessageId.eq(id))
        .add(delivery::Column::PersonId.eq(person))
        .add(kept())
        .add(arrived());
    let sql = Sql::new(format!(
        "SELECT message.kind, message.communication_id, message.about_id, message.reply_to, message.author_id, message.sender_name, \
         message.source_name, message.subject, message.notice, message.reply_allowed, message.acknowledgement, message.attachments, \
         message.cancelled_at, delivery.establishment_id, delivery.sent_at, delivery.folder, delivery.read_at, \
         delivery.acknowledged_at, delivery.covered_at, ({ASKED}) AS asked, \
         (a.id IS NOT NULL AND a.removed_at IS NULL) AS author_there \
         FROM delivery JOIN message ON message.id = delivery.message_id \
         LEFT JOIN person a ON a.id = message.author_id WHERE "
    ));
    Own::find_by_statement(sql.condition(own).on(db)).one(db).await?.ok_or(Error::NotFound)
}

/// Whether the caller may see a communication as a sender does.
pub(super) async fn may_see(db: &impl ConnectionTrait, caller: &Caller, id: CommunicationId) -> Result<bool> {
    let it = communication::Entity::find_by_id(id).filter(caller.visible(Right::OpenSenderDashboard));
    Ok(it.count(db).await? > 0)
}

/// Whether a school received it whose dashboard the caller may open.
pub(super) async fn may_receive(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: CommunicationId,
) -> Result<bool> {
    let it = communication::Entity::find_by_id(id).filter(caller.received(Right::OpenSchoolDashboard));
    Ok(it.count(db).await? > 0)
}
