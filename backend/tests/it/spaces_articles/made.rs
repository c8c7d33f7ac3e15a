//! The form of a new article that comes back by the browser's button has the key of the article that it has made.

use backend::{
    Error,
    spaces::{Saved, Step, withdraw_article},
};
use domain::{
    Conflict,
    spaces::{ArticleInput, SpaceKind},
};
use testing::{World, both_engines};

use super::{NOW, key, lists, opens, publishes, save, space, text};

#[both_engines]
async fn another_text_in_the_form_of_an_article_is_another_article(world: World) {
    let parents = space(&world, SpaceKind::Parents).await;
    let [writer, reader] = [world.actor("redacteur").await, world.actor("parent").await];
    let first = publishes(&writer, parents, &text("Sortie")).await;
    let used = key("Sortie");
    for sent in ["published", "pressed twice"] {
        let saved = save(&writer, (parents, None), &used, &text("Cantine"), NOW).await.expect(sent);
        let (Saved::Published(other) | Saved::Corrected(other)) = saved else { panic!("{saved:?}") };
        assert_ne!(other, first, "{sent}");
    }
    let again = save(&writer, (parents, None), &used, &text("Sortie"), NOW).await.expect("as it is");
    assert_eq!(again, Saved::Corrected(first));
    let seen = opens(&reader, parents, first).await.expect("an article");
    assert_eq!((seen.title.as_str(), seen.corrected.is_some()), ("Sortie", false));
    assert_eq!(lists(&reader, parents).await.expect("a space").rows.len(), 2);

    // Neither is whoever withdrew it kept from writing another one there.
    withdraw_article(&world.backend, &writer.caller().await, parents, first).await.expect("withdrawn");
    let saved = save(&writer, (parents, None), &used, &text("Kermesse"), NOW).await.expect("published");
    assert!(matches!(saved, Saved::Published(_)), "{saved:?}");
}

#[both_engines]
async fn a_form_that_comes_back_does_not_overwrite_what_was_saved_since(world: World) {
    let parents = space(&world, SpaceKind::Parents).await;
    let writer = world.actor("redacteur").await;
    let used = key("Bilan");
    let kept = save(&writer, (parents, None), &used, &text("Bilan"), Step::Keep).await.expect("a draft");
    let Saved::Draft(id) = kept else { panic!("{kept:?}") };
    world.set_clock("2026-10-05T09:00:00Z");
    let longer = ArticleInput { body: "<p>Lundi, et la suite</p>".into(), ..text("Bilan") };
    let saved = save(&writer, (parents, None), &used, &longer, Step::Keep).await.expect("saved");
    assert_eq!(saved, Saved::Draft(id), "the draft is written further");
    let older = ArticleInput { body: "<p>Lundi soir</p>".into(), ..text("Bilan") };
    let saved = save(&writer, (parents, None), &used, &older, Step::Keep).await.expect("saved apart");
    let Saved::Draft(apart) = saved else { panic!("{saved:?}") };
    assert_ne!(apart, id);
    let stands = opens(&writer, parents, id).await.expect("own");
    assert_eq!(stands.body.as_str(), "<p>Lundi, et la suite</p>");

    // What came of the older text meanwhile stays too.
    world.set_clock("2026-10-05T10:00:00Z");
    save(&writer, (parents, Some(apart)), &used, &text("Autre"), Step::Keep).await.expect("changed");
    let refused = save(&writer, (parents, None), &used, &older, Step::Keep).await;
    assert!(matches!(refused, Err(Error::Conflict(Conflict::SavedMeanwhile))), "{refused:?}");
}
