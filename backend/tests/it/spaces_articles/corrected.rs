//! Corrections of an article by somebody else, and of its files alone.

use backend::{
    Error,
    spaces::{Saved, Step, article_form, withdraw_article},
};
use domain::{
    Conflict,
    spaces::{ArticleInput, SpaceKind},
};
use testing::{World, both_engines, samples};

use super::{NOW, key, opens, publishes, save, space, text, told};
use crate::attachments::send;

/// The head corrects what somebody else wrote: its author is told by a message of their own, once, though
/// they had read it like others; the head is not told.
#[both_engines]
async fn whoever_corrects_is_not_told_and_the_author_is(world: World) {
    let staff = space(&world, SpaceKind::Staff).await;
    let [writer, head, teacher] =
        [world.actor("redacteur").await, world.actor("direction").await, world.actor("professeur").await];
    let id = publishes(&writer, staff, &text("Conseil")).await;
    for reader in [&writer, &head, &teacher] {
        opens(reader, staff, id).await.expect("an article");
    }
    let form = article_form(&world.backend, &head.caller().await, staff, Some(id), None).await;
    assert_eq!(form.expect("a form").readers, 1, "neither the head nor the author");
    let corrected = ArticleInput { body: "<p>Mardi</p>".into(), tells_readers: true, ..text("Conseil") };
    save(&head, (staff, Some(id)), "form-0002", &corrected, NOW).await.expect("corrected");
    world.publish().await;
    for (who, letters) in [(&writer, 1), (&teacher, 1), (&head, 0)] {
        let found = who.finds_letters("", "").await;
        assert_eq!(found.len(), letters, "{found:?}");
    }
    assert_eq!((told(&world, "professeur").await, told(&world, "redacteur").await), (1, 0));
    for (action, by) in [("article_published", writer.person), ("article_corrected", head.person)] {
        let sql = format!("SELECT COUNT(*) FROM audit_entry WHERE action = '{action}' AND actor_id = {by}");
        assert_eq!(world.number(&sql).await, Some(1), "{action}");
    }
}

/// Another file under the same text is a correction: readers see when, and are told if that is asked for.
#[both_engines]
async fn another_file_is_a_correction(world: World) {
    let parents = space(&world, SpaceKind::Parents).await;
    let [head, reader] = [world.actor("direction").await, world.actor("parent").await];
    let id = publishes(&head, parents, &text("Sortie")).await;
    assert!(opens(&reader, parents, id).await.expect("an article").corrected.is_none());
    let file = send(&head, "form-0002", "menu.pdf", &samples::pdf("menu")).await.expect("a file").token;
    let with_file = ArticleInput { files: vec![file.clone()], tells_readers: true, ..text("Sortie") };
    let saved = save(&head, (parents, Some(id)), "form-0002", &with_file, NOW).await.expect("corrected");
    assert_eq!(saved, Saved::Corrected(id));
    world.publish().await;
    assert_eq!(told(&world, "parent").await, 1);
    let mark = opens(&reader, parents, id).await.expect("an article").corrected.expect("corrected");
    assert_eq!(mark.changes, None, "the text stays");
    // The same once more changes nothing, and a correction of the text after it is told too.
    save(&head, (parents, Some(id)), "form-0002", &with_file, NOW).await.expect("as it is");
    let worded = ArticleInput { body: "<p>Mardi</p>".into(), ..with_file };
    world.set_clock("2026-10-05T09:00:00Z");
    save(&head, (parents, Some(id)), "form-0003", &worded, NOW).await.expect("corrected");
    world.publish().await;
    assert_eq!(told(&world, "parent").await, 2);
    let mark = opens(&reader, parents, id).await.expect("an article").corrected.expect("corrected");
    assert!(mark.changes.is_some());
}

#[both_engines]
async fn a_stale_form_is_told_what_became_of_the_article(world: World) {
    let parents = space(&world, SpaceKind::Parents).await;
    let head = world.actor("direction").await;
    let id = publishes(&head, parents, &text("Sortie")).await;
    let kept = save(&head, (parents, Some(id)), &key("Sortie"), &text("Sortie"), Step::Keep).await;
    assert!(matches!(kept, Err(Error::Conflict(Conflict::ArticlePublished))), "{kept:?}");
    let caller = head.caller().await;
    withdraw_article(&world.backend, &caller, parents, id).await.expect("withdrawn");
    let twice = withdraw_article(&world.backend, &caller, parents, id).await;
    assert!(matches!(twice, Err(Error::Conflict(Conflict::ArticleWithdrawn))), "{twice:?}");
}

#[both_engines]
async fn the_author_hears_that_somebody_else_withdrew_it(world: World) {
    let staff = space(&world, SpaceKind::Staff).await;
    let [writer, head] = [world.actor("redacteur").await, world.actor("direction").await];
    let id = publishes(&writer, staff, &text("Conseil")).await;
    let own = publishes(&writer, staff, &text("Le mien")).await;
    withdraw_article(&world.backend, &writer.caller().await, staff, own).await.expect("withdrawn");
    assert!(writer.finds_letters("", "").await.is_empty(), "nobody is told what they did themselves");
    withdraw_article(&world.backend, &head.caller().await, staff, id).await.expect("withdrawn");
    world.publish().await;
    assert!(head.finds_letters("", "").await.is_empty());
    let letters = writer.finds_letters("", "").await;
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert!(letters[0].contains("Article retiré") && letters[0].contains("Conseil"), "{letters:?}");
}
