//! The generated directory is reproducible, importable and complete for the demonstration.

use std::collections::BTreeSet;

use backend::{
    Error,
    directory::{
        demo::{DEMO_PEOPLE, fill},
        generate::{Plan, files, generate},
        import::{FileKind, Files},
    },
};
use sea_orm::DatabaseConnection;
use testing::{
    both_engines,
    directory::{self, NOW, apply, count, memberships, rows},
    on_sqlite,
};

fn text(files: &Files, kind: FileKind) -> String {
    String::from_utf8(files.get(kind).expect("four files").to_vec()).expect("UTF-8")
}

#[tokio::test]
async fn the_same_seed_gives_the_same_bytes() {
    let plan = Plan::default();
    let folder = tempfile::tempdir().expect("a folder");
    generate(folder.path(), &plan).expect("four files");
    let written = Files::from_dir(folder.path()).await.expect("four files");
    // The files of somebody else may have the same names.
    let again = generate(folder.path(), &Plan { seed: 2, ..plan });
    assert_eq!(again.expect_err("a refusal").kind(), std::io::ErrorKind::AlreadyExists);
    let (again, other) = (files(&plan).expect("files"), files(&Plan { seed: 2, ..plan }).expect("files"));
    for kind in FileKind::ALL {
        assert_eq!(written.get(kind), again.get(kind), "{kind}");
    }
    assert_ne!(again.people, other.people);
    // The same bytes on every machine: a change here changes the demonstration.
    let people = text(&again, FileKind::People);
    let last = people.lines().last().expect("people");
    assert_eq!(last, PINNED_LAST_LINE);
}

const PINNED_LAST_LINE: &str = "elv0002482;Joly;Florian;";

#[both_engines]
async fn the_demonstration_has_what_it_promises(db: &DatabaseConnection) {
    fill(db, NOW, &|_| ()).await.expect("the demonstration");
    assert!(matches!(fill(db, NOW, &|_| ()).await, Err(Error::Conflict(_))));

    let schools = rows(
        db,
        "SELECT e.uai, e.name, e.town, e.time_zone, a.name, COALESCE(c.name, '') FROM establishment e \
             JOIN authority a ON a.id = e.authority_id LEFT JOIN campus c ON c.id = e.campus_id ORDER BY uai",
    );
    assert_eq!(
        schools.await,
        [
            "0570051W Lycée Pierre et Marie Curie Metz Europe/Paris Mon bureau numérique Cité scolaire Curie-Pasteur",
            "0570052X Collège Louis Pasteur Metz Europe/Paris Mon bureau numérique Cité scolaire Curie-Pasteur",
            "9740001A Lycée Leconte de Lisle Saint-Denis Indian/Reunion Mon bureau numérique",
        ]
    );
    let people = count(db, "person").await;
    assert!((2_400..=2_600).contains(&people), "{people} people");

    let lines = memberships(db).await;
    let of = |id: &str| -> Vec<&str> {
        let prefix = format!("{id} ");
        lines.iter().filter_map(|line| line.strip_prefix(&prefix)).collect()
    };
    for (_, id) in DEMO_PEOPLE {
        assert!(!of(id).is_empty(), "{id}");
    }
    let head = "National_DIR Chef d'établissement";
    assert_eq!(of("demo-direction"), [format!("0570051W {head}")]);
    assert_eq!(of("demo-proviseure"), [format!("0570051W {head}"), format!("0570052X {head}")]);
    assert_eq!(
        of("demo-parent"),
        ["0570051W National_TUT 1re 1re générale 1re G1 1re Latin", "0570052X National_TUT 5e 5e 2"]
    );
    assert_eq!(of("demo-eleve"), ["0570051W National_ELV 2de 2de générale et technologique 2de 3"]);
    assert_eq!(of("demo-infirmiere"), ["0570051W National_ETA Infirmière"]);
    let families = directory::links(db).await;
    assert!(families.contains(&"demo-mere-eleve demo-eleve".to_owned()));
    assert!(!families.contains(&"demo-parent demo-eleve".to_owned()));
    // Heads: two of the lycée, one of the collège, one of the school far away.
    assert_eq!(lines.iter().filter(|line| line.ends_with(head)).count(), 4);
}

#[tokio::test]
async fn the_demonstration_is_varied() {
    on_sqlite(async |db| {
        fill(db, NOW, &|_| ()).await.expect("the demonstration");
        let levels = async |uai: &str| -> BTreeSet<String> {
            let sql = format!(
                "SELECT DISTINCT level FROM cohort c JOIN establishment e ON e.id = c.establishment_id \
                 WHERE uai = '{uai}' AND level <> ''"
            );
            rows(db, &sql).await.into_iter().collect()
        };
        let expected =
            |levels: &[&str]| levels.iter().map(|level| (*level).to_owned()).collect::<BTreeSet<_>>();
        assert_eq!(levels("0570052X").await, expected(&["6e", "5e", "4e", "3e"]));
        assert_eq!(levels("0570051W").await, expected(&["2de", "1re", "Terminale"]));
        assert_eq!(levels("9740001A").await, expected(&["2de", "1re", "Terminale"]));

        let several = async |sql: &str| rows(db, sql).await.len();
        let in_both = "SELECT p.external_id FROM person p JOIN membership m ON m.person_id = p.id \
             JOIN cohort c ON c.id = m.cohort_id WHERE c.profile = 'PROFILE' \
             GROUP BY p.external_id HAVING COUNT(DISTINCT c.establishment_id) > 1";
        assert!(several(&in_both.replace("PROFILE", "National_ENS")).await > 0, "teachers of two schools");
        assert!(several(&in_both.replace("PROFILE", "National_TUT")).await > 20, "parents in two schools");
        let two_subjects = "SELECT p.external_id FROM person p JOIN membership m ON m.person_id = p.id \
             JOIN cohort c ON c.id = m.cohort_id WHERE c.subject <> '' \
             GROUP BY p.external_id HAVING COUNT(DISTINCT c.subject) > 1";
        assert!(several(two_subjects).await > 3, "teachers of two subjects");
        let functions = rows(db, "SELECT DISTINCT staff_function FROM cohort").await;
        for function in ["CPE", "Infirmière", "Copsy", "Documentaliste", "Chef d'établissement adjoint"] {
            assert!(functions.iter().any(|known| known == function), "{function}");
        }
        let with_pupils = "SELECT c.school_class FROM cohort c WHERE c.school_class <> '' AND c.profile = 'PROFILE' \
             AND EXISTS (SELECT 1 FROM cohort k WHERE k.profile = 'National_ELV' \
             AND k.establishment_id = c.establishment_id AND k.school_class = c.school_class) GROUP BY c.school_class";
        for profile in ["National_ELV", "National_TUT", "National_ENS"] {
            assert!(several(&with_pupils.replace("PROFILE", profile)).await > 20, "classes of {profile}");
        }
        let groups = rows(db, "SELECT DISTINCT school_group FROM cohort WHERE profile = 'National_ELV'").await;
        assert!(groups.iter().any(|group| group == "2de Latin"), "{groups:?}");
        assert!(several("SELECT email FROM person WHERE LENGTH(last_name) > 35").await > 0, "long names");
    })
    .await;
}

#[both_engines]
async fn a_larger_plan_adds_schools_and_is_importable(db: &DatabaseConnection) {
    let plan = Plan { people: 12_500, seed: 7 };
    let report = apply(db, &files(&plan).expect("files")).await;
    assert_eq!(report.establishments.added, 13);
    assert!((12_200..=12_800).contains(&report.people.added), "{report:#?}");
    assert!(count(db, "authority").await > 3);
    assert!(apply(db, &files(&plan).expect("files")).await.is_idle());
}
