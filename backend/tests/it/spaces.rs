//! *Espaces*: who reads, writes and moderates.

use backend::spaces::{readable_spaces, readable_spaces_of};
use domain::{
    EstablishmentId, access::Population, directory::Profile, spaces::SpaceKind, targets::TargetInput,
};
use testing::{Actor, World, both_engines, staff};

/// The kinds of the spaces that somebody reads, writes and moderates in a school.
async fn rights(actor: &Actor<'_>, school: EstablishmentId) -> [Vec<SpaceKind>; 3] {
    let caller = actor.caller().await;
    let spaces = readable_spaces_of(&actor.world.backend.db, &caller, school).await.expect("spaces");
    let which = |allowed: &dyn Fn(&backend::spaces::Space) -> bool| {
        spaces.iter().filter(|space| allowed(space)).map(|space| space.kind).collect()
    };
    [
        which(&|space| space.may_read(&caller)),
        which(&|space| space.may_write(&caller)),
        which(&|space| space.may_moderate(&caller)),
    ]
}

#[both_engines]
async fn each_role_reads_writes_and_moderates_as_agreed(world: World) {
    use SpaceKind::{Parents, Pupils, Staff};
    let all = || vec![Staff, Parents, Pupils];
    let expected: [(&str, [Vec<SpaceKind>; 3]); 13] = [
        ("eleve", [vec![Pupils], vec![], vec![]]),
        ("parent", [vec![Parents], vec![], vec![]]),
        ("professeur", [vec![Staff], vec![], vec![]]),
        ("enseignant", [vec![Staff], vec![], vec![]]),
        ("cpe", [vec![Staff], vec![], vec![]]),
        ("observateur", [vec![Staff], vec![], vec![]]),
        ("gestionnaire", [vec![Staff], vec![], vec![]]),
        ("secretariat", [vec![Staff], vec![], vec![]]),
        ("referent", [vec![Staff], vec![], vec![]]),
        ("redacteur", [all(), all(), vec![]]),
        ("direction", [all(), all(), all()]),
        ("collectivite", [all(), all(), all()]),
        ("etrangere", [vec![], vec![], vec![]]),
    ];
    for (name, expected) in expected {
        let actor = world.actor(name).await;
        assert_eq!(rights(&actor, world.curie).await, expected, "{name}");
    }
    // A parent with children in two schools has both spaces of parents.
    let caller = world.actor("parent").await.caller().await;
    let own = readable_spaces(&world.backend.db, &caller).await.expect("spaces");
    let own: Vec<_> = own.into_iter().map(|space| (space.school, space.kind)).collect();
    assert_eq!(own, [(world.curie, Parents), (world.pasteur, Parents)]);
}

#[both_engines]
async fn who_leaves_the_population_stops_reading_at_once(world: World) {
    let parent = world.actor("parent").await;
    assert_eq!(rights(&parent, world.curie).await[0], [SpaceKind::Parents]);
    world.leaves(parent.person).await;
    assert_eq!(rights(&parent, world.curie).await[0], []);
}

#[both_engines]
async fn named_people_write_as_long_as_they_belong_to_the_school(world: World) {
    let teacher = world.actor("professeur").await;
    let input = TargetInput { functions: vec!["Secrétaire".into()], ..TargetInput::default() };
    let population = Population::parse(&input, &mut domain::fields::FieldErrors::default());
    let population = serde_json::to_string(&population.expect("a population")).expect("JSON");
    world
        .sql(&format!(
            "INSERT INTO space_right (space_id, what, person_id, population) \
             SELECT id, 'write', {person}, NULL FROM space WHERE establishment_id = {school} AND kind = 'parents' \
             UNION ALL SELECT id, 'moderate', NULL, '{population}' FROM space \
             WHERE establishment_id = {school} AND kind = 'pupils'",
            person = teacher.person,
            school = world.curie,
            population = population.replace('\'', "''"),
        ))
        .await;
    let [reads, writes, moderates] = rights(&teacher, world.curie).await;
    assert_eq!(
        (reads, writes, moderates),
        (vec![SpaceKind::Staff, SpaceKind::Parents], vec![SpaceKind::Parents], vec![])
    );
    let office = world.actor("secretariat").await;
    assert_eq!(rights(&office, world.curie).await[2], [SpaceKind::Pupils]);
    world.leaves(teacher.person).await;
    world.joins(teacher.person, &staff(world.pasteur, Profile::SchoolLife, "CPE")).await;
    assert_eq!(rights(&teacher, world.curie).await, [vec![], vec![], vec![]]);
    assert_eq!(rights(&teacher, world.pasteur).await[0], [SpaceKind::Staff]);
}

#[both_engines]
async fn an_imported_school_has_its_standard_spaces(world: World) {
    world
        .imports(|texts| {
            let first = texts[0].lines().find(|line| line.contains("0570051W")).expect("a school").to_owned();
            texts[0] +=
                &format!("{}\n", first.replace("0570051W", "0570099X").replace("Lycée Curie", "Lycée Neuf"));
        })
        .await;
    let spaces = "SELECT COUNT(*) FROM space s JOIN establishment e ON e.id = s.establishment_id WHERE e.uai = '0570099X'";
    assert_eq!(world.number(spaces).await, Some(3));
    assert_eq!(world.number("SELECT COUNT(*) FROM space").await, Some(15), "one of each for each school");
}
