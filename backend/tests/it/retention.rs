//! What is over its time is deleted: whole, counted, and not before.

use std::{collections::BTreeMap, sync::Arc};

use backend::{
    audit::{self, Verdict},
    communications,
    directory::undo,
    files,
    jobs::run_next,
    queue::Kind,
    retention,
    versions::{note_seen, store_seen},
};
use domain::{
    CommunicationId, MessageId,
    communications::{
        ContentDetail,
        channels::message::MessageProgress,
        view::{SiteRow, SitesFilter},
    },
    fields::FieldProblem,
    retention::{Kept, RetentionPage},
    versions::{Versioned, VersionedKind},
};
use testing::{Actor, Crossing, World, announcement, both_engines, directory, note, refused_field};

use super::{directory_undo as yearly, leaving::leaves};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
const ADDRESS: &str = "192.0.2.1";

/// Days pass, and somebody signs in: something is recorded.
async fn days_pass(world: &World, days: i64) {
    world.wait(days * DAY_MS);
    world.visitor(ADDRESS).enters("direction").await;
}

async fn purges(world: &World) {
    world.wait(60 * 60 * 1_000);
    assert!(run_next(&world.backend, Kind::Purge).await.expect("a purge"), "it is due every hour");
}

/// How much all purges deleted, as the journal says it.
async fn proved(world: &World) -> BTreeMap<String, u64> {
    let sql = "SELECT detail FROM audit_entry WHERE action = 'purged' ORDER BY number";
    let mut all = BTreeMap::new();
    for detail in directory::rows(&world.backend.db, sql).await {
        for pair in detail.split("; ") {
            let (kind, amount) = pair.split_once('=').expect("a pair");
            let amount: u64 = amount.parse().expect("a number");
            *all.entry(kind.to_owned()).or_default() += amount;
        }
    }
    all
}

async fn keeps(world: &World, messages: &str, shown: &str) {
    let caller = world.actor("direction").await.caller().await;
    let typed = typed(messages, shown);
    retention::keep_periods(&world.backend, &caller, &typed).await.expect("kept");
}

fn typed(messages: &str, shown: &str) -> BTreeMap<String, String> {
    let days = |kind: Kept| match kind {
        Kept::Messages | Kept::Attachments => messages.to_owned(),
        Kept::Shown => shown.to_owned(),
        other => other.bounds().proposed.to_string(),
    };
    Kept::ALL.into_iter().map(|kind| (kind.code().to_owned(), days(kind))).collect()
}

async fn page(world: &World) -> RetentionPage {
    let caller = world.actor("direction").await.caller().await;
    retention::retention_page(&world.backend, &caller, &BTreeMap::new()).await.expect("a page")
}

fn due(page: &RetentionPage, kind: Kept) -> Option<u64> {
    page.lines.iter().find(|line| line.kind == kind).and_then(|line| line.due)
}

/// Recipients, delivered, seen and acknowledged of each school.
async fn figures(sender: &Actor<'_>, id: CommunicationId) -> Vec<[Option<u64>; 4]> {
    let (backend, caller) = (&sender.world.backend, sender.caller().await);
    let page = communications::sites(backend, &caller, id, &SitesFilter::default()).await.expect("figures");
    let of = |row: &SiteRow| [row.recipients, row.delivered, Some(row.seen), row.acknowledged];
    page.rows.iter().map(of).collect()
}

/// What its readers did with a message, in all schools.
async fn progress(sender: &Actor<'_>, id: CommunicationId) -> MessageProgress {
    let content = sender.detail(id).await.expect("a page").content;
    let ContentDetail::Message(message) = &content else { panic!("{content:?}") };
    message.progress
}

async fn message_of(world: &World, id: CommunicationId) -> MessageId {
    let sql = format!("SELECT id FROM message WHERE communication_id = {id}");
    MessageId(world.number(&sql).await.expect("a message"))
}

#[both_engines]
async fn who_left_long_ago_is_forgotten_and_the_figures_stay(world: World) {
    world.administrator("direction").await;
    world.account("eleve").await;
    let (sender, writer) = (world.actor("cpe").await, world.actor("enseignant").await);
    let pupil = world.actor("eleve").await;
    let letter = sender.publishes(&note("Sortie").asks("each")).await;
    let shown = writer.publishes(&announcement("Demain")).await;
    let message = message_of(&world, letter).await;
    pupil.opens(message).await.expect("a message");
    pupil.takes_note(message).await.expect("acknowledged");
    pupil.visits().await;
    let before = (figures(&sender, letter).await, figures(&writer, shown).await);
    assert_eq!(before.0[0][2..], [Some(1), Some(1)], "opened and acknowledged");
    assert_eq!(before.1[0][2], Some(1), "seen");
    let total = progress(&sender, letter).await;
    assert_eq!((total.opened, total.acknowledged), (1, 1));
    let texts = directory::texts(&world.backend.db).await;
    let id = pupil.person;

    leaves(&world, "eleve").await;
    days_pass(&world, 79).await;
    purges(&world).await;
    let erased = format!("SELECT COUNT(*) FROM person WHERE id = {id} AND erased_at IS NOT NULL");
    assert_eq!(world.number(&erased).await, Some(0), "not before their time");
    days_pass(&world, 2).await;
    assert_eq!(due(&page(&world).await, Kept::People), Some(1));
    purges(&world).await;
    assert_eq!(world.number(&erased).await, Some(1));
    let left = [
        "SELECT COUNT(*) FROM account WHERE login = 'eleve'".to_owned(),
        "SELECT COUNT(*) FROM person WHERE external_id = 'eleve'".to_owned(),
        format!("SELECT COUNT(*) FROM delivery WHERE person_id = {id}"),
        format!("SELECT COUNT(*) FROM sighting WHERE person_id = {id}"),
        format!("SELECT COUNT(*) FROM person WHERE id = {id} AND (first_name <> '' OR email <> '')"),
        "SELECT COUNT(*) FROM retention_count".to_owned(),
    ];
    for sql in &left {
        assert_eq!(world.number(sql).await, Some(0), "{sql}");
    }
    assert_eq!((figures(&sender, letter).await, figures(&writer, shown).await), before);
    assert_eq!(progress(&sender, letter).await, total, "the totals stay, too");
    assert_eq!(proved(&world).await, BTreeMap::from([("purged_personnes".to_owned(), 1)]));
    assert!(matches!(audit::verify(&world.backend, None).await.expect("a verdict"), Verdict::Sound(_)));

    // Nothing is left to do, and who comes back is somebody new.
    purges(&world).await;
    assert_eq!(proved(&world).await.len(), 1);
    world.imports(|now| *now = texts).await;
    let again = world.actor("eleve").await;
    assert_ne!(again.person, id);
    assert_eq!(again.finds_letters("", "").await, [""; 0]);
}

#[both_engines]
async fn what_is_old_goes_whole_and_a_conversation_stays_with_its_last_answer(world: World) {
    world.administrator("direction").await;
    let (author, reader) = (world.actor("cpe").await, world.actor("eleve").await);
    let letter = world.letter("Avis").by(author.person).answerable().to(&[reader.person]).await;
    world
        .sql(&format!(
            "INSERT INTO file (token, owner_kind, owner_id, uploader_id, form_key, name, media_type, bytes, sha256, \
             object_key, created_at) VALUES ('jeton', 'message', {letter}, {}, '', 'plan.pdf', 'application/pdf', 1, \
             'x', 'ab/cd', 1)",
            author.person
        ))
        .await;
    world.sql(&format!("UPDATE message SET attachments = 1 WHERE id = {letter}")).await;
    let shown = world.actor("enseignant").await.publishes(&announcement("Demain")).await;
    days_pass(&world, 200).await;
    reader.answers(letter, "0123456789abcdef", "Merci").await.expect("an answer");
    days_pass(&world, 170).await;
    purges(&world).await;
    assert_eq!(proved(&world).await.len(), 0, "nobody has chosen the periods yet");

    keeps(&world, "300", "300").await;
    let announced = page(&world).await;
    assert!(announced.chosen && due(&announced, Kept::Shown) == Some(0), "it still has a notification");
    purges(&world).await;
    let first = proved(&world).await;
    assert_eq!(first.get("purged_messages").copied(), due(&announced, Kept::Messages));
    let kept = reader.opens(letter).await.expect("its answer is younger");
    assert_eq!((kept.attachments.len(), kept.attachments_gone), (0, 1), "it says that its file is deleted");
    let waits = "SELECT COUNT(*) FROM file WHERE owner_kind = 'form' AND form_key = 'retires'";
    assert_eq!(world.number(waits).await, Some(1), "the sweep of files deletes it");
    assert_eq!(first.get("purged_pieces-jointes"), Some(&1));
    assert_eq!(due(&page(&world).await, Kept::Shown), Some(1));
    purges(&world).await;
    assert_eq!(proved(&world).await.get("purged_publications"), Some(&1));
    let rows = "SELECT (SELECT COUNT(*) FROM communication) + (SELECT COUNT(*) FROM announcement) \
                + (SELECT COUNT(*) FROM publication) + (SELECT COUNT(*) FROM target)";
    assert_eq!(world.number(rows).await, Some(0), "nothing is left of {shown}");

    days_pass(&world, 80).await;
    days_pass(&world, 80).await;
    purges(&world).await;
    assert!(reader.opens(letter).await.is_ok(), "the answer goes first");
    purges(&world).await;
    assert!(reader.opens(letter).await.is_err());
    let rows = "SELECT (SELECT COUNT(*) FROM message) + (SELECT COUNT(*) FROM message_body) \
                + (SELECT COUNT(*) FROM delivery)";
    assert_eq!(world.number(rows).await, Some(0));
    assert!(matches!(audit::verify(&world.backend, None).await.expect("a verdict"), Verdict::Sound(_)));
}

#[both_engines]
async fn periods_are_the_administrators_and_have_bounds(world: World) {
    world.administrator("direction").await;
    let other = world.actor("cpe").await.caller().await;
    assert!(retention::retention_page(&world.backend, &other, &BTreeMap::new()).await.is_err());
    assert!(retention::keep_periods(&world.backend, &other, &typed("300", "300")).await.is_err());
    let caller = world.actor("direction").await.caller().await;
    let refused = retention::keep_periods(&world.backend, &caller, &typed("300", "12")).await;
    let (field, problem) = refused_field(refused);
    assert_eq!(
        (field.as_str(), problem),
        ("publications", FieldProblem::NotANumber { min: 180, max: 3_650 })
    );
    let tried = retention::retention_page(&world.backend, &caller, &typed("300", "x")).await.expect("a page");
    assert!(!tried.chosen && tried.lines.iter().all(|line| line.due.is_none()));
    assert_eq!(tried.lines[2].days, "x", "what was typed stays");
    assert!(retention::keep_periods(&world.backend, &caller, &BTreeMap::new()).await.is_err());
    keeps(&world, "300", "400").await;
    let kept = page(&world).await;
    assert_eq!((kept.chosen, kept.lines[1].days.as_str(), kept.lines[2].days.as_str()), (true, "300", "400"));
    // A clock that jumps makes nothing old.
    world.letter("Avis").to(&[world.person("eleve").await]).await;
    world.wait(1_000 * DAY_MS);
    assert!(run_next(&world.backend, Kind::Purge).await.expect("a purge"));
    assert_eq!(world.number("SELECT COUNT(*) FROM message").await, Some(1));
}

/// What readers and senders see is whole, and the rows of one deletion are all there or hidden.
async fn is_whole(world: &World) {
    let mut found = Vec::new();
    for name in ["parent", "professeur"] {
        found.push(world.actor(name).await.finds_letters("", "").await);
    }
    assert_eq!(found[0], found[1], "a message is in all inboxes or in none");
    let halves = "SELECT (SELECT COUNT(*) FROM communication c WHERE c.purged_at IS NULL AND NOT EXISTS \
                  (SELECT 1 FROM publication p WHERE p.communication_id = c.id)) \
                  + (SELECT COUNT(*) FROM person p JOIN account a ON a.person_id = p.id WHERE p.erased_at IS NOT NULL)";
    assert_eq!(world.number(halves).await, Some(0));
}

fn process_ends() {
    panic!("the process ends");
}

#[both_engines(flavor = "multi_thread")]
async fn a_purge_that_ends_anywhere_leaves_nothing_half_and_forgets_no_count(url: &str) {
    let crossing = Crossing::default();
    let world = World::with(url, crossing.services()).await;
    world.administrator("direction").await;
    world.account("eleve").await;
    let readers = [world.person("parent").await, world.person("professeur").await];
    world.letter("Avis").to(&readers).await;
    world.letter("Encore").to(&readers).await;
    let writer = world.actor("enseignant").await;
    writer.publishes(&announcement("Demain")).await;
    for name in ["eleve", "parent"] {
        world.actor(name).await.visits().await;
    }
    communications::store_sightings(&world.backend).await.expect("stored");
    leaves(&world, "eleve").await;
    days_pass(&world, 300).await;
    keeps(&world, "200", "200").await;
    let letters = world.number("SELECT COUNT(*) FROM message").await.expect("a count");
    let mut ended = 0;
    // What a deletion frees goes with the next purge.
    for _ in 0..2 {
        loop {
            crossing.at("purge", async { process_ends() });
            let backend = Arc::clone(&world.backend);
            let purge = tokio::spawn(async move { retention::purge(&backend).await });
            let outcome = purge.await;
            is_whole(&world).await;
            if let Ok(purged) = outcome {
                purged.expect("purged");
                break;
            }
            ended += 1;
            assert!(ended < 100, "it goes on where it stopped");
        }
    }
    assert!(ended > 8, "{ended}");
    let left = "SELECT (SELECT COUNT(*) FROM message) + (SELECT COUNT(*) FROM communication) \
                + (SELECT COUNT(*) FROM sighting) + (SELECT COUNT(*) FROM delivery)";
    assert_eq!(world.number(left).await, Some(0));
    let proved = proved(&world).await;
    let amounts = ["purged_messages", "purged_personnes", "purged_publications"]
        .map(|kind| proved.get(kind).copied().unwrap_or_default());
    assert_eq!(amounts, [letters.cast_unsigned(), 1, 1], "{proved:?}");
    files::sweep(&world.backend).await.expect("swept");
}

/// What a process has noted in memory may be deleted before it is stored.
#[both_engines]
async fn what_was_seen_of_a_deleted_text_keeps_nothing_else_from_being_stored(world: World) {
    world.administrator("direction").await;
    let (backend, writer) = (&world.backend, world.actor("enseignant").await);
    let (reader, opens) = (world.actor("eleve").await, world.actor("secretariat").await);
    let deleted = writer.publishes(&announcement("Demain")).await;
    let received = world.actor("collectivite").await.publishes(&announcement("Élections")).await;
    opens.opens_received(received, world.curie).await.expect("a page");
    reader.visits().await;
    let stored = "SELECT (SELECT COUNT(*) FROM sighting) + (SELECT COUNT(*) FROM received_seen)";
    assert_eq!(world.number(stored).await, Some(0), "it waits");
    days_pass(&world, 300).await;
    keeps(&world, "200", "200").await;
    // Its notification goes first.
    for _ in 0..2 {
        retention::purge(backend).await.expect("purged");
    }
    assert_eq!(world.number("SELECT COUNT(*) FROM communication").await, Some(0), "{deleted} and {received}");

    let shown = announcement("Après-demain").days("2027-08-01", "2027-08-08");
    let kept = writer.publishes(&shown).await;
    let again = world.actor("collectivite").await.publishes(&shown).await;
    assert_eq!(reader.visits().await.announcements.len(), 2);
    opens.opens_received(again, world.curie).await.expect("a page");
    assert_eq!(figures(&writer, kept).await[0][2], Some(1), "counted");
    communications::store_sightings(backend).await.expect("stored");
    communications::store_received(backend).await.expect("stored");
    let gone = format!("SELECT COUNT(*) FROM sighting WHERE communication_id NOT IN ({kept}, {again})");
    assert_eq!(world.number(&gone).await, Some(0));
    assert_eq!(world.number("SELECT COUNT(*) FROM sighting").await, Some(2));
    assert_eq!(world.number("SELECT COUNT(*) FROM received_seen").await, Some(1));
}

/// A process that could not write for long still has in memory what somebody saw whose data are deleted by
/// now.
#[both_engines]
async fn what_waits_of_somebody_who_was_forgotten_is_not_stored(world: World) {
    world.administrator("direction").await;
    let backend = &world.backend;
    let id = world.actor("enseignant").await.publishes(&announcement("Demain")).await;
    let (gone, stays) = (world.person("eleve").await, world.person("parent").await);
    leaves(&world, "eleve").await;
    days_pass(&world, 81).await;
    purges(&world).await;
    let swept = format!("SELECT COUNT(*) FROM person WHERE id = {gone} AND swept_at IS NOT NULL");
    assert_eq!(world.number(&swept).await, Some(1));
    let shown = communications::Shown { communication: id, establishment: world.curie, version: 0 };
    for person in [gone, stays] {
        communications::note_sightings(backend, person, &[shown]);
        note_seen(backend, person, Versioned { kind: VersionedKind::News, id: id.0 }, 0);
    }
    communications::store_sightings(backend).await.expect("stored");
    store_seen(backend).await.expect("stored");
    for table in ["sighting", "seen"] {
        let sql = format!("SELECT CAST(person_id AS text) FROM {table} WHERE person_id IN ({gone}, {stays})");
        assert_eq!(directory::rows(&backend.db, &sql).await, [stays.to_string()], "{table}");
    }
}

/// Undoing the import that removed them brings nobody back whose data were deleted since.
#[both_engines]
async fn who_was_forgotten_stays_away_when_the_import_is_undone(world: World) {
    world.administrator("direction").await;
    let admin = world.actor("direction").await.caller().await;
    let run = yearly::import(&world, &yearly::files(&world, yearly::next_year).await).await;
    days_pass(&world, 89).await;
    purges(&world).await;
    undo::undo(Arc::clone(&world.backend), &admin, run).await.expect("undone");
    let forgotten = "SELECT COUNT(*) FROM person WHERE erased_at IS NOT NULL AND removed_at IS NOT NULL \
                     AND last_name = '—'";
    assert_eq!(world.number(forgotten).await, Some(1), "the pupil who left");
    let places =
        "SELECT COUNT(*) FROM membership m JOIN person p ON p.id = m.person_id WHERE p.erased_at IS NOT NULL";
    assert_eq!(world.number(places).await, Some(0));
    let named = "SELECT COUNT(*) FROM person WHERE external_id = 'collegien'";
    assert_eq!(world.number(named).await, Some(0));
    let texts = directory::texts(&world.backend.db).await;
    assert!(texts[1].contains("enseignant;Martin;") && !texts[1].contains("neuf1"), "the rest is undone");
}

/// What a portal stated of somebody, and was refused, names them as well.
#[both_engines]
async fn refused_statements_name_nobody_for_longer(world: World) {
    world.administrator("direction").await;
    for (reason, days) in [("subject_left", 30), ("unknown_subject", 55)] {
        let now = world.backend.clock.now().0;
        let row = format!("VALUES (7, '{reason}', 'eleve', 1, {now})");
        world
            .sql(&format!("INSERT INTO portal_refusal (portal_id, reason, detail, times, last_at) {row}"))
            .await;
        days_pass(&world, days).await;
    }
    purges(&world).await;
    let left = directory::rows(&world.backend.db, "SELECT reason FROM portal_refusal").await;
    assert_eq!(left, ["unknown_subject"], "of 85 days and of 55");
}
