//! Events: who sees, writes and removes them, their repetition and exceptions, and who is told.

mod full;
mod made;
mod replanned;
mod told;

use backend::{
    Error, Result,
    agenda::{self, Change, NewForm},
};
use domain::{
    Conflict, EventId, SpaceId,
    access::Right,
    agenda::{
        EventInput, EventState,
        view::{AgendaQuery, Occurrence},
    },
    fields::FieldProblem,
    spaces::SpaceKind,
    versions::Run,
};
use testing::{Actor, World, both_engines, event, parent, refused_field, weekly};

const KEY: &str = "0123456789abcdef";

async fn adds(actor: &Actor<'_>, of: Option<SpaceId>, input: &EventInput) -> Result<EventId> {
    adds_once(actor, of, input, &format!("form-number-{}", input.title.len() + input.count.len() * 100)).await
}

async fn adds_once(actor: &Actor<'_>, of: Option<SpaceId>, input: &EventInput, key: &str) -> Result<EventId> {
    let new = NewForm { key, input, tells: false };
    agenda::create(&actor.world.backend, &actor.caller().await, of, new).await
}

async fn changes(actor: &Actor<'_>, id: EventId, day: Option<&str>, input: &EventInput) -> Result<()> {
    let (backend, caller) = (&actor.world.backend, actor.caller().await);
    let form = agenda::edit_form(backend, &caller, id, None).await?;
    let day = day.map(|day| day.parse().expect("a day"));
    let change = Change { day, sequence: form.sequence, input, tells: false, tells_readers: false };
    agenda::change(backend, &caller, id, change).await
}

/// The occurrences of 92 days from 1 October on.
async fn shows(actor: &Actor<'_>, of: Option<SpaceId>) -> Result<Vec<Occurrence>> {
    let query = AgendaQuery { layout: String::new(), day: "2026-10-01".to_owned() };
    let (backend, caller) = (&actor.world.backend, actor.caller().await);
    let page = match of {
        None => agenda::agenda(backend, &caller, &query).await?,
        Some(id) => agenda::agenda_of_space(backend, &caller, id, &query).await?,
    };
    Ok(page.occurrences)
}

fn days(occurrences: &[Occurrence]) -> Vec<String> {
    occurrences.iter().map(|occurrence| occurrence.time.first_day().to_string()).collect()
}

#[both_engines]
async fn an_own_event_is_its_owner_s_alone(world: World) {
    let pupil = world.actor("eleve").await;
    let id = adds(&pupil, None, &weekly("Piscine", 4)).await.expect("an event");
    let shown = shows(&pupil, None).await.expect("an agenda");
    assert_eq!(days(&shown), ["2026-10-08", "2026-10-15", "2026-10-22", "2026-10-29"]);
    // The clocks go back on the 25th, and the wall clock of the event stays.
    let hours: Vec<String> = shown
        .iter()
        .map(|occurrence| match occurrence.time {
            domain::agenda::EventTime::Hours { starts, .. } => starts.format("%H:%M").to_string(),
            other @ domain::agenda::EventTime::Days { .. } => format!("{other:?}"),
        })
        .collect();
    assert_eq!(hours, ["10:00"; 4]);
    let instants = world.number("SELECT MAX(starts_at) - MIN(starts_at) FROM event_occurrence").await;
    assert_eq!(instants, Some((21 * 24 + 1) * 3_600_000), "one hour more than three weeks");
    for name in ["professeur", "direction", "collectivite", "etrangere"] {
        let other = world.actor(name).await;
        let (backend, caller) = (&world.backend, other.caller().await);
        for refused in [
            agenda::event(backend, &caller, id, None).await.map(|_| ()),
            agenda::edit_form(backend, &caller, id, None).await.map(|_| ()),
            agenda::cancel(backend, &caller, id).await,
            agenda::remove(backend, &caller, id, None).await.map(|_| ()),
            agenda::add_to_mine(backend, &caller, id, None).await.map(|_| ()),
            agenda::one_event(backend, &caller, id).await.map(|_| ()),
            changes(&other, id, None, &event("Autre")).await,
        ] {
            assert!(matches!(refused, Err(Error::NotFound)), "{name}: {refused:?}");
        }
        assert!(shows(&other, None).await.expect("an agenda").is_empty(), "{name}");
    }
}

#[both_engines]
async fn readers_see_writers_write_and_moderators_remove(world: World) {
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let writer = world.actor("redacteur").await;
    let id = adds(&writer, Some(parents), &event("Réunion")).await.expect("an event");
    for (name, sees) in [
        ("parent", true),
        ("redacteur", true),
        ("direction", true),
        ("eleve", false),
        ("professeur", false),
        ("etrangere", false),
    ] {
        let caller = world.actor(name).await.caller().await;
        let seen = agenda::event(&world.backend, &caller, id, None).await;
        assert_eq!(seen.is_ok(), sees, "{name}: {seen:?}");
        let listed = shows(&world.actor(name).await, Some(parents)).await;
        assert_eq!(listed.is_ok(), sees, "{name}");
    }
    let reader = world.actor("parent").await;
    for refused in [
        adds(&reader, Some(parents), &event("Non")).await.map(|_| ()),
        changes(&reader, id, None, &event("Non")).await,
        agenda::remove(&world.backend, &reader.caller().await, id, None).await.map(|_| ()),
        agenda::cancel(&world.backend, &reader.caller().await, id).await,
    ] {
        assert!(matches!(refused, Err(Error::Forbidden(Right::CreateCommunication))), "{refused:?}");
    }
    // Another writer does not change it; the head of the school may, and removes it.
    let other = world.add("autre").holds_at(domain::access::Role::SenderNews, world.curie).save().await;
    let other = Actor { world: &world, person: other };
    assert!(matches!(changes(&other, id, None, &event("Non")).await, Err(Error::Forbidden(_))));
    let head = world.actor("direction").await;
    changes(&head, id, None, &event("Réunion avancée")).await.expect("a change");
    let seen = agenda::event(&world.backend, &reader.caller().await, id, None).await.expect("an event");
    assert_eq!(seen.title, "Réunion avancée");
    assert!(seen.corrected.is_some());
    agenda::cancel(&world.backend, &head.caller().await, id).await.expect("cancelled");
    let seen = agenda::event(&world.backend, &reader.caller().await, id, None).await.expect("still there");
    assert_eq!(seen.state, EventState::Cancelled);
    agenda::remove(&world.backend, &head.caller().await, id, None).await.expect("removed");
    let gone = agenda::event(&world.backend, &reader.caller().await, id, None).await;
    assert!(matches!(gone, Err(Error::NotFound)), "{gone:?}");
}

#[both_engines]
async fn who_leaves_the_population_sees_nothing_any_more(world: World) {
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let id = adds(&world.actor("redacteur").await, Some(parents), &event("Réunion")).await.expect("an event");
    let reader = world.actor("parent").await;
    assert_eq!(days(&shows(&reader, Some(parents)).await.expect("an agenda")), ["2026-10-08"]);
    world.leaves(reader.person).await;
    assert!(matches!(shows(&reader, Some(parents)).await, Err(Error::NotFound)));
    let seen = agenda::event(&world.backend, &reader.caller().await, id, None).await;
    assert!(matches!(seen, Err(Error::NotFound)));
    world.joins(reader.person, &parent(world.curie, "2de")).await;
    assert!(shows(&reader, Some(parents)).await.is_ok(), "and back");
}

#[both_engines]
async fn days_are_left_out_and_moved_alone(world: World) {
    let pupil = world.actor("eleve").await;
    let id = adds(&pupil, None, &weekly("Piscine", 5)).await.expect("an event");
    let caller = pupil.caller().await;
    let day = |text: &str| text.parse().expect("a day");
    let left =
        agenda::remove(&world.backend, &caller, id, Some(day("2026-10-15"))).await.expect("without it");
    assert_eq!(left.event, Some(id));
    let moved = EventInput { first_day: "2026-10-23".to_owned(), ..event("Piscine, un vendredi") };
    changes(&pupil, id, Some("2026-10-22"), &moved).await.expect("moved");
    let shown = shows(&pupil, None).await.expect("an agenda");
    assert_eq!(days(&shown), ["2026-10-08", "2026-10-23", "2026-10-29", "2026-11-05"]);
    assert_eq!(shown[1].title, "Piscine, un vendredi");
    assert_eq!(shown[1].day, day("2026-10-22"), "its address stays");
    // A change of the hours keeps both exceptions; another day of the week forgets them.
    let later = EventInput { starts: "14:00".to_owned(), ends: "15:00".to_owned(), ..weekly("Piscine", 5) };
    changes(&pupil, id, None, &later).await.expect("later");
    assert_eq!(days(&shows(&pupil, None).await.expect("an agenda")).len(), 4);
    let friday = EventInput { first_day: "2026-10-09".to_owned(), ..weekly("Piscine", 5) };
    changes(&pupil, id, None, &friday).await.expect("on Fridays");
    assert_eq!(days(&shows(&pupil, None).await.expect("an agenda")).len(), 5);
    assert_eq!(world.number("SELECT COUNT(*) FROM event_exception").await, Some(0));
    let none = agenda::remove(&world.backend, &caller, id, Some(day("2026-10-08"))).await;
    assert!(matches!(none, Err(Error::NotFound)), "{none:?}");
}

/// The first of its days was changed, or left out; then the event takes place once.
#[both_engines]
async fn an_event_that_is_no_longer_repeated_says_what_was_typed_last(world: World) {
    let pupil = world.actor("eleve").await;
    let caller = pupil.caller().await;
    for changed in [true, false] {
        let id =
            adds(&pupil, None, &weekly("Piscine", if changed { 3 } else { 12 })).await.expect("an event");
        if changed {
            changes(&pupil, id, Some("2026-10-08"), &event("Patinoire")).await.expect("a change");
        } else {
            let day = Some("2026-10-08".parse().expect("a day"));
            agenda::remove(&world.backend, &caller, id, day).await.expect("left out");
        }
        changes(&pupil, id, None, &event("Piscine, une fois")).await.expect("once");
        let shown = shows(&pupil, None).await.expect("an agenda");
        assert_eq!(days(&shown), ["2026-10-08"]);
        assert_eq!(shown[0].title, "Piscine, une fois");
        assert_eq!(world.number("SELECT COUNT(*) FROM event_exception").await, Some(0));
        agenda::remove(&world.backend, &caller, id, None).await.expect("removed");
    }
}

#[both_engines]
async fn holidays_are_left_out_if_wanted(world: World) {
    let pupil = world.actor("eleve").await;
    let lessons = EventInput { except_holidays: "B".to_owned(), ..weekly("Chorale", 6) };
    adds(&pupil, None, &lessons).await.expect("an event");
    // Autumn holidays from 17 October to 1 November.
    assert_eq!(
        days(&shows(&pupil, None).await.expect("an agenda")),
        ["2026-10-08", "2026-10-15", "2026-11-05", "2026-11-12"]
    );
    let only = EventInput { first_day: "2026-10-22".to_owned(), count: "1".to_owned(), ..lessons };
    let nothing = adds_once(&pupil, None, &only, KEY).await;
    assert_eq!(refused_field(nothing), ("repetition".to_owned(), FieldProblem::NoOccurrence));
}

#[both_engines]
async fn a_form_makes_one_event_and_an_old_form_changes_nothing(world: World) {
    let pupil = world.actor("eleve").await;
    let first = adds_once(&pupil, None, &event("Dentiste"), KEY).await.expect("an event");
    let again = adds_once(&pupil, None, &event("Dentiste"), KEY).await.expect("the same");
    assert_eq!(first, again);
    // The form came back by the browser's button, and was sent with another text.
    let other = adds_once(&pupil, None, &event("Orthodontiste"), KEY).await.expect("another event");
    let caller = pupil.caller().await;
    let shown = agenda::event(&world.backend, &caller, other, None).await.expect("an event");
    assert_eq!(shown.title, "Orthodontiste", "what was typed is what is stored");
    let shown = agenda::event(&world.backend, &caller, first, None).await.expect("an event");
    assert_eq!(shown.title, "Dentiste", "and the first one stays");
    let (backend, input) = (&world.backend, event("Dentiste, reporté"));
    let change = Change { day: None, sequence: 0, input: &input, tells: false, tells_readers: false };
    for _ in 0..2 {
        agenda::change(backend, &caller, first, change).await.expect("a change, also with two clicks");
    }
    assert_eq!(
        world.number("SELECT CAST(MAX(sequence) AS bigint) FROM event").await,
        Some(1),
        "changed once"
    );
    let stale = agenda::change(backend, &caller, first, Change { input: &event("Autre"), ..change }).await;
    assert_eq!(refused_field(stale), ("titre".to_owned(), FieldProblem::ChangedMeanwhile));
    let counts = world.counts().await;
    let wrong = EventInput { ends: "09:00".to_owned(), ..event("Trop tôt") };
    let refused = adds_once(&pupil, None, &wrong, "another-form").await;
    assert_eq!(refused_field(refused), ("fin-heure".to_owned(), FieldProblem::EndBeforeStart));
    let daily = EventInput {
        frequency: "daily".to_owned(),
        end: "date".to_owned(),
        until: "2028-10-08".to_owned(),
        ..event("Trop souvent")
    };
    let refused = adds_once(&pupil, None, &daily, "another-form").await;
    let too_many = FieldProblem::TooManyOccurrences { max: 400 };
    assert_eq!(refused_field(refused), ("jusquau".to_owned(), too_many));
    assert_eq!(world.counts().await, counts, "nothing half stored");
}

#[both_engines]
async fn a_full_agenda_has_room_again_when_events_are_removed(world: World) {
    let pupil = world.actor("eleve").await;
    adds(&pupil, None, &event("Dentiste")).await.expect("an event");
    let columns = "zone, title, place, description, time, repetition, sequence, created_at, changed_at, \
                   corrected_at, starts_at, ends_at, owner_id, author_id";
    world
        .sql(&format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) \
             INSERT INTO event ({columns}, state, form_key, uid) \
             SELECT {columns}, 'planned', 'many-' || n.i, 'many-' || n.i FROM event CROSS JOIN n"
        ))
        .await;
    let full = adds_once(&pupil, None, &event("Un de trop"), KEY).await;
    assert_eq!(refused_field(full), ("titre".to_owned(), FieldProblem::TooManyEvents { max: 5_000 }));
    let pupils = world.space(world.curie, SpaceKind::Pupils).await;
    let id = adds(&world.actor("redacteur").await, Some(pupils), &event("Sortie")).await.expect("an event");
    let copied = agenda::add_to_mine(&world.backend, &pupil.caller().await, id, None).await;
    assert!(matches!(copied, Err(Error::Conflict(Conflict::AgendaFull))), "there is no form: {copied:?}");
    world.sql("UPDATE event SET state = 'removed' WHERE form_key LIKE 'many-%'").await;
    adds_once(&pupil, None, &event("De nouveau"), KEY).await.expect("there is room");
}

#[both_engines]
async fn subscribers_are_told_once(world: World) {
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let writer = world.actor("redacteur").await;
    let caller = writer.caller().await;
    let input = event("Réunion de rentrée");
    let form = agenda::new_form(&world.backend, &caller, Some(parents), "").await.expect("a form");
    assert_eq!(form.subscribers, Some(1), "the one parent of Curie");
    let new = NewForm { key: KEY, input: &input, tells: true };
    let id = agenda::create(&world.backend, &caller, Some(parents), new).await.expect("an event");
    world.publish().await;
    let reader = world.actor("parent").await;
    let told = reader.finds_letters("", "").await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("Nouvel évènement"), "{told:?}");
    for name in ["eleve", "redacteur", "professeur"] {
        assert!(world.actor(name).await.finds_letters("", "").await.is_empty(), "{name}");
    }
    let form = agenda::edit_form(&world.backend, &caller, id, None).await.expect("a form");
    assert_eq!(form.subscribers, Some(0));
    let change =
        Change { day: None, sequence: form.sequence, input: &input, tells: true, tells_readers: false };
    agenda::change(&world.backend, &caller, id, change).await.expect("a change");
    world.publish().await;
    assert_eq!(reader.finds_letters("", "").await.len(), 1, "nobody is told twice");
}

#[both_engines]
async fn an_event_of_a_space_stands_in_the_news_of_its_population(world: World) {
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let writer = world.actor("redacteur").await;
    let id = adds(&writer, Some(parents), &weekly("Permanence", 3)).await.expect("an event");
    let seen = async |name: &str| {
        let person = world.person(name).await;
        let page = backend::home::announcements_for(&world.backend, person).await.expect("a page");
        let items = page.items.clone().unwrap_or_default();
        let of = |item: &domain::home::ShownItem| {
            let begins = item.takes_place.map(|span| span.begins.local.date().to_string());
            (item.title.clone(), begins.unwrap_or_default())
        };
        items.iter().map(of).collect::<Vec<_>>()
    };
    let next = |day: &str| vec![("Permanence".to_owned(), day.to_owned())];
    assert_eq!(seen("parent").await, next("2026-10-08"));
    for name in ["eleve", "redacteur", "collegien", "etrangere"] {
        assert!(seen(name).await.is_empty(), "{name}");
    }
    // After the first occurrence, the second is the next one.
    world.set_clock("2026-10-08T09:30:00Z");
    assert_eq!(seen("parent").await, next("2026-10-15"));
    world.set_clock("2026-10-22T09:30:00Z");
    assert!(seen("parent").await.is_empty(), "over");
    world.set_clock("2026-10-05T08:00:00Z");
    agenda::cancel(&world.backend, &writer.caller().await, id).await.expect("cancelled");
    assert!(seen("parent").await.is_empty(), "cancelled");
}

#[both_engines]
async fn an_event_is_copied_once_into_the_own_agenda(world: World) {
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let writer = world.actor("redacteur").await;
    let id = adds(&writer, Some(parents), &weekly("Permanence", 3)).await.expect("an event");
    let day = Some("2026-10-15".parse().expect("a day"));
    agenda::remove(&world.backend, &writer.caller().await, id, day).await.expect("without it");
    let reader = world.actor("parent").await;
    let caller = reader.caller().await;
    let copy = agenda::add_to_mine(&world.backend, &caller, id, None).await.expect("a copy");
    let again = agenda::add_to_mine(&world.backend, &caller, id, None).await.expect("the same");
    assert_eq!(copy, again);
    assert_eq!(days(&shows(&reader, None).await.expect("an agenda")), ["2026-10-08", "2026-10-22"]);
    // What is cancelled is no plan: it is not copied any more.
    let other = adds_once(&writer, Some(parents), &event("Annulée"), KEY).await.expect("an event");
    agenda::cancel(&world.backend, &writer.caller().await, other).await.expect("cancelled");
    let refused = agenda::add_to_mine(&world.backend, &caller, other, None).await;
    assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    // The copy is the reader's: it stays as it was, and may be changed.
    agenda::remove(&world.backend, &writer.caller().await, id, None).await.expect("removed");
    assert_eq!(days(&shows(&reader, None).await.expect("an agenda")).len(), 2);
    agenda::remove(&world.backend, &caller, copy, None).await.expect("removed");
    assert!(shows(&reader, None).await.expect("an agenda").is_empty());
}

/// Who had read the old text sees what changed, and is told if the author asks; nobody else.
#[both_engines]
async fn a_correction_is_marked_for_who_had_read_the_old_text(world: World) {
    let staff = world.space(world.curie, SpaceKind::Staff).await;
    let writer = world.actor("redacteur").await;
    let caller = writer.caller().await;
    let id = adds(&writer, Some(staff), &event("Conseil")).await.expect("an event");
    let (reader, other) = (world.actor("professeur").await, world.actor("cpe").await);
    let opens = async |actor: &Actor<'_>| {
        agenda::event(&world.backend, &actor.caller().await, id, None).await.expect("an event").corrected
    };
    assert_eq!(opens(&reader).await, None);
    let form = agenda::edit_form(&world.backend, &caller, id, None).await.expect("a form");
    assert_eq!(form.readers, Some(1));
    let input = EventInput { place: "Salle 12".to_owned(), ..event("Conseil") };
    let change =
        Change { day: None, sequence: form.sequence, input: &input, tells: false, tells_readers: true };
    agenda::change(&world.backend, &caller, id, change).await.expect("a change");
    world.publish().await;
    let marked = opens(&reader).await.expect("corrected").changes.expect("what changed");
    assert!(
        marked.text.iter().any(|run| matches!(run, Run::Added(text) if text.contains("Salle"))),
        "{marked:?}"
    );
    assert_eq!(opens(&other).await.expect("corrected").changes, None, "saw only the new text");
    assert_eq!(reader.finds_letters("", "").await.len(), 1);
    assert!(other.finds_letters("", "").await.is_empty());
    // Storing the same again corrects nothing.
    world.set_clock("2026-10-05T09:00:00Z");
    let form = agenda::edit_form(&world.backend, &caller, id, None).await.expect("a form");
    let change =
        Change { day: None, sequence: form.sequence, input: &input, tells: false, tells_readers: true };
    agenda::change(&world.backend, &caller, id, change).await.expect("a change");
    world.publish().await;
    assert_eq!(reader.finds_letters("", "").await.len(), 1, "nobody hears of it");
    assert_eq!(world.number("SELECT COUNT(*) FROM version").await, Some(1));
}
