//! What somebody left in a space who may not write there any more.

use backend::{
    Error,
    spaces::{Saved, Step, discard_article},
};
use domain::spaces::{ArticleState, SpaceKind};
use testing::{World, both_engines};

use super::{key, lists, opens, save, space, text};

/// The text is their own: they find it, read it and throw it away, but do not publish it.
#[both_engines]
async fn a_draft_stays_with_its_author_who_lost_the_right_to_write(world: World) {
    let staff = space(&world, SpaceKind::Staff).await;
    let writer = world.actor("redacteur").await;
    let draft = text("Bilan");
    let kept = save(&writer, (staff, None), &key("Bilan"), &draft, Step::Keep).await.expect("a draft");
    let Saved::Draft(id) = kept else { panic!("{kept:?}") };
    world.sql(&format!("DELETE FROM access_grant WHERE person_id = {}", writer.person)).await;
    let page = lists(&writer, staff).await.expect("a reader");
    assert!(!page.rights.writes);
    let found: Vec<_> = page.unpublished.iter().map(|row| (row.id, row.state)).collect();
    assert_eq!(found, [(id, ArticleState::Draft)]);
    let seen = opens(&writer, staff, id).await.expect("their own");
    assert_eq!((seen.body.as_str(), seen.may_edit), ("<p>Lundi</p>", false));
    let refused = save(&writer, (staff, Some(id)), &key("Bilan"), &draft, Step::Keep).await;
    assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
    assert!(lists(&world.actor("professeur").await, staff).await.expect("a reader").unpublished.is_empty());
    discard_article(&world.backend, &writer.caller().await, staff, id).await.expect("thrown away");
    assert!(lists(&writer, staff).await.expect("a reader").unpublished.is_empty());
}
