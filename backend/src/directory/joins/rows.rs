//! What belongs to a person besides their memberships: a join hands it from a record to the main one, and
//! remembers which rows, so that separating gives back exactly these.

use domain::{MessageId, PersonId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::{Result, entities::message, ground::sql::sql};

/// Rows that name a person in `column`. `keys` is the rest of their key, `"0"` for none. `of` and `only` are
/// conditions on the row `T`: which rows of the table are meant at all, and which of these are handed over.
/// `RECORD` and `MAIN` stand for the two records.
struct Reference {
    name: &'static str,
    table: &'static str,
    column: &'static str,
    keys: [&'static str; 2],
    of: &'static str,
    only: &'static str,
}

const ALL: &str = "1 = 1";
/// What is still on its way to one of the two follows when it has reached everybody ([`delivered`]).
const ARRIVED: &str = "EXISTS (SELECT 1 FROM message m WHERE m.id = T.message_id AND m.reached >= RECORD \
    AND m.reached >= MAIN)";
/// With its delivery, which is handed over first.
const WITH_DELIVERY: &str = "EXISTS (SELECT 1 FROM join_row r WHERE r.record_id = RECORD \
    AND r.place = 'delivery' AND r.first_key = T.message_id)";
/// A role that the main record does not have already, up to the same severity.
const NEW_ROLE: &str = "NOT EXISTS (SELECT 1 FROM access_grant g WHERE g.person_id = MAIN AND g.role = T.role \
    AND COALESCE(g.severity, '') = COALESCE(T.severity, '') \
    AND COALESCE(g.establishment_id, 0) = COALESCE(T.establishment_id, 0) \
    AND COALESCE(g.authority_id, 0) = COALESCE(T.authority_id, 0))";

/// Every request, unless both wait for an answer to the same one.
const NEW_REQUEST: &str = "NOT EXISTS (SELECT 1 FROM access_request a WHERE a.person_id = MAIN \
    AND a.state = 'open' AND T.state = 'open' \
    AND a.role = T.role AND a.establishment_id = T.establishment_id)";

const fn of_person(table: &'static str, keys: [&'static str; 2], only: &'static str) -> Reference {
    Reference { name: table, table, column: "person_id", keys, of: ALL, only }
}

const fn seen(name: &'static str, of: &'static str) -> Reference {
    Reference { name, table: "seen", column: "person_id", keys: ["subject_id", "0"], of, only: ALL }
}

const fn written(table: &'static str) -> Reference {
    Reference { name: table, table, column: "author_id", keys: ["id", "0"], of: ALL, only: ALL }
}

/// What waits in a form, whose draft is handed over too.
const fn in_form(name: &'static str, table: &'static str) -> Reference {
    Reference { name, column: "owner_id", of: "T.owner_kind = 'form'", ..written(table) }
}

const PLACES: [Reference; 26] = [
    of_person("delivery", ["message_id", "0"], ARRIVED),
    of_person("delivery_also", ["message_id", "establishment_id"], WITH_DELIVERY),
    of_person("delivery_child", ["message_id", "child_id"], WITH_DELIVERY),
    of_person("sighting", ["communication_id", "establishment_id"], ALL),
    of_person("received_seen", ["communication_id", "establishment_id"], ALL),
    of_person("folded", ["communication_id", "0"], ALL),
    of_person("alert_letter", ["communication_id", "0"], ALL),
    seen("seen_announcement", "T.subject_kind = 'announcement'"),
    seen("seen_news", "T.subject_kind = 'news'"),
    seen("seen_message", "T.subject_kind = 'message'"),
    seen("seen_article", "T.subject_kind = 'article'"),
    seen("seen_event", "T.subject_kind = 'event'"),
    of_person("subscription", ["space_id", "0"], ALL),
    of_person("access_grant", ["id", "0"], NEW_ROLE),
    of_person("access_request", ["id", "0"], NEW_REQUEST),
    of_person("space_right", ["id", "0"], ALL),
    written("communication"),
    written("message"),
    written("article"),
    written("draft"),
    in_form("form_file", "file"),
    in_form("form_picture", "picture"),
    Reference { name: "uploaded_file", column: "uploader_id", ..written("file") },
    Reference { name: "uploaded_picture", column: "uploader_id", ..written("picture") },
    Reference { name: "event_author", ..written("event") },
    Reference { name: "event_owner", column: "owner_id", ..written("event") },
];

/// The days of a person's own events name the person as well.
const DAYS: &str = "UPDATE event_occurrence SET owner_id = (SELECT e.owner_id FROM event e \
    WHERE e.id = event_occurrence.event_id) WHERE event_id IN (SELECT r.first_key FROM join_row r \
    WHERE r.record_id = RECORD AND r.place = 'event_owner')";

/// What a reader did with a message that both records got counts for the copy that stays. `MARK` stands
/// for one of [`MARKS`].
const MARKS: [&str; 3] = ["read_at", "acknowledged_at", "covered_at"];
const REMEMBER_MARK: &str = "INSERT INTO join_row (record_id, place, first_key, second_key) \
    SELECT RECORD, 'MARK', d.message_id, 0 FROM delivery d JOIN delivery o ON o.message_id = d.message_id \
    WHERE d.person_id = MAIN AND o.person_id = RECORD AND d.MARK IS NULL AND o.MARK IS NOT NULL";
const COPY_MARK: &str = "UPDATE delivery SET MARK = (SELECT o.MARK FROM delivery o \
    WHERE o.message_id = delivery.message_id AND o.person_id = RECORD) WHERE person_id = MAIN AND MARKED";
const TAKE_MARK_BACK: &str = "UPDATE delivery SET MARK = NULL WHERE person_id = MAIN AND MARKED";
const MARKED: &str = "EXISTS (SELECT 1 FROM join_row r WHERE r.record_id = RECORD AND r.place = 'MARK' \
    AND r.first_key = delivery.message_id)";

impl Reference {
    /// Notes the rows that the main record does not have a row for already: those stay.
    fn remember(&self) -> String {
        let Self { name, table, column, .. } = self;
        let (first, second) = self.keys_of("t");
        let (same_first, same_second) = self.keys_of("o");
        let (mine, theirs) = (self.of.replace("T.", "t."), self.of.replace("T.", "o."));
        let only = self.only.replace("T.", "t.");
        format!(
            "INSERT INTO join_row (record_id, place, first_key, second_key) \
             SELECT RECORD, '{name}', {first}, {second} FROM {table} t WHERE t.{column} = RECORD AND {mine} \
             AND {only} AND NOT EXISTS (SELECT 1 FROM {table} o WHERE o.{column} = MAIN AND {same_first} = {first} \
             AND {same_second} = {second} AND {theirs})"
        )
    }

    fn pass(&self, from: &str, to: &str) -> String {
        let Self { name, table, column, .. } = self;
        let (first, second) = self.keys_of(table);
        let of = self.of.replace("T.", &format!("{table}."));
        format!(
            "UPDATE {table} SET {column} = {to} WHERE {column} = {from} AND {of} AND EXISTS (SELECT 1 FROM join_row r \
             WHERE r.record_id = RECORD AND r.place = '{name}' AND r.first_key = {first} \
             AND r.second_key = {second})"
        )
    }

    fn keys_of(&self, alias: &str) -> (String, String) {
        let [first, second] = self.keys.map(|key| match key {
            "0" => "0".to_owned(),
            key => format!("{alias}.{key}"),
        });
        (first, second)
    }
}

/// Hands everything of a record over to the main one.
pub(super) async fn hand_over(tx: &DatabaseTransaction, record: PersonId, main: PersonId) -> Result<()> {
    hold_deliveries(tx).await?;
    for place in &PLACES {
        run(tx, &place.remember(), record, main).await?;
        run(tx, &place.pass("RECORD", "MAIN"), record, main).await?;
    }
    for mark in MARKS {
        for text in [REMEMBER_MARK, COPY_MARK] {
            run(tx, &text.replace("MARKED", MARKED).replace("MARK", mark), record, main).await?;
        }
    }
    run(tx, DAYS, record, main).await
}

/// Gives a record back what was handed over, and forgets it.
pub(super) async fn give_back(tx: &DatabaseTransaction, record: PersonId, main: PersonId) -> Result<()> {
    hold_deliveries(tx).await?;
    for place in &PLACES {
        run(tx, &place.pass("MAIN", "RECORD"), record, main).await?;
    }
    for mark in MARKS {
        let text = TAKE_MARK_BACK.replace("MARKED", MARKED).replace("MARK", mark);
        run(tx, &text, record, main).await?;
    }
    run(tx, DAYS, record, main).await?;
    run(tx, "DELETE FROM join_row WHERE record_id = RECORD", record, main).await
}

/// Makes the messages that are on their way wait. Whoever finishes one looks which joins there are
/// ([`delivered`]): it must not happen while one begins or ends, or the message would stay with a record
/// that nobody reads, or with the other person.
async fn hold_deliveries(tx: &DatabaseTransaction) -> Result<()> {
    let on_their_way = message::Entity::find()
        .select_only()
        .column(message::Column::Id)
        .filter(message::Column::FinishedAt.is_null())
        .filter(message::Column::CancelledAt.is_null())
        .filter(message::Column::FailedAt.is_null())
        .order_by_asc(message::Column::Id)
        .lock_exclusive();
    let _: Vec<MessageId> = on_their_way.into_tuple().all(tx).await?;
    Ok(())
}

async fn run(tx: &DatabaseTransaction, text: &str, record: PersonId, main: PersonId) -> Result<()> {
    let text = text.replace("RECORD", &record.to_string()).replace("MAIN", &main.to_string());
    tx.execute_unprepared(&text).await?;
    Ok(())
}

/// Hands over what a message brought to joined records, and returns to whom. A message that was on its way
/// when they were joined calls this when it has reached everybody; all others find nothing.
pub(crate) async fn delivered(tx: &DatabaseTransaction, message: MessageId) -> Result<Vec<PersonId>> {
    let text = "SELECT j.record_id, j.person_id FROM person_join j WHERE EXISTS \
                (SELECT 1 FROM delivery d WHERE d.message_id = :message AND d.person_id = j.record_id)";
    let mut given = Vec::new();
    for row in tx.query_all_raw(sql!(tx, text, message)).await? {
        let (record, main) = (row.try_get("", "record_id")?, row.try_get("", "person_id")?);
        given.push(main);
        for place in PLACES.iter().take(3) {
            run(tx, &place.remember(), record, main).await?;
            run(tx, &place.pass("RECORD", "MAIN"), record, main).await?;
        }
    }
    Ok(given)
}
