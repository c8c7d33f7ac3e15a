//! Nothing changes its meaning in silence: a level that is renamed, an author who leaves, a school
//! that moves away. The author and those who administer the schools are told once, with the reason,
//! and the status says it.

use backend::{
    Error, access,
    accounts::{self, SetAccount},
    communications,
};
use domain::{
    CommunicationId, EstablishmentId,
    access::{Extent, Grantee, NewGrant, Population, Role, Scope},
    communications::{
        Concern, DeliveryState, NameKind, Status,
        view::{SentFilter, SitesFilter},
    },
    directory::Profile,
    fields::FieldErrors,
    targets::TargetInput,
};
use testing::{
    Actor, World, announcement, both_engines, everybody, head, in_schools, note, of_level, of_profile,
};

/// How many letters about a communication that no longer does what it was meant to somebody has.
async fn told(world: &World, name: &str, id: CommunicationId) -> i64 {
    letters(world, name, &format!("concerned-{id}-%")).await
}

async fn letters(world: &World, name: &str, reason: &str) -> i64 {
    let sql = format!(
        "SELECT COUNT(*) FROM delivery d JOIN message m ON m.id = d.message_id JOIN person p ON p.id = d.person_id \
         WHERE m.dedup LIKE '{reason}' AND p.external_id = '{name}'"
    );
    world.number(&sql).await.expect("a count")
}

fn level_gone(name: &str, school: Option<&str>) -> Concern {
    Concern::NameGone { of: NameKind::Level, name: name.to_owned(), school: school.map(str::to_owned) }
}

/// Renames the level of everybody, in all schools or in one.
pub fn rename_level(memberships: &mut String, from: &str, to: &str, uai: Option<&str>) {
    let (from, to) = (format!(";{from};"), format!(";{to};"));
    let lines = memberships.lines().map(|line| {
        if uai.is_none_or(|uai| line.contains(uai)) { line.replace(&from, &to) } else { line.to_owned() }
    });
    *memberships = lines.map(|line| line + "\n").collect();
}

/// Leaves one person out of every file.
fn remove_person(texts: &mut [String; 4], name: &str) {
    let first = format!("{name};");
    for text in &mut texts[1..] {
        let lines = text.lines().filter(|line| !line.starts_with(&first));
        *text = lines.map(|line| line.to_owned() + "\n").collect();
    }
}

async fn status(actor: Actor<'_>, id: CommunicationId) -> (Status, Vec<Concern>) {
    let detail = actor.detail(id).await.expect("a page");
    let row = actor.sent(&SentFilter::default()).await.expect("a list").rows;
    let row = row.into_iter().find(|row| row.id == id).expect("in the list");
    assert_eq!((row.status, row.concern.as_ref()), (detail.status, detail.concerns.first()), "they agree");
    (detail.status, detail.concerns)
}

#[both_engines]
async fn a_renamed_level_is_told_once_and_shown(world: World) {
    world.compares().await;
    let teacher = world.actor("enseignant").await;
    let pupils = || [of_level(Profile::Student, "2de")];
    let id = teacher.publishes(&announcement("Sortie").to(pupils())).await;
    assert_eq!(status(teacher, id).await, (Status::Deployed, Vec::new()));

    world.imports(|[_, _, memberships, _]| rename_level(memberships, "2de", "2nde", None)).await;
    let expected = vec![level_gone("2de", None), Concern::Nobody];
    assert_eq!(status(teacher, id).await, (Status::Unreached, expected));
    assert!(world.actor("eleve").await.sees().await.is_empty());
    for (name, letters) in [("enseignant", 1), ("direction", 1), ("proviseure", 1), ("eleve", 0), ("cpe", 0)]
    {
        assert_eq!(told(&world, name, id).await, letters, "{name}");
    }
    let page = teacher.finds_letters("reception", "2de").await;
    assert_eq!(page, ["Communication à vérifier\u{a0}: Sortie"]);

    // Neither another comparison nor another import tells it again.
    world.compares().await;
    world.imports(|[_, people, _, _]| *people = people.replace("Martin;eleve", "Martin;élève")).await;
    assert_eq!(told(&world, "enseignant", id).await, 1);

    // The old name is back: there is nothing to tell any more; the next loss is told again.
    world.imports(|[_, _, memberships, _]| rename_level(memberships, "2nde", "2de", None)).await;
    assert_eq!(status(teacher, id).await, (Status::Deployed, Vec::new()));
    assert_eq!(world.actor("eleve").await.sees().await, ["Sortie"]);
    world.imports(|[_, _, memberships, _]| rename_level(memberships, "2de", "2nde", None)).await;
    assert_eq!(told(&world, "enseignant", id).await, 2);
}

#[both_engines]
async fn a_level_that_goes_in_one_of_several_schools_is_told_there(world: World) {
    world.add("proviseur de Leconte").stands_in(head(world.leconte)).save().await;
    world.compares().await;
    let authority = world.actor("collectivite").await;
    // Pasteur, a collège, never had this level and has not lost it.
    let id = authority.publishes(&announcement("Orientation").to([of_level(Profile::Student, "2de")])).await;
    world.imports(|[_, _, memberships, _]| rename_level(memberships, "2de", "2nde", Some("9740001A"))).await;
    let expected = vec![level_gone("2de", Some("Lycée Leconte"))];
    assert_eq!(status(authority, id).await, (Status::Deployed, expected));
    for (name, letters) in [("collectivite", 1), ("proviseur de Leconte", 1), ("direction", 0)] {
        assert_eq!(told(&world, name, id).await, letters, "{name}");
    }
}

#[both_engines]
async fn a_message_that_would_go_to_nobody_fails_with_the_reason(world: World) {
    world.compares().await;
    let cpe = world.actor("cpe").await;
    let form = note("Sortie").later("2026-10-06", "07:30").to([of_level(Profile::Student, "2de")]);
    let id = cpe.sends(&form).await;
    world.imports(|[_, _, memberships, _]| rename_level(memberships, "2de", "2nde", None)).await;
    assert_eq!(status(cpe, id).await.0, Status::Scheduled, "it may still come back");
    assert_eq!(told(&world, "cpe", id).await, 1);

    world.set_clock("2026-10-06T06:00:00Z");
    world.publish().await;
    let (state, concerns) = status(cpe, id).await;
    assert_eq!(state, Status::Failed);
    assert!(concerns.contains(&Concern::Nobody), "{concerns:?}");
    assert_eq!(told(&world, "cpe", id).await, 2, "that it may fail, and that it did");
    assert_eq!(told(&world, "direction", id).await, 2);
    assert_eq!(letters(&world, "cpe", &format!("own-deployed-{id}")).await, 0);
    assert_eq!(
        world.number("SELECT COUNT(*) FROM delivery WHERE establishment_id IS NOT NULL").await,
        Some(0)
    );
}

#[both_engines]
async fn an_announcement_published_to_nobody_says_so(world: World) {
    let teacher = world.actor("enseignant").await;
    let id = teacher.sends(&announcement("Sortie").to([of_level(Profile::Student, "2de")])).await;
    world.leaves(world.person("eleve").await).await;
    world.publish().await;
    assert_eq!(status(teacher, id).await, (Status::Unreached, vec![Concern::Nobody]));
    assert_eq!(teacher.detail(id).await.expect("a page").recipients, Some(0));
    assert_eq!(told(&world, "enseignant", id).await, 1);
    assert_eq!(told(&world, "direction", id).await, 1);
    assert_eq!(letters(&world, "enseignant", &format!("own-deployed-{id}")).await, 0, "not that all is well");
}

#[both_engines]
async fn an_author_who_leaves_is_told_to_those_who_administer_the_school(world: World) {
    world.compares().await;
    let cpe = world.actor("cpe").await;
    let id = cpe.sends(&note("Sortie").later("2026-10-06", "07:30")).await;
    world.imports(|texts| remove_person(texts, "cpe")).await;
    let head = world.actor("direction").await;
    assert_eq!(status(head, id).await, (Status::Scheduled, vec![Concern::AuthorGone]));
    assert_eq!(told(&world, "direction", id).await, 1);
    assert_eq!(told(&world, "cpe", id).await, 0, "who has left is told nothing");

    world.set_clock("2026-10-06T06:00:00Z");
    world.publish().await;
    assert_eq!(status(head, id).await, (Status::Failed, vec![Concern::AuthorGone]));
    assert_eq!(told(&world, "direction", id).await, 2);
    let found = head.finds_letters("reception", "annuaire").await;
    assert_eq!(found[0], "Communication en échec\u{a0}: Sortie");
}

#[both_engines]
async fn an_administrator_whom_the_command_line_removes_is_told(world: World) {
    world.administrator("direction").await;
    world.administrator("professeur").await;
    let running = world.actor("professeur").await.publishes(&announcement("Du portail")).await;
    world.compares().await;
    assert_eq!(told(&world, "professeur", running).await, 0);
    let asked = SetAccount {
        person: "professeur",
        login: "professeur",
        password_hash: "unusable",
        administrator: Some(false),
    };
    accounts::set(&world.backend, asked).await.expect("another administrator is left");
    world.compares().await;
    assert_eq!(told(&world, "professeur", running).await, 1);
}

#[both_engines]
async fn a_right_that_is_taken_away_is_told_to_the_author_too(world: World) {
    world.administrator("professeur").await;
    let teacher = world.actor("enseignant").await;
    let running = teacher.publishes(&announcement("En cours")).await;
    let head = world.actor("direction").await;
    let scope = Scope::Establishment(world.curie).to_string();
    let page = access::page(&world.backend, &head.caller().await, &scope).await.expect("the rights");
    let hers = page.grants.iter().find(|row| row.role == Role::SenderAnnouncement).expect("a grant");
    let removed: Vec<i64> = page
        .grants
        .iter()
        .filter(|row| row.role == Role::SenderAnnouncement)
        .filter_map(|row| row.id)
        .collect();
    assert!(hers.concerns.is_empty());
    let change = domain::access::AccessChange { scope, version: page.version, removed, ..Default::default() };
    access::save(&world.backend, &head.caller().await, &change).await.expect("saved");
    world.compares().await;
    assert_eq!(status(head, running).await, (Status::Deployed, vec![Concern::RightGone]));
    assert_eq!(world.actor("eleve").await.sees().await, ["En cours"], "it stays until somebody cancels it");
    for (name, letters) in [("enseignant", 1), ("direction", 1), ("professeur", 0)] {
        assert_eq!(told(&world, name, running).await, letters, "{name}");
    }
}

#[both_engines]
async fn a_failure_without_a_known_reason_is_told_too(world: World) {
    // A head is not among those whom the table of rights has told about their own.
    let head = world.actor("direction").await;
    let id = head.sends(&note("Sortie")).await;
    world.sql("UPDATE target SET criteria = '{' || criteria").await;
    for _ in 0..6 {
        world.publish().await;
        world.wait(40_000);
    }
    world.sql("UPDATE target SET criteria = SUBSTR(criteria, 2)").await;
    assert_eq!(status(head, id).await, (Status::Failed, Vec::new()));
    assert_eq!(told(&world, "direction", id).await, 1);
}

/// Leconte goes to another authority.
fn leconte_moves(texts: &mut [String; 4]) {
    let lines = texts[0].lines().map(|line| {
        if line.starts_with("9740001A") {
            line.replace("Mon bureau numérique", "Ailleurs")
        } else {
            line.to_owned()
        }
    });
    texts[0] = lines.map(|line| line + "\n").collect();
}

#[both_engines]
async fn what_went_to_a_school_that_moved_away_stays_its_authors(world: World) {
    world.compares().await;
    let author = world.actor("collectivite").await;
    let form = announcement("Alerte").to([of_profile(Profile::Student)]);
    let id = author.publishes(&form).await;
    world.imports(leconte_moves).await;
    let left = Concern::SchoolLeft { school: "Lycée Leconte".to_owned() };
    assert_eq!(status(author, id).await, (Status::Deployed, vec![left]));
    assert_eq!(told(&world, "collectivite", id).await, 1);
    assert_eq!(world.actor("reunionnais").await.sees().await, ["Alerte"], "deployed under the authority");
    let caller = author.caller().await;
    let sites = communications::sites(&world.backend, &caller, id, &SitesFilter::default())
        .await
        .expect("the schools");
    assert_eq!(sites.total, 3);
    communications::export_sites(&world.backend, &caller, id).await.expect("a file");
    // The school's new authority did not send it.
    let stranger = world.actor("etrangere").await.detail(id).await;
    assert!(matches!(stranger, Err(Error::NotFound)), "{stranger:?}");

    author.cancel(id).await.expect("cancelled");
    assert!(world.actor("reunionnais").await.sees().await.is_empty());
    assert!(world.actor("eleve").await.sees().await.is_empty());
}

#[both_engines]
async fn a_message_goes_to_the_schools_that_are_left(world: World) {
    world.compares().await;
    let author = world.actor("collectivite").await;
    let form = note("Sortie").later("2026-10-06", "07:30").to([of_profile(Profile::Student)]);
    let id = author.sends(&form).await;
    world.imports(leconte_moves).await;
    assert_eq!(told(&world, "collectivite", id).await, 1);
    world.set_clock("2026-10-06T06:00:00Z");
    world.publish().await;
    let left = Concern::SchoolLeft { school: "Lycée Leconte".to_owned() };
    assert_eq!(status(author, id).await, (Status::Deployed, vec![left.clone()]));
    for (name, has) in [("eleve", true), ("collegien", true), ("reunionnais", false)] {
        assert_eq!(world.actor(name).await.unread().await > 0, has, "{name}");
    }
    let state = async |school: EstablishmentId| {
        let page =
            communications::sites(&world.backend, &author.caller().await, id, &SitesFilter::default()).await;
        let rows = page.expect("the schools").rows;
        rows.into_iter().find(|row| row.establishment == school).expect("a school").state
    };
    assert_eq!(state(world.curie).await, DeliveryState::Delivered);
    assert_eq!(state(world.leconte).await, DeliveryState::Failed);
    world.compares().await;
    assert_eq!(status(author, id).await.1, [left]);
    assert_eq!(told(&world, "collectivite", id).await, 1);
}

#[both_engines]
async fn an_announcement_to_come_is_published_where_the_right_is_left(world: World) {
    let author = world.actor("collectivite").await;
    let form = announcement("Sortie").to([of_profile(Profile::Student)]);
    let id = author.sends(&form).await;
    world.imports(leconte_moves).await;
    let (state, concerns) = status(author, id).await;
    assert_eq!((state, concerns.len()), (Status::Failed, 1), "in one school; the others have it");
    assert_eq!(world.actor("eleve").await.sees().await, ["Sortie"]);
    assert!(world.actor("reunionnais").await.sees().await.is_empty());
    author.cancel(id).await.expect("cancelled");
}

#[both_engines]
async fn a_school_whose_people_all_go_is_named(world: World) {
    world.compares().await;
    let author = world.actor("collectivite").await;
    let id = author.publishes(&announcement("Sortie").to([of_profile(Profile::Student)])).await;
    world
        .imports(|texts| {
            remove_person(texts, "reunionnais");
            // The file of schools has every school; this one has nobody any more.
        })
        .await;
    let (state, concerns) = status(author, id).await;
    assert_eq!(state, Status::Deployed);
    let gone = Concern::NameGone {
        of: NameKind::Profile,
        name: Profile::Student.code().to_owned(),
        school: Some("Lycée Leconte".to_owned()),
    };
    assert_eq!(concerns, [gone]);
}

#[both_engines]
async fn a_population_that_loses_its_holders_is_told_and_shown(world: World) {
    world.compares().await;
    let input = TargetInput { functions: vec!["Infirmière".to_owned()], ..TargetInput::default() };
    let population = Population::parse(&input, &mut FieldErrors::default()).expect("a population");
    let new = NewGrant {
        role: Role::RecipientManager,
        grantee: Grantee::Population(population),
        extent: Extent::Whole,
        severity: None,
    };
    let scope = Scope::Establishment(world.curie);
    access::grant::insert(&world.backend.db, &new, scope, None).await.expect("a grant");
    world.compares().await;
    assert_eq!(letters(&world, "direction", "grant-concerned-%").await, 0);

    let rename = |[_, _, memberships, _]: &mut [String; 4]| {
        *memberships = memberships.replace("Infirmière", "Infirmier scolaire");
    };
    world.imports(rename).await;
    world.compares().await;
    for (name, expected) in [("direction", 1), ("proviseure", 1), ("etrangere", 0), ("infirmiere", 0)] {
        assert_eq!(letters(&world, name, "grant-concerned-%").await, expected, "{name}");
    }
    let head = world.actor("direction").await.caller().await;
    let page = access::page(&world.backend, &head, &scope.to_string()).await.expect("the rights");
    let gone = Concern::NameGone { of: NameKind::Function, name: "Infirmière".to_owned(), school: None };
    let shown: Vec<_> = page.grants.iter().filter(|row| !row.concerns.is_empty()).collect();
    assert_eq!(shown.len(), 1);
    assert_eq!((shown[0].people, &shown[0].concerns), (0, &vec![gone, Concern::Nobody]));
}

#[both_engines]
async fn a_comparison_of_nothing_new_writes_nothing(world: World) {
    world.actor("enseignant").await.publishes(&announcement("Sortie").to([everybody()])).await;
    world.compares().await;
    let before = world.counts().await;
    world.compares().await;
    assert_eq!(world.counts().await, before);
}

#[both_engines]
async fn own_and_others_keep_their_rights_when_schools_go_different_ways(world: World) {
    // Sent by the head of both schools of a site to both, who then heads only one of them.
    let both = world.actor("proviseure").await;
    let schools = in_schools(&[world.curie, world.pasteur], of_profile(Profile::Student));
    let id = both.publishes(&announcement("Sortie").to([schools])).await;
    world
        .imports(|[_, _, memberships, _]| {
            let lines = memberships.lines().map(|line| {
                if line.starts_with("proviseure;0570052X") {
                    line.replace("Chef d'établissement", "Adjoint")
                } else {
                    line.to_owned()
                }
            });
            *memberships = lines.map(|line| line + "\n").collect();
        })
        .await;
    let (_, concerns) = status(both, id).await;
    assert_eq!(concerns, [Concern::SchoolLeft { school: "Collège Pasteur".to_owned() }]);
    let others = world.actor("direction").await.detail(id).await;
    assert!(matches!(others, Err(Error::NotFound)), "a head of one of the schools: {others:?}");
    both.cancel(id).await.expect("cancelled");
    assert!(world.actor("collegien").await.sees().await.is_empty());
}
