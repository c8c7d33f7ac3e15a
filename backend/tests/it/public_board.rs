//! The public board of a school shows to everybody what its authors marked, and nothing else.

use backend::{Error, home::public_board};
use domain::{communications::Severity, directory::Profile};
use testing::{World, announcement, both_engines, everybody, in_schools, of_profile, refused_field};

async fn shown(world: &World, uai: &str) -> Vec<String> {
    let board = public_board(&world.backend, uai).await.expect("a board");
    board.announcements.into_iter().map(|one| one.text).collect()
}

const NOTHING: [&str; 0] = [];
const CURIE: &str = "0570051W";
const PASTEUR: &str = "0570052X";

#[both_engines]
async fn it_shows_what_was_marked_while_it_is_shown_to_the_school(world: World) {
    let sender = world.actor("enseignant").await;
    sender.publishes(&announcement("Interne")).await;
    assert_eq!(shown(&world, CURIE).await, NOTHING, "not public by itself");

    let open = sender.publishes(&announcement("Portes ouvertes").public()).await;
    let alert = announcement("Évacuation").severity(Severity::Alert).public();
    let alert = sender.publishes(&alert).await;
    let later = announcement("Bientôt").public().days("2026-10-07", "2026-10-08");
    sender.sends(&later).await;
    assert_eq!(shown(&world, CURIE).await, ["Évacuation", "Portes ouvertes"], "as on the home page");
    assert_eq!(shown(&world, PASTEUR).await, NOTHING, "only in its school");
    assert_eq!(shown(&world, &CURIE.to_lowercase()).await.len(), 2, "typed by hand");

    sender
        .corrects(open, |typed| "Portes fermées".clone_into(&mut typed.input.announcement.text))
        .await
        .expect("a correction");
    assert_eq!(shown(&world, CURIE).await, ["Évacuation", "Portes fermées"], "still public, corrected");
    sender.cancel(alert).await.expect("cancelled");
    assert_eq!(shown(&world, CURIE).await, ["Portes fermées"]);
    let through = world.second_process().await;
    assert_eq!(public_board(&through, CURIE).await.expect("a board").announcements.len(), 1);
    world.set_clock("2026-10-12T22:00:00Z");
    assert_eq!(shown(&world, CURIE).await, NOTHING, "over");
    assert!(matches!(public_board(&world.backend, "0000000X").await, Err(Error::NotFound)));
}

#[both_engines]
async fn what_is_narrower_than_the_school_is_never_public(world: World) {
    let sender = world.actor("collectivite").await;
    let parents = of_profile(Profile::Parent);
    for targets in [vec![parents.clone()], vec![everybody(), parents.clone()]] {
        let refused = sender.deploy(&sender.fills(announcement("Parents").public().to(targets)).await).await;
        assert_eq!(refused_field(refused).0, "tableau-public");
    }
    let named = in_schools(&[world.curie], everybody());
    let id = sender.publishes(&announcement("Journée").public().to([named])).await;
    assert_eq!(shown(&world, CURIE).await, ["Journée"], "everybody in a school of a list");
    let entry = "SELECT COUNT(*) FROM audit_entry WHERE detail LIKE '%public=true%'";
    assert_eq!(world.number(entry).await, Some(1), "in the journal");

    // Whatever a row says: the targets decide.
    sender.publishes(&announcement("Aux parents").to([parents])).await;
    world.sql("UPDATE announcement SET public = true").await;
    let through = world.second_process().await;
    let board = public_board(&through, CURIE).await.expect("a board");
    assert_eq!(board.announcements.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
}

#[both_engines]
async fn the_mark_is_part_of_what_is_confirmed(world: World) {
    let sender = world.actor("enseignant").await;
    let form = sender.fills(announcement("Portes ouvertes")).await;
    let question = sender.asks(&form).await.expect("a question");
    let refused = sender.confirms(&form.clone().public(), &question).await;
    assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
    assert_eq!(shown(&world, CURIE).await, NOTHING);
    let copied = sender.publishes(&announcement("Portes ouvertes").public()).await;
    let detail = sender.detail(copied).await.expect("the page");
    assert!(detail.content.announcement().is_some_and(|announcement| announcement.public));
}
