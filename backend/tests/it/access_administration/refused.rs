//! Roles that cannot be given, and the messages for them.

use backend::{
    Error,
    access::{find_people, holders, survey_population},
};
use domain::{
    EstablishmentId, PersonId,
    access::{Extent, GrantInput, Role, Scope, view::HoldersFilter},
    fields::{FieldErrors, FieldProblem},
    targets::TargetInput,
};

use super::{assert_field, grant_of, save_at, saves, school, shown, to_person, to_teachers};
use testing::{World, both_engines};

#[both_engines]
async fn no_role_is_given_outside_the_own_perimeter(world: World) {
    let head = world.actor("direction").await;
    let before = world.counts().await;
    let professor = world.person("professeur").await;
    let grant = || vec![to_person(Role::SenderAdministrator, professor)];
    for scope in [
        school(world.foreign),
        school(world.pasteur),
        school(EstablishmentId(i64::MAX)),
        "collectivite-999".to_owned(),
        "etablissement-".to_owned(),
        "cite-1".to_owned(),
    ] {
        let outcome = save_at(head, &scope, 0, grant(), vec![]).await;
        assert!(matches!(outcome, Err(Error::NotFound)), "{scope}: {outcome:?}");
        assert!(matches!(shown(head, &scope).await, Err(Error::NotFound)), "{scope}");
    }
    // The authority above the school is related, but not in their perimeter.
    let above = Scope::Authority(world.authority).to_string();
    assert!(matches!(save_at(head, &above, 0, grant(), vec![]).await, Err(Error::RightsAdministratorOnly)));
    // People of other schools cannot be given anything.
    for stranger in ["etrangere", "collegien"] {
        let given = vec![to_person(Role::SenderNews, world.person(stranger).await)];
        let outcome = saves(head, &school(world.curie), given, vec![]).await;
        assert_field(outcome, "ajout-1-cible", &FieldProblem::UnknownChoice);
    }
    let nobody = vec![to_person(Role::SenderNews, PersonId(i64::MAX))];
    assert!(saves(head, &school(world.curie), nobody, vec![]).await.is_err());
    assert_eq!(world.counts().await, before);
}

#[both_engines]
async fn refused_lines_are_named_one_by_one_and_nothing_is_saved(world: World) {
    let head = world.actor("direction").await;
    let before = world.counts().await;
    let lines = vec![
        GrantInput::default(),
        to_person(Role::SenderNews, world.person("professeur").await),
        GrantInput { role: "empereur".to_owned(), ..to_teachers(Role::SenderNews, None) },
        to_teachers(Role::SenderNews, Some(Extent::OwnSchools)),
        GrantInput {
            population: TargetInput { profiles: vec!["National_XXX".to_owned()], ..TargetInput::default() },
            ..to_teachers(Role::SenderNews, None)
        },
    ];
    let outcome = saves(head, &school(world.curie), lines, vec![]).await;
    let Err(Error::Fields(FieldErrors(errors))) = outcome else { panic!("{outcome:?}") };
    let told: Vec<_> = errors.iter().map(|(field, problem)| (field.as_str(), problem.clone())).collect();
    assert_eq!(
        told,
        [
            ("ajout-1-cible", FieldProblem::NoCriterion),
            ("ajout-1-role", FieldProblem::Required),
            ("ajout-3-role", FieldProblem::UnknownChoice),
            ("ajout-4-etendue", FieldProblem::UnknownChoice),
            ("ajout-5-cible-1-profils", FieldProblem::UnknownChoice),
        ]
    );
    let unknown = saves(head, &school(world.curie), vec![], vec![i64::MAX]).await;
    assert!(matches!(unknown, Err(Error::NotFound)));
    let foreign = shown(world.actor("etrangere").await, &school(world.foreign)).await.expect("a page");
    let theirs = grant_of(&foreign, Role::SenderAdministrator);
    assert!(matches!(saves(head, &school(world.curie), vec![], vec![theirs]).await, Err(Error::NotFound)));
    assert_eq!(world.counts().await, before);
}

#[both_engines]
async fn only_administrators_see_and_change_rights(world: World) {
    let curie = school(world.curie);
    let before = world.counts().await;
    for name in [
        "enseignant",
        "cpe",
        "infirmiere",
        "redacteur",
        "observateur",
        "gestionnaire",
        "secretariat",
        "referent",
        "professeur",
        "eleve",
        "parent",
    ] {
        let actor = world.actor(name).await;
        let grant = vec![to_person(Role::SenderAdministrator, actor.person)];
        assert!(
            matches!(save_at(actor, &curie, 0, grant, vec![]).await, Err(Error::RightsAdministratorOnly)),
            "{name}"
        );
        assert!(matches!(shown(actor, &curie).await, Err(Error::RightsAdministratorOnly)), "{name}");
        assert!(matches!(shown(actor, "").await, Err(Error::RightsAdministratorOnly)), "{name}");
        let (backend, caller) = (&world.backend, actor.caller().await);
        assert!(find_people(backend, &caller, &curie, "martin").await.is_err(), "{name}");
        assert!(survey_population(backend, &caller, &curie, &TargetInput::default()).await.is_err());
        let filter = HoldersFilter { scope: curie.clone(), ..HoldersFilter::default() };
        assert!(holders(backend, &caller, &filter).await.is_err(), "{name}");
    }
    assert_eq!(world.counts().await, before);
    for name in ["direction", "proviseure", "collectivite"] {
        assert_eq!(shown(world.actor(name).await, &curie).await.expect(name).scope.name, "Lycée Curie");
    }
    world.administrator("eleve").await;
    let all = shown(world.actor("eleve").await, "").await.expect("the portal's administrator");
    assert_eq!(all.scopes.len(), 6, "two authorities and four schools");
}
