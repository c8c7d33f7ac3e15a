//! Nobody is told twice of one event, and notices are put into words when they are read.

use domain::{
    access::{Role, Scope},
    communications::Channel,
    directory::Profile,
};
use testing::{announcement, both_engines, in_folder, note, staff};

use super::{belongs_to, notifications, told, world};

/// Whoever holds two roles that tell of the same event is told once.
#[both_engines]
async fn two_roles_are_told_once(url: &str) {
    let world = world(url).await;
    world
        .add("cumulard")
        .stands_in(staff(world.curie, Profile::Management, "Adjoint"))
        .holds_at(Role::RecipientManager, world.curie)
        .holds_at(Role::RecipientManager, world.pasteur)
        .holds(Role::SenderManager, Scope::Authority(world.authority))
        .holds(Role::SenderAdministrator, Scope::Authority(world.authority))
        .holds(Role::SenderNews, Scope::Authority(world.authority))
        .save()
        .await;
    let twice = world.actor("cumulard").await;
    let id = world.news_to("Portes ouvertes", |form| form).await;
    assert_eq!(told(&world, twice, "school-new-%").await, 1, "for two schools");
    world.actor("referent").await.takes_offline(id, world.curie, "Faux").await.expect("offline");
    assert_eq!(told(&world, twice, "state-%").await, 1, "as manager and as administrator");
    belongs_to(&world, id, twice, Channel::News).await;
    world.wait(1_000);
    world.actor("referent").await.puts_online(id, world.curie).await.expect("online");
    assert_eq!(told(&world, twice, "state-%").await, 2, "as author, too");
    world.wait(1_000);
    twice.takes_offline(id, world.curie, "Faux").await.expect("offline");
    assert_eq!(told(&world, twice, "state-%").await, 2, "not of what they did themselves");
}

#[both_engines]
async fn repeated_events_are_told_once(url: &str) {
    let world = world(url).await;
    let sender = world.actor("infirmiere").await;
    sender.publishes(&announcement("Une annonce")).await;
    let id = sender.publishes(&note("Un message")).await;
    let before = notifications(&world).await;
    assert!(before > 2, "the author twice, and whoever receives for the school");
    world.sql("UPDATE job SET done_at = NULL, leased_until = NULL").await;
    world.sql("UPDATE message SET finished_at = NULL").await;
    world.wait(60_000);
    world.publish().await;
    assert_eq!(notifications(&world).await, before);
    assert_eq!(told(&world, sender, "own-deployed-%").await, 2);
    let text = "SELECT COUNT(*) FROM message WHERE kind = 'notification' AND about_id IS NOT NULL \
                AND notice LIKE '{\"kind\":\"deployed\"%'";
    assert_eq!(world.number(text).await, Some(2));
    assert!(
        world
            .number(&format!("SELECT finished_at FROM message WHERE communication_id = {id}"))
            .await
            .is_some()
    );
}

#[both_engines]
async fn notices_are_stored_without_words_and_read_in_words(url: &str) {
    let world = world(url).await;
    let sender = world.actor("infirmiere").await;
    sender.publishes(&announcement("Une annonce")).await;
    world.publish().await;
    let wordless = "SELECT COUNT(*) FROM message m JOIN message_body b ON b.message_id = m.id \
                    WHERE m.kind = 'notification' AND m.subject = '' AND m.excerpt = '' AND b.html = '' \
                    AND m.notice IS NOT NULL";
    assert!(world.number(wordless).await > Some(0));

    let found = sender.inbox(&in_folder("reception", "publiée")).await.rows;
    let [row] = &found[..] else { panic!("one notification: {found:?}") };
    assert_eq!(row.subject, "Communication déployée\u{a0}: Une annonce");
    assert!(row.excerpt.starts_with("Votre annonce a été publiée dans tous ses établissements. «"));
    let opened = sender.opens(row.id).await.expect("a message");
    assert_eq!(opened.subject, row.subject);
    let first = "<p>Votre annonce a été publiée dans tous ses établissements.</p>";
    assert!(opened.body.as_str().starts_with(first), "{:?}", opened.body);

    // As older versions stored notifications.
    let id = row.id;
    world.sql(&format!("UPDATE message SET notice = NULL, subject = 'Ancien objet' WHERE id = {id}")).await;
    world.sql(&format!("UPDATE message_body SET html = '<p>Ancien texte</p>' WHERE message_id = {id}")).await;
    assert_eq!(sender.finds_letters("reception", "publiée").await, ["Ancien objet"]);
    let opened = sender.opens(id).await.expect("a message");
    assert_eq!((opened.subject.as_str(), opened.body.as_str()), ("Ancien objet", "<p>Ancien texte</p>"));
}
