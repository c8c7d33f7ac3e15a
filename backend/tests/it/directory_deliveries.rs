//! Files of other programs through the real import.

mod beside;
mod doubts;
mod elsewhere;
mod workbook;

use std::{fmt::Write as _, sync::Arc};

use backend::{
    audit::Entry,
    directory::{
        import::{Confirmed, Delivery, FileKind, Files, Options, Origin, Report, RowRefusal},
        joins, past, runs, undo,
    },
};
use bytes::Bytes;
use chrono::NaiveDate;
use domain::{
    PersonId,
    audit::Action,
    directory::{Format, ImportOrigin, LossKind, Reason},
};
use formats::generate::{self, World as Invented};
use sea_orm::{ConnectionTrait as _, DatabaseConnection};
use testing::{
    World, both_engines,
    directory::{APPLY, apply, count, links, memberships, rows, run, small},
    on_sqlite,
};
use words::Language;

type Parts = Vec<(String, Bytes)>;

const ANYTHING: Options = Options { dry_run: false, confirmed: Confirmed::Anything };

fn delivery(parts: Parts) -> Files {
    let from = Origin::Uploaded(parts);
    Files { delivery: Some(Delivery { from, school: None, in_charge: false }), ..Files::default() }
}

fn bytes(files: Vec<(String, Vec<u8>)>) -> Parts {
    files.into_iter().map(|(name, bytes)| (name, bytes.into())).collect()
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 9, day).expect("a day")
}

fn complete(world: &Invented, date: NaiveDate) -> Parts {
    let mut parts = Parts::new();
    generate::complete(world, date, &mut |name, bytes| {
        parts.push((name.to_owned(), Bytes::copy_from_slice(bytes)));
        Ok(())
    })
    .expect("a delivery");
    parts
}

fn delta(old: &Invented, new: &Invented, date: NaiveDate) -> Parts {
    let mut parts = Parts::new();
    generate::delta(old, new, date, &mut |name, bytes| {
        parts.push((name.to_owned(), Bytes::copy_from_slice(bytes)));
        Ok(())
    })
    .expect("a delta");
    parts
}

/// One part of AAF from records `category id attribute=value|value …`.
fn part(category: &str, id: &str, attributes: &[(&str, &str)]) -> String {
    let operational = if category == "EtabEducNat" { "categorieStructure" } else { "categoriePersonne" };
    let mut text = format!(
        "<addRequest><operationalAttributes><attr name=\"{operational}\"><value>{category}</value></attr>\
         </operationalAttributes><identifier><id>{id}</id></identifier><attributes>"
    );
    for (name, values) in attributes {
        let values: String =
            values.split('|').fold(String::new(), |text, value| text + "<value>" + value + "</value>");
        write!(text, "<attr name=\"{name}\">{values}</attr>").expect("text");
    }
    text + "</attributes></addRequest>"
}

/// A pupil with these values of `attribute`, and the adults 9101 to 9106.
fn family(attribute: &str, values: &str) -> Parts {
    let school = part(
        "EtabEducNat",
        "77",
        &[
            ("ENTStructureJointure", "77"),
            ("ENTStructureUAI", "0570099A"),
            ("ENTStructureNomCourant", "CLG$COLLEGE CURIE$METZ"),
            ("ENTStructureTypeStruct", "COLLEGE"),
            ("ENTServAcCodeAcademie", "012"),
        ],
    );
    let pupil = part(
        "Eleve",
        "9001",
        &[
            ("ENTPersonJointure", "9001"),
            ("sn", "MORIN"),
            ("givenName", "&#201;lise"),
            ("ENTEleveNivFormation", "3EME"),
            ("ENTPersonStructRattach", "77"),
            ("ENTEleveClasses", "77$3B"),
            (attribute, values),
        ],
    );
    let adults = (9101..=9106).map(|id| {
        let id = id.to_string();
        part("PersRelEleve", &id, &[("ENTPersonJointure", &id), ("sn", "MORIN"), ("givenName", "Lou")])
    });
    let head = part(
        "PersEducNat",
        "9201",
        &[
            ("ENTPersonJointure", "9201"),
            ("sn", "BENALI"),
            ("givenName", "Nora"),
            ("ENTPersonFonctions", "77$DIR$DIRECTION$D0010$DIRECTION CHEF D&apos;ETABLISSEMENT"),
        ],
    );
    [("EtabEducNat", school), ("Eleve", pupil), ("PersRelEleve", adults.collect()), ("PersEducNat", head)]
        .into_iter()
        .map(|(category, records)| {
            let text = format!("<ficAlimMENESR>{records}</ficAlimMENESR>");
            (format!("ENT_Complet_20260916_{category}_0000.xml"), text.into())
        })
        .collect()
}

/// The reasons of a refused import, which wrote nothing.
fn reasons(report: &Report) -> Vec<&Reason> {
    assert!(!report.applied, "{report:#?}");
    let reasons = report.refusals.iter().filter_map(|refused| match &refused.refusal {
        RowRefusal::Delivery(reason) => Some(reason),
        _ => None,
    });
    reasons.collect()
}

#[both_engines]
async fn a_delivery_of_aaf_and_its_delta_become_the_directory(db: &DatabaseConnection) {
    let first = Invented::new(3, 120);
    let night = first.after(3);
    let report = apply(db, &delivery(complete(&first, day(14)))).await;
    assert!(report.people.added > 120, "{report:#?}");
    let everybody = memberships(db).await;
    assert!(everybody.iter().any(|row| row.ends_with("National_DIR Chef d'établissement")), "{everybody:?}");
    assert!(everybody.iter().any(|row| row.contains(" National_TUT 6e")), "parents follow their children");
    assert!(!links(db).await.is_empty());
    let people = rows(db, "SELECT external_id FROM person").await;
    assert!(people.iter().all(|id| id.starts_with("12-")), "the academy comes first");
    assert!(apply(db, &delivery(complete(&first, day(14)))).await.is_idle(), "the same again");

    let mut parts = complete(&first, day(14));
    for (before, date) in (0..3).zip(15..) {
        parts.extend(delta(&first.after(before), &first.after(before + 1), day(date)));
    }
    let report = run(db, &delivery(parts), ANYTHING).await;
    assert!(report.applied && !report.is_idle(), "{report:#?}");
    let report = run(db, &delivery(complete(&night, day(17))), ANYTHING).await;
    assert!(report.applied && report.is_idle(), "deltas after a complete are the next complete: {report:#?}");

    let alone = run(db, &delivery(delta(&first, &night, day(18))), ANYTHING).await;
    assert_eq!(reasons(&alone), [&Reason::DeltaWithoutBase]);
    let sentence = alone.refusals[0].sentence(Language::default().words());
    assert!(sentence.contains("livraison complète"), "{sentence}");
}

#[tokio::test]
async fn who_is_a_parent_follows_the_rules_of_the_feed() {
    on_sqlite(async |db| {
        // New codes, old codes, a mere contact, somebody in charge.
        let values = "9101$10$1$1$1$1|9102$20$0$1$1$0|9103$90$0$0$1$0|9104$1$0$2$0$0|9105$42$0$2$1$0";
        let parts = family("ENTElevePersRelEleve", values);
        apply(db, &delivery(parts.clone())).await;
        let three = ["12-9101 12-9001", "12-9102 12-9001", "12-9104 12-9001"];
        assert_eq!(links(db).await, three);
        assert_eq!(
            memberships(db).await,
            [
                "12-9001 0570099A National_ELV 3e 3B",
                "12-9101 0570099A National_TUT 3e 3B",
                "12-9102 0570099A National_TUT 3e 3B",
                "12-9104 0570099A National_TUT 3e 3B",
                "12-9201 0570099A National_DIR Chef d'établissement",
            ]
        );
        assert_eq!(count(db, "person WHERE external_id IN ('12-9103', '12-9105')").await, 0);

        let from = Origin::Uploaded(parts);
        let delivered = Delivery { from, school: None, in_charge: true };
        let in_charge = Files { delivery: Some(delivered), ..Files::default() };
        run(db, &in_charge, ANYTHING).await;
        assert_eq!(links(db).await.len(), 4);
        assert!(links(db).await.contains(&"12-9105 12-9001".to_owned()), "by the setting only");

        // A parent who becomes a contact loses the child, the school and the portal.
        let contact = family("ENTElevePersRelEleve", "9101$10$1$1$1$1|9102$20$0$0$1$0");
        run(db, &delivery(contact), ANYTHING).await;
        assert_eq!(links(db).await, ["12-9101 12-9001"]);
        assert!(!memberships(db).await.iter().any(|row| row.starts_with("12-9102")));

        // First degree: all are legal representatives.
        let first_degree = family("ENTEleveAutoriteParentale", "9101$1|9106$2");
        run(db, &delivery(first_degree), ANYTHING).await;
        assert_eq!(links(db).await, ["12-9101 12-9001", "12-9106 12-9001"]);
    })
    .await;
}

#[both_engines]
async fn a_delivery_is_about_its_own_people(db: &DatabaseConnection) {
    apply(db, &small()).await;
    let before = memberships(db).await;
    let world = Invented { pupils_of_school: 60, ..Invented::new(7, 60) };
    let onde = |school: Option<&str>| {
        let from = Origin::Uploaded(bytes(generate::onde(&world, 0)));
        let delivered = Delivery { from, school: school.map(str::to_owned), in_charge: false };
        Files { delivery: Some(delivered), ..Files::default() }
    };
    assert_eq!(reasons(&run(db, &onde(None), APPLY).await), [&Reason::NoSchoolChosen]);
    let unknown = run(db, &onde(Some("0570000Z")), APPLY).await;
    assert_eq!(reasons(&unknown), [&Reason::UnknownSchool("0570000Z".to_owned())]);
    for files in [
        delivery(bytes(generate::siecle(&world, 0))),
        onde(Some("0570052x")),
        delivery(bytes(generate::oneroster(&world, 0))),
    ] {
        let report = apply(db, &files).await;
        assert!(report.people.added > 30 && report.families.added > 10, "{report:#?}");
        assert_eq!((report.people.removed, report.memberships.removed), (0, 0));
        assert!(apply(db, &files).await.is_idle(), "the same again");
    }
    let now = memberships(db).await;
    assert!(before.iter().all(|row| now.contains(row)), "those of other files stay");
    assert!(links(db).await.contains(&"p1 e1".to_owned()));

    // Half of a school's pupils are missing: it asks.
    let half = Invented { pupils: 30, ..world };
    let report = run(db, &delivery(bytes(generate::siecle(&half, 0))), APPLY).await;
    assert!(!report.applied && report.needs_confirmation.is_some(), "{report:#?}");
}

/// Files of one school come from several programs, each with a spelling of its own.
#[both_engines]
async fn a_class_keeps_the_spelling_that_the_directory_has(db: &DatabaseConnection) {
    let parts = family("ENTElevePersRelEleve", "9101$10$1$1$1$1");
    apply(db, &delivery(parts.clone())).await;
    let otherwise = parts.into_iter().map(|(name, text)| {
        let text = String::from_utf8_lossy(&text).replace("77$3B", "77$3b");
        (name, Bytes::from(text))
    });
    let report = apply(db, &delivery(otherwise.collect())).await;
    assert!(report.is_idle(), "{report:#?}");
}

/// Packages of OneRoster all number their people from one.
#[both_engines]
async fn packages_of_two_schools_stay_apart(db: &DatabaseConnection) {
    let world = Invented { pupils_of_school: 60, ..Invented::new(7, 120) };
    let package = |school| delivery(bytes(generate::oneroster(&world, school)));
    apply(db, &package(0)).await;
    // So they were called by an earlier version of the program.
    let older = "UPDATE person SET external_id = 'or-' || substr(external_id, 13)";
    db.execute_unprepared(older).await.expect("rows");
    let report = apply(db, &package(1)).await;
    assert_eq!((report.people.removed, report.memberships.removed), (0, 0), "the other school stays");
    assert!(apply(db, &package(0)).await.is_idle(), "a package goes on as it began");
    let begins = "SELECT DISTINCT substr(external_id, 1, 12) FROM person WHERE external_id NOT LIKE 'or-%'";
    assert_eq!(rows(db, begins).await, ["0570001A-or-"]);
}

/// Somebody with a record in each of two packages has places in both schools.
#[both_engines]
async fn a_package_is_known_by_what_its_own_records_say(world: World) {
    let db = &world.backend.db;
    world.administrator("direction").await;
    let admin = world.actor("direction").await.caller().await;
    let invented = Invented { pupils_of_school: 60, ..Invented::new(7, 120) };
    let package = |school| delivery(bytes(generate::oneroster(&invented, school)));
    apply(db, &package(0)).await;
    apply(db, &package(1)).await;
    let parents = "SELECT CAST(MIN(f.parent_id) AS text) FROM family_link f JOIN person p ON p.id = f.parent_id \
                   WHERE substr(p.external_id, 9, 4) = '-or-' GROUP BY substr(p.external_id, 1, 8)";
    let parents = rows(db, parents).await;
    let [one, other] = [0, 1].map(|place: usize| PersonId(parents[place].parse().expect("a number")));
    joins::join(&world.backend, &admin, [one, other]).await.expect("joined");
    for school in 0..2 {
        let report = apply(db, &package(school)).await;
        assert!(report.is_idle(), "{report:#?}");
    }
}

/// Everybody of an academy has identifiers that begin alike, whatever delivery brings them.
#[tokio::test]
async fn a_delivery_about_other_schools_is_asked_about_and_second_identities_are_named() {
    on_sqlite(async |db| {
        let values = "9101$10$1$1$1$1";
        apply(db, &delivery(family("ENTElevePersRelEleve", values))).await;
        let elsewhere = family("ENTElevePersRelEleve", values).into_iter().map(|(name, text)| {
            let text = String::from_utf8_lossy(&text).replace("0570099A", "0570098B").replace(">9", ">8");
            (name, Bytes::from(text))
        });
        let elsewhere = delivery(elsewhere.collect());
        let before = memberships(db).await;
        let report = run(db, &elsewhere, APPLY).await;
        assert_eq!((report.applied, asked(&report).0), (false, vec![LossKind::OtherSchools]), "{report:#?}");
        assert_eq!(memberships(db).await, before);
        let confirmed = Options { confirmed: Confirmed::Number(asked(&report).1), ..APPLY };
        let report = run(db, &elsewhere, confirmed).await;
        assert!(report.applied && report.people.removed == 0, "{report:#?}");
        let now = memberships(db).await;
        assert!(before.iter().all(|row| now.contains(row)) && now.len() == 2 * before.len(), "{now:?}");
        assert!(apply(db, &elsewhere).await.is_idle(), "it is known now");

        let world = Invented { pupils_of_school: 30, ..Invented::new(7, 30) };
        let siecle = apply(db, &delivery(bytes(generate::siecle(&world, 0)))).await;
        assert!(!siecle.remarks.listed.iter().any(|one| is_about_others(&one.refusal)), "{siecle:#?}");
        let again = apply(db, &delivery(bytes(generate::oneroster(&world, 0)))).await;
        let said = again.remarks.listed.iter().find(|one| is_about_others(&one.refusal));
        let said = said.expect("a remark").sentence(Language::default().words());
        assert!(said.contains("sous d’autres identifiants"), "{said}");
    })
    .await;
}

fn is_about_others(refusal: &RowRefusal) -> bool {
    matches!(refusal, RowRefusal::Delivery(Reason::OtherIdentifiers { .. }))
}

/// What a report asks about, and the number that confirms it.
fn asked(report: &Report) -> (Vec<LossKind>, u64) {
    let removal = report.needs_confirmation.clone().unwrap_or_default();
    (removal.losses.iter().map(|loss| loss.kind).collect(), removal.number)
}

#[tokio::test]
async fn what_cannot_be_told_is_refused_with_its_name() {
    on_sqlite(async |db| {
        let world = Invented { pupils_of_school: 60, ..Invented::new(7, 60) };
        let mut both = bytes(generate::siecle(&world, 0));
        both.extend(complete(&world, day(14)));
        let report = run(db, &delivery(both), APPLY).await;
        assert!(matches!(reasons(&report)[..], [Reason::SeveralFormats { .. }]), "{report:#?}");

        let mut cut = bytes(generate::siecle(&world, 0));
        cut.retain(|(name, _)| !name.starts_with("Responsables"));
        let report = run(db, &delivery(cut), APPLY).await;
        assert!(matches!(reasons(&report)[..], [Reason::MissingFile { .. }]), "{report:#?}");

        let nothing = vec![("lisez-moi.txt".to_owned(), Bytes::from_static(b"Bonjour"))];
        let report = run(db, &delivery(nothing), APPLY).await;
        assert!(reasons(&report).contains(&&Reason::NothingKnown), "{report:#?}");

        let mut files = small();
        files.set(FileKind::People, files.families.clone().expect("families"));
        let report = run(db, &files, APPLY).await;
        let wrong = Reason::WrongFile { expected: Format::People, found: Format::Families };
        assert!(reasons(&report).contains(&&wrong), "{report:#?}");
        assert_eq!(count(db, "person").await, 0);

        // Our own tables under other names.
        let own = small();
        let tables = FileKind::ALL.into_iter().zip(["a.csv", "b.csv", "c.csv", "d.csv"]);
        let tables = tables.map(|(kind, name)| (name.to_owned(), own.get(kind).expect("a table").clone()));
        apply(db, &delivery(tables.collect())).await;
        assert_eq!(links(db).await, ["p1 e1", "p1 e2"]);
    })
    .await;
}

#[both_engines]
async fn an_older_delivery_is_refused(world: World) {
    let invented = Invented::new(3, 20);
    let by = || Entry::by_the_system(Action::Imported, "annuaire");
    let import = async |date: NaiveDate| {
        let files = delivery(complete(&invented, date));
        let origin = ImportOrigin::Command;
        runs::run_to_end(&world.backend, origin, by(), &files, APPLY, &|_| ()).await.expect("a report").1
    };
    assert!(import(day(16)).await.applied);
    let older = import(day(1)).await;
    assert_eq!(reasons(&older), [&Reason::Older { date: day(1), last: day(16) }]);
    assert!(import(day(16)).await.applied, "the same date changes nothing");

    // Once it is undone, the directory no longer has that delivery.
    world.administrator("collectivite").await;
    let admin = world.actor("collectivite").await.caller().await;
    let listed = past::recent(&world.backend, &admin).await.expect("a list");
    let last = listed.iter().find(|run| run.undoable.is_some()).expect("an import to undo");
    undo::undo(Arc::clone(&world.backend), &admin, last.id).await.expect("undone");
    assert!(import(day(1)).await.applied);
}
