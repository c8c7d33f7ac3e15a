//! Joins that end because their main record leaves in an import.

use backend::{
    audit::Entry,
    directory::{
        import::{Confirmed, Options, Report},
        joins,
        runs::{self, RunState},
    },
};
use domain::{audit::Action, directory::ImportOrigin};
use testing::{
    World, both_engines,
    directory::{rows, texts},
};

use super::{administrator, files_of, import, without};

/// What the journal says of records that were separated.
async fn separations(world: &World) -> Vec<String> {
    let of_each = "SELECT actor || ' | ' || subject || ' | ' || detail FROM audit_entry \
                   WHERE action = 'records_separated' ORDER BY number";
    rows(&world.backend.db, of_each).await
}

#[both_engines]
async fn a_join_that_an_import_ends_is_in_its_report_and_in_the_journal(world: World) {
    let admin = administrator(&world).await;
    let files = texts(&world.backend.db).await;
    let (teacher, mother) = (world.account("enseignant").await, world.person("parent").await);
    joins::join(&world.backend, &admin, [teacher, mother]).await.expect("joined");
    let ends = |report: &Report| -> Vec<[String; 2]> {
        let separated = report.movements.separated.iter();
        separated.map(|one| [one.record.clone(), one.main.clone()]).collect()
    };
    let expected = [["parent Martin (parent)", "enseignant Martin (enseignant)"].map(str::to_owned)];

    let other = import(&world, &without(&files, "parent"), false).await;
    assert!(ends(&other).is_empty(), "the person is still there: {other:#?}");
    assert!(ends(&import(&world, &files, false).await).is_empty());

    let next = without(&files, "enseignant");
    let tried = import(&world, &next, true).await;
    assert_eq!(ends(&tried), expected, "a trial says it beforehand");
    assert!(separations(&world).await.is_empty(), "nothing has ended yet");
    let by = Entry::by(&admin, Action::Imported, "annuaire");
    let options = Options { dry_run: false, confirmed: Confirmed::Anything };
    let (origin, files) = (ImportOrigin::Page, files_of(&next));
    let ended = runs::run_to_end(&world.backend, origin, by, &files, options, &|_| ()).await;
    let (run, _) = ended.expect("an import");
    let state = runs::state(&world.backend, &admin, run).await.expect("a run");
    let RunState::Done(report) = state else { panic!("{state:?}") };
    assert_eq!(ends(&report), expected, "it is kept with the result");
    assert_eq!(report.movements.separated_total, 1);
    assert_eq!(
        separations(&world).await,
        [format!(
            "collectivite Martin | enseignant Martin | record=enseignant Martin enseignant; \
             record=parent Martin parent; import={run}"
        )]
    );
}
