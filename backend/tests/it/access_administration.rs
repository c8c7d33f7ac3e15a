//! Who may give which roles to whom, what this changes, and who is refused.

mod refused;
mod requests;
mod severity;
mod touched;

use backend::{
    Error, Result,
    access::{find_people, holders, page, save, survey_population},
};
use domain::{
    Conflict, EstablishmentId, PersonId,
    access::{
        AccessChange, Extent, GrantInput, Right, Role, Scope,
        view::{AccessPage, GranteeView, Held, HoldersFilter, Reason},
    },
    communications::Severity,
    directory::Profile,
    fields::FieldProblem,
    search::search_names,
    targets::TargetInput,
};

use testing::{Actor, World, announcement, both_engines, teacher};

fn school(id: EstablishmentId) -> String {
    Scope::Establishment(id).to_string()
}

fn to_person(role: Role, person: PersonId) -> GrantInput {
    GrantInput {
        role: role.code().to_owned(),
        person: Some(person),
        severity: Severity::Alert.code().to_owned(),
        ..GrantInput::default()
    }
}

fn to_teachers(role: Role, extent: Option<Extent>) -> GrantInput {
    GrantInput {
        role: role.code().to_owned(),
        population: TargetInput {
            profiles: vec![Profile::Teacher.code().to_owned()],
            ..TargetInput::default()
        },
        extent: extent.map(Extent::code).unwrap_or_default().to_owned(),
        severity: Severity::Alert.code().to_owned(),
        ..GrantInput::default()
    }
}

async fn shown(actor: Actor<'_>, scope: &str) -> Result<AccessPage> {
    page(&actor.world.backend, &actor.caller().await, scope).await
}

/// Presses *Valider* on the current page.
async fn saves(
    actor: Actor<'_>,
    scope: &str,
    added: Vec<GrantInput>,
    removed: Vec<i64>,
) -> Result<AccessPage> {
    let version = shown(actor, scope).await?.version;
    save_at(actor, scope, version, added, removed).await
}

async fn save_at(
    actor: Actor<'_>,
    scope: &str,
    version: i64,
    added: Vec<GrantInput>,
    removed: Vec<i64>,
) -> Result<AccessPage> {
    let change = AccessChange { scope: scope.to_owned(), version, added, removed, ..AccessChange::default() };
    save(&actor.world.backend, &actor.caller().await, &change).await
}

fn grant_of(page: &AccessPage, role: Role) -> i64 {
    page.grants.iter().find_map(|row| row.id.filter(|_| row.role == role)).expect("a grant")
}

fn assert_field(outcome: Result<AccessPage>, field: &str, problem: &FieldProblem) {
    let Err(Error::Fields(errors)) = outcome else { panic!("refused fields, not {outcome:?}") };
    assert_eq!(errors.get(field), Some(problem), "{errors:?}");
}

#[both_engines]
async fn a_personal_role_lasts_until_it_is_removed(world: World) {
    let (head, professor) = (world.actor("direction").await, world.actor("professeur").await);
    let curie = school(world.curie);
    let form = announcement("Sortie");
    assert!(matches!(professor.deploy(&form).await, Err(Error::Forbidden(Right::CreateCommunication))));
    let page = saves(head, &curie, vec![to_person(Role::SenderAnnouncement, professor.person)], vec![])
        .await
        .expect("saved");
    let row = page
        .grants
        .iter()
        .find(|row| matches!(&row.grantee, GranteeView::Person(choice) if choice.id == professor.person));
    let row = row.expect("it stands in the list");
    assert_eq!((row.role, row.people), (Role::SenderAnnouncement, 1));
    assert_eq!(row.given.as_ref().map(|given| given.by.as_str()), Some("direction Martin"));
    let id = professor.publishes(&form).await;
    saves(head, &curie, vec![], vec![row.id.expect("removable")]).await.expect("removed");
    let again = professor.deploy(&announcement("Encore")).await;
    assert!(matches!(again, Err(Error::Forbidden(Right::CreateCommunication))), "{again:?}");
    assert!(matches!(professor.detail(id).await, Err(Error::Forbidden(Right::OpenSenderDashboard))));
    assert_eq!(world.actor("eleve").await.sees().await, ["Sortie"], "what was said stays said");
}

#[both_engines]
async fn people_who_join_a_population_later_hold_its_role(world: World) {
    let curie = school(world.curie);
    let head = world.actor("direction").await;
    let page =
        saves(head, &curie, vec![to_teachers(Role::SenderAnnouncement, None)], vec![]).await.expect("saved");
    let row = page.grants.iter().find(|row| matches!(row.grantee, GranteeView::Population(_)));
    assert_eq!(row.expect("a row").people, 2, "professeur and enseignant");
    world.actor("professeur").await.sends(&announcement("Un")).await;
    let elsewhere = world.add("remplacante").stands_in(teacher(world.pasteur, "5e", "Lettres")).save().await;
    let newcomer = world.actor("remplacante").await;
    assert!(newcomer.deploy(&announcement("Deux")).await.is_err(), "a teacher of another school");
    world.joins(elsewhere, &teacher(world.curie, "2de", "Lettres")).await;
    newcomer.sends(&announcement("Deux")).await;
    world.leaves(elsewhere).await;
    assert!(newcomer.deploy(&announcement("Trois")).await.is_err(), "who leaves holds nothing");
    assert!(world.actor("eleve").await.deploy(&announcement("Quatre")).await.is_err());
}

#[both_engines]
async fn a_population_of_an_authority_has_the_chosen_extent(world: World) {
    let authority = Scope::Authority(world.authority).to_string();
    let office = world.actor("collectivite").await;
    let professor = world.actor("professeur").await;
    let schools_of = async |actor: Actor<'_>| {
        let subject =
            domain::access::Subject { channel: domain::communications::Channel::Announcement, own: true };
        actor.caller().await.reach_for(Right::CreateCommunication, subject)
    };
    let own = to_teachers(Role::SenderAnnouncement, Some(Extent::OwnSchools));
    let page = saves(office, &authority, vec![own], vec![]).await.expect("saved");
    let reach = schools_of(professor).await;
    assert_eq!(reach.establishments.into_iter().collect::<Vec<_>>(), [world.curie]);
    assert!(reach.authorities.is_empty(), "nobody speaks for the authority by it");
    let id = grant_of(&page, Role::SenderAnnouncement);
    let whole = to_teachers(Role::SenderAnnouncement, Some(Extent::Whole));
    saves(office, &authority, vec![whole], vec![id]).await.expect("saved");
    let reach = schools_of(professor).await;
    assert_eq!(reach.establishments.len(), 3);
    assert!(reach.authorities.contains(&world.authority));
    assert!(schools_of(world.actor("etrangere").await).await.authorities.is_empty());
    // There is no default: the extent must be chosen.
    let unsaid = saves(office, &authority, vec![to_teachers(Role::SenderNews, None)], vec![]).await;
    assert_field(unsaid, "ajout-1-etendue", &FieldProblem::Required);
}

#[both_engines]
async fn the_second_of_two_administrators_is_told(world: World) {
    let curie = school(world.curie);
    let (first, second) = (world.actor("direction").await, world.actor("proviseure").await);
    let (professor, teacher) = (world.person("professeur").await, world.person("enseignant").await);
    let seen = shown(second, &curie).await.expect("a page").version;
    saves(first, &curie, vec![to_person(Role::SenderNews, professor)], vec![]).await.expect("saved");
    let added = || vec![to_person(Role::SenderMessage, teacher)];
    let late = save_at(second, &curie, seen, added(), vec![]).await;
    assert!(matches!(late, Err(Error::Conflict(Conflict::AccessChanged))), "{late:?}");
    let now = shown(second, &curie).await.expect("a page");
    assert!(now.grants.iter().any(|row| row.role == Role::SenderNews && row.id.is_some()));
    let both = save_at(second, &curie, now.version, added(), vec![]).await.expect("saved");
    let held: Vec<Role> = both.grants.iter().filter(|row| row.given.is_some()).map(|row| row.role).collect();
    assert_eq!(held, [Role::SenderNews, Role::SenderMessage], "neither is lost");
    // Another school has a separate list.
    let pasteur = school(world.pasteur);
    saves(second, &pasteur, vec![to_teachers(Role::SenderNews, None)], vec![]).await.expect("saved");
    assert_eq!(shown(first, &curie).await.expect("a page").version, both.version);
}

#[both_engines]
async fn saving_at_the_same_moment_loses_nothing(world: World) {
    let curie = school(world.curie);
    let people = ["professeur", "enseignant", "cpe", "infirmiere", "observateur", "secretariat"];
    let head = world.actor("direction").await;
    let version = shown(head, &curie).await.expect("a page").version;
    let saving = people.map(async |name| {
        let grant = vec![to_person(Role::SenderNews, world.person(name).await)];
        save_at(head, &curie, version, grant, vec![]).await
    });
    let outcomes = futures::future::join_all(saving).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    let told =
        |outcome: &&Result<AccessPage>| matches!(outcome, Err(Error::Conflict(Conflict::AccessChanged)));
    assert_eq!(outcomes.iter().filter(told).count(), people.len() - 1);
    let given = world.number("SELECT COUNT(*) FROM access_grant WHERE given_by IS NOT NULL").await;
    assert_eq!(given, Some(1));
}

#[both_engines]
async fn the_last_administrator_of_a_school_cannot_be_removed(world: World) {
    let lonely = school(world.foreign);
    let only = world.actor("etrangere").await;
    let page = shown(only, &lonely).await.expect("a page");
    let id = grant_of(&page, Role::SenderAdministrator);
    let alone = save_at(only, &lonely, page.version, vec![], vec![id]).await;
    assert!(matches!(alone, Err(Error::Conflict(Conflict::LastAdministrator))), "{alone:?}");
    // An empty population does not count as an administrator.
    let empty = GrantInput {
        role: Role::SenderAdministrator.code().to_owned(),
        population: TargetInput { functions: vec!["Intendant".to_owned()], ..TargetInput::default() },
        ..GrantInput::default()
    };
    let outcome = saves(only, &lonely, vec![empty], vec![id]).await;
    assert!(matches!(outcome, Err(Error::Conflict(Conflict::LastAdministrator))), "{outcome:?}");
    let heir = world.add("relais").stands_in(teacher(world.foreign, "2de", "Arts")).save().await;
    let last_look = saves(only, &lonely, vec![to_person(Role::SenderAdministrator, heir)], vec![id]).await;
    assert!(last_look.is_ok(), "what was saved is not told as refused: {last_look:?}");
    assert!(shown(world.actor("relais").await, &lonely).await.is_ok());
    assert!(shown(only, &lonely).await.is_err());
}

#[both_engines]
async fn giving_a_role_twice_is_giving_it_once(world: World) {
    let head = world.actor("direction").await;
    let curie = school(world.curie);
    let grant = || to_teachers(Role::SenderNews, None);
    saves(head, &curie, vec![grant(), grant()], vec![]).await.expect("saved");
    let page = saves(head, &curie, vec![grant()], vec![]).await.expect("saved");
    assert_eq!(page.grants.iter().filter(|row| matches!(row.grantee, GranteeView::Population(_))).count(), 1);
}

#[both_engines]
async fn people_are_found_by_any_part_of_their_name(world: World) {
    let head = world.actor("direction").await;
    let curie = school(world.curie);
    let find = async |search: &str| {
        let found = find_people(&world.backend, &head.caller().await, &curie, search).await.expect("people");
        found.into_iter().map(|choice| choice.name).collect::<Vec<_>>()
    };
    assert_eq!(find("profess").await, ["professeur Martin"]);
    assert_eq!(find("MARTIN prof").await, ["professeur Martin"]);
    assert_eq!(find("  Professeur—martin ").await, ["professeur Martin"]);
    assert_eq!(find("etrang").await, Vec::<String>::new(), "of a school that is not theirs");
    assert_eq!(find("collegien").await, Vec::<String>::new());
    assert_eq!(find("p").await, Vec::<String>::new(), "one letter is no search");
    assert_eq!(find("' OR 1=1").await, Vec::<String>::new());
    assert_eq!(find("%").await, Vec::<String>::new());
    assert_eq!(find("martin").await.len(), 14, "everybody of the lycée");
    for (last, first, searches) in [
        ("de La Fontaine", "Jean", &["la fontaine", "fontaine jean", "de la"][..]),
        ("O’Brien", "Şahin", &["obrien", "o'brien", "brien", "sahin"]),
        ("Nguyễn", "Paweł", &["nguyen", "pawel nguyen"]),
        ("Straße", "Søren", &["strasse", "soren"]),
        ("Le Goff", "Jean-Marc", &["legoff", "LeGoff jeanmarc", "goff", "legoffjeanmarc", "jeanmarclegoff"]),
        ("Ben Ali", "Zoé", &["benali", "zoe benali"]),
    ] {
        let person = world.actor("professeur").await.person;
        let [search_last, search_first] = search_names(last, first);
        world
            .sql(&format!(
                "UPDATE person SET last_name = '{last}', first_name = '{first}', search_last = '{search_last}', \
                 search_first = '{search_first}' WHERE id = {person}"
            ))
            .await;
        for search in searches {
            assert_eq!(find(search).await, [format!("{first} {last}")], "{search}");
        }
        world.administrator("eleve").await;
        let administrator = world.actor("eleve").await.caller().await;
        for search in searches {
            let found = find_people(&world.backend, &administrator, &curie, search).await.expect("people");
            assert_eq!(found.len(), 1, "{search}, in the whole portal");
        }
    }
    world.administrator("eleve").await;
    let all = find_people(&world.backend, &world.actor("eleve").await.caller().await, &curie, "etrang").await;
    assert_eq!(all.expect("people").len(), 1, "the portal's administrator finds everybody");
}

#[both_engines]
async fn a_population_is_counted_before_it_is_given(world: World) {
    let caller = world.actor("direction").await.caller().await;
    let curie = school(world.curie);
    let survey = async |population: &TargetInput| {
        survey_population(&world.backend, &caller, &curie, population).await.expect("a survey")
    };
    let open = survey(&TargetInput::default()).await;
    assert_eq!(open.people, 0, "nobody is chosen by choosing nothing");
    assert!(open.options.profiles.contains(&Profile::Student));
    let teachers = survey(&to_teachers(Role::SenderNews, None).population).await;
    assert_eq!((teachers.people, teachers.schools), (2, 1));
    assert_eq!(teachers.per_profile, [(Profile::Teacher, 2)]);
    assert_eq!(teachers.options.functions.len(), 0, "no teacher here has a function");
}

#[both_engines]
async fn all_holders_of_a_role_are_listed_with_the_reason(world: World) {
    let head = world.actor("direction").await;
    let curie = school(world.curie);
    world.administrator("eleve").await;
    saves(head, &curie, vec![to_teachers(Role::SenderNews, None)], vec![]).await.expect("saved");
    let listed = async |role: &str, search: &str| {
        let filter =
            HoldersFilter { scope: curie.clone(), role: role.to_owned(), search: search.to_owned(), page: 1 };
        holders(&world.backend, &head.caller().await, &filter).await.expect("holders")
    };
    assert_eq!(listed(Role::SenderNews.code(), "martinprofesseur").await.rows.len(), 1, "in one word");
    let news = listed(Role::SenderNews.code(), "").await;
    let names: Vec<_> = news.rows.iter().map(|row| row.person.name.as_str()).collect();
    assert_eq!(names, ["enseignant Martin", "professeur Martin", "redacteur Martin"]);
    assert!(
        matches!(news.rows[0].held[..], [(Role::SenderNews, ref reasons)] if matches!(reasons[..], [Held { reason: Reason::Population { .. }, severity: None }]))
    );
    assert!(
        matches!(news.rows[2].held[..], [(_, ref reasons)] if matches!(reasons[..], [Held { reason: Reason::Personal { .. }, severity: None }]))
    );
    let administrators = listed(Role::SenderAdministrator.code(), "").await;
    let reasons: Vec<_> =
        administrators.rows.iter().map(|row| (row.person.name.as_str(), &row.held[0].1[0].reason)).collect();
    assert!(
        matches!(
            reasons[..],
            [
                ("collectivite Martin", Reason::Personal { .. }),
                ("direction Martin", Reason::Head),
                ("eleve Martin", Reason::PortalAdministrator),
                ("proviseure Martin", Reason::Head),
            ]
        ),
        "{reasons:?}"
    );
    let teacher = listed("", "enseign").await;
    assert_eq!(teacher.total, 1);
    assert_eq!(teacher.rows[0].held.len(), 2, "two roles, each with its reason");
    assert_eq!(listed("empereur", "").await.total, 0);
    assert_eq!(listed("", "martin").await.total, listed("", "").await.total);
}

#[both_engines]
async fn nothing_is_published_if_the_right_is_lost_before(world: World) {
    let (head, teacher) = (world.actor("direction").await, world.actor("enseignant").await);
    let curie = school(world.curie);
    let id = teacher.sends(&announcement("Trop tard")).await;
    let page = shown(head, &curie).await.expect("a page");
    let grant = page
        .grants
        .iter()
        .find(|row| matches!(&row.grantee, GranteeView::Person(choice) if choice.id == teacher.person));
    saves(head, &curie, vec![], vec![grant.and_then(|row| row.id).expect("a grant")]).await.expect("removed");
    world.publish().await;
    assert_eq!(world.actor("eleve").await.sees().await, Vec::<String>::new());
    let sql =
        format!("SELECT COUNT(*) FROM publication WHERE communication_id = {id} AND failed_at IS NOT NULL");
    let failed = world.number(&sql);
    assert_eq!(failed.await, Some(1), "and the school's page says so");
}
