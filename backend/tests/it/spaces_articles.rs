//! Articles of a space: who reads and changes them, when they are published, and who is told.

mod corrected;
mod former;
mod made;
mod many;

use backend::{
    Error, Result,
    home::announcements_for,
    spaces::{
        self, Saved, Step, article, article_form, discard_article, save_article, subscribe, withdraw_article,
    },
};
use domain::{
    ArticleId, SpaceId,
    fields::FieldProblem,
    spaces::{
        ArticleInput, ArticleState, MAX_ARTICLES_PER_DAY, SpaceKind,
        view::{ArticleView, SpacePage},
    },
    versions::Run,
};
use testing::{Actor, World, both_engines, parent, refused_field, samples};

use crate::attachments::{read, send};

pub async fn space(world: &World, kind: SpaceKind) -> SpaceId {
    let sql =
        format!("SELECT id FROM space WHERE establishment_id = {} AND kind = '{}'", world.curie, kind.code());
    SpaceId(world.number(&sql).await.expect("a space"))
}

pub fn text(title: &str) -> ArticleInput {
    ArticleInput { title: title.to_owned(), body: "<p>Lundi</p>".to_owned(), ..ArticleInput::default() }
}

pub const NOW: Step = Step::Publish { confirmed: None };

pub async fn save(
    actor: &Actor<'_>,
    at: (SpaceId, Option<ArticleId>),
    key: &str,
    input: &ArticleInput,
    step: Step,
) -> Result<Saved> {
    save_article(&actor.world.backend, &actor.caller().await, at.0, at.1, key, input, step).await
}

/// Publishes a new article.
async fn publishes(actor: &Actor<'_>, space: SpaceId, input: &ArticleInput) -> ArticleId {
    match save(actor, (space, None), &key(&input.title), input, NOW).await.expect("an article") {
        Saved::Published(id) => id,
        other => panic!("{other:?}"),
    }
}

fn named(field: &str, problem: FieldProblem) -> (String, FieldProblem) {
    (field.to_owned(), problem)
}

pub fn key(title: &str) -> String {
    let letters: String = title.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("form-{letters}-0001")
}

pub async fn opens(actor: &Actor<'_>, space: SpaceId, id: ArticleId) -> Result<ArticleView> {
    article(&actor.world.backend, &actor.caller().await, space, id).await
}

async fn lists(actor: &Actor<'_>, space: SpaceId) -> Result<SpacePage> {
    spaces::space_page(&actor.world.backend, &actor.caller().await, space, "", "").await
}

/// How many letters about articles somebody has.
pub async fn told(world: &World, name: &str) -> i64 {
    let sql = format!(
        "SELECT COUNT(*) FROM delivery d JOIN message m ON m.id = d.message_id JOIN person p ON p.id = d.person_id \
         WHERE m.dedup LIKE 'article-%' AND p.external_id = '{name}'"
    );
    world.number(&sql).await.expect("a count")
}

async fn stands(actor: &Actor<'_>) -> Vec<String> {
    let page = announcements_for(&actor.world.backend, actor.person).await.expect("a home page");
    page.items.as_ref().expect("news").iter().map(|item| item.title.clone()).collect()
}

#[both_engines]
async fn an_article_is_read_by_its_population_and_stands_on_their_home_page(world: World) {
    let parents = space(&world, SpaceKind::Parents).await;
    let [writer, reader, pupil, teacher, head] = [
        world.actor("redacteur").await,
        world.actor("parent").await,
        world.actor("eleve").await,
        world.actor("professeur").await,
        world.actor("direction").await,
    ];
    let file = send(&writer, &key("Sortie"), "menu.pdf", &samples::pdf("menu")).await.expect("a file").token;
    let draft = ArticleInput { files: vec![file.clone()], ..text("Sortie") };
    let kept = save(&writer, (parents, None), &key("Sortie"), &draft, Step::Keep).await.expect("a draft");
    let Saved::Draft(id) = kept else { panic!("{kept:?}") };
    for nobody in [&reader, &head, &pupil] {
        assert!(matches!(opens(nobody, parents, id).await, Err(Error::NotFound)), "a draft is its author's");
        assert!(matches!(read(nobody, &file).await, Err(Error::NotFound)));
    }
    assert_eq!(opens(&writer, parents, id).await.expect("own").state, ArticleState::Draft);

    let again = save(&writer, (parents, None), &key("Sortie"), &draft, NOW).await.expect("published");
    assert_eq!(again, Saved::Published(id), "one key makes one article");
    let seen = opens(&reader, parents, id).await.expect("an article");
    assert_eq!((seen.title.as_str(), seen.body.as_str(), seen.files.len()), ("Sortie", "<p>Lundi</p>", 1));
    assert_eq!(read(&reader, &file).await.expect("the file"), samples::pdf("menu"));
    assert_eq!(lists(&reader, parents).await.expect("a space").rows.len(), 1);
    assert_eq!(stands(&reader).await, ["Sortie"]);
    for stranger in [&pupil, &teacher] {
        assert!(matches!(opens(stranger, parents, id).await, Err(Error::NotFound)));
        assert!(matches!(lists(stranger, parents).await, Err(Error::NotFound)));
        assert!(matches!(read(stranger, &file).await, Err(Error::NotFound)));
        assert!(stands(stranger).await.is_empty());
    }
    assert!(opens(&head, parents, id).await.is_ok(), "a moderator reads");
    assert!(stands(&head).await.is_empty(), "but is not one of the population");

    world.leaves(reader.person).await;
    assert!(matches!(opens(&reader, parents, id).await, Err(Error::NotFound)), "at once");
    assert!(matches!(read(&reader, &file).await, Err(Error::NotFound)));
    assert!(stands(&reader).await.is_empty());
}

#[both_engines]
async fn a_withdrawn_article_is_said_to_be_withdrawn(world: World) {
    let parents = space(&world, SpaceKind::Parents).await;
    let [writer, reader, head, collectivite, teacher] = [
        world.actor("redacteur").await,
        world.actor("parent").await,
        world.actor("direction").await,
        world.actor("collectivite").await,
        world.actor("professeur").await,
    ];
    let id = publishes(&head, parents, &text("De la direction")).await;
    let backend = &world.backend;
    let refused = withdraw_article(backend, &writer.caller().await, parents, id).await;
    assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
    let refused = save(&writer, (parents, Some(id)), "form-0002", &text("Autre"), NOW).await;
    assert!(matches!(refused, Err(Error::Forbidden(_))), "a writer changes only their own");
    withdraw_article(backend, &collectivite.caller().await, parents, id).await.expect("a moderator");
    let told = head.finds_letters("", "").await;
    assert_eq!(told.len(), 1, "its author is told: {told:?}");
    assert!(told[0].starts_with("Article retiré"), "{told:?}");
    let left = opens(&reader, parents, id).await.expect("its page");
    assert!(matches!(left.state, ArticleState::Withdrawn { .. }));
    assert_eq!((left.body.as_str(), left.withdrawn_by.as_str()), ("", "collectivite Martin"));
    assert!(matches!(opens(&teacher, parents, id).await, Err(Error::NotFound)));
    assert!(lists(&reader, parents).await.expect("a space").rows.is_empty());
    assert!(stands(&reader).await.is_empty());
    let twice = withdraw_article(backend, &head.caller().await, parents, id).await;
    assert!(matches!(twice, Err(Error::Conflict(_))), "{twice:?}");
    let edited = save(&head, (parents, Some(id)), "form-0003", &text("Autre"), NOW).await;
    assert!(matches!(edited, Err(Error::Conflict(_))), "{edited:?}");
}

#[both_engines]
async fn a_scheduled_article_appears_at_its_time_if_its_author_may_still_write(world: World) {
    let parents = space(&world, SpaceKind::Parents).await;
    let [writer, reader] = [world.actor("redacteur").await, world.actor("parent").await];
    // Ten o'clock in Metz.
    let at = |time: &str| ArticleInput {
        later: true,
        day: "2026-10-05".to_owned(),
        time: time.to_owned(),
        ..text("Plus tard")
    };
    let past = save(&writer, (parents, None), "form-0001", &at("09:59"), NOW).await;
    assert_eq!(refused_field(past), named("envoi-heure", FieldProblem::InThePast));
    let saved = save(&writer, (parents, None), "form-0001", &at("11:00"), NOW).await.expect("scheduled");
    let Saved::Scheduled(id) = saved else { panic!("{saved:?}") };
    world.publish().await;
    assert!(matches!(opens(&reader, parents, id).await, Err(Error::NotFound)));
    // Moved to later: the first job finds nothing to do.
    save(&writer, (parents, Some(id)), "form-0001", &at("12:00"), NOW).await.expect("moved");
    world.set_clock("2026-10-05T09:30:00Z");
    world.publish().await;
    assert!(matches!(opens(&reader, parents, id).await, Err(Error::NotFound)));
    world.set_clock("2026-10-05T10:00:00Z");
    world.publish().await;
    assert!(opens(&reader, parents, id).await.is_ok());
    assert_eq!(stands(&reader).await, ["Plus tard"]);

    let other = ArticleInput { title: "Trop tard".to_owned(), ..at("13:00") };
    let saved = save(&writer, (parents, None), "form-0002", &other, NOW).await.expect("scheduled");
    let Saved::Scheduled(id) = saved else { panic!("{saved:?}") };
    world.sql(&format!("DELETE FROM access_grant WHERE person_id = {}", writer.person)).await;
    world.set_clock("2026-10-05T11:00:00Z");
    world.publish().await;
    assert!(matches!(opens(&reader, parents, id).await, Err(Error::NotFound)));
    let head = world.actor("direction").await;
    let seen = opens(&head, parents, id).await.expect("a moderator sees why");
    assert!(matches!(seen.state, ArticleState::Refused { .. }));
    assert_eq!(told(&world, "redacteur").await, 1, "its author is told");
    assert_eq!(told(&world, "direction").await, 1, "and who administers the school");
    assert_eq!(told(&world, "parent").await, 0, "but nobody else");
}

#[both_engines]
async fn subscribers_are_told_once_and_only_those(world: World) {
    let parents = space(&world, SpaceKind::Parents).await;
    let writer = world.actor("direction").await;
    for name in ["mere", "pere", "muet"] {
        world.add(name).stands_in(parent(world.curie, "2de")).save().await;
    }
    let silent = world.actor("muet").await;
    subscribe(&world.backend, &silent.caller().await, parents, false).await.expect("unsubscribed");
    let form =
        article_form(&world.backend, &writer.caller().await, parents, None, None).await.expect("a form");
    assert_eq!(form.subscribers, 3);

    let tells = ArticleInput { tells: true, ..text("Grève") };
    let asked = save(&writer, (parents, None), &key("Greve"), &tells, NOW).await.expect("a question");
    assert_eq!(asked, Saved::Asks { people: 3 });
    assert!(lists(&writer, parents).await.expect("a space").rows.is_empty(), "nothing is stored yet");
    let confirmed = Step::Publish { confirmed: Some(3) };
    let saved = save(&writer, (parents, None), &key("Greve"), &tells, confirmed).await.expect("published");
    let Saved::Published(id) = saved else { panic!("{saved:?}") };
    world.publish().await;
    for (name, letters) in
        [("mere", 1), ("pere", 1), ("parent", 1), ("muet", 0), ("eleve", 0), ("direction", 0)]
    {
        assert_eq!(told(&world, name).await, letters, "{name}");
    }

    // A correction tells those who came since, and nobody twice.
    world.add("nouvelle").stands_in(parent(world.curie, "2de")).save().await;
    world.joins(silent.person, &parent(world.pasteur, "5e")).await;
    subscribe(&world.backend, &silent.caller().await, parents, true).await.expect("subscribed");
    world.set_clock("2026-10-05T09:00:00Z");
    let corrected = ArticleInput { tells: true, ..text("Grève, suite") };
    let confirmed = Step::Publish { confirmed: Some(2) };
    let saved =
        save(&writer, (parents, Some(id)), "form-0002", &corrected, confirmed).await.expect("corrected");
    assert_eq!(saved, Saved::Corrected(id));
    world.publish().await;
    for (name, letters) in [("mere", 1), ("parent", 1), ("muet", 1), ("nouvelle", 1)] {
        assert_eq!(told(&world, name).await, letters, "{name}");
    }
    let reader = world.actor("mere").await;
    let seen = opens(&reader, parents, id).await.expect("an article");
    assert_eq!(seen.title, "Grève, suite");
    assert!(seen.corrected.is_some(), "readers see that it was corrected");
}

#[both_engines]
async fn a_letter_to_subscribers_leads_to_the_article(world: World) {
    let parents = space(&world, SpaceKind::Parents).await;
    let writer = world.actor("direction").await;
    let tells = ArticleInput { tells: true, ..text("Cantine") };
    let confirmed = Step::Publish { confirmed: Some(1) };
    let saved = save(&writer, (parents, None), &key("Cantine"), &tells, confirmed).await.expect("published");
    let Saved::Published(id) = saved else { panic!("{saved:?}") };
    world.publish().await;
    let reader = world.actor("parent").await;
    let letter = "SELECT id FROM message WHERE dedup LIKE 'article-published-%'";
    let letter = domain::MessageId(world.number(letter).await.expect("a letter"));
    let opened = backend::messages::open(&world.backend, &reader.caller().await, letter).await.expect("open");
    assert!(opened.subject.starts_with("Nouvel article") && opened.subject.ends_with("Cantine"));
    assert!(opened.body.as_str().contains("Espace parents"), "{}", opened.body.as_str());
    let (_, address) = opened.leads_to.expect("a link");
    assert_eq!(address, format!("/espaces/{parents}/articles/{id}"));
}

#[both_engines]
async fn what_is_out_of_bounds_is_refused_with_its_control(world: World) {
    let parents = space(&world, SpaceKind::Parents).await;
    let writer = world.actor("direction").await;
    let empty =
        save(&writer, (parents, None), "form-0001", &ArticleInput { title: String::new(), ..text("") }, NOW)
            .await;
    assert_eq!(refused_field(empty), named("titre", FieldProblem::Required));
    let many = ArticleInput { files: (0..11).map(|n| format!("{n:032x}")).collect(), ..text("Fichiers") };
    let many = save(&writer, (parents, None), "form-0001", &many, NOW).await;
    assert_eq!(refused_field(many), named("fichiers", FieldProblem::TooManyFiles { max: 10 }));
    assert_eq!(world.number("SELECT COUNT(*) FROM article").await, Some(0), "nothing is stored");
    for number in 0..MAX_ARTICLES_PER_DAY {
        publishes(&writer, parents, &text(&format!("Article {number}"))).await;
    }
    let more = save(&writer, (parents, None), "form-more-1", &text("Un de trop"), NOW).await;
    assert_eq!(refused_field(more), named("titre", FieldProblem::TooManyToday { max: MAX_ARTICLES_PER_DAY }));
    let first = lists(&writer, parents).await.expect("a page");
    assert_eq!(first.rows.len(), 20);
    let older = first.older.expect("a second page");
    let caller = writer.caller().await;
    let second = spaces::space_page(&world.backend, &caller, parents, &older, "").await.expect("a page");
    assert_eq!((second.rows.len(), second.older), (10, None));
}

#[both_engines]
async fn foreign_html_is_cleaned_and_titles_stay_text(world: World) {
    let parents = space(&world, SpaceKind::Parents).await;
    let writer = world.actor("direction").await;
    let hostile = ArticleInput {
        title: "<script>alert(1)</script>".to_owned(),
        body: "<p onclick=\"x()\">Oui</p><img src=x onerror=x()><a href=\"javascript:x()\">e</a>".to_owned(),
        ..ArticleInput::default()
    };
    let id = publishes(&writer, parents, &hostile).await;
    let reader = world.actor("parent").await;
    let seen = opens(&reader, parents, id).await.expect("an article");
    assert_eq!(seen.title, "<script>alert(1)</script>");
    assert_eq!(seen.body.as_str(), "<p>Oui</p><a rel=\"noopener noreferrer nofollow\">e</a>");
}

#[both_engines]
async fn a_discarded_draft_leaves_nothing(world: World) {
    let parents = space(&world, SpaceKind::Parents).await;
    let writer = world.actor("redacteur").await;
    let file = send(&writer, &key("Essai"), "menu.pdf", &samples::pdf("menu")).await.expect("a file").token;
    let draft = ArticleInput { files: vec![file.clone()], ..text("Essai") };
    let kept = save(&writer, (parents, None), &key("Essai"), &draft, Step::Keep).await.expect("a draft");
    let Saved::Draft(id) = kept else { panic!("{kept:?}") };
    let head = world.actor("direction").await;
    let others = discard_article(&world.backend, &head.caller().await, parents, id).await;
    assert!(matches!(others, Err(Error::NotFound)));
    discard_article(&world.backend, &writer.caller().await, parents, id).await.expect("discarded");
    assert_eq!(world.number("SELECT COUNT(*) FROM article").await, Some(0));
    let left = "SELECT COUNT(*) FROM file WHERE owner_kind = 'form' AND form_key = 'retires'";
    assert_eq!(world.number(left).await, Some(1), "its file waits to be swept");
}

#[both_engines]
async fn who_had_read_the_old_text_sees_what_changed_and_may_be_told(world: World) {
    let parents = space(&world, SpaceKind::Parents).await;
    let head = world.actor("direction").await;
    for name in ["mere", "pere"] {
        world.add(name).stands_in(parent(world.curie, "2de")).save().await;
    }
    let [mother, father] = [world.actor("mere").await, world.actor("pere").await];
    let id = publishes(&head, parents, &text("Sortie")).await;
    let before = opens(&mother, parents, id).await.expect("an article");
    assert!(before.corrected.is_none());
    let corrected = ArticleInput { body: "<p>Mardi</p>".into(), tells_readers: true, ..text("Sortie") };
    save(&head, (parents, Some(id)), "form-0002", &corrected, NOW).await.expect("corrected");
    world.publish().await;
    assert_eq!((told(&world, "mere").await, told(&world, "pere").await), (1, 0), "only who had read it");
    let changes =
        opens(&mother, parents, id).await.expect("an article").corrected.expect("corrected").changes;
    let changes = changes.expect("what changed").text;
    assert!(changes.contains(&Run::Removed("Lundi".into())) && changes.contains(&Run::Added("Mardi".into())));
    let seen = opens(&father, parents, id).await.expect("an article").corrected.expect("corrected");
    assert_eq!(seen.changes, None, "who sees only the new text has nothing to compare");

    let late = save(&head, (parents, Some(id)), "form-0003", &text("Autre"), NOW).await;
    assert!(matches!(late, Err(Error::Conflict(_))), "somebody corrected it meanwhile: {late:?}");
    let again = ArticleInput { version: 1, ..text("Autre") };
    save(&head, (parents, Some(id)), "form-0004", &again, NOW).await.expect("corrected again");
    world.publish().await;
    assert_eq!(told(&world, "mere").await, 1, "nobody is told who is not to be");
}
