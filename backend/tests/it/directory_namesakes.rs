//! People of one name in the report of an import.

use backend::directory::import::{Confirmed, FileKind, Options};
use sea_orm::DatabaseConnection;
use testing::{
    both_engines,
    directory::{MEMBERSHIPS, PEOPLE, apply, run, small},
};

#[both_engines]
async fn a_report_tells_namesakes_apart(db: &DatabaseConnection) {
    let mut before = small();
    before.set(FileKind::People, format!("{PEOPLE}e3;MORIN;Elise;\n"));
    before.set(FileKind::Memberships, format!("{MEMBERSHIPS}e3;0570052X;élève;5e;;;\n"));
    apply(db, &before).await;

    let people = PEOPLE.replace("e1;Morin;Élise;\n", "e3;MORIN;Elise;\nn1;Benali;Karim;\nn2;Neuf;Noé;\n");
    let memberships = MEMBERSHIPS.replace(
        "e1;0570051W;National_ELV;1re;1re générale;;\n",
        "e3;0570051W;élève;2de;;;\nn1;0570051W;enseignant;2de;;;Lettres\nn2;0570051W;élève;2de;;;\n",
    );
    let mut after = before;
    after.set(FileKind::People, people);
    after.set(FileKind::Memberships, memberships);
    after.set(FileKind::Families, "parent;enfant\np1;e2\n");
    let trial = Options { dry_run: true, confirmed: Confirmed::No };
    let found = run(db, &after, trial).await.movements;
    assert_eq!(found.go, ["Élise Morin (e1)"]);
    assert_eq!(found.come, ["Karim Benali (n1)", "Noé Neuf"]);
    let moved: Vec<&str> = found.moved.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(moved, ["Elise MORIN (e3)"]);
}
