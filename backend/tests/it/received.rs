//! *Communications reçues*: what authorities sent to a school, and to nobody else.

use std::collections::BTreeSet;

use backend::{Error, communications};
use domain::{
    access::{Right, Role, Scope},
    communications::{
        ContentDetail, DeliveryState,
        received::{Contact, ReceivedFilter, StateChange},
    },
    directory::Profile,
};
use futures::FutureExt as _;
use testing::{
    Form, World, announcement, both_engines, everybody, in_schools, news, note, of_profile, samples, staff,
};

use crate::attachments::{read, send};

fn all() -> ReceivedFilter {
    ReceivedFilter::default()
}

fn refused<T: std::fmt::Debug>(result: Result<T, Error>, right: Right) {
    assert!(matches!(&result, Err(Error::Forbidden(missing)) if *missing == right), "{result:?}");
}

fn unknown<T: std::fmt::Debug>(result: Result<T, Error>) {
    assert!(matches!(&result, Err(Error::NotFound)), "{result:?}");
}

#[both_engines]
async fn a_school_reads_what_authorities_sent_to_it(world: World) {
    let authority = world.actor("collectivite").await;
    authority.publishes(&announcement("À tous")).await;
    world.wait(1_000);
    authority.publishes(&note("À Pasteur").to([in_schools(&[world.pasteur], everybody())])).await;
    world.wait(1_000);
    // Of the school itself: this stands under *Communications émises*.
    world.actor("direction").await.publishes(&announcement("De Curie")).await;
    for (name, titles) in [
        ("secretariat", vec!["À tous"]),
        ("referent", vec!["À tous"]),
        ("direction", vec!["À tous"]),
        ("proviseure", vec!["À Pasteur", "À tous", "À tous"]),
    ] {
        assert_eq!(world.actor(name).await.receives(&all()).await, titles, "{name}");
    }
    for name in ["eleve", "parent", "professeur", "enseignant", "gestionnaire", "collectivite", "etrangere"] {
        refused(world.actor(name).await.received(&all()).await, Right::OpenSchoolDashboard);
    }
}

#[both_engines]
async fn nothing_is_there_before_its_period_begins_in_the_school(world: World) {
    world
        .add("referent de Leconte")
        .stands_in(staff(world.leconte, Profile::AdminTechnical, "Technicien"))
        .holds_at(Role::RecipientViewer, world.leconte)
        .save()
        .await;
    let authority = world.actor("collectivite").await;
    let id = authority.sends(&announcement("Férié").days("2026-10-24", "2026-10-25")).await;
    let (metz, reunion) = (world.actor("secretariat").await, world.actor("referent de Leconte").await);
    for (instant, in_metz, on_reunion) in [
        ("2026-10-23T19:59:00Z", false, false),
        ("2026-10-23T20:00:00Z", false, true),
        ("2026-10-23T22:00:00Z", true, true),
    ] {
        world.set_clock(instant);
        world.publish().await;
        assert_eq!(metz.opens_received(id, world.curie).await.is_ok(), in_metz, "{instant}");
        assert_eq!(!metz.receives(&all()).await.is_empty(), in_metz, "{instant}");
        assert_eq!(!reunion.receives(&all()).await.is_empty(), on_reunion, "{instant}");
    }
    // Cancelled before it was there: nobody received anything.
    let never = authority.sends(&note("Demain").later("2026-10-26", "07:30")).await;
    authority.cancel(never).await.expect("cancelled");
    unknown(metz.opens_received(never, world.curie).await);
}

#[both_engines]
async fn what_is_unread_is_marked_for_each_person(world: World) {
    let id = world.actor("collectivite").await.publishes(&announcement("À tous")).await;
    let (viewer, manager) = (world.actor("secretariat").await, world.actor("referent").await);
    let unread = || ReceivedFilter { unread: "oui".to_owned(), ..all() };
    viewer.opens_received(id, world.curie).await.expect("a page");
    assert!(!viewer.received(&all()).await.expect("a list").rows[0].unread);
    assert!(manager.received(&all()).await.expect("a list").rows[0].unread);
    assert_eq!(viewer.receives(&unread()).await.len(), 0);
    assert_eq!(manager.receives(&unread()).await, ["À tous"]);
    // Opening it in one school says nothing about the other.
    let both = world.actor("proviseure").await;
    both.opens_received(id, world.pasteur).await.expect("a page");
    let rows = both.received(&all()).await.expect("a list").rows;
    let read: Vec<_> = rows.iter().filter(|row| !row.unread).map(|row| row.establishment).collect();
    assert_eq!(read, [world.pasteur]);
    // Nothing is written twice.
    viewer.opens_received(id, world.curie).await.expect("a page");
    viewer.receives(&all()).await;
    assert_eq!(world.number("SELECT COUNT(*) FROM received_seen").await, Some(2));
}

/// A list that is asked for ends in the middle of storing what was opened.
#[both_engines]
async fn what_was_opened_waits_until_it_is_stored(world: World) {
    let id = world.actor("collectivite").await.publishes(&announcement("À tous")).await;
    let reader = world.actor("secretariat").await;
    reader.opens_received(id, world.curie).await.expect("a page");
    let stored = backend::communications::store_received(&world.backend).now_or_never();
    assert!(stored.is_none(), "it is not over");
    assert!(!reader.received(&all()).await.expect("a list").rows[0].unread);
}

#[both_engines]
async fn the_list_is_searched_and_filtered(world: World) {
    let authority = world.actor("collectivite").await;
    authority.publishes(&announcement("Élections au conseil")).await;
    world.wait(1_000);
    authority.publishes(&note("Élections des délégués")).await;
    world.wait(1_000);
    let news = world.news_to("Cantine", |form| form).await;
    world.actor("referent").await.takes_offline(news, world.curie, "Faux").await.expect("offline");
    world.wait(1_000);
    let gone = authority.publishes(&announcement("Grève")).await;
    authority.cancel(gone).await.expect("cancelled");
    let reader = world.actor("proviseure").await;
    let curie = world.curie.to_string();
    let here = || ReceivedFilter { school: curie.clone(), ..all() };
    for (filter, titles) in [
        (here(), vec!["Grève", "Cantine", "Élections des délégués", "Élections au conseil"]),
        (
            ReceivedFilter { search: "ELECTIONS".into(), ..here() },
            vec!["Élections des délégués", "Élections au conseil"],
        ),
        (ReceivedFilter { search: "elections delegues".into(), ..here() }, vec!["Élections des délégués"]),
        (ReceivedFilter { search: "100%".into(), ..here() }, vec![]),
        (ReceivedFilter { channel: "message".into(), ..here() }, vec!["Élections des délégués"]),
        (
            ReceivedFilter { channel: "telegramme".into(), search: "conseil".into(), ..here() },
            vec!["Élections au conseil"],
        ),
        (ReceivedFilter { state: "hors-ligne".into(), ..here() }, vec!["Cantine"]),
        (ReceivedFilter { state: "en-ligne".into(), ..here() }, vec!["Élections au conseil"]),
        (ReceivedFilter { state: "distribuee".into(), ..here() }, vec!["Élections des délégués"]),
        (ReceivedFilter { state: "annulee".into(), ..here() }, vec!["Grève"]),
        (ReceivedFilter { state: "terminee".into(), ..here() }, vec![]),
    ] {
        assert_eq!(reader.receives(&filter).await, titles, "{filter:?}");
    }
    let offline = ReceivedFilter { state: "hors-ligne".into(), ..all() };
    assert_eq!(reader.receives(&offline).await.len(), 1, "in Curie alone");
    // A school outside of one's dashboards cannot be asked about.
    let outside = ReceivedFilter { school: world.pasteur.to_string(), ..all() };
    assert_eq!(world.actor("secretariat").await.receives(&outside).await.len(), 0);
    let schools = reader.received(&all()).await.expect("a list").schools;
    assert_eq!(schools.iter().map(|school| school.id).collect::<Vec<_>>(), [world.pasteur, world.curie]);
}

/// The filter in SQL, and the state that the same rows show.
#[both_engines]
async fn the_filter_by_state_says_what_the_rows_say(world: World) {
    let authority = world.actor("collectivite").await;
    for channel in ["announcement", "news", "message"] {
        for (number, change) in [
            "published_at = published_at",
            "offline_at = 1",
            "ends_at = begins_at + 1",
            "failed_at = 1",
            "failed_at = 1, published_at = NULL, delivered = 1",
            "published_at = NULL, delivered = 1",
            "offline_at = 1, ends_at = begins_at + 1",
        ]
        .into_iter()
        .enumerate()
        {
            let id = authority.publishes(&of_channel(channel, "Avis")).await;
            world.sql(&format!("UPDATE publication SET {change} WHERE communication_id = {id}")).await;
            if number == 0 {
                let cancelled = authority.publishes(&of_channel(channel, "Annulé")).await;
                authority.cancel(cancelled).await.expect("cancelled");
            }
        }
    }
    world.wait(60_000);
    let reader = world.actor("secretariat").await;
    let all_rows = reader.received(&all()).await.expect("a list").rows;
    assert!(all_rows.len() >= 20, "{}", all_rows.len());
    let mut found = BTreeSet::new();
    for state in DeliveryState::ALL {
        let filter = ReceivedFilter { state: state.code().to_owned(), ..all() };
        let rows = reader.received(&filter).await.expect("a list").rows;
        let filtered: BTreeSet<_> = rows.iter().map(|row| row.id).collect();
        let shown: BTreeSet<_> = all_rows.iter().filter(|row| row.state == state).map(|row| row.id).collect();
        assert_eq!(filtered, shown, "{state:?}");
        found.extend(filtered);
    }
    assert_eq!(found.len(), all_rows.len(), "each has one state");
}

fn of_channel(channel: &str, title: &str) -> Form {
    match channel {
        "message" => note(title),
        "news" => news(title, "<p>Bonjour</p>"),
        _ => announcement(title),
    }
}

#[both_engines]
async fn pages_follow_each_other_without_a_gap(world: World) {
    let authority = world.actor("collectivite").await;
    for number in 0..60 {
        authority.sends(&announcement(&format!("Avis {number:02}"))).await;
        // Several in the same instant.
        if number % 3 == 0 {
            world.wait(1_000);
        }
    }
    world.publish().await;
    let reader = world.actor("secretariat").await;
    let (mut seen, mut filter) = (Vec::new(), all());
    let last = loop {
        let page = reader.received(&filter).await.expect("a page");
        assert!(page.rows.len() <= 25);
        seen.extend(page.rows.iter().map(|row| row.title.clone()));
        match page.older.clone() {
            Some(before) => filter = ReceivedFilter { before, ..all() },
            None => break page,
        }
    };
    let expected: Vec<_> = (0..60).rev().map(|number| format!("Avis {number:02}")).collect();
    assert_eq!(seen, expected);
    // And back.
    let newer = ReceivedFilter { after: last.newer.expect("a place"), ..all() };
    assert_eq!(reader.receives(&newer).await, expected[25..50]);
    for place in ["x", "1-2", "9-9-9-9"] {
        let filter = ReceivedFilter { before: place.to_owned(), ..all() };
        assert_eq!(reader.receives(&filter).await, expected[..25], "{place}");
    }
}

/// A region has received very much: its open pages look at each change, and count once in five seconds.
#[both_engines]
async fn a_long_list_is_not_counted_at_each_look(world: World) {
    let authority = world.actor("collectivite").await;
    let id = authority.publishes(&announcement("À tous")).await;
    let curie = world.curie;
    let schools = format!(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1001) \
         INSERT INTO establishment (uai, name, town, time_zone, authority_id) \
         SELECT 'N' || CAST(n.i AS text), 'École', 'Metz', 'Europe/Paris', e.authority_id \
         FROM n JOIN establishment e ON e.id = {curie}"
    );
    world.sql(&schools).await;
    let columns = "begins_at, ends_at, published_at, changed_at";
    world
        .sql(&format!(
            "INSERT INTO publication (communication_id, establishment_id, {columns}) \
             SELECT {id}, e.id, p.begins_at, p.ends_at, p.published_at, p.changed_at FROM publication p \
             JOIN establishment e ON e.uai LIKE 'N%' \
             WHERE p.communication_id = {id} AND p.establishment_id = {curie}"
        ))
        .await;
    world
        .add("region")
        .stands_in(staff(curie, Profile::LocalAuthority, "Cheffe de service"))
        .holds(Role::RecipientViewer, Scope::Authority(world.authority))
        .save()
        .await;
    let backend = &world.backend;
    let look = async |name: &str| {
        let caller = world.actor(name).await.caller().await;
        communications::follow_received(backend, &caller, None).await.expect("a look")
    };
    let (of_region, of_school) = (look("region").await, look("secretariat").await);
    authority.cancel(id).await.expect("cancelled");
    assert_ne!(look("secretariat").await.version, of_school.version, "a school sees it at once");
    let counted = look("region").await;
    assert_eq!(counted.version, of_region.version, "what was counted a moment ago");
    assert_eq!(counted.until, backend.clock.now().plus(5_000), "and the page looks again");
    world.wait(5_000);
    assert_ne!(look("region").await.version, of_region.version);
}

#[both_engines]
async fn the_detail_says_nothing_about_other_schools(world: World) {
    let authority = world.actor("collectivite").await;
    let targets = [
        in_schools(&[world.curie, world.pasteur], of_profile(Profile::Student)),
        in_schools(&[world.leconte], of_profile(Profile::Teacher)),
        in_schools(&[world.pasteur], of_profile(Profile::Parent)),
    ];
    let id = authority.publishes(&note("Sortie").to(targets)).await;
    let reader = world.actor("secretariat").await;
    let detail = reader.opens_received(id, world.curie).await.expect("a page");
    assert_eq!(detail.targets.len(), 1, "{:?}", detail.targets);
    let named: Vec<_> = detail.targets[0].establishments.values().copied().collect();
    assert_eq!(named, [world.curie]);
    assert_eq!((detail.site.recipients, detail.site.delivered), (Some(1), Some(1)));
    assert_eq!((detail.site.establishment, detail.site.state), (world.curie, DeliveryState::Delivered));
    assert!(detail.elsewhere.is_empty());
    let ContentDetail::Message(message) = &detail.content else { panic!("{:?}", detail.content) };
    assert_eq!(message.progress, domain::communications::channels::message::MessageProgress::default());
    let told = serde_json::to_string(&detail).expect("JSON");
    for other in ["Pasteur", "Leconte", "0570052X", "9740001A"] {
        assert!(!told.contains(other), "{other} in {told}");
    }
    assert_eq!((detail.may, detail.contact), (StateChange::Nothing, Contact::NotAllowed));

    // In the other school: its own target and figures; whoever has both is led from one to the other.
    let both = world.actor("proviseure").await;
    let detail = both.opens_received(id, world.pasteur).await.expect("a page");
    assert_eq!(detail.targets.len(), 2);
    assert_eq!(detail.elsewhere.iter().map(|school| school.id).collect::<Vec<_>>(), [world.curie]);
    assert_eq!(detail.contact, Contact::Possible);
}

#[both_engines]
async fn only_destinataires_of_the_school_open_it(world: World) {
    let id = world.actor("collectivite").await.publishes(&announcement("À tous")).await;
    for name in ["eleve", "professeur", "enseignant", "observateur", "gestionnaire"] {
        refused(world.actor(name).await.opens_received(id, world.curie).await, Right::OpenSchoolDashboard);
    }
    for (name, school) in
        [("etrangere", world.curie), ("secretariat", world.pasteur), ("referent", world.foreign)]
    {
        unknown(world.actor(name).await.opens_received(id, school).await);
    }
    // What the school sent itself is not received, whoever asks.
    let own = world.actor("direction").await.publishes(&announcement("De Curie")).await;
    unknown(world.actor("referent").await.opens_received(own, world.curie).await);
    // A school that goes to another authority keeps what it received.
    world
        .sql(&format!("UPDATE establishment SET authority_id = authority_id + 1 WHERE id = {}", world.curie))
        .await;
    world.actor("secretariat").await.opens_received(id, world.curie).await.expect("a page");
    // Who loses the role loses the page.
    world.sql("DELETE FROM access_grant WHERE role = 'recipient_viewer'").await;
    refused(
        world.actor("secretariat").await.opens_received(id, world.curie).await,
        Right::OpenSchoolDashboard,
    );
}

#[both_engines]
async fn attachments_are_open_to_those_who_see_the_message_on_the_dashboard(world: World) {
    let author = world.actor("collectivite").await;
    let mut form = note("Avec fichier").to([in_schools(&[world.curie], of_profile(Profile::Student))]);
    let file = send(&author, &form.key, "menu.pdf", &samples::pdf("menu")).await.expect("a file");
    form.input.message.attachments = vec![file.token.clone()];
    let id = author.sends(&form).await;
    let viewer = world.actor("secretariat").await;
    assert!(read(&viewer, &file.token).await.is_err(), "not before it is delivered");
    world.publish().await;
    let detail = viewer.opens_received(id, world.curie).await.expect("a page");
    let ContentDetail::Message(message) = &detail.content else { panic!("{:?}", detail.content) };
    assert_eq!(message.attachments.len(), 1);
    for (name, may) in
        [("secretariat", true), ("referent", true), ("gestionnaire", false), ("professeur", false)]
    {
        assert_eq!(read(&world.actor(name).await, &file.token).await.is_ok(), may, "{name}");
    }
}
