//! What an import asks before it takes schools from their people, or from their authority.

use backend::directory::import::{Confirmed, FileKind, Files, Options, Report};
use domain::directory::LossKind;
use sea_orm::{ConnectionTrait as _, DatabaseConnection};
use testing::{
    both_engines,
    directory::{APPLY, ESTABLISHMENTS, apply, run, small},
};
use words::Language;

/// What is asked before anything is written.
fn asked(report: &Report) -> Vec<(LossKind, u64, u64)> {
    assert!(!report.applied, "{report:#?}");
    let losses = report.needs_confirmation.iter().flat_map(|removal| &removal.losses);
    losses.map(|loss| (loss.kind, loss.lost, loss.out_of)).collect()
}

/// Few among all, but everybody of one school.
#[both_engines]
async fn a_small_school_among_many_is_not_emptied_without_a_confirmation(db: &DatabaseConnection) {
    let directory = |school: &str| {
        let pupils = (0..200).map(|n| {
            let school = if n < 5 { school } else { "0570052X" };
            format!("e{n};{school};élève;6e;;;;6e A;\n")
        });
        let people: Vec<String> = (0..200).map(|n| format!("e{n};Élève;Zoé;\n")).collect();
        let people = people.concat();
        let mut files = small();
        let header = "identifiant;uai;profil;niveau;sous_niveau;fonction;discipline;classe;groupe";
        files.set(FileKind::Memberships, format!("{header}\n{}", pupils.collect::<String>()));
        files.set(FileKind::People, format!("identifiant;nom;prenom;courriel\n{people}"));
        files.families = None;
        files
    };
    apply(db, &directory("0570051W")).await;
    let report = run(db, &directory("0570052X"), APPLY).await;
    assert_eq!(asked(&report), [(LossKind::School, 5, 5)]);
}

/// Whoever has a role of the authority would lose the schools.
#[both_engines]
async fn no_school_is_taken_from_its_authority_without_a_confirmation(db: &DatabaseConnection) {
    apply(db, &small()).await;
    let of = |authority: &str| {
        let mut files = small();
        let schools = ESTABLISHMENTS.replace("Mon bureau numérique", authority);
        files.set(FileKind::Establishments, schools);
        files
    };
    let report = run(db, &of("Mon Bureau Numerique"), APPLY).await;
    assert_eq!(asked(&report), [(LossKind::Authorities, 3, 3)]);
    let question = report.needs_confirmation.expect("a question");
    let said = Language::default().words().directory.loss(&question.losses[0]);
    assert!(said.contains("Collège Louis Pasteur"), "{said}");
    assert!(!question.losses.iter().any(|loss| loss.kind.is_missing()), "others stand in their place");
    assert!(!question.mistyped);
    let number = question.number;
    let typed = Options { confirmed: Confirmed::Number(number), ..APPLY };
    let other = run(db, &of("Ville de Metz"), typed).await;
    assert!(!other.applied, "to another one");
    assert!(other.needs_confirmation.is_some_and(|asked| asked.mistyped), "the number is another one");
    assert!(run(db, &of("Mon Bureau Numerique"), typed).await.applied);
    // Known from a delivery, which does not say whose they are.
    let none = Language::default().words().directory.authority_unknown;
    db.execute_unprepared(&format!(
        "UPDATE authority SET name = '{none}' WHERE name = 'Mon Bureau Numerique'"
    ))
    .await
    .expect("SQL");
    apply(db, &of("Ville de Metz")).await;
}

/// 250 pupils, each in a class of their own whose name begins so, and the heads of these schools.
fn many_classes(begins: &str, heads: &[&str]) -> Files {
    let pupils: Vec<String> =
        (1..=250).map(|n| format!("e{n};0570051W;élève;6e;;;;{begins}{n};\n")).collect();
    let heads: Vec<String> =
        heads.iter().map(|uai| format!("d{uai};{uai};direction;;;Chef d'établissement;;;\n")).collect();
    let people: Vec<String> = (1..=250).map(|n| format!("e{n};Élève{n};Zoé;\n")).collect();
    let others = "d0570051W;Roy;Ana;\nd0570052X;Roux;Paul;\nd9740001A;Payet;Lise;\n";
    let header = "identifiant;uai;profil;niveau;sous_niveau;fonction;discipline;classe;groupe";
    let schools = ["Lycée Pierre et Marie Curie", "Collège Louis Pasteur", "Lycée Leconte de Lisle"];
    let schools =
        schools.iter().fold(ESTABLISHMENTS.to_owned(), |text, name| text.replace(name, "Collège Fabert"));
    let mut files = small();
    files.set(FileKind::Establishments, schools);
    files.set(FileKind::People, format!("identifiant;nom;prenom;courriel\n{others}{}", people.concat()));
    files.set(FileKind::Memberships, format!("{header}\n{}{}", heads.concat(), pupils.concat()));
    files.families = None;
    files
}

/// A new school year brings hundreds of classes, and a region has many schools of one name.
#[both_engines]
async fn a_report_counts_what_it_leaves_out_and_tells_schools_apart(db: &DatabaseConnection) {
    apply(db, &many_classes("6e A", &["0570051W", "0570052X", "9740001A"])).await;
    let report = run(db, &many_classes("6e B", &["0570052X"]), APPLY).await;
    assert_eq!(asked(&report), [(LossKind::Heads, 2, 3)]);
    assert_eq!(report.needs_confirmation.as_ref().map(|removal| removal.losses_total), Some(1));
    assert_eq!((report.vanished.len(), report.vanished_total), (200, 250));
    assert_eq!((report.appeared.len(), report.appeared_total), (200, 250));
    assert_eq!(report.without_head, ["Collège Fabert (Metz, 0570051W)", "Collège Fabert (Saint-Denis)"]);
    assert_eq!(report.without_head_total, 2);
    let moved = &report.movements.moved;
    let place = "Collège Fabert (Metz, 0570051W), 6e, 6e A";
    let said = moved.iter().flat_map(|moved| &moved.from).any(|from| from.starts_with(place));
    assert!(said, "{moved:?}");
}
