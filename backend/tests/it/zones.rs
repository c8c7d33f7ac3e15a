//! A region with schools in several time zones: each school has its own days, a message goes out at one
//! instant, and whoever reads a time knows whose it is.

use backend::{
    agenda::{self, Change, NewForm},
    communications,
};
use domain::{
    agenda::EventInput,
    communications::{SentContent, received::ReceivedFilter, view::SentFilter},
    spaces::SpaceKind,
    time::Millis,
};
use testing::{
    QUESTION, World, announcement, at, both_engines, event, everybody, head, in_folder, in_schools, message,
    on_sqlite_url,
};

/// An announcement of one day, for schools in Metz, on Réunion and in Cayenne.
#[both_engines]
async fn an_announcement_has_the_days_of_each_school(world: World) {
    world
        .sql(&format!("UPDATE establishment SET time_zone = 'America/Cayenne' WHERE id = {}", world.pasteur))
        .await;
    let author = world.actor("collectivite").await;
    let id = author.sends(&announcement("Fermé").days("2026-10-06", "2026-10-06")).await;
    for (school, begins, ends) in [
        (world.leconte, "2026-10-05T20:00:00Z", "2026-10-06T20:00:00Z"),
        (world.curie, "2026-10-05T22:00:00Z", "2026-10-06T22:00:00Z"),
        (world.pasteur, "2026-10-06T03:00:00Z", "2026-10-07T03:00:00Z"),
    ] {
        for (column, expected) in [("begins_at", begins), ("ends_at", ends)] {
            let sql = format!(
                "SELECT {column} FROM publication WHERE communication_id = {id} AND establishment_id = {school}"
            );
            assert_eq!(world.number(&sql).await.map(Millis), Some(at(expected)), "{column} of {school}");
        }
    }
    for (instant, seen) in [
        ("2026-10-05T21:00:00Z", [true, false, false]),
        ("2026-10-06T02:00:00Z", [true, true, false]),
        ("2026-10-06T12:00:00Z", [true, true, true]),
        ("2026-10-06T21:00:00Z", [false, true, true]),
        ("2026-10-07T00:00:00Z", [false, false, true]),
        ("2026-10-07T03:00:00Z", [false, false, false]),
    ] {
        world.set_clock(instant);
        world.publish().await;
        for (name, seen) in ["reunionnais", "eleve", "collegien"].into_iter().zip(seen) {
            assert_eq!(!world.actor(name).await.sees().await.is_empty(), seen, "{name} at {instant}");
        }
    }
}

/// The author is in Metz, the school on Réunion.
#[tokio::test]
async fn a_time_of_another_zone_is_named() {
    on_sqlite_url(async |url| {
        let world = World::new(url).await;
        world.add("chef").stands_in(head(world.leconte)).save().await;
        let (author, chef) = (world.actor("collectivite").await, world.actor("chef").await);
        let form = message("Rentrée", "<p>Oui</p>").to([in_schools(&[world.leconte], everybody())]);
        let id = author.sends(&form.later("2026-10-06", "16:46")).await;

        let detail = author.detail(id).await.expect("a page");
        assert_eq!(detail.created.local.to_string(), "2026-10-05 10:00:00", "the author's own clock");
        let due = detail.content.message().expect("a message");
        assert_eq!(due.due.at, at("2026-10-06T14:46:00Z"), "typed on the author's clock");
        assert_eq!(
            (due.due.local.to_string().as_str(), due.zone.as_str()),
            ("2026-10-06 18:46:00", "Indian/Reunion")
        );
        assert_eq!(due.named_zone.as_deref(), Some("Indian/Reunion"), "the school's clock is named");
        let filter = SentFilter { page: 1, ..SentFilter::default() };
        let listed = author.sent(&filter).await.expect("a list").rows.remove(0);
        assert!(matches!(listed.content, SentContent::Message(sent) if sent.elsewhere));
        assert_eq!(listed.created.local.to_string(), "2026-10-05 10:00:00");
        let latest = communications::latest_sent(&world.backend, &author.caller().await).await;
        let latest = latest.expect("a list").remove(0);
        assert_eq!(latest.created.local.to_string(), "2026-10-05 10:00:00", "on the home page, too");

        world.set_clock("2026-10-06T15:00:00Z");
        world.publish().await;
        let received = chef.received(&ReceivedFilter::default()).await.expect("a list").rows.remove(0);
        assert!(matches!(received.content, SentContent::Message(sent) if !sent.elsewhere));
        chef.contacts(id, world.leconte, "zones-form-0001", ("Question", QUESTION)).await.expect("sent");
        let told = communications::exchanges(&world.backend, &author.caller().await, id).await;
        let told = told.expect("messages").messages.remove(0);
        assert!(told.body.as_str().contains("heure de La Réunion"), "{}", told.body.as_str());
    })
    .await;
}

#[tokio::test]
async fn the_hours_of_an_event_name_the_zone_for_who_is_elsewhere() {
    on_sqlite_url(async |url| {
        let world = World::new(url).await;
        world.add("chef").stands_in(head(world.leconte)).save().await;
        world.add("partout").stands_in(head(world.curie)).stands_in(head(world.leconte)).save().await;
        let space = world.space(world.leconte, SpaceKind::Staff).await;
        let (backend, chef) = (&world.backend, world.actor("chef").await.caller().await);
        let form = NewForm { key: "zones-form-0002", input: &event("Conseil"), tells: false };
        let id = agenda::create(backend, &chef, Some(space), form).await.expect("an event");
        for (name, elsewhere) in [("chef", false), ("partout", true)] {
            let caller = world.actor(name).await.caller().await;
            let shown = agenda::event(backend, &caller, id, None).await.expect("an event");
            assert_eq!((shown.zone.as_str(), shown.elsewhere), ("Indian/Reunion", elsewhere), "{name}");
            let form = agenda::edit_form(backend, &caller, id, None).await.expect("a form");
            assert_eq!(form.elsewhere, elsewhere, "{name}");
        }
    })
    .await;
}

/// What leaves its page, and what people of several schools read, says whose clock it is.
#[tokio::test]
async fn letters_files_and_corrections_say_whose_clock_it_is() {
    on_sqlite_url(async |url| {
        let world = World::new(url).await;
        world.add("chef").stands_in(head(world.leconte)).save().await;
        world.add("partout").stands_in(head(world.curie)).stands_in(head(world.leconte)).save().await;
        let space = world.space(world.leconte, SpaceKind::Staff).await;
        let (backend, chef) = (&world.backend, world.actor("chef").await.caller().await);
        let form = NewForm { key: "zones-form-0003", input: &event("Conseil"), tells: true };
        let id = agenda::create(backend, &chef, Some(space), form).await.expect("an event");
        world.publish().await;
        let partout = world.actor("partout").await;
        let letter = partout.inbox(&in_folder("", "")).await.rows.remove(0);
        let letter = partout.opens(letter.id).await.expect("a letter");
        assert!(letter.body.as_str().contains("(heure de La Réunion)"), "{}", letter.body.as_str());

        let form = agenda::edit_form(backend, &chef, id, None).await.expect("a form");
        let input = EventInput { place: "Salle 12".to_owned(), ..event("Conseil") };
        let change =
            Change { day: None, sequence: form.sequence, input: &input, tells: false, tells_readers: false };
        agenda::change(backend, &chef, id, change).await.expect("a change");
        for (caller, local, zone) in [
            (&chef, "2026-10-05 12:00:00", None),
            (&partout.caller().await, "2026-10-05 10:00:00", Some("heure de Paris")),
        ] {
            let seen = agenda::event(backend, caller, id, None).await.expect("an event").corrected;
            let seen = seen.expect("a mark");
            assert_eq!((seen.at.local.to_string().as_str(), seen.zone.as_deref()), (local, zone));
        }

        for (name, zone) in [("collectivite", Some("heure de Paris")), ("enseignant", None)] {
            let author = world.actor(name).await;
            let id = author.sends(&announcement("Fermé")).await;
            let table = communications::export_sites(backend, &author.caller().await, id).await;
            assert_eq!(table.expect("a table").zone.as_deref(), zone, "{name}");
        }
    })
    .await;
}

#[both_engines]
async fn no_new_event_is_proposed_for_hours_that_are_past(world: World) {
    let caller = world.actor("redacteur").await.caller().await;
    // In Metz it is two hours later.
    for (now, day, proposed) in [
        ("2026-10-05T19:30:00Z", "", ("2026-10-05", "22:00")),
        ("2026-10-05T20:30:00Z", "", ("2026-10-06", "08:00")),
        ("2026-10-05T21:30:00Z", "", ("2026-10-06", "08:00")),
        ("2026-10-05T20:30:00Z", "2026-10-09", ("2026-10-09", "08:00")),
        ("2026-10-05T22:30:00Z", "", ("2026-10-06", "01:00")),
    ] {
        world.set_clock(now);
        let form = agenda::new_form(&world.backend, &caller, None, day).await.expect("a form");
        assert_eq!((form.input.first_day.as_str(), form.input.starts.as_str()), proposed, "{now} {day}");
    }
}
