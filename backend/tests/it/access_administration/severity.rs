//! Up to which severity a grant lets somebody announce.

use std::collections::{BTreeMap, BTreeSet};

use backend::{
    Error,
    access::{
        Caller, Place,
        grant::{self, grant_up_to},
        perimeters,
    },
};
use domain::{
    EstablishmentId,
    access::{
        AccessChange, Extent, GrantInput, Grantee, NewGrant, Population, Right, Role, Scope, SeverityChange,
        view::{AccessPage, GranteeView},
    },
    communications::{Channel, Concern, Severity, Status},
    directory::Profile,
    fields::FieldProblem,
    targets::TargetInput,
};

use testing::{Actor, World, announcement, both_engines, everybody, in_schools};

use super::{assert_field, saves, school, shown, to_person};

fn up_to(severity: &str, input: GrantInput) -> GrantInput {
    GrantInput { severity: severity.to_owned(), ..input }
}

/// *Jusqu'à* of the only personal line of a role.
async fn change(actor: Actor<'_>, scope: &str, grant: i64, severity: &str) -> backend::Result<AccessPage> {
    let version = shown(actor, scope).await?.version;
    let changed = vec![SeverityChange { grant, severity: severity.to_owned() }];
    let change = AccessChange { scope: scope.to_owned(), version, changed, ..AccessChange::default() };
    backend::access::save(&actor.world.backend, &actor.caller().await, &change).await
}

fn line_of(page: &AccessPage, actor: Actor<'_>) -> (i64, Option<Severity>) {
    let mut lines = page
        .grants
        .iter()
        .filter(|row| matches!(&row.grantee, GranteeView::Person(choice) if choice.id == actor.person));
    let line = lines.next().expect("a line");
    assert!(lines.next().is_none(), "one line for one role");
    (line.id.expect("it can be removed"), line.severity)
}

#[both_engines]
async fn a_grant_ends_at_its_severity(world: World) {
    let (head, professor) = (world.actor("direction").await, world.actor("professeur").await);
    let curie = school(world.curie);
    let role = || to_person(Role::SenderAnnouncement, professor.person);
    let page = saves(head, &curie, vec![up_to("warning", role())], vec![]).await.expect("saved");
    let (id, highest) = line_of(&page, professor);
    assert_eq!(highest, Some(Severity::Warning));
    let says = async |severity| professor.deploy(&announcement("Sortie").severity(severity)).await;
    let refused = says(Severity::Alert).await;
    assert!(matches!(refused, Err(Error::SeverityForbidden(Severity::Warning))), "{refused:?}");
    says(Severity::Information).await.expect("below");
    says(Severity::Warning).await.expect("up to");
    change(head, &curie, id, "alert").await.expect("raised");
    says(Severity::Alert).await.expect("as far as it goes now");
    let page = change(head, &curie, id, "information").await.expect("lowered");
    assert_eq!(line_of(&page, professor), (id, Some(Severity::Information)));
    let refused = says(Severity::Warning).await;
    assert!(matches!(refused, Err(Error::SeverityForbidden(Severity::Information))), "{refused:?}");
    let noted = "SELECT COUNT(*) FROM audit_entry WHERE action = 'right_changed'";
    assert_eq!(world.number(noted).await, Some(2));
}

#[both_engines]
async fn the_same_role_again_is_one_line_up_to_what_was_said_last(world: World) {
    let (head, professor) = (world.actor("direction").await, world.actor("professeur").await);
    let curie = school(world.curie);
    let role = || to_person(Role::SenderAnnouncement, professor.person);
    for severity in ["alert", "information", "warning"] {
        let page = saves(head, &curie, vec![up_to(severity, role())], vec![]).await.expect("saved");
        assert_eq!(line_of(&page, professor).1, Severity::from_code(severity));
    }
    // Nothing said is not everything.
    let unsaid = saves(head, &curie, vec![up_to("", role())], vec![]).await;
    assert_field(unsaid, "ajout-1-jusqua", &FieldProblem::Required);
    let strange = saves(head, &curie, vec![up_to("extreme", role())], vec![]).await;
    assert_field(strange, "ajout-1-jusqua", &FieldProblem::UnknownChoice);
}

#[both_engines]
async fn only_a_line_of_the_page_with_severities_is_changed(world: World) {
    let (head, only) = (world.actor("direction").await, world.actor("etrangere").await);
    let messenger = world.number("SELECT id FROM access_grant WHERE role = 'sender_message'").await;
    let announcer = world.number("SELECT id FROM access_grant WHERE role = 'sender_announcement'").await;
    let before = world.counts().await;
    let curie = school(world.curie);
    let outcome = change(head, &curie, messenger.expect("a grant"), "alert").await;
    assert!(matches!(outcome, Err(Error::NotFound)), "a role without severities: {outcome:?}");
    let outcome = change(head, &curie, announcer.expect("a grant"), "extreme").await;
    assert!(matches!(outcome, Err(Error::Fields(_))), "{outcome:?}");
    let outcome = change(only, &school(world.foreign), announcer.expect("a grant"), "information").await;
    assert!(matches!(outcome, Err(Error::NotFound)), "a line of another school: {outcome:?}");
    assert_eq!(world.counts().await, before, "nothing is stored");
}

#[both_engines]
async fn on_several_schools_the_lowest_counts(world: World) {
    let sender = world
        .add("itinerante")
        .stands_in(testing::teacher(world.curie, "2de", "Arts"))
        .stands_in(testing::teacher(world.pasteur, "5e", "Arts"))
        .save()
        .await;
    let db = &world.backend.db;
    for (school, highest) in [(world.curie, Severity::Alert), (world.pasteur, Severity::Warning)] {
        let scope = Scope::Establishment(school);
        grant_up_to(db, sender, Role::SenderAnnouncement, highest, scope).await.expect("a grant");
    }
    let sender = Actor { world: &world, person: sender };
    let alert = || announcement("Alerte").severity(Severity::Alert);
    let refused = sender.deploy(&alert()).await;
    assert!(matches!(refused, Err(Error::SeverityForbidden(Severity::Warning))), "{refused:?}");
    let to_curie = alert().to([in_schools(&[world.curie], everybody())]);
    sender.deploy(&to_curie).await.expect("the school where it is allowed");
    sender.deploy(&announcement("Avertissement").severity(Severity::Warning)).await.expect("both");
}

#[both_engines]
async fn nothing_is_published_above_a_severity_lowered_before(world: World) {
    let (head, teacher) = (world.actor("direction").await, world.actor("enseignant").await);
    let curie = school(world.curie);
    let alert = teacher.sends(&announcement("Alerte").severity(Severity::Alert)).await;
    teacher.sends(&announcement("Information")).await;
    let (id, _) = line_of(&shown(head, &curie).await.expect("a page"), teacher);
    change(head, &curie, id, "warning").await.expect("lowered");
    world.publish().await;
    assert_eq!(world.actor("eleve").await.sees().await, ["Information"]);
    let failed = format!(
        "SELECT COUNT(*) FROM publication WHERE communication_id = {alert} AND failed_at IS NOT NULL"
    );
    assert_eq!(world.number(&failed).await, Some(1), "and its page says so");
    let detail = head.detail(alert).await.expect("a page");
    assert_eq!(detail.concerns, [Concern::SeverityLowered], "the right is not gone");
}

/// Its author can still do something about it before it is due.
#[both_engines]
async fn a_scheduled_alert_says_at_once_that_the_severity_was_lowered(world: World) {
    let (head, teacher) = (world.actor("direction").await, world.actor("enseignant").await);
    let curie = school(world.curie);
    let form = announcement("Alerte").severity(Severity::Alert).days("2026-10-07", "2026-10-09");
    let id = teacher.sends(&form).await;
    let (line, _) = line_of(&shown(head, &curie).await.expect("a page"), teacher);
    change(head, &curie, line, "warning").await.expect("lowered");
    world.compares().await;
    let detail = teacher.detail(id).await.expect("a page");
    assert_eq!((detail.status, detail.concerns), (Status::Scheduled, vec![Concern::SeverityLowered]));
    for told in [teacher, head] {
        let letters = told.finds_letters("", "").await;
        assert_eq!(letters.len(), 1, "{letters:?}");
    }
    change(head, &curie, line, "alert").await.expect("raised");
    world.compares().await;
    assert_eq!(teacher.detail(id).await.expect("a page").concerns, Vec::new(), "it goes out after all");
}

/// A severity that was lowered in one of two schools is no school that left.
#[both_engines]
async fn a_severity_lowered_in_one_of_two_schools_is_told_as_such(world: World) {
    let sender = world
        .add("itinerante")
        .stands_in(testing::teacher(world.curie, "2de", "Arts"))
        .stands_in(testing::teacher(world.pasteur, "5e", "Arts"))
        .save()
        .await;
    let db = &world.backend.db;
    for school in [world.curie, world.pasteur] {
        let scope = Scope::Establishment(school);
        grant_up_to(db, sender, Role::SenderAnnouncement, Severity::Alert, scope).await.expect("a grant");
    }
    let sender = Actor { world: &world, person: sender };
    let id = sender.sends(&announcement("Alerte").severity(Severity::Alert)).await;
    let lowered = format!(
        "UPDATE access_grant SET severity = '{}' WHERE person_id = {} AND establishment_id = {}",
        Severity::Warning.code(),
        sender.person,
        world.pasteur
    );
    world.sql(&lowered).await;
    world.publish().await;
    assert_eq!(world.actor("eleve").await.sees().await, ["Alerte"]);
    assert!(world.actor("collegien").await.sees().await.is_empty());
    let concerns = sender.detail(id).await.expect("a page").concerns;
    assert_eq!(concerns, [Concern::SeverityLoweredIn { school: "Collège Pasteur".to_owned() }]);
}

/// What the rules say, computed from the list of grants alone: per school the highest, over a place
/// the lowest.
fn expected(
    given: &[(Role, Option<Severity>, Scope)],
    world: &World,
    schools: &BTreeSet<EstablishmentId>,
    whole: bool,
) -> Option<Severity> {
    let of = |reaches: &dyn Fn(&Scope) -> bool| {
        given
            .iter()
            .filter(|(.., scope)| reaches(scope))
            .filter_map(|(role, severity, _)| match role {
                Role::SenderAdministrator => Some(Severity::Alert),
                Role::SenderAnnouncement => *severity,
                _ => None,
            })
            .max()
    };
    let authority = Scope::Authority(world.authority);
    let mut limits: Vec<_> = schools
        .iter()
        .map(|id| of(&|scope| *scope == authority || *scope == Scope::Establishment(*id)))
        .collect();
    if whole {
        limits.push(of(&|scope| *scope == authority));
    }
    limits.into_iter().min().flatten()
}

/// A number from 0 to `below`, another one each time.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, below: u64) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % below).expect("small")
    }
}

#[both_engines]
async fn what_is_offered_is_what_is_decided(world: World) {
    let sender = world.add("itinerante").stands_in(testing::teacher(world.curie, "2de", "Arts")).save().await;
    let scopes = [
        Scope::Establishment(world.curie),
        Scope::Establishment(world.pasteur),
        Scope::Establishment(world.leconte),
        Scope::Authority(world.authority),
    ];
    let mut dice = Dice(7);
    let mut seen: BTreeMap<Option<Severity>, u32> = BTreeMap::new();
    for round in 0..60 {
        world.sql(&format!("DELETE FROM access_grant WHERE person_id = {sender}")).await;
        let mut given = Vec::new();
        for _ in 0..=dice.throw(5) {
            let roles = [Role::SenderAnnouncement, Role::SenderAnnouncement, Role::SenderMessage];
            let role = if dice.throw(12) == 0 { Role::SenderAdministrator } else { roles[dice.throw(3)] };
            let highest = Severity::ALL[dice.throw(3)];
            let scope = scopes[dice.throw(4)];
            grant_up_to(&world.backend.db, sender, role, highest, scope).await.expect("a grant");
            given.push((role, role.has_severity().then_some(highest), scope));
        }
        let caller = Caller::load(&world.backend.db, sender).await.expect("a caller");
        let offered =
            perimeters(&world.backend.db, &caller, Channel::Announcement).await.expect("perimeters");
        for perimeter in &offered {
            let all: Vec<_> = perimeter.schools.iter().map(|school| school.id).collect();
            for mask in 1_u32..(1 << all.len()) {
                let schools: BTreeSet<_> =
                    (0..).zip(&all).filter(|(bit, _)| mask & (1 << bit) != 0).map(|(_, id)| *id).collect();
                let place = Place { establishments: &schools, authority: perimeter.authority };
                let limit = expected(&given, &world, &schools, perimeter.authority.is_some());
                let what = format!("round {round}: {given:?} on {schools:?} of {}", perimeter.key);
                assert_eq!(perimeter.severity_limit(&schools), limit, "offered, {what}");
                assert_eq!(caller.severity_limit(place), limit, "decided, {what}");
                *seen.entry(limit).or_default() += 1;
            }
        }
    }
    for severity in Severity::ALL {
        assert!(seen.get(&Some(severity)).is_some_and(|times| *times > 5), "too few cases: {seen:?}");
    }
}

#[both_engines]
async fn a_population_ends_at_its_severity_too(world: World) {
    let input = TargetInput { profiles: vec![Profile::Teacher.code().to_owned()], ..TargetInput::default() };
    let population = Population::parse(&input, &mut domain::fields::FieldErrors::default());
    let new = NewGrant {
        role: Role::SenderAnnouncement,
        grantee: Grantee::Population(population.expect("a population")),
        extent: Extent::OwnSchools,
        severity: Some(Severity::Information),
    };
    let scope = Scope::Authority(world.authority);
    grant::insert(&world.backend.db, &new, scope, None).await.expect("a grant");
    let professor = world.actor("professeur").await;
    professor.deploy(&announcement("Information")).await.expect("up to");
    let refused = professor.deploy(&announcement("Avis").severity(Severity::Warning)).await;
    assert!(matches!(refused, Err(Error::SeverityForbidden(Severity::Information))), "{refused:?}");
    // Personally they may more: of several grants the one that allows most counts.
    let colleague = world.actor("enseignant").await;
    colleague.deploy(&announcement("Alerte").severity(Severity::Alert)).await.expect("personally");
    let message = world.actor("cpe").await.deploy(&announcement("Sortie")).await;
    assert!(matches!(message, Err(Error::Forbidden(Right::CreateCommunication))), "{message:?}");
}
