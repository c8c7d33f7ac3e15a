//! *Mettre hors ligne* and *Remettre en ligne*: one school, for its own readers.

use backend::Error;
use domain::{
    Conflict,
    access::Right,
    communications::{
        DeliveryState, Status,
        received::{ReceivedFilter, StateChange},
        view::{SentFilter, SitesFilter},
    },
    fields::FieldProblem,
};
use testing::{Crossing, Form, World, announcement, both_engines, in_folder, note, refused_field};

const REASON: &str = "La date est fausse";

fn conflict<T: std::fmt::Debug>(result: Result<T, Error>, what: Conflict) {
    assert!(matches!(&result, Err(Error::Conflict(found)) if *found == what), "{result:?}");
}

fn only_today(mut form: Form) -> Form {
    "2026-10-05".clone_into(&mut form.input.news.last_day);
    form
}

#[both_engines]
async fn it_disappears_in_this_school_and_stays_in_the_others(world: World) {
    let id = world.news_to("Portes ouvertes", |form| form).await;
    let (here, there, both) =
        (world.actor("eleve").await, world.actor("collegien").await, world.actor("parent").await);
    let manager = world.actor("referent").await;
    let second = world.second_process().await;
    assert_eq!(here.sees_news_through(&second).await, ["Portes ouvertes"]);
    assert_eq!(manager.opens_received(id, world.curie).await.expect("a page").may, StateChange::TakeOffline);

    world.wait(1_000);
    manager.takes_offline(id, world.curie, &format!("  {REASON} ")).await.expect("offline");
    second.refresh().await.expect("revisions");
    assert!(here.sees_news().await.is_empty());
    assert!(here.sees_news_through(&second).await.is_empty());
    assert_eq!(there.sees_news().await, ["Portes ouvertes"]);
    assert_eq!(both.sees_news().await, ["Portes ouvertes"], "through the other school");

    let detail = manager.opens_received(id, world.curie).await.expect("a page");
    assert_eq!((detail.site.state, detail.may), (DeliveryState::Offline, StateChange::PutOnline));
    assert_eq!(detail.site.reason.as_deref(), Some(REASON));
    assert_eq!(detail.site.changed.at, world.backend.clock.now());
    assert_eq!(detail.site.changed_by.as_deref(), Some("referent Martin"));
    let elsewhere = world.actor("proviseure").await.opens_received(id, world.pasteur).await.expect("a page");
    assert_eq!((elsewhere.site.state, elsewhere.site.reason), (DeliveryState::Online, None));

    world.wait(1_000);
    manager.puts_online(id, world.curie).await.expect("online");
    assert_eq!(here.sees_news().await, ["Portes ouvertes"]);
    let detail = manager.opens_received(id, world.curie).await.expect("a page");
    assert_eq!((detail.site.state, detail.site.reason), (DeliveryState::Online, None));
    let left = "SELECT COUNT(*) FROM publication WHERE offline_by IS NOT NULL OR offline_reason IS NOT NULL";
    assert_eq!(world.number(left).await, Some(0));
}

#[both_engines]
async fn the_authority_reads_where_it_is_not_online_and_why(world: World) {
    let id = world.news_to("Portes ouvertes", |form| form).await;
    let authority = world.actor("collectivite").await;
    let before = authority.detail(id).await.expect("a page");
    world.actor("referent").await.takes_offline(id, world.curie, REASON).await.expect("offline");
    let detail = authority.detail(id).await.expect("a page");
    assert_ne!(detail.version, before.version, "an open page learns of it");
    assert_eq!(detail.status, Status::Deployed);
    assert_eq!((detail.facts.schools.published, detail.facts.schools.offline), (3, 1));

    let caller = authority.caller().await;
    let sites = |search: &'static str, state: &'static str| {
        let caller = &caller;
        let backend = &world.backend;
        let filter =
            SitesFilter { search: search.to_owned(), state: state.to_owned(), ..SitesFilter::default() };
        async move { backend::communications::sites(backend, caller, id, &filter).await.expect("a page") }
    };
    let page = sites("", "").await;
    assert_eq!(page.states, [(DeliveryState::Online, 2), (DeliveryState::Offline, 1)]);
    assert_eq!((page.total, page.state), (3, None));
    let page = sites("", "hors-ligne").await;
    let [row] = &page.rows[..] else { panic!("{:?}", page.rows) };
    assert_eq!((row.establishment, row.state), (world.curie, DeliveryState::Offline));
    assert_eq!(row.reason.as_deref(), Some(REASON));
    assert_eq!(row.changed_by.as_deref(), Some("referent Martin"));
    assert_eq!(page.states.len(), 2, "the numbers do not depend on the state that is chosen");
    assert_eq!(sites("curie", "").await.states, [(DeliveryState::Offline, 1)], "but on the search");
    assert_eq!(sites("pasteur", "hors-ligne").await.total, 0);
    assert_eq!(sites("", "en-panne").await.total, 3, "an unknown state filters nothing");

    // A page begins after a school that no longer matches.
    let names = |after: String| {
        let (caller, backend) = (&caller, &world.backend);
        let filter = SitesFilter { state: "en-ligne".to_owned(), after, ..SitesFilter::default() };
        async move {
            let page = backend::communications::sites(backend, caller, id, &filter).await.expect("a page");
            page.rows.into_iter().map(|row| row.establishment).collect::<Vec<_>>()
        }
    };
    let every: Vec<_> = sites("", "").await.rows.iter().map(|row| row.establishment).collect();
    let here = every.iter().position(|school| *school == world.curie).expect("the school");
    let online: Vec<_> = every.iter().copied().filter(|school| *school != world.curie).collect();
    let follow = &every[here + 1..];
    let expected = if follow.is_empty() { &online[..] } else { follow };
    assert_eq!(names(world.curie.to_string()).await, expected);
    let after_first: Vec<_> = every[1..].iter().copied().filter(|school| *school != world.curie).collect();
    assert_eq!(names(every[0].to_string()).await, after_first);
    assert_eq!(names("nulle part".to_owned()).await, online, "an unknown place is the beginning");

    let sent = authority.sent(&SentFilter::default()).await.expect("a list");
    assert_eq!(sent.rows[0].schools.offline, 1);
}

/// A school in which it failed has a reason, too.
#[both_engines]
async fn the_authority_reads_why_it_failed_somewhere(world: World) {
    let authority = world.actor("collectivite").await;
    let id = authority.sends(&announcement("Rentrée").days("2026-10-07", "2026-10-12")).await;
    world
        .sql(&format!(
            "UPDATE establishment SET authority_id = authority_id + 1 WHERE id = {}",
            world.leconte
        ))
        .await;
    world.set_clock("2026-10-07T08:00:00Z");
    world.publish().await;
    let caller = authority.caller().await;
    let failed = SitesFilter { state: "en-echec".to_owned(), ..SitesFilter::default() };
    let page = backend::communications::sites(&world.backend, &caller, id, &failed).await.expect("a page");
    let [row] = &page.rows[..] else { panic!("{:?}", page.rows) };
    assert_eq!((row.establishment, page.columns.reason), (world.leconte, true));
    let reason = row.reason.as_deref().unwrap_or_default();
    assert!(reason.contains("Lycée Leconte"), "{reason}");
    assert_eq!(page.states, [(DeliveryState::Online, 2), (DeliveryState::Failed, 1)]);
}

#[both_engines]
async fn a_reason_is_required_and_only_what_is_shown_can_be_put_offline(world: World) {
    let manager = world.actor("referent").await;
    let id = world.news_to("Portes ouvertes", |form| form).await;
    for (reason, problem) in [
        ("", FieldProblem::Required),
        (" \u{a0} ", FieldProblem::Required),
        (&*"é".repeat(256), FieldProblem::TooLong { count: 256, max: 255 }),
        ("Une\nliste", FieldProblem::SeveralLines),
        ("\u{1b}\u{feff}", FieldProblem::Required),
    ] {
        let refused = manager.takes_offline(id, world.curie, reason).await;
        assert_eq!(refused_field(refused), ("motif".to_owned(), problem));
    }
    assert_eq!(world.actor("eleve").await.sees_news().await, ["Portes ouvertes"]);

    manager.takes_offline(id, world.curie, REASON).await.expect("offline");
    manager.takes_offline(id, world.curie, "Autre motif").await.expect("it is offline already");
    let detail = manager.opens_received(id, world.curie).await.expect("a page");
    assert_eq!(detail.site.reason.as_deref(), Some(REASON), "the first reason stays");
    world.actor("collectivite").await.cancel(id).await.expect("cancelled");
    conflict(manager.puts_online(id, world.curie).await, Conflict::NotShown);
    conflict(manager.takes_offline(id, world.curie, REASON).await, Conflict::NotShown);
    let detail = manager.opens_received(id, world.curie).await.expect("a page");
    assert_eq!((detail.site.state, detail.may), (DeliveryState::Cancelled, StateChange::Nothing));

    let over = world.news_to("Hier", only_today).await;
    world.set_clock("2026-10-06T08:00:00Z");
    conflict(manager.takes_offline(over, world.curie, REASON).await, Conflict::NotShown);
}

#[both_engines]
async fn only_a_manager_of_the_school_and_only_on_news(world: World) {
    let id = world.news_to("Portes ouvertes", |form| form).await;
    let forbidden = |result: Result<(), Error>, case: &str| {
        let right = Right::PutOfflineOrOnline;
        assert!(matches!(&result, Err(Error::Forbidden(missing)) if *missing == right), "{case}: {result:?}");
    };
    for name in ["secretariat", "gestionnaire", "eleve", "redacteur"] {
        let who = world.actor(name).await;
        forbidden(who.takes_offline(id, world.curie, REASON).await, name);
        forbidden(who.puts_online(id, world.curie).await, name);
    }
    let authority = world.actor("collectivite").await;
    let manager = world.actor("referent").await;
    for form in [announcement("Annonce"), note("Message")] {
        let other = authority.publishes(&form).await;
        forbidden(manager.takes_offline(other, world.curie, REASON).await, "another channel");
    }
    for (name, school) in
        [("referent", world.pasteur), ("etrangere", world.curie), ("referent", world.foreign)]
    {
        let result = world.actor(name).await.takes_offline(id, school, REASON).await;
        assert!(matches!(result, Err(Error::NotFound)), "{name}: {result:?}");
    }
    assert_eq!(world.number("SELECT COUNT(*) FROM publication WHERE offline_at IS NOT NULL").await, Some(0));
    let told = "SELECT COUNT(*) FROM message WHERE notice LIKE '%state_changed%'";
    assert_eq!(world.number(told).await, Some(0));
}

/// The author and the managers of the authority are told once, whoever they are twice; the person who
/// did it is not told.
#[both_engines]
async fn those_concerned_are_told_once_with_the_reason(world: World) {
    let id = world.news_to("Portes ouvertes", |form| form).await;
    let (author, manager) = (world.actor("collectivite").await, world.actor("referent").await);
    manager.takes_offline(id, world.curie, REASON).await.expect("offline");
    manager.takes_offline(id, world.curie, REASON).await.expect("already");
    let told = author.inbox(&in_folder("", "hors ligne")).await.rows;
    let [row] = &told[..] else { panic!("{told:?}") };
    assert_eq!(row.subject, "Mise hors ligne\u{a0}: Portes ouvertes");
    let opened = author.opens(row.id).await.expect("a message");
    assert!(opened.body.as_str().contains(&format!("Motif&nbsp;: {REASON}")), "{:?}", opened.body);
    assert_eq!(opened.about, Some(format!("/communications/{id}")));
    for name in ["referent", "gestionnaire", "direction", "observateur", "secretariat", "eleve"] {
        assert!(world.actor(name).await.finds_letters("", "hors ligne").await.is_empty(), "{name}");
    }
    world.wait(1_000);
    manager.puts_online(id, world.curie).await.expect("online");
    assert_eq!(author.finds_letters("", "remise en ligne").await.len(), 1);
    let journal = "SELECT COUNT(*) FROM audit_entry WHERE action IN ('taken_offline', 'put_online')";
    assert_eq!(world.number(journal).await, Some(2));
    let why = "SELECT COUNT(*) FROM audit_entry WHERE detail LIKE '%why=La date est fausse%'";
    assert_eq!(world.number(why).await, Some(1));
}

/// The link in the notification of somebody who receives for a school leads to what the school
/// received.
#[both_engines]
async fn a_notification_leads_to_the_page_of_the_school(world: World) {
    let id = world.actor("collectivite").await.publishes(&announcement("À tous")).await;
    let reader = world.actor("referent").await;
    let row = reader.inbox(&in_folder("", "")).await.rows.into_iter().next().expect("a notification");
    let opened = reader.opens(row.id).await.expect("a message");
    assert_eq!(opened.about, Some(format!("/communications/recues/{id}")));
    world.sql("DELETE FROM access_grant WHERE role = 'recipient_manager'").await;
    assert_eq!(reader.opens(row.id).await.expect("a message").about, None);
}

#[both_engines]
async fn what_changed_meanwhile_counts(url: &str) {
    let crossing = Crossing::default();
    let world = World::with(url, crossing.services()).await;
    let (id, manager) = (world.news_to("Portes ouvertes", |form| form).await, world.actor("referent").await);
    // The role is taken away …
    let db = world.backend.db.clone();
    crossing.at("offline", async move {
        use sea_orm::ConnectionTrait as _;
        db.execute_unprepared("UPDATE access_grant SET role = 'recipient_viewer'").await.expect("a change");
    });
    let result = manager.takes_offline(id, world.curie, REASON).await;
    assert!(matches!(result, Err(Error::Forbidden(Right::PutOfflineOrOnline))), "{result:?}");
    // … or the authority cancels.
    world.sql("UPDATE access_grant SET role = 'recipient_manager' WHERE person_id = (SELECT id FROM person WHERE external_id = 'referent')").await;
    let db = world.backend.db.clone();
    crossing.at("offline", async move {
        use sea_orm::ConnectionTrait as _;
        let sql = format!("UPDATE communication SET cancelled_at = 1 WHERE id = {id}");
        db.execute_unprepared(&sql).await.expect("a change");
    });
    conflict(manager.takes_offline(id, world.curie, REASON).await, Conflict::NotShown);
    crossing.all_happened();
    let offline = ReceivedFilter { state: "hors-ligne".to_owned(), ..ReceivedFilter::default() };
    assert!(manager.receives(&offline).await.is_empty());
}
