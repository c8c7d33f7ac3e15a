//! News: who writes it, who reads it and when, and how files follow it.

use backend::{
    Error,
    communications::{self, store_sightings},
    home::{announcements_for, archive_for},
    revision,
};
use domain::{
    CommunicationId, Conflict,
    access::Right,
    communications::{
        Channel, DeliveryState, DuplicateMode, RewordingInput, Start, Status,
        channels::news::NewsPage,
        view::{SentFilter, SitesFilter},
    },
    directory::Profile,
    fields::FieldProblem,
    home::{ArchiveFilter, ArchivePage, ItemKind},
    versions::Run,
};
use testing::{
    Actor, NOW, World, both_engines, in_schools, news, of_level, of_profile, parent, pupil, refused_field,
    samples,
};

use crate::attachments::{read, send};

async fn opens(actor: &Actor<'_>, id: CommunicationId) -> Option<NewsPage> {
    match communications::read_news(&actor.world.backend, &actor.caller().await, id).await {
        Ok(page) => Some(page),
        Err(Error::NotFound) => None,
        Err(other) => panic!("{other}"),
    }
}

/// The titles in *Actualités* of the home page.
async fn titles(actor: &Actor<'_>) -> Vec<String> {
    let page = announcements_for(&actor.world.backend, actor.person).await.expect("a home page");
    page.items.iter().flatten().map(|item| item.title.clone()).collect()
}

async fn listed(actor: &Actor<'_>, month: &str, after: &str) -> ArchivePage {
    let filter = ArchiveFilter { month: month.to_owned(), after: after.to_owned() };
    archive_for(&actor.world.backend, &actor.caller().await, &filter).await.expect("a list")
}

async fn in_list(actor: &Actor<'_>, month: &str) -> Vec<String> {
    listed(actor, month, "").await.items.into_iter().map(|item| item.title).collect()
}

#[both_engines]
async fn a_reader_sees_it_on_three_pages(world: World) {
    let writer = world.actor("redacteur").await;
    let form = news("Exposition", "<p>Au <strong>CDI</strong><script>alert(1)</script></p>");
    let id = writer.sends(&form.to([of_level(Profile::Student, "2de")])).await;
    let (pupil, elsewhere) = (world.actor("eleve").await, world.actor("collegien").await);
    assert!(opens(&pupil, id).await.is_none(), "deployed, not yet published");
    world.publish().await;
    let page = opens(&pupil, id).await.expect("a page");
    assert_eq!((page.title.as_str(), page.source.as_str()), ("Exposition", "Lycée Curie"));
    assert_eq!(page.body.as_str(), "<p>Au <strong>CDI</strong></p>");
    assert!(!page.ended);
    assert_eq!(titles(&pupil).await, ["Exposition"]);
    assert_eq!(in_list(&pupil, "2026-10").await, ["Exposition"]);
    for other in [&elsewhere, &world.actor("professeur").await, &world.actor("etrangere").await, &writer] {
        assert!(opens(other, id).await.is_none());
        assert!(titles(other).await.is_empty());
        assert!(in_list(other, "2026-10").await.is_empty());
    }
    // What it says beside the title is not an announcement.
    assert!(pupil.sees().await.is_empty());
    store_sightings(&world.backend).await.expect("stored");
    assert_eq!(world.number("SELECT COUNT(*) FROM sighting").await, Some(1), "only who opened it");
    let sites =
        communications::sites(&world.backend, &writer.caller().await, id, &SitesFilter::default()).await;
    let site = sites.expect("states").rows.remove(0);
    assert_eq!((site.state, site.recipients, site.seen), (DeliveryState::Online, Some(1), 1));
}

#[both_engines]
async fn a_writer_of_news_sees_and_cancels_only_their_own(world: World) {
    let (writer, head) = (world.actor("redacteur").await, world.actor("direction").await);
    let own = writer.publishes(&news("Du CDI", "<p>Oui</p>")).await;
    let other = head.publishes(&news("Du chef", "<p>Oui</p>")).await;
    assert_eq!(writer.finds(&SentFilter::default()).await, [own]);
    assert_eq!(
        head.finds(&SentFilter { channel: "news".to_owned(), ..SentFilter::default() }).await,
        [other, own]
    );
    let detail = writer.detail(own).await.expect("a page");
    assert_eq!((detail.status, detail.may_cancel), (Status::Deployed, true));
    assert_eq!(detail.content.channel(), Channel::News);
    assert!(matches!(writer.detail(other).await, Err(Error::Forbidden(Right::OpenSenderDashboard))));
    assert!(matches!(writer.cancel(other).await, Err(Error::Forbidden(Right::CancelCommunication))));
    let reader = world.actor("eleve").await;
    assert_eq!(titles(&reader).await, ["Du chef", "Du CDI"]);
    writer.cancel(own).await.expect("cancelled");
    assert_eq!(titles(&reader).await, ["Du chef"]);
    assert!(opens(&reader, own).await.is_none());
    assert_eq!(in_list(&reader, "").await, ["Du chef"]);
    head.cancel(other).await.expect("cancelled");
    assert!(titles(&reader).await.is_empty());
    let announced = writer.deploy(&testing::announcement("Une annonce")).await;
    assert!(matches!(announced, Err(Error::Forbidden(Right::CreateCommunication))), "{announced:?}");
}

#[both_engines]
async fn it_is_read_during_its_period_and_then_from_the_list_alone(world: World) {
    let writer = world.actor("redacteur").await;
    let id = writer.sends(&news("Semaine du goût", "<p>Oui</p>").days("2026-10-12", "2026-10-18")).await;
    let reader = world.actor("eleve").await;
    for (instant, on_home, readable, ended) in [
        (NOW, false, false, false),
        ("2026-10-11T22:00:00Z", true, true, false),
        ("2026-10-18T21:59:59.999Z", true, true, false),
        ("2026-10-18T22:00:00Z", false, true, true),
        ("2027-09-30T12:00:00Z", false, true, true),
        ("2027-10-20T12:00:00Z", false, false, false),
    ] {
        world.set_clock(instant);
        world.publish().await;
        assert_eq!(!titles(&reader).await.is_empty(), on_home, "{instant}");
        let page = opens(&reader, id).await;
        assert_eq!((page.is_some(), page.is_some_and(|page| page.ended)), (readable, ended), "{instant}");
        assert_eq!(!in_list(&reader, "2026-10").await.is_empty(), readable, "{instant}");
    }
}

#[both_engines]
async fn people_who_join_see_it_and_people_who_leave_do_not(world: World) {
    let writer = world.actor("redacteur").await;
    let id = writer.publishes(&news("Aux 2des", "<p>Oui</p>").to([of_level(Profile::Student, "2de")])).await;
    let newcomer = world.actor("collegien").await;
    assert!(opens(&newcomer, id).await.is_none());
    world.joins(newcomer.person, &pupil(world.curie, "2de")).await;
    assert!(opens(&newcomer, id).await.is_some());
    assert_eq!(titles(&newcomer).await, ["Aux 2des"]);
    world.leaves(newcomer.person).await;
    assert!(opens(&newcomer, id).await.is_none());
}

#[both_engines]
async fn a_school_that_takes_it_offline_hides_it_from_its_readers_alone(world: World) {
    let sender = world.actor("collectivite").await;
    let both = in_schools(&[world.curie, world.pasteur], of_profile(Profile::Student));
    let id = sender.publishes(&news("Concours", "<p>Oui</p>").to([both])).await;
    let (upper, lower) = (world.actor("eleve").await, world.actor("collegien").await);
    assert!(opens(&upper, id).await.is_some() && opens(&lower, id).await.is_some());
    let school = world.pasteur;
    world
        .sql(&format!(
            "UPDATE publication SET offline_at = 1 WHERE communication_id = {id} AND establishment_id = {school}"
        ))
        .await;
    revision::raise(&world.backend.db, revision::BOARD).await.expect("a revision");
    world.backend.refresh().await.expect("revisions");
    assert!(opens(&lower, id).await.is_none() && titles(&lower).await.is_empty());
    assert!(in_list(&lower, "").await.is_empty());
    assert!(opens(&upper, id).await.is_some());
    assert_eq!(titles(&upper).await, ["Concours"]);
    world.set_clock("2026-12-01T12:00:00Z");
    assert!(opens(&lower, id).await.is_none(), "nor once it is over");
    assert!(opens(&upper, id).await.is_some());
}

#[both_engines]
async fn its_files_open_for_those_who_may_read_it(world: World) {
    let (writer, reader) = (world.actor("redacteur").await, world.actor("eleve").await);
    let mut form = news("Exposition", "<p>Oui</p>").to([of_profile(Profile::Student)]);
    let file = send(&writer, &form.key, "plan.pdf", &samples::pdf("plan")).await.expect("a file");
    form.input.news.attachments = vec![file.token.clone()];
    let id = writer.sends(&form).await;
    let opens_file = async |actor: &Actor<'_>| read(actor, &file.token).await.is_ok();
    assert!(opens_file(&writer).await, "the author");
    assert!(!opens_file(&reader).await, "nothing is published yet");
    world.publish().await;
    assert!(opens_file(&reader).await);
    assert!(opens_file(&world.actor("direction").await).await, "who may see it as a sender");
    for other in ["professeur", "collegien", "etrangere"] {
        assert!(!opens_file(&world.actor(other).await).await, "{other}");
    }
    let page = opens(&reader, id).await.expect("a page");
    assert_eq!(page.attachments.len(), 1);
    // A copy has the text, and a file of its own.
    let start = Start::Copy(id, DuplicateMode::Both);
    let copy = communications::compose(&world.backend, &writer.caller().await, start).await.expect("a form");
    assert_eq!((copy.input.news.title.as_str(), copy.attachments.len()), ("Exposition", 1));
    writer.cancel(id).await.expect("cancelled");
    assert!(!opens_file(&reader).await, "cancelled");
    assert!(opens_file(&writer).await);
}

#[both_engines]
async fn what_is_missing_is_said_at_its_field(world: World) {
    let writer = world.actor("redacteur").await;
    let long = "x".repeat(151);
    for (title, body, field, problem) in [
        ("", "<p>Oui</p>", "actualite-titre", FieldProblem::Required),
        (long.as_str(), "<p>Oui</p>", "actualite-titre", FieldProblem::TooLong { count: 151, max: 150 }),
        ("A\nB", "<p>Oui</p>", "actualite-titre", FieldProblem::SeveralLines),
        ("Titre", "<p> </p>", "actualite-texte", FieldProblem::Required),
    ] {
        let refused = refused_field(writer.deploy(&news(title, body)).await);
        assert_eq!(refused, (field.to_owned(), problem));
    }
    let over = writer.deploy(&news("Titre", "<p>Oui</p>").days("2026-10-01", "2026-10-04")).await;
    assert_eq!(refused_field(over), ("actualite-fin".to_owned(), FieldProblem::InThePast));
    let back = writer.deploy(&news("Titre", "<p>Oui</p>").days("2026-10-09", "2026-10-08")).await;
    assert_eq!(refused_field(back), ("actualite-fin".to_owned(), FieldProblem::LastBeforeFirst));
    let mut lost = news("Titre", "<p>Oui</p>");
    lost.input.news.attachments = vec!["0".repeat(32)];
    let lost = writer.deploy(&lost).await;
    assert!(matches!(lost, Err(Error::Conflict(Conflict::FilesChanged))), "{lost:?}");
    assert_eq!(world.number("SELECT COUNT(*) FROM communication").await, Some(0), "nothing is half stored");
    assert_eq!(world.number("SELECT COUNT(*) FROM news").await, Some(0));
}

#[both_engines]
async fn the_list_has_pages_and_months(world: World) {
    let writer = world.actor("redacteur").await;
    let pupils = || [of_profile(Profile::Student)];
    writer.publishes(&news("En septembre", "<p>Oui</p>").to(pupils())).await;
    world.sql("UPDATE communication SET created_at = created_at - 2000000000").await;
    world.sql("UPDATE publication SET begins_at = begins_at - 2000000000").await;
    for number in 1..=23 {
        writer.sends(&news(&format!("Actualité {number}"), "<p>Oui</p>").to(pupils())).await;
        // Others, which this reader never sees, stand between them.
        writer.sends(&news("Aux parents", "<p>Oui</p>").to([of_profile(Profile::Parent)])).await;
        world.wait(1_000);
    }
    world.publish().await;
    let reader = world.actor("eleve").await;
    let first = listed(&reader, "2026-10", "").await;
    let next = first.next.clone().expect("a second page");
    let second = listed(&reader, "2026-10", &next).await;
    let all: Vec<_> = first.items.iter().chain(&second.items).map(|item| item.title.clone()).collect();
    let expected: Vec<_> = (1..=23).rev().map(|number| format!("Actualité {number}")).collect();
    assert_eq!(all, expected);
    assert_eq!((first.items.len(), first.is_first, second.is_first), (20, true, false));
    assert!(second.next.is_none());
    assert!(first.items.iter().all(|item| item.kind == ItemKind::News));
    assert_eq!(in_list(&reader, "2026-09").await, ["En septembre"]);
    for odd in ["", "2026-13", "1999-01", "x"] {
        assert_eq!(listed(&reader, odd, "x").await.month.to_string(), "2026-10-01", "{odd}");
    }
    assert_eq!(titles(&reader).await.len(), 12, "the newest on the home page");
}

#[both_engines]
async fn what_was_planned_a_month_before_stands_in_the_month_that_shows_it(world: World) {
    let writer = world.actor("redacteur").await;
    writer.sends(&news("Portes ouvertes", "<p>Oui</p>").days("2026-11-02", "2026-11-08")).await;
    world.set_clock("2026-11-02T08:00:00Z");
    world.publish().await;
    let reader = world.actor("eleve").await;
    assert_eq!(in_list(&reader, "2026-11").await, ["Portes ouvertes"]);
    assert!(in_list(&reader, "2026-10").await.is_empty(), "it was only written then");
}

#[both_engines]
async fn a_parent_reads_it_once_by_two_schools(world: World) {
    let sender = world.actor("collectivite").await;
    world
        .add("tuteur")
        .stands_in(parent(world.curie, "2de"))
        .stands_in(parent(world.pasteur, "5e"))
        .save()
        .await;
    let id = sender.publishes(&news("Bourses", "<p>Oui</p>").to([of_profile(Profile::Parent)])).await;
    let reader = world.actor("tuteur").await;
    assert_eq!(titles(&reader).await, ["Bourses"]);
    assert_eq!(in_list(&reader, "").await, ["Bourses"]);
    opens(&reader, id).await.expect("a page");
    store_sightings(&world.backend).await.expect("stored");
    assert_eq!(world.number("SELECT COUNT(*) FROM sighting").await, Some(2), "seen in both schools");
}

#[both_engines]
async fn who_had_read_the_old_news_sees_what_changed_and_is_told(world: World) {
    let writer = world.actor("redacteur").await;
    let id = writer.publishes(&news("Exposition", "<p>Lundi au CDI</p>")).await;
    let [early, late] = [world.actor("eleve").await, world.actor("parent").await];
    assert_eq!(opens(&early, id).await.expect("a page").corrected, None);
    writer
        .corrects(id, |typed| {
            "<p>Mardi au <strong>CDI</strong></p>".clone_into(&mut typed.input.news.body);
            typed.tell = true;
        })
        .await
        .expect("a correction");
    world.publish().await;
    let seen = opens(&early, id).await.expect("a page");
    assert_eq!(seen.body.as_str(), "<p>Mardi au <strong>CDI</strong></p>");
    let expected = [
        Run::Removed("Lundi".into()),
        Run::Added("Mardi".into()),
        Run::Same(" au ".into()),
        Run::Reformatted("CDI".into()),
    ];
    assert_eq!(seen.corrected.expect("a mark").changes.expect("what changed").text, expected);
    assert_eq!(opens(&late, id).await.expect("a page").corrected.expect("a mark").changes, None);
    let on_home = announcements_for(&world.backend, late.person).await.expect("a home page");
    assert!(on_home.items.iter().flatten().all(|item| item.corrected.is_some()));
    let letters = "SELECT COUNT(*) FROM delivery d JOIN message m ON m.id = d.message_id \
                   WHERE m.kind = 'correction' AND m.reached >= d.person_id";
    assert_eq!(world.number(letters).await, Some(1), "only who had read the old text");
}

#[both_engines]
async fn bold_type_alone_is_a_correction(world: World) {
    let writer = world.actor("redacteur").await;
    let id = writer.publishes(&news("Exposition", "<p>Lundi au CDI</p>")).await;
    let reader = world.actor("eleve").await;
    opens(&reader, id).await.expect("a page");
    let bold = |typed: &mut RewordingInput| {
        "<p><strong>Lundi</strong> au CDI</p>".clone_into(&mut typed.input.news.body);
    };
    writer.corrects(id, bold).await.expect("a correction");
    let changes = opens(&reader, id).await.expect("a page").corrected.expect("a mark").changes;
    let expected = [Run::Reformatted("Lundi".into()), Run::Same(" au CDI".into())];
    assert_eq!(changes.expect("what changed").text, expected);
    let again = writer.corrects(id, bold).await;
    assert!(matches!(again, Err(Error::Conflict(Conflict::NothingChanged))), "{again:?}");
    // A text that was kept before formatting was: only its words are compared.
    world.sql("UPDATE version SET formats = NULL").await;
    let changes = opens(&reader, id).await.expect("a page").corrected.expect("a mark").changes;
    assert_eq!(changes.expect("what changed").text, [Run::Same("Lundi au CDI".into())]);
}

/// The staff of a school get news every day; what the pupils got before stays on their home page.
#[both_engines]
async fn what_is_told_to_others_hides_no_news(world: World) {
    let head = world.actor("direction").await;
    head.publishes(&news("Pour les élèves", "<p>Oui</p>").to([of_profile(Profile::Student)])).await;
    for number in 0..55 {
        let note = news(&format!("Note {number}"), "<p>Oui</p>").to([of_profile(Profile::Teacher)]);
        head.publishes(&note).await;
    }
    assert_eq!(titles(&world.actor("eleve").await).await, ["Pour les élèves"]);
    let to_teachers = titles(&world.actor("professeur").await).await;
    assert_eq!((to_teachers.len(), to_teachers[0].as_str()), (12, "Note 54"));
}

/// A school plans its news of the whole year; what is there today stays on the home page, and what is planned
/// comes on its day.
#[both_engines]
async fn what_is_planned_hides_no_news(world: World) {
    let head = world.actor("direction").await;
    head.publishes(&news("Aujourd’hui", "<p>Oui</p>")).await;
    head.publishes(&news("La semaine prochaine", "<p>Oui</p>").days("2026-10-12", "2026-10-18")).await;
    for number in 0..30 {
        let planned = news(&format!("Plus tard {number}"), "<p>Oui</p>").days("2027-01-11", "2027-01-17");
        head.publishes(&planned).await;
    }
    let reader = world.actor("eleve").await;
    assert_eq!(titles(&reader).await, ["Aujourd’hui"]);
    world.set_clock("2026-10-12T08:00:00Z");
    world.publish().await;
    assert_eq!(titles(&reader).await, ["La semaine prochaine", "Aujourd’hui"]);
}
