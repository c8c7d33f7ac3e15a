//! A walk through every table: what names a person is in the data that they get, or in a list with the reason
//! why not; and a deletion leaves none of it, or the list says why it stays.

mod list;

use std::collections::BTreeSet;

use backend::{database::statement, retention};
use domain::{
    CommunicationId, EstablishmentId, MessageId, PersonId, SpaceId, access::Role, spaces::SpaceKind,
};
use sea_orm::{ConnectionTrait as _, DbBackend};
use testing::{World, announcement, both_engines};

use super::person_data::{of, texts};
use list::COLUMNS;

/// What a column is called that names a person.
fn names_somebody(column: &str) -> bool {
    let roles =
        ["person", "author", "owner", "uploader", "parent", "child", "record", "actor", "first", "second"];
    let is_role = column.strip_suffix("_id").is_some_and(|role| roles.contains(&role));
    is_role || column.ends_with("_by") || column == "joined_to"
}

/// Every column of the database that refers to a person, or is called like one.
async fn found(world: &World) -> BTreeSet<String> {
    let db = &world.backend.db;
    let (columns, keys) = if db.get_database_backend() == DbBackend::Postgres {
        (
            "SELECT CAST(c.table_name AS text) AS place, CAST(c.column_name AS text) AS name \
             FROM information_schema.columns c JOIN information_schema.tables t ON t.table_name = c.table_name \
             AND t.table_schema = c.table_schema WHERE t.table_schema = current_schema() AND t.table_type = 'BASE TABLE'",
            "SELECT CAST(k.table_name AS text) AS place, CAST(k.column_name AS text) AS name \
             FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r \
             ON r.constraint_name = k.constraint_name AND r.constraint_schema = k.constraint_schema \
             JOIN information_schema.table_constraints u ON u.constraint_name = r.unique_constraint_name \
             AND u.constraint_schema = r.unique_constraint_schema \
             WHERE k.table_schema = current_schema() AND u.table_name = 'person'",
        )
    } else {
        (
            // Whoever reads people reads the view `person`.
            "SELECT CASE m.name WHEN 'person_row' THEN 'person' ELSE m.name END AS place, c.name AS name \
             FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'",
            "SELECT m.name AS place, k.\"from\" AS name FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) k \
             WHERE m.type = 'table' AND k.\"table\" = 'person_row'",
        )
    };
    let mut found = BTreeSet::new();
    for (sql, all) in [(columns, false), (keys, true)] {
        for row in db.query_all_raw(statement(db, sql, [])).await.expect("a schema") {
            let (table, name): (String, String) =
                (row.try_get("", "place").expect("a table"), row.try_get("", "name").expect("a column"));
            if all || names_somebody(&name) {
                found.insert(format!("{table}.{name}"));
            }
        }
    }
    found
}

#[both_engines]
async fn every_column_of_a_person_is_in_the_list(world: World) {
    let listed: BTreeSet<String> = COLUMNS.iter().map(|(column, ..)| (*column).to_owned()).collect();
    assert_eq!(listed.len(), COLUMNS.len(), "each once");
    let found = found(&world).await;
    let missing: Vec<_> = found.difference(&listed).collect();
    assert!(missing.is_empty(), "say where the data of a person show it, and what deletes it: {missing:?}");
    let gone: Vec<_> = listed.difference(&found).collect();
    assert!(gone.is_empty(), "no such columns: {gone:?}");
}

/// What the rows refer to.
struct Around {
    person: PersonId,
    other: PersonId,
    parent: PersonId,
    /// Another record of the person.
    record: PersonId,
    curie: EstablishmentId,
    pasteur: EstablishmentId,
    space: SpaceId,
    shown: CommunicationId,
    own: CommunicationId,
    received: MessageId,
    sent: MessageId,
}

/// A row in every table that has something of `person`; `other` is somebody else.
async fn fill(world: &World, person: PersonId, other: PersonId) {
    let around = Around {
        person,
        other,
        parent: world.person("parent").await,
        record: world.person("collegien").await,
        curie: world.curie,
        pasteur: world.pasteur,
        space: world.space(world.curie, SpaceKind::Staff).await,
        shown: world.actor("enseignant").await.publishes(&announcement("Demain")).await,
        own: world.actor("enseignant").await.publishes(&announcement("Aussi")).await,
        received: world.letter("Avis").by(other).to(&[person, other]).await,
        sent: world.letter("Réponse").by(person).to(&[other]).await,
    };
    world.family(person, other).await;
    world.family(around.parent, person).await;
    for rows in [
        of_account(&around),
        of_rights(&around),
        of_records(&around),
        of_reading(&around),
        of_writing(&around),
    ] {
        for sql in rows {
            world.sql(&sql).await;
        }
    }
}

/// How the person comes in.
fn of_account(around: &Around) -> Vec<String> {
    let Around { person, curie, space, .. } = around;
    let later = 9_000_000_000_000_i64;
    vec![
        format!("INSERT INTO used_code (person_id, step) VALUES ({person}, 1)"),
        format!("INSERT INTO recovery_code (code_hash, person_id) VALUES ('a', {person})"),
        format!(
            "INSERT INTO password_link (person_id, token_hash, expires_at) VALUES ({person}, 'b', {later})"
        ),
        format!(
            "INSERT INTO account_batch (kind, made_by, made_at, establishment_id, choice) \
             VALUES ('print', {person}, 1, {curie}, '{{}}')"
        ),
        format!(
            "INSERT INTO account_batch_person (batch_id, person_id, place, school_class, failures) \
             SELECT id, {person}, 1, '', 0 FROM account_batch"
        ),
        format!(
            "INSERT INTO sign_in_step (token_hash, person_id, expires_at) VALUES ('c', {person}, {later})"
        ),
        "INSERT INTO portal (name, issuer, prefixes, origins, state, created_at) \
         VALUES ('Portail', 'https://portail.example', '', '', 'active', 1)"
            .to_owned(),
        format!(
            "INSERT INTO widget_token (token_hash, portal_id, given_for, person_id, expires_at) \
             SELECT 'd', id, 'x', {person}, {later} FROM portal"
        ),
        format!(
            "INSERT INTO calendar_feed (token_hash, person_id, space, made_at) VALUES ('e', {person}, 0, 1)"
        ),
        format!(
            "INSERT INTO space_feed (space_id, person_id, token_hash, made_at) VALUES ({space}, {person}, 'f', 1)"
        ),
        format!(
            "INSERT INTO mail_preference (person_id, wanted, token, changed_at) VALUES ({person}, (1 = 1), 'g', 1)"
        ),
    ]
}

fn of_rights(around: &Around) -> Vec<String> {
    let Around { person, curie, space, .. } = around;
    vec![
        format!("INSERT INTO space_right (space_id, what, person_id) VALUES ({space}, 'write', {person})"),
        format!(
            "INSERT INTO access_request (person_id, role, establishment_id, reason, state, asked_at) \
             VALUES ({person}, '{}', {curie}, 'x', 'open', 1)",
            Role::SenderNews.code()
        ),
        format!(
            "INSERT INTO access_grant (role, person_id, establishment_id, extent) VALUES ('{}', {person}, {curie}, 'whole')",
            Role::RecipientViewer.code()
        ),
    ]
}

/// Several records of the person.
fn of_records(around: &Around) -> Vec<String> {
    let Around { person, other, parent, record, .. } = around;
    let apart = "INSERT INTO person_apart (first_id, second_id, decided_at, decided_by) VALUES";
    let join = "INSERT INTO person_join (record_id, person_id, joined_at, joined_by) VALUES";
    vec![
        format!("{apart} ({person}, {other}, 1, {other})"),
        format!("{apart} ({parent}, {person}, 1, {other})"),
        format!("{join} ({record}, {person}, 1, {other})"),
        format!("{join} ({person}, {parent}, 1, {other})"),
        format!("UPDATE person SET joined_to = {person} WHERE id = {record}"),
        format!(
            "INSERT INTO join_row (record_id, place, first_key, second_key) VALUES ({person}, 'x', 1, 0)"
        ),
        format!("INSERT INTO record_membership (person_id, cohort_id) SELECT {person}, MIN(id) FROM cohort"),
        format!(
            "INSERT INTO record_link (parent_id, child_id) VALUES ({person}, {other}), ({parent}, {person})"
        ),
    ]
}

fn of_reading(around: &Around) -> Vec<String> {
    let Around { person, other, curie, pasteur, space, shown, received, .. } = around;
    let child = "INSERT INTO delivery_child (message_id, person_id, child_id, level) VALUES";
    vec![
        format!(
            "INSERT INTO delivery_also (message_id, person_id, establishment_id) VALUES ({received}, {person}, {pasteur})"
        ),
        format!("{child} ({received}, {person}, {other}, '')"),
        format!("{child} ({received}, {other}, {person}, '')"),
        format!(
            "INSERT INTO job (kind, key, subject_id, person_id, due_at, created_at, done_at) \
             VALUES ('mail', 'm0-p{person}', {received}, {person}, 1, 1, 1), \
             ('tell', 'x', {received}, {person}, 1, 1, 1)"
        ),
        format!("INSERT INTO alert_letter (communication_id, person_id) VALUES ({shown}, {person})"),
        format!(
            "INSERT INTO sighting (communication_id, establishment_id, person_id, seen_at) \
             VALUES ({shown}, {curie}, {person}, 1)"
        ),
        format!(
            "INSERT INTO received_seen (communication_id, establishment_id, person_id, seen_at) \
             VALUES ({shown}, {curie}, {person}, 1)"
        ),
        format!(
            "INSERT INTO seen (subject_kind, subject_id, person_id, version, seen_at) \
             VALUES ('news', {shown}, {person}, 0, 1)"
        ),
        format!("INSERT INTO subscriber_told (kind, subject_id, person_id) VALUES ('event', 1, {person})"),
        format!(
            "INSERT INTO subscription (space_id, person_id, subscribed) VALUES ({space}, {person}, (1 = 1))"
        ),
        format!(
            "INSERT INTO folded (person_id, communication_id, version, folded_at) VALUES ({person}, {shown}, 0, 1)"
        ),
    ]
}

fn of_writing(around: &Around) -> Vec<String> {
    let Around { person, space, own, sent, .. } = around;
    let event = "INSERT INTO event (space_id, owner_id, author_id, form_key, uid, zone, title, place, description, time, \
                 state, sequence, created_at, changed_at, starts_at, ends_at) VALUES";
    let rest = "'Europe/Paris', 'Sortie', '', '', '{}', 'on', 0, 1, 1, 1, 2)";
    vec![
        format!("UPDATE communication SET author_id = {person} WHERE id = {own}"),
        format!(
            "INSERT INTO draft (author_id, form_key, input, updated_at) VALUES ({person}, 'k', '{{}}', 1)"
        ),
        format!(
            "INSERT INTO article (space_id, author_id, form_key, title, html, search_text, created_at, changed_at, \
             published_at) VALUES ({space}, {person}, 'k1', 'Écrit', '', '', 1, 1, 1)"
        ),
        format!("{event} (NULL, {person}, {person}, 'k1', 'u1', {rest}"),
        format!("{event} ({space}, NULL, {person}, 'k2', 'u2', {rest}"),
        format!(
            "INSERT INTO event_occurrence (event_id, day, owner_id, starts_at, ends_at, changed) \
             SELECT id, '2026-10-05', {person}, 1, 2, (1 = 0) FROM event WHERE owner_id IS NOT NULL"
        ),
        // Too large for the archive, which only names it.
        format!(
            "INSERT INTO file (token, owner_kind, owner_id, uploader_id, form_key, name, media_type, bytes, sha256, \
             object_key, created_at) VALUES ('jeton', 'message', {sent}, {person}, '', 'plan.pdf', 'application/pdf', \
             1000000000, 'x', 'ab/cd', 1)"
        ),
        format!(
            "INSERT INTO picture (token, owner_kind, owner_id, uploader_id, form_key, width, height, created_at) \
             VALUES ('image', 'form', {person}, {person}, 'k', 1, 1, 1)"
        ),
        format!(
            "INSERT INTO version (subject_kind, subject_id, number, title, text, corrected_at, corrected_by) \
             VALUES ('news', {own}, 1, '', '', 1, {person})"
        ),
    ]
}

async fn rows(world: &World, column: &str, person: PersonId) -> i64 {
    let (table, name) = column.split_once('.').expect("table and column");
    let sql = format!("SELECT COUNT(*) FROM {table} WHERE {name} = {person}");
    world.number(&sql).await.expect("a count")
}

#[both_engines]
async fn what_is_stored_of_a_person_is_exported_and_then_deleted(world: World) {
    world.account("eleve").await;
    world.administrator("direction").await;
    world.visitor("192.0.2.1").enters("eleve").await;
    let pupil = world.actor("eleve").await;
    let person = pupil.person;
    fill(&world, person, world.person("professeur").await).await;
    let archive = texts(&pupil, person).await;
    for (column, exported, deleted) in COLUMNS {
        if deleted.is_ok() {
            assert!(rows(&world, column, person).await > 0, "nothing is proved about {column}");
        }
        if let Ok(file) = exported {
            let read: serde_json::Value = serde_json::from_str(of(&archive, file)).expect(file);
            assert!(read.as_array().is_some_and(|rows| !rows.is_empty()), "{column}: {file} is empty");
        }
    }
    let long_ago = world.backend.clock.now().0 - 100 * 24 * 60 * 60 * 1_000;
    world.sql(&format!("UPDATE person SET removed_at = {long_ago} WHERE id = {person}")).await;
    retention::purge(&world.backend).await.expect("a purge");
    let erased = format!("SELECT COUNT(*) FROM person WHERE id = {person} AND swept_at IS NOT NULL");
    assert_eq!(world.number(&erased).await, Some(1));
    for (column, _, deleted) in COLUMNS {
        if deleted.is_ok() {
            assert_eq!(rows(&world, column, person).await, 0, "{column}");
        }
    }
}

/// The report of an import names who left; where nothing is imported for a year, it would name them for a year.
#[both_engines]
async fn a_report_names_nobody_longer_than_their_data_are_kept(world: World) {
    world.administrator("direction").await;
    world.visitor("192.0.2.1").enters("direction").await;
    let day = 24 * 60 * 60 * 1_000;
    let now = world.backend.clock.now().0;
    for days in [200, 10] {
        let run = "INSERT INTO import_run (started_at, finished_at, report, movements) VALUES";
        world.sql(&format!("{run} ({}, {now}, '{{}}', '{{}}')", now - days * day)).await;
    }
    retention::purge(&world.backend).await.expect("a purge");
    let named = "SELECT COUNT(*) FROM import_run WHERE movements IS NOT NULL";
    assert_eq!(world.number(named).await, Some(1), "the report of last week");
    let runs = "SELECT COUNT(*) FROM import_run WHERE report IS NOT NULL";
    assert_eq!(world.number(runs).await, Some(2), "its figures stay");
}

/// A report lists lines that an import refused, and the record for undoing it has the names from before.
#[both_engines]
async fn reports_of_imports_name_nobody_whose_data_were_deleted(world: World) {
    world.administrator("direction").await;
    world.visitor("192.0.2.1").enters("direction").await;
    let day = 24 * 60 * 60 * 1_000;
    let now = world.backend.clock.now().0;
    let lines = "{\"refusals\":[{\"of\":\"Zoé Ancien\"}],\"refusals_total\":7,\
                 \"remarks\":{\"listed\":[{\"of\":\"Ada Ancien\"}],\"total\":8}}";
    for days in [200, 10] {
        let run = "INSERT INTO import_run (started_at, finished_at, report) VALUES";
        world.sql(&format!("{run} ({}, {now}, '{lines}')", now - days * day)).await;
    }
    let (gone, stays) = (world.person("eleve").await, world.person("cpe").await);
    let old = format!(
        "[[{gone},\"e1\",\"Ancien\",\"Zoé\",\"z@ancien.example\",null],[{stays},\"e2\",\"Reste\",\"Ada\",\"\",null]]"
    );
    for part in ["old_people", "old_schools"] {
        let number = i64::from(part == "old_schools");
        let content = if number == 0 { old.as_str() } else { "[]" };
        let change = "INSERT INTO import_change (revision, number, part, content) VALUES";
        world.sql(&format!("{change} (5, {number}, '{part}', '{content}')")).await;
    }
    let long_ago = now - 100 * day;
    world.sql(&format!("UPDATE person SET removed_at = {long_ago} WHERE id = {gone}")).await;
    retention::purge(&world.backend).await.expect("a purge");
    let count = async |sql: &str| world.number(sql).await.expect("a count");
    assert_eq!(
        count("SELECT COUNT(*) FROM import_run WHERE report LIKE '%Ancien%'").await,
        1,
        "of last week"
    );
    let figures = "SELECT COUNT(*) FROM import_run WHERE report LIKE '%\"refusals_total\":7%' \
                   AND report LIKE '%\"total\":8%'";
    assert_eq!(count(figures).await, 2, "how many there were stays");
    assert_eq!(count("SELECT COUNT(*) FROM import_change WHERE content LIKE '%ncien%'").await, 0);
    assert_eq!(count("SELECT COUNT(*) FROM import_change WHERE content LIKE '%Reste%'").await, 1);
}
