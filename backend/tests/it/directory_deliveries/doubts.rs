//! What files do not say for certain.

use backend::{
    Error,
    directory::{
        import::{Delivery, Files, Origin},
        matches,
    },
};
use bytes::Bytes;
use testing::{
    World, both_engines,
    directory::{links, run},
};

use super::ANYTHING;

const TWINS: &str = "Nom;Prénom;Né(e) le;Cycle;Niveau;Classe\n\
    ROY;Léo;01/04/2016;CYCLE II;CE1;CE1 A\nROY;Léo;01/05/2016;CYCLE II;CE1;CE1 A\n";
const THEIR_FATHER: &str = "Nom responsable;Prénom responsable;Courriel;Nom de famille enfant;Prénom enfant;Classes enfants\n\
    ROY;Luc;luc@courriel.example;ROY;Léo;CE1 A\n";

/// A child who may be one of two pupils waits for a person, whose answer the next import follows.
#[both_engines]
async fn a_doubtful_child_is_decided_by_an_administrator(world: World) {
    world.administrator("direction").await;
    let admin = world.actor("direction").await.caller().await;
    let (backend, school) = (&world.backend, "0570052X");
    let parts =
        [("e.csv", TWINS), ("r.csv", THEIR_FATHER)].map(|(name, text)| (name.to_owned(), Bytes::from(text)));
    let from = Origin::Uploaded(parts.to_vec());
    let delivered = Delivery { from, school: Some(school.to_owned()), in_charge: false };
    let files = Files { delivery: Some(delivered), ..Files::default() };
    let of_feed = async || {
        let all = links(&backend.db).await;
        all.into_iter().filter(|link| link.starts_with("0570052X-resp-")).collect::<Vec<_>>()
    };
    let report = run(&backend.db, &files, ANYTHING).await;
    assert!(report.applied && of_feed().await.is_empty(), "nothing is guessed: {report:#?}");
    let asked = matches::matches(backend, &admin).await.expect("questions").remove(0).matches.asked;
    assert_eq!((asked.len(), asked[0].candidates.len()), (1, 2));
    let answer = |answer: &str| [(asked[0].id.clone(), answer.to_owned())];
    let stranger = world.actor("enseignant").await.caller().await;
    let second = asked[0].candidates[1].key.as_str();
    let refused = matches::decide(backend, &stranger, (school, None), &answer(second)).await;
    assert!(matches!(refused, Err(Error::AdministratorOnly)), "{refused:?}");
    let refused = matches::decide(backend, &admin, (school, None), &answer("1")).await;
    assert!(matches!(refused, Err(Error::NotFound)), "nobody who is offered: {refused:?}");
    assert_eq!(matches::open_matches(backend, &admin).await.expect("a count"), 1);
    matches::decide(backend, &admin, (school, None), &answer(second)).await.expect("decided");
    assert_eq!(matches::open_matches(backend, &admin).await.expect("a count"), 0);
    run(&backend.db, &files, ANYTHING).await;
    let [link]: [String; 1] = of_feed().await.try_into().expect("one link");
    assert!(link.ends_with(second), "{link}");
    matches::decide(backend, &admin, (school, None), &answer("aucun")).await.expect("decided otherwise");
    run(&backend.db, &files, ANYTHING).await;
    assert!(of_feed().await.is_empty(), "none of them");

    // The files do not come any more.
    world.wait(91 * 24 * 60 * 60 * 1_000);
    matches::prune(backend).await.expect("pruned");
    assert!(matches::matches(backend, &admin).await.expect("questions").is_empty(), "they name children");
}

/// The accounts of parents and of heads of schools outlive their addresses.
#[both_engines]
async fn people_of_a_school_stay_the_same_when_their_addresses_change(world: World) {
    let db = &world.backend.db;
    let files = |address: &str| {
        let pupils = TWINS.replacen("ROY;Léo;01/05", "ROY;Zoé;01/05", 1);
        let father = THEIR_FATHER.replace("luc@courriel.example", address);
        let head = format!("Nom;Prénom;Courriel;Directeur;Classe\nPETIT;Marie;{address};oui;\n");
        let parts = [("e.csv", pupils), ("r.csv", father), ("t.csv", head)];
        let parts = parts.map(|(name, text)| (name.to_owned(), Bytes::from(text)));
        let from = Origin::Uploaded(parts.to_vec());
        let delivered = Delivery { from, school: Some("0570052X".to_owned()), in_charge: false };
        Files { delivery: Some(delivered), ..Files::default() }
    };
    assert!(run(db, &files("luc@courriel.example"), ANYTHING).await.applied);
    let before = links(db).await;
    assert!(before.iter().any(|link| link.starts_with("0570052X-resp-")), "{before:?}");
    for address in ["roy@courriel.example", "", "luc@autre.example"] {
        let report = run(db, &files(address), ANYTHING).await;
        let people = (report.people.added, report.people.changed, report.people.removed);
        assert_eq!(people, (0, 2, 0), "{address}");
        assert_eq!((links(db).await, report.memberships.removed), (before.clone(), 0), "{address}");
    }
}

/// National numbers come weeks after the pupils.
#[both_engines]
async fn a_pupil_stays_the_same_when_the_number_comes(world: World) {
    let db = &world.backend.db;
    let files = |pupils: &str| {
        let parts = [("e.csv", pupils), ("r.csv", THEIR_FATHER)];
        let parts = parts.map(|(name, text)| (name.to_owned(), Bytes::from(text.to_owned())));
        let from = Origin::Uploaded(parts.to_vec());
        let delivered = Delivery { from, school: Some("0570052X".to_owned()), in_charge: false };
        Files { delivery: Some(delivered), ..Files::default() }
    };
    assert!(run(db, &files(TWINS), ANYTHING).await.applied);
    let numbered = TWINS
        .replace("Né(e) le;", "Né(e) le;INE;")
        .replace("01/04/2016;", "01/04/2016;123456789AB;")
        .replace("01/05/2016;", "01/05/2016;123456789AC;");
    let report = run(db, &files(&numbered), ANYTHING).await;
    assert!(report.is_idle(), "{report:#?}");
}
