//! A form that comes back by the browser's button still has its key.

use backend::spaces::Saved;
use domain::spaces::SpaceKind;
use testing::{World, both_engines};

use super::{NOW, opens, save, space, text};

#[both_engines]
async fn another_text_under_a_used_key_is_another_article(world: World) {
    let parents = space(&world, SpaceKind::Parents).await;
    let writer = world.actor("redacteur").await;
    let sends = async |title: &str| {
        save(&writer, (parents, None), "form-0001", &text(title), NOW).await.expect("an article")
    };
    let Saved::Published(first) = sends("Sortie").await else { panic!("the first one") };
    let Saved::Published(second) = sends("Cantine").await else { panic!("the first one was written over") };
    assert_ne!(first, second);
    assert_eq!(sends("Cantine").await, Saved::Corrected(second), "sent twice, it is one");
    assert_eq!(sends("Sortie").await, Saved::Corrected(first));
    for (id, title) in [(first, "Sortie"), (second, "Cantine")] {
        let seen = opens(&writer, parents, id).await.expect("an article");
        assert_eq!((seen.title.as_str(), seen.corrected.is_some()), (title, false));
    }
    assert_eq!(world.number("SELECT COUNT(*) FROM article").await, Some(2));
}
