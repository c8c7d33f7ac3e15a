//! Articles that are published later: what became of them meanwhile.

use backend::{
    Error,
    agenda::{self, NewForm},
    spaces::{Saved, Step, add_space, article_form, change_space},
};
use domain::{
    ArticleId, Conflict, SpaceId,
    agenda::EventInput,
    directory::Profile,
    fields::FieldProblem,
    spaces::{ArticleInput, ArticleState, SpaceInput, SpaceKind},
};
use testing::{Actor, World, both_engines, event, head, refused_field, samples};

use crate::{
    attachments::send,
    spaces_articles::{NOW, key, opens, save, space, text, told},
};

/// At eleven o'clock in Metz, an hour after the world begins.
fn at_eleven(title: &str) -> ArticleInput {
    let (day, time) = ("2026-10-05".to_owned(), "11:00".to_owned());
    ArticleInput { later: true, day, time, ..text(title) }
}

#[both_engines]
async fn the_school_is_told_of_a_scheduled_article_whose_author_left(world: World) {
    let parents = space(&world, SpaceKind::Parents).await;
    let writer = world.actor("redacteur").await;
    let later = at_eleven("Portes ouvertes");
    let saved = save(&writer, (parents, None), "form-0001", &later, NOW).await.expect("scheduled");
    let Saved::Scheduled(id) = saved else { panic!("{saved:?}") };
    world.sql(&format!("UPDATE person SET removed_at = 1 WHERE id = {}", writer.person)).await;
    world.set_clock("2026-10-05T09:00:00Z");
    world.publish().await;
    let head = world.actor("direction").await;
    let seen = opens(&head, parents, id).await.expect("a moderator sees why");
    assert!(matches!(seen.state, ArticleState::Refused { .. }));
    let letters = head.finds_letters("", "").await;
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert!(letters[0].ends_with("Portes ouvertes"), "{letters:?}");
    assert_eq!(told(&world, "redacteur").await, 0, "nobody opens that inbox any more");
}

/// The engine publishes at the moment when the author takes the article back to work on it.
#[both_engines]
async fn a_draft_is_never_public_whatever_crosses(world: World) {
    let parents = space(&world, SpaceKind::Parents).await;
    let writer = world.actor("redacteur").await;
    for round in 0..10 {
        world.set_clock("2026-10-05T08:00:00Z");
        let later = at_eleven(&format!("Relu {round}"));
        let form = key(&later.title);
        let saved = save(&writer, (parents, None), &form, &later, NOW).await.expect("scheduled");
        let Saved::Scheduled(id) = saved else { panic!("{saved:?}") };
        world.set_clock("2026-10-05T09:00:00Z");
        let unfinished = text("Pas encore relu");
        let keeps = save(&writer, (parents, Some(id)), &form, &unfinished, Step::Keep);
        let ((), kept) = tokio::join!(world.publish(), keeps);
        let seen = opens(&writer, parents, id).await.expect("an article");
        if let Ok(Saved::Draft(_)) = kept {
            assert_eq!(seen.state, ArticleState::Draft, "what was kept as a draft");
        } else {
            assert!(matches!(kept, Err(Error::Conflict(_))), "{kept:?}");
            assert!(matches!(seen.state, ArticleState::Published { .. }), "{:?}", seen.state);
            assert!(seen.title.starts_with("Relu"), "{}", seen.title);
        }
    }
}

/// Its author and the school's administrator have the form open at the same time.
#[both_engines]
async fn who_saves_a_scheduled_article_later_does_not_overwrite(world: World) {
    let parents = space(&world, SpaceKind::Parents).await;
    let (writer, head) = (world.actor("redacteur").await, world.actor("direction").await);
    let saved = save(&writer, (parents, None), "form-0001", &at_eleven("Sortie"), NOW).await;
    let Ok(Saved::Scheduled(id)) = saved else { panic!("{saved:?}") };
    let at = (parents, Some(id));
    let (by_writer, by_head) = (shown_to(&writer, parents, id).await, shown_to(&head, parents, id).await);
    let postponed = ArticleInput { time: "12:00".into(), ..by_head.clone() };
    save(&head, at, "form-0002", &postponed, NOW).await.expect("postponed");
    save(&head, at, "form-0002", &postponed, NOW).await.expect("the button was pressed twice");
    let letters = writer.finds_letters("", "").await;
    assert_eq!(letters.len(), 1, "its author is told once: {letters:?}");
    assert!(head.finds_letters("", "").await.is_empty(), "who changed it knows");
    let worded = ArticleInput { body: "<p>Mardi</p>".into(), ..by_writer.clone() };
    for step in [NOW, Step::Keep] {
        let refused = save(&writer, at, "form-0003", &worded, step).await;
        assert!(matches!(refused, Err(Error::Conflict(Conflict::SavedMeanwhile))), "{refused:?}");
    }
    let same_text = save(&writer, at, "form-0003", &by_writer, NOW).await;
    assert!(matches!(same_text, Err(Error::Conflict(Conflict::SavedMeanwhile))), "the time is another one");
    let now = shown_to(&writer, parents, id).await;
    assert_eq!((now.body.as_str(), now.time.as_str()), ("<p>Lundi</p>", "12:00"), "nothing was changed");
    // Who was told may replace it.
    let again = ArticleInput { shown: now.shown, ..worded };
    let kept = save(&writer, at, "form-0003", &again, Step::Keep).await;
    assert!(matches!(kept, Ok(Saved::Draft(_))), "{kept:?}");
    let kept = save(&writer, at, "form-0003", &again, Step::Keep).await;
    assert!(matches!(kept, Ok(Saved::Draft(_))), "the button was pressed twice: {kept:?}");
    let other = ArticleInput { title: "Autre".into(), ..again };
    let kept = save(&writer, at, "form-0004", &other, Step::Keep).await;
    assert!(matches!(kept, Err(Error::Conflict(Conflict::SavedMeanwhile))), "in another tab: {kept:?}");
}

/// The author still believes that it comes at eleven.
#[both_engines]
async fn an_author_is_told_that_somebody_else_published_what_was_scheduled(world: World) {
    let parents = space(&world, SpaceKind::Parents).await;
    let (writer, head) = (world.actor("redacteur").await, world.actor("direction").await);
    let saved = save(&writer, (parents, None), "form-0001", &at_eleven("Sortie"), NOW).await;
    let Ok(Saved::Scheduled(id)) = saved else { panic!("{saved:?}") };
    let at_once = ArticleInput { later: false, ..shown_to(&head, parents, id).await };
    let saved = save(&head, (parents, Some(id)), "form-0002", &at_once, NOW).await;
    assert!(matches!(saved, Ok(Saved::Published(_))), "{saved:?}");
    let letters = writer.finds_letters("", "").await;
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert!(letters[0].ends_with("Sortie"), "{letters:?}");
}

/// Files are no part of the text whose corrections are counted.
#[both_engines]
async fn a_file_that_somebody_else_added_meanwhile_stays(world: World) {
    let parents = space(&world, SpaceKind::Parents).await;
    let (writer, head) = (world.actor("redacteur").await, world.actor("direction").await);
    let saved = save(&writer, (parents, None), "form-0001", &text("Sortie"), NOW).await;
    let Ok(Saved::Published(id)) = saved else { panic!("{saved:?}") };
    let by_writer = shown_to(&writer, parents, id).await;
    let file = send(&head, "form-0002", "menu.pdf", &samples::pdf("menu")).await.expect("a file").token;
    let with_file = ArticleInput { files: vec![file], ..shown_to(&head, parents, id).await };
    save(&head, (parents, Some(id)), "form-0002", &with_file, NOW).await.expect("corrected");
    let worded = ArticleInput { body: "<p>Mardi</p>".into(), ..by_writer };
    let refused = save(&writer, (parents, Some(id)), "form-0003", &worded, NOW).await;
    assert!(matches!(refused, Err(Error::Conflict(Conflict::SavedMeanwhile))), "{refused:?}");
    let seen = opens(&writer, parents, id).await.expect("an article");
    assert_eq!((seen.body.as_str(), seen.files.len()), ("<p>Lundi</p>", 1));
}

/// Nor are they a part of a draft's text.
#[both_engines]
async fn a_file_that_another_tab_added_to_a_draft_stays(world: World) {
    let parents = space(&world, SpaceKind::Parents).await;
    let writer = world.actor("redacteur").await;
    let kept = save(&writer, (parents, None), "form-0001", &text("Sortie"), Step::Keep).await;
    let Ok(Saved::Draft(id)) = kept else { panic!("{kept:?}") };
    let at = (parents, Some(id));
    let (one, other) = (shown_to(&writer, parents, id).await, shown_to(&writer, parents, id).await);
    let file = send(&writer, "form-0002", "menu.pdf", &samples::pdf("menu")).await.expect("a file").token;
    let with_file = ArticleInput { files: vec![file], ..one };
    for _ in 0..2 {
        let kept = save(&writer, at, "form-0002", &with_file, Step::Keep).await;
        assert!(matches!(kept, Ok(Saved::Draft(_))), "also when the button is pressed twice: {kept:?}");
    }
    let refused = save(&writer, at, "form-0003", &other, Step::Keep).await;
    assert!(matches!(refused, Err(Error::Conflict(Conflict::SavedMeanwhile))), "{refused:?}");
    let form = article_form(&world.backend, &writer.caller().await, parents, Some(id), None).await;
    assert_eq!(form.expect("a form").files.len(), 1);
}

/// What the form of an article shows.
async fn shown_to(who: &Actor<'_>, space: SpaceId, id: ArticleId) -> ArticleInput {
    let form = article_form(&who.world.backend, &who.caller().await, space, Some(id), None).await;
    form.expect("a form").input
}

/// A space that the school has added, for the people of one profile.
fn read_by(profile: Profile) -> SpaceInput {
    SpaceInput { name: "Projet".into(), profiles: vec![profile.code().into()], ..SpaceInput::default() }
}

#[both_engines]
async fn what_was_scheduled_for_others_waits_for_its_author(world: World) {
    let [head, writer, reader] =
        [world.actor("direction").await, world.actor("redacteur").await, world.actor("parent").await];
    let (backend, caller) = (&world.backend, head.caller().await);
    let id = add_space(backend, &caller, world.curie, &read_by(Profile::Teacher)).await.expect("a space");
    let saved = save(&writer, (id, None), "form-0001", &at_eleven("Entre nous"), NOW).await;
    let Ok(Saved::Scheduled(article)) = saved else { panic!("{saved:?}") };
    // Another name is nobody else.
    let renamed = SpaceInput { name: "Projets".into(), ..read_by(Profile::Teacher) };
    change_space(backend, &caller, (id, None), &renamed).await.expect("changed");
    assert!(writer.finds_letters("", "").await.is_empty());
    change_space(backend, &caller, (id, None), &read_by(Profile::Parent)).await.expect("changed");
    let letters = writer.finds_letters("", "").await;
    assert_eq!(letters.len(), 1, "its author is told: {letters:?}");
    world.set_clock("2026-10-05T09:00:00Z");
    world.publish().await;
    assert!(matches!(opens(&reader, id, article).await, Err(Error::NotFound)), "it was not for parents");
    let seen = opens(&writer, id, article).await.expect("an article");
    assert!(matches!(seen.state, ArticleState::Refused { .. }), "{:?}", seen.state);
}

#[both_engines]
async fn a_form_that_was_opened_for_other_readers_asks_again(world: World) {
    let (head, writer) = (world.actor("direction").await, world.actor("redacteur").await);
    let (backend, caller) = (&world.backend, head.caller().await);
    let id = add_space(backend, &caller, world.curie, &read_by(Profile::Teacher)).await.expect("a space");
    let opened = async || {
        let form = article_form(backend, &writer.caller().await, id, None, None).await.expect("a form");
        ArticleInput { readers: form.input.readers, ..text("Entre nous") }
    };
    let input = opened().await;
    change_space(backend, &caller, (id, None), &read_by(Profile::Parent)).await.expect("changed");
    let refused = save(&writer, (id, None), "form-0001", &input, NOW).await;
    assert_eq!(refused_field(refused), ("titre".to_owned(), FieldProblem::ReadersChanged));
    assert_eq!(world.number("SELECT COUNT(*) FROM article").await, Some(0), "nobody reads it");
    // The form comes back with the present readers.
    let saved = save(&writer, (id, None), "form-0001", &opened().await, NOW).await;
    assert!(matches!(saved, Ok(Saved::Published(_))), "{saved:?}");
}

#[both_engines]
async fn an_event_s_form_that_was_opened_for_other_readers_asks_again(world: World) {
    let (head, writer) = (world.actor("direction").await, world.actor("redacteur").await);
    let (backend, caller) = (&world.backend, head.caller().await);
    let id = add_space(backend, &caller, world.curie, &read_by(Profile::Teacher)).await.expect("a space");
    let author = writer.caller().await;
    let sends = async |input: &EventInput| {
        let new = NewForm { key: "form-0001", input, tells: false };
        agenda::create(backend, &author, Some(id), new).await
    };
    let opened = async || {
        let form = agenda::new_form(backend, &author, Some(id), "").await.expect("a form");
        EventInput { readers: form.input.readers, ..event("Entre nous") }
    };
    let input = opened().await;
    change_space(backend, &caller, (id, None), &read_by(Profile::Parent)).await.expect("changed");
    assert_eq!(refused_field(sends(&input).await), ("titre".to_owned(), FieldProblem::ReadersChanged));
    assert_eq!(world.number("SELECT COUNT(*) FROM event").await, Some(0), "nobody reads it");
    sends(&opened().await).await.expect("the form comes back with the present readers");
}

/// Whoever stands in two zones reads on whose clock an article will be published.
#[both_engines]
async fn a_scheduled_article_says_whose_clock_it_is(world: World) {
    world.add("chef").stands_in(head(world.leconte)).save().await;
    world.add("partout").stands_in(head(world.curie)).stands_in(head(world.leconte)).save().await;
    let staff = world.space(world.leconte, SpaceKind::Staff).await;
    let input = ArticleInput { day: "2026-10-06".to_owned(), ..at_eleven("Conseil") };
    let chef = world.actor("chef").await;
    let saved = save(&chef, (staff, None), "form-0001", &input, NOW).await.expect("scheduled");
    let Saved::Scheduled(id) = saved else { panic!("{saved:?}") };
    for (name, local, clock) in
        [("chef", "2026-10-06 11:00:00", None), ("partout", "2026-10-06 09:00:00", Some("heure de Paris"))]
    {
        let seen = opens(&world.actor(name).await, staff, id).await.expect("an article");
        assert_eq!((seen.at.local.to_string().as_str(), seen.clock.as_deref()), (local, clock), "{name}");
    }
}
