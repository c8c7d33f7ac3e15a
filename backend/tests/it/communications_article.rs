//! *Lien › Article ENT*: an announcement leads to an article of a space.

use backend::{
    Error,
    communications::{article_links, correct, correction_form, narrow_to_readers},
    home::announcements_for,
    spaces::{Saved, Step, add_space, save_article, withdraw_article},
};
use domain::{
    ArticleId, SpaceId,
    communications::{
        DuplicateMode, Link, Start,
        view::{ArticleLinks, ComposeForm},
    },
    directory::Profile,
    fields::FieldProblem,
    spaces::{ArticleInput, SpaceInput, SpaceKind, article_address},
};
use testing::{Actor, Form, World, announcement, both_engines, of_profile, refused_field};

async fn publishes(actor: &Actor<'_>, kind: SpaceKind, title: &str) -> (SpaceId, ArticleId) {
    let world = actor.world;
    let sql =
        format!("SELECT id FROM space WHERE establishment_id = {} AND kind = '{}'", world.curie, kind.code());
    let space = SpaceId(world.number(&sql).await.expect("a space"));
    let input = ArticleInput { title: title.into(), body: "<p>Lundi</p>".into(), ..ArticleInput::default() };
    let step = Step::Publish { confirmed: None };
    let key = format!("form-{}-{}", kind.code(), title.len());
    let saved = save_article(&world.backend, &actor.caller().await, space, None, &key, &input, step).await;
    match saved.expect("an article") {
        Saved::Published(id) => (space, id),
        other => panic!("{other:?}"),
    }
}

fn leading_to((space, article): (SpaceId, ArticleId)) -> Form {
    let mut form = announcement("Sortie au musée");
    form.input.announcement.with_article = true;
    form.input.announcement.article = Link::choice(space, article);
    form
}

async fn links(actor: &Actor<'_>, form: &Form) -> ArticleLinks {
    article_links(&actor.world.backend, &actor.caller().await, &form.input).await.expect("articles")
}

#[both_engines]
async fn an_announcement_leads_its_readers_to_the_article(world: World) {
    let [head, reader] = [world.actor("direction").await, world.actor("parent").await];
    let article = publishes(&head, SpaceKind::Parents, "Sortie").await;
    let form = head.fills(leading_to(article).to([of_profile(Profile::Parent)])).await;
    let question = head.asks(&form).await.expect("a question");
    let (named, outside) = question.article.clone().expect("the article");
    assert!(named.starts_with("Sortie") && named.contains("Espace parents"), "{named}");
    assert_eq!(outside, 0);
    let id = head.deploy(&form).await.expect("deployed").id;
    world.publish().await;
    let page = announcements_for(&world.backend, reader.person).await.expect("a page");
    let address = article_address(article.0, article.1);
    assert_eq!(page.announcements[0].link.as_deref(), Some(address.as_str()));

    // A copy keeps it.
    let start = Start::Copy(id, DuplicateMode::Both);
    let copied = backend::communications::compose(&world.backend, &head.caller().await, start).await;
    let ComposeForm { input, articles, .. } = copied.expect("a copy");
    assert_eq!(input.announcement.article, Link::choice(article.0, article.1));
    assert_eq!(articles.chosen.expect("it is shown").title, "Sortie");
}

#[both_engines]
async fn the_form_says_who_could_not_open_it_and_narrows_to_those_who_can(world: World) {
    let head = world.actor("direction").await;
    let article = publishes(&head, SpaceKind::Parents, "Sortie").await;
    let mut form = head.fills(leading_to(article)).await;
    let said = links(&head, &form).await;
    let everybody = head.asks(&form).await.expect("a question").confirmation.recipients;
    // One parent in the school; everybody else could not open it.
    assert_eq!(said.outside, everybody - 1);
    assert_eq!(said.readers[0].profiles, [Profile::Parent.code()]);
    assert_eq!(head.asks(&form).await.expect("a question").article.expect("named").1, everybody - 1);
    let caller = head.caller().await;
    narrow_to_readers(&world.backend, &caller, &mut form.input).await.expect("narrowed");
    assert_eq!(links(&head, &form).await.outside, 0);
    assert_eq!(head.asks(&form).await.expect("a question").confirmation.recipients, 1);
}

#[both_engines]
async fn only_articles_that_the_author_may_read_can_be_linked(world: World) {
    let [head, teacher] = [world.actor("direction").await, world.actor("enseignant").await];
    let parents = publishes(&head, SpaceKind::Parents, "Réunion de parents").await;
    let staff = publishes(&head, SpaceKind::Staff, "Réunion de service").await;
    let mut form = teacher.fills(leading_to(parents)).await;
    "reunion".clone_into(&mut form.input.announcement.article_search);
    let said = links(&teacher, &form).await;
    let found: Vec<_> = said.found.iter().map(|found| found.title.as_str()).collect();
    assert_eq!(found, ["Réunion de service"], "without accents, and only their own spaces");
    assert!(said.gone && said.chosen.is_none());
    let refused = ("article".to_owned(), FieldProblem::UnknownChoice);
    assert_eq!(refused_field(teacher.asks(&form).await), refused);
    form.input.announcement.article = Link::choice(staff.0, staff.1);
    teacher.asks(&form).await.expect("a question");
    // Withdrawn between the question and the answer.
    let question = teacher.asks(&form).await.expect("a question");
    let (backend, caller) = (&world.backend, head.caller().await);
    withdraw_article(backend, &caller, staff.0, staff.1).await.expect("withdrawn");
    let answer = teacher.confirms(&form, &question).await;
    assert!(matches!(answer, Err(Error::Fields(_))), "{answer:?}");
    assert_eq!(world.number("SELECT COUNT(*) FROM communication").await, Some(0));
}

/// Somebody who writes for an authority belongs to one of its schools at most.
#[both_engines]
async fn an_authority_finds_the_articles_of_its_schools(world: World) {
    let [head, authority] = [world.actor("proviseure").await, world.actor("collectivite").await];
    let space = world.space(world.pasteur, SpaceKind::Parents).await;
    let input = ArticleInput {
        title: "Forum des métiers".into(),
        body: "<p>Lundi</p>".into(),
        ..ArticleInput::default()
    };
    let (step, caller) = (Step::Publish { confirmed: None }, head.caller().await);
    let saved = save_article(&world.backend, &caller, space, None, "form-forum-0001", &input, step).await;
    let Ok(Saved::Published(article)) = saved else { panic!("{saved:?}") };
    let mut form = authority.fills(leading_to((space, article)).to([of_profile(Profile::Parent)])).await;
    "metiers".clone_into(&mut form.input.announcement.article_search);
    let said = links(&authority, &form).await;
    let found: Vec<_> = said.found.iter().map(|found| found.title.as_str()).collect();
    assert_eq!(found, ["Forum des métiers"]);
    assert!(said.chosen.is_some());
    let stranger = links(&world.actor("etrangere").await, &form).await;
    assert!(stranger.found.is_empty(), "{stranger:?}");
}

#[both_engines]
async fn a_correction_may_lead_to_another_article(world: World) {
    let [head, teacher, reader] =
        [world.actor("direction").await, world.actor("enseignant").await, world.actor("parent").await];
    let parents = publishes(&head, SpaceKind::Parents, "Sortie").await;
    let staff = publishes(&head, SpaceKind::Staff, "Réunion de service").await;
    let id = teacher.publishes(&announcement("Sortie au musée").to([of_profile(Profile::Parent)])).await;
    let (backend, caller) = (&world.backend, teacher.caller().await);
    let open = correction_form(backend, &caller, id, None, false).await.expect("a form");
    let offered: Vec<_> = open.articles.found.iter().map(|found| found.title.as_str()).collect();
    assert_eq!(offered, ["Réunion de service"], "what its author may read");
    let leads_to = |(space, article)| {
        let mut typed = open.typed.clone();
        typed.input.announcement.with_article = true;
        typed.input.announcement.article = Link::choice(space, article);
        typed
    };
    // Neither asked nor corrected: the author could not open it.
    let refused = correction_form(backend, &caller, id, Some(leads_to(parents)), true).await.expect("a form");
    assert_eq!(refused.refused.get("article"), Some(&FieldProblem::UnknownChoice));
    assert!(refused.question.is_none());
    let refused = correct(backend, &caller, id, &leads_to(parents)).await;
    assert_eq!(refused_field(refused).0, "article");
    let asked = correction_form(backend, &caller, id, Some(leads_to(staff)), true).await.expect("a form");
    let (named, outside) = asked.question.expect("a question").article.expect("an article");
    assert!(named.starts_with("Réunion de service"), "{named}");
    assert_eq!(outside, 1, "the parent is no reader of that space");
    correct(backend, &caller, id, &leads_to(staff)).await.expect("a correction");
    let page = announcements_for(backend, reader.person).await.expect("a page");
    assert_eq!(page.announcements[0].link, Some(article_address(staff.0, staff.1)));
    // What it leads to already may stay, although it was withdrawn.
    withdraw_article(backend, &head.caller().await, staff.0, staff.1).await.expect("withdrawn");
    let mut longer = leads_to(staff);
    longer.version = 1;
    "Sortie au musée, mardi".clone_into(&mut longer.input.announcement.text);
    correct(backend, &caller, id, &longer).await.expect("a correction");
}

#[both_engines]
async fn targets_are_narrowed_to_the_readers_of_a_space_that_a_school_added(world: World) {
    let head = world.actor("direction").await;
    let club = SpaceInput {
        name: "Club théâtre".into(),
        profiles: vec![Profile::Student.code().into()],
        levels: vec!["2de".into()],
    };
    let (backend, caller) = (&world.backend, head.caller().await);
    let space = add_space(backend, &caller, world.curie, &club).await.expect("a space");
    let input = ArticleInput { title: "Pièce".into(), body: "<p>Oui</p>".into(), ..ArticleInput::default() };
    let step = Step::Publish { confirmed: None };
    let saved = save_article(backend, &caller, space, None, "form-club-0001", &input, step).await;
    let Ok(Saved::Published(article)) = saved else { panic!("{saved:?}") };
    let mut form = head.fills(leading_to((space, article))).await;
    assert!(links(&head, &form).await.outside > 0);
    narrow_to_readers(backend, &caller, &mut form.input).await.expect("narrowed");
    let [target] = form.input.targets.as_slice() else { panic!("{:?}", form.input.targets) };
    assert_eq!(
        (target.profiles.as_slice(), target.levels.as_slice()),
        (club.profiles.as_slice(), club.levels.as_slice())
    );
    assert_eq!(links(&head, &form).await.outside, 0);
}

/// Whoever writes for a region may link to any article of its schools: only the newest are read.
#[both_engines]
async fn the_newest_articles_are_found_along_an_index(world: World) {
    let indexes = world.indexes().await;
    assert!(indexes.contains(" ON article (published_at, id)"), "{indexes}");
}
