//! Private calendars: who reads them, and what they say.

use std::sync::Arc;

use backend::{
    Error,
    agenda::{self, FeedOf, NewForm},
};
use domain::{SpaceId, agenda::EventInput, spaces::SpaceKind};
use testing::{Actor, Crossing, World, both_engines, event, weekly};

async fn adds(actor: &Actor<'_>, of: Option<SpaceId>, input: &EventInput, key: &str) -> domain::EventId {
    let new = NewForm { key, input, tells: false };
    agenda::create(&actor.world.backend, &actor.caller().await, of, new).await.expect("an event")
}

async fn renews(actor: &Actor<'_>, of: Option<SpaceId>) -> String {
    agenda::renew_feed(&actor.world.backend, &actor.caller().await, of).await.expect("an address")
}

async fn text(world: &World, token: &str) -> String {
    match agenda::calendar(&world.backend, token).await.expect("a calendar") {
        FeedOf::Calendar(feed) => feed.text.replace("\r\n ", ""),
        FeedOf::Gone => "gone".to_owned(),
    }
}

#[both_engines]
async fn a_calendar_holds_what_its_reader_may_read(world: World) {
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let staff = world.space(world.curie, SpaceKind::Staff).await;
    let writer = world.actor("redacteur").await;
    adds(&writer, Some(parents), &event("Pour les parents"), "form-number-1").await;
    adds(&writer, Some(staff), &event("Entre nous"), "form-number-2").await;
    let reader = world.actor("parent").await;
    adds(&reader, None, &event("Dentiste"), "form-number-3").await;
    let (all, of_space) = (renews(&reader, None).await, renews(&reader, Some(parents)).await);
    let whole = text(&world, &all).await;
    assert!(whole.contains("SUMMARY:Pour les parents") && whole.contains("SUMMARY:Dentiste"), "{whole}");
    assert!(!whole.contains("Entre nous"), "{whole}");
    let one = text(&world, &of_space).await;
    assert!(one.contains("Pour les parents") && !one.contains("Dentiste"), "{one}");
    // Renewed: the old address is unknown. Revoked: the new one too.
    let newer = renews(&reader, None).await;
    assert!(matches!(agenda::calendar(&world.backend, &all).await, Err(Error::NotFound)));
    assert!(text(&world, &newer).await.contains("Dentiste"));
    agenda::revoke_feed(&world.backend, &reader.caller().await, None).await.expect("revoked");
    assert!(matches!(agenda::calendar(&world.backend, &newer).await, Err(Error::NotFound)));
    agenda::revoke_feed(&world.backend, &reader.caller().await, None).await.expect("nothing left to revoke");
    for (action, entries) in [("feed_made", 3), ("feed_revoked", 1)] {
        let sql = format!("SELECT COUNT(*) FROM audit_entry WHERE action = '{action}'");
        assert_eq!(world.number(&sql).await, Some(entries), "{action}");
    }
    let outside = agenda::renew_feed(&world.backend, &reader.caller().await, Some(staff)).await;
    assert!(matches!(outside, Err(Error::NotFound)), "{outside:?}");
}

#[both_engines]
async fn a_calendar_ends_for_who_has_left(world: World) {
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let reader = world.actor("parent").await;
    let (all, of_space) = (renews(&reader, None).await, renews(&reader, Some(parents)).await);
    assert!(text(&world, &all).await.starts_with("BEGIN:VCALENDAR"));
    world.leaves(reader.person).await;
    assert_eq!(text(&world, &all).await, "gone");
    assert_eq!(text(&world, &of_space).await, "gone");
    // Back at another school: the own agenda is there again, the space is not.
    world.joins(reader.person, &testing::parent(world.leconte, "2de")).await;
    assert!(text(&world, &all).await.starts_with("BEGIN:VCALENDAR"));
    assert_eq!(text(&world, &of_space).await, "gone");
}

#[both_engines]
async fn a_calendar_says_what_changed(world: World) {
    let pupil = world.actor("eleve").await;
    let id = adds(&pupil, None, &weekly("Piscine; bonnet, lunettes", 3), "form-number-1").await;
    let token = renews(&pupil, None).await;
    let before = text(&world, &token).await;
    for line in [
        "SUMMARY:Piscine\\; bonnet\\, lunettes",
        "DTSTART;TZID=Europe/Paris:20261008T100000",
        "RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=TH;COUNT=3",
        "TZOFFSETFROM:+0200",
        "SEQUENCE:0",
        "STATUS:CONFIRMED",
    ] {
        assert!(before.contains(&format!("{line}\r\n")), "{line} in {before}");
    }
    assert_eq!(before, text(&world, &token).await, "the same bytes while nothing changes");
    let caller = pupil.caller().await;
    let day = Some("2026-10-15".parse().expect("a day"));
    agenda::remove(&world.backend, &caller, id, day).await.expect("without it");
    let without = text(&world, &token).await;
    assert!(without.contains("EXDATE;TZID=Europe/Paris:20261015T100000\r\n"), "{without}");
    assert!(without.contains("SEQUENCE:1\r\n"), "{without}");
    agenda::remove(&world.backend, &caller, id, None).await.expect("removed");
    let removed = text(&world, &token).await;
    assert!(removed.contains("STATUS:CANCELLED\r\n") && removed.contains("SEQUENCE:2\r\n"), "{removed}");
    // Three months later, nothing has to be told any more.
    world.set_clock("2027-02-05T08:00:00Z");
    assert!(!text(&world, &token).await.contains("Piscine"));
}

/// Calendars are told that it is cancelled, and not what it had said.
#[both_engines]
async fn what_was_removed_is_not_read_in_a_calendar(world: World) {
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let writer = world.actor("redacteur").await;
    let input = EventInput {
        place: "Salle 12".to_owned(),
        description: "Avec les résultats de la classe".to_owned(),
        ..weekly("Réunion", 3)
    };
    let id = adds(&writer, Some(parents), &input, "form-number-1").await;
    let token = renews(&world.actor("parent").await, None).await;
    let (backend, caller) = (&world.backend, writer.caller().await);
    agenda::cancel(backend, &caller, id).await.expect("cancelled");
    let cancelled = text(&world, &token).await;
    assert!(cancelled.contains("STATUS:CANCELLED") && cancelled.contains("LOCATION:Salle 12"), "{cancelled}");
    agenda::remove(backend, &caller, id, None).await.expect("removed");
    let removed = text(&world, &token).await;
    assert!(removed.contains("STATUS:CANCELLED\r\n"), "{removed}");
    assert!(!removed.contains("Salle 12") && !removed.contains("résultats"), "{removed}");
}

/// Whoever reads a zone that the calendar does not describe guesses its hours.
#[both_engines]
async fn a_date_with_hours_among_whole_days_brings_its_zone(world: World) {
    let pupil = world.actor("eleve").await;
    let whole = EventInput { whole_days: true, ..weekly("Semaine verte", 3) };
    let id = adds(&pupil, None, &whole, "form-number-1").await;
    let token = renews(&pupil, None).await;
    assert!(!text(&world, &token).await.contains("VTIMEZONE"), "days have no zone");
    let (backend, caller) = (&world.backend, pupil.caller().await);
    let input = hours("Semaine verte, le matin", "2026-10-15", ["08:00", "12:00"]);
    let day = Some("2026-10-15".parse().expect("a day"));
    let change = agenda::Change { day, sequence: 0, input: &input, tells: false, tells_readers: false };
    agenda::change(backend, &caller, id, change).await.expect("changed");
    let changed = text(&world, &token).await;
    for line in [
        "BEGIN:VTIMEZONE\r\nTZID:Europe/Paris",
        "DTSTART;TZID=Europe/Paris:20261015T080000",
        "RECURRENCE-ID;VALUE=DATE:20261015",
    ] {
        assert!(changed.contains(&format!("{line}\r\n")), "{line} in {changed}");
    }
}

#[both_engines]
async fn lines_are_folded_and_hostile_texts_stay_texts(world: World) {
    let pupil = world.actor("eleve").await;
    let title = "é".repeat(150);
    let hostile = "END:VEVENT\r\nBEGIN:VALARM\nATTACH:javascript:alert(1)\\n<script>alert(1)</script>";
    let input = EventInput { title, description: hostile.to_owned(), ..event("") };
    adds(&pupil, None, &input, "form-number-1").await;
    let token = renews(&pupil, None).await;
    let Ok(FeedOf::Calendar(feed)) = agenda::calendar(&world.backend, &token).await else {
        panic!("a calendar")
    };
    for line in feed.text.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.contains(['\r', '\n']), "{line:?}");
    }
    let unfolded = feed.text.replace("\r\n ", "");
    assert_eq!(unfolded.matches("END:VEVENT\r\n").count(), 1);
    assert!(!unfolded.contains("\r\nBEGIN:VALARM"), "{unfolded}");
    assert!(!unfolded.contains("\r\nATTACH"), "{unfolded}");
}

/// Writes a calendar and the occurrences that our own agenda shows of it, for `scripts/calendar.sh`,
/// where other programs read it.
#[both_engines]
async fn other_programs_find_what_our_agenda_shows(world: World) {
    let (metz, reunion) = (world.actor("eleve").await, world.actor("reunionnais").await);
    let inputs = inputs();
    let mut ids = Vec::new();
    for (position, input) in inputs.iter().enumerate() {
        ids.push(adds(&metz, None, input, &format!("form-number-{position}")).await);
    }
    adds(
        &reunion,
        None,
        &until(hours("Sur l'île", "2026-10-20", ["07:00", "08:00"]), "weekly", "2027-04-06"),
        "form-number-0",
    )
    .await;
    // In the agenda of Metz too, with its own zone.
    world.sql(&format!("UPDATE event SET owner_id = {} WHERE zone = 'Indian/Reunion'", metz.person)).await;
    world.sql(&format!("UPDATE event_occurrence SET owner_id = {}", metz.person)).await;
    let caller = metz.caller().await;
    let backend = &world.backend;
    agenda::remove(backend, &caller, ids[0], Some("2026-10-12".parse().expect("a day")))
        .await
        .expect("left out");
    for (id, day, first) in [(ids[0], "2026-11-05", "2026-11-06"), (ids[1], "2026-10-25", "2026-10-26")] {
        let sequence = agenda::edit_form(backend, &caller, id, None).await.expect("a form").sequence;
        let input = hours("Déplacé", first, ["20:00", "21:00"]);
        let day = Some(day.parse().expect("a day"));
        let change = agenda::Change { day, sequence, input: &input, tells: false, tells_readers: false };
        agenda::change(backend, &caller, id, change).await.expect("moved");
    }
    let token = renews(&metz, None).await;
    let Ok(FeedOf::Calendar(feed)) = agenda::calendar(backend, &token).await else { panic!("a calendar") };
    let expected = shown(&world, &metz).await;
    assert!(expected.len() > 60, "{}", expected.len());
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("calendar");
    std::fs::create_dir_all(&folder).expect("a folder");
    // Both engines write the same calendar, except for its random names: each file is written whole.
    for (name, text) in
        [("agenda.ics", feed.text), ("expected.json", serde_json::to_string(&expected).expect("JSON"))]
    {
        let mine = folder.join(format!("{name}-{}", std::process::id()));
        std::fs::write(&mine, text).expect("a file");
        std::fs::rename(&mine, folder.join(name)).expect("a file");
    }
}

fn hours(title: &str, first: &str, [starts, ends]: [&str; 2]) -> EventInput {
    EventInput {
        first_day: first.to_owned(),
        starts: starts.to_owned(),
        ends: ends.to_owned(),
        ..event(title)
    }
}

fn until(input: EventInput, frequency: &str, day: &str) -> EventInput {
    EventInput { frequency: frequency.to_owned(), end: "date".to_owned(), until: day.to_owned(), ..input }
}

fn days(title: &str, first: &str, last: &str) -> EventInput {
    EventInput { whole_days: true, first_day: first.to_owned(), last_day: last.to_owned(), ..event(title) }
}

/// Both changes of the clocks, nights, months without a 31st, whole days, holidays, and odd titles.
fn inputs() -> [EventInput; 8] {
    let evenings = until(hours("Chorale, le soir", "2026-09-07", ["18:00", "19:30"]), "weekly", "2027-07-05");
    let choir = EventInput { days: vec!["TH".to_owned()], except_holidays: "B".to_owned(), ..evenings };
    [
        choir,
        until(hours("Nuit", "2026-10-23", ["23:30", "23:45"]), "daily", "2026-10-28"),
        until(hours("Printemps", "2027-03-26", ["08:00", "09:00"]), "daily", "2027-03-30"),
        until(hours("Mensuel", "2026-08-31", ["12:00", "13:00"]), "monthly", "2027-03-31"),
        until(days("Jour entier", "2026-10-24", "2026-10-25"), "weekly", "2026-11-07"),
        days("Voyage; à Rome, \\ avec « guide »", "2027-05-03", "2027-05-07"),
        hours("Une fois", "2026-10-25", ["01:00", "04:00"]),
        hours(&"Très long titre ✿ ".repeat(8), "2026-12-01", ["10:00", "11:00"]),
    ]
}

/// Beginning, end and title of everything in the own agenda, days as days and hours in UTC.
async fn shown(world: &World, reader: &Actor<'_>) -> Vec<[String; 3]> {
    use domain::agenda::{EventTime, view::AgendaQuery};
    let mut found = std::collections::BTreeSet::new();
    for day in ["2026-08-01", "2026-11-01", "2027-02-01", "2027-05-01"] {
        let query = AgendaQuery { layout: String::new(), day: day.to_owned() };
        let caller = reader.caller().await;
        let page = agenda::agenda(&world.backend, &caller, &query).await.expect("an agenda");
        assert!(!page.cut);
        for occurrence in page.occurrences {
            let zone = occurrence.zone.parse().expect("a zone");
            let [begins, ends] = match occurrence.time {
                EventTime::Days { first, last } => {
                    [first.to_string(), last.succ_opt().expect("a day").to_string()]
                }
                EventTime::Hours { starts, ends } => [starts, ends].map(|local| {
                    let at = domain::time::instant_at(local, zone).to_utc().expect("an instant");
                    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
                }),
            };
            found.insert([begins, ends, occurrence.title]);
        }
    }
    found.into_iter().collect()
}

/// More than a calendar holds: what is over is left out before what is still to come.
#[both_engines]
async fn a_full_calendar_has_what_is_to_come(world: World) {
    let pupil = world.actor("eleve").await;
    let over = EventInput { first_day: "2026-09-10".to_owned(), ..event("Cours du soir") };
    let over = adds(&pupil, None, &over, "form-number-1").await;
    let same = "owner_id, author_id, zone, title, place, description, time, state, sequence, created_at, \
                changed_at, starts_at, ends_at";
    world
        .sql(&format!(
            "INSERT INTO event (form_key, uid, {same}) WITH RECURSIVE numbers(number) AS \
             (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 1000) \
             SELECT form_key || CAST(number AS text), uid || CAST(number AS text), {same} \
             FROM event, numbers WHERE id = {over}"
        ))
        .await;
    adds(&pupil, None, &event("Dentiste"), "form-number-2").await;
    let token = renews(&pupil, None).await;
    let calendar = text(&world, &token).await;
    assert!(calendar.contains("SUMMARY:Dentiste"), "the next one");
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 1_000);
    assert!(calendar.contains("X-WR-CALDESC"), "it says that it is cut");
}

/// Each address is an entry of the journal, which nobody may fill.
#[both_engines]
async fn a_person_makes_so_many_addresses_in_an_hour(world: World) {
    let (reader, other) = (world.actor("parent").await, world.actor("eleve").await);
    for _ in 0..60 {
        renews(&reader, None).await;
    }
    let refused = agenda::renew_feed(&world.backend, &reader.caller().await, None).await;
    assert!(matches!(refused, Err(Error::TooManyAttempts { .. })));
    renews(&other, None).await;
    assert_eq!(world.number("SELECT COUNT(*) FROM audit_entry").await, Some(61));
    world.wait(60 * 60 * 1_000);
    renews(&reader, None).await;
}

/// A full calendar takes long to write: no program lets a process write one again and again.
#[both_engines]
async fn a_person_is_given_few_calendars_at_the_same_time(url: &str) {
    let crossing = Crossing::default();
    let world = World::with(url, crossing.services()).await;
    let token = renews(&world.actor("parent").await, None).await;
    for others in 1..=4 {
        let (backend, token) = (Arc::clone(&world.backend), token.clone());
        crossing.at("calendar", async move {
            let answer = agenda::calendar(&backend, &token).await;
            assert_eq!(matches!(answer, Err(Error::Busy)), others == 4, "{others}: {answer:?}");
        });
    }
    assert!(text(&world, &token).await.contains("BEGIN:VCALENDAR"));
    crossing.all_happened();
    assert!(text(&world, &token).await.contains("BEGIN:VCALENDAR"), "the places are free again");
}
