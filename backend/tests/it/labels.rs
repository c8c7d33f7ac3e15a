//! Two people of the same name are told apart where they are chosen or held responsible.

use std::collections::BTreeSet;

use backend::{
    access::{find_people, holders},
    accounts::{self, Made},
    agenda::{self, NewForm},
    entities,
    spaces::{self, Step},
};
use domain::{
    access::{Role, view::HoldersFilter},
    accounts::batch::{BatchKind, EVERYBODY, PopulationChoice},
    communications::view::{SentFilter, SitesFilter},
    spaces::{ArticleInput, SpaceKind},
};
use sea_orm::EntityTrait;
use testing::{Actor, World, announcement, both_engines, event, in_folder, message, proved, teacher};
use words::Language;

/// Two senders of one name, one function and one school; their identifiers end alike.
async fn namesakes(world: &World, role: Role) -> [Actor<'_>; 2] {
    let add = async |identifier: &str| {
        let person = world
            .add(identifier)
            .stands_in(teacher(world.curie, "2de", "Arts"))
            .holds_at(role, world.curie)
            .save()
            .await;
        world
            .sql(&format!(
                "UPDATE person SET first_name = 'Camille', last_name = 'Noël', \
                 search_last = 'noel camille', search_first = 'camille noel' WHERE id = {person}"
            ))
            .await;
        Actor { world, person }
    };
    [add("A14821").await, add("B24821").await]
}

fn distinct(texts: &[String]) {
    let different: BTreeSet<&String> = texts.iter().collect();
    assert_eq!(different.len(), texts.len(), "two people look the same: {texts:?}");
    assert_eq!(texts.len(), 2, "{texts:?}");
}

#[both_engines]
async fn namesakes_look_different_where_they_are_chosen_and_held_responsible(world: World) {
    let both = namesakes(&world, Role::SenderAnnouncement).await;
    let head = world.actor("direction").await.caller().await;
    let words = Language::French.words();
    let curie = format!("etablissement-{}", world.curie);

    let found = find_people(&world.backend, &head, &curie, "noël").await.expect("people");
    distinct(&found.iter().map(|label| words.access.person_place(label)).collect::<Vec<_>>());

    let filter = HoldersFilter {
        scope: curie.clone(),
        search: "noel".to_owned(),
        page: 1,
        ..HoldersFilter::default()
    };
    let listed = holders(&world.backend, &head, &filter).await.expect("holders");
    distinct(&listed.rows.iter().map(|row| words.access.person_place(&row.person)).collect::<Vec<_>>());

    let mut ids = Vec::new();
    for actor in &both {
        ids.push(actor.sends(&announcement("Sortie")).await);
    }
    let reader = world.actor("observateur").await;
    let sent = reader.sent(&SentFilter { page: 1, ..SentFilter::default() }).await.expect("a list");
    distinct(&sent.rows.iter().map(|row| row.author.clone()).collect::<Vec<_>>());
    let detail = reader.detail(sent.rows[0].id).await.expect("a page");
    assert_eq!(detail.author, sent.rows[0].author);

    let administrator = Actor { world: &world, person: world.administrator("eleve").await }.caller().await;
    let accounts =
        backend::accounts::list(&world.backend, &administrator, "noel", 1).await.expect("accounts");
    distinct(&accounts.rows.iter().map(|row| words.access.apart(&row.apart)).collect::<Vec<_>>());

    let filter = domain::audit::AuditFilter { action: "deployed".to_owned(), ..Default::default() };
    let journal = backend::journal::page(&world.backend, &administrator, &filter).await.expect("entries");
    distinct(&journal.rows.iter().map(|row| words.audit.actor(row)).collect::<Vec<_>>());

    let mut cancelled_by = Vec::new();
    for (actor, id) in both.iter().zip(ids) {
        actor.cancel(id).await.expect("cancelled");
        let caller = reader.caller().await;
        let states =
            backend::communications::sites(&world.backend, &caller, id, &SitesFilter::default()).await;
        cancelled_by.extend(states.expect("a page").rows.remove(0).changed_by);
    }
    distinct(&cancelled_by);
}

/// Families read where somebody with a namesake is; how the directory identifies people is for the staff.
#[both_engines]
async fn namesakes_write_to_families_under_place_and_levels(world: World) {
    let mut asked = Vec::new();
    for actor in namesakes(&world, Role::SenderMessage).await {
        let form = actor.fills(message("Sortie", "<p>Jeudi.</p>")).await;
        asked.push(actor.asks(&form).await.expect("a question").sender);
        actor.sends(&form).await;
    }
    let letters = entities::message::Entity::find().all(&world.backend.db).await.expect("messages");
    let senders: Vec<String> = letters.into_iter().map(|letter| letter.sender_name).collect();
    assert_eq!(senders, asked, "as the question says");
    for sender in &senders {
        assert!(sender.starts_with("Camille Noël (") && sender.contains("niveau 2de"), "{sender}");
        assert!(!sender.contains("compte") && !sender.contains("identifiant"), "{sender}");
    }
}

/// The same on the pages of a space of families, in its feed and in what its subscribers are told.
#[both_engines]
async fn families_read_no_identifier_of_who_wrote(world: World) {
    let backend = &world.backend;
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let [author, _] = namesakes(&world, Role::SenderNews).await;
    let (caller, mother) = (author.caller().await, world.actor("parent").await);
    let input = ArticleInput {
        title: "Sortie".to_owned(),
        body: "<p>Jeudi.</p>".to_owned(),
        ..ArticleInput::default()
    };
    let now = Step::Publish { confirmed: None };
    let saved = spaces::save_article(backend, &caller, parents, None, "namesakes-form-7", &input, now).await;
    let spaces::Saved::Published(id) = saved.expect("an article") else { panic!("not published") };
    let new = NewForm { key: "namesakes-form-8", input: &event("Réunion"), tells: true };
    agenda::create(backend, &caller, Some(parents), new).await.expect("an event");
    world.publish().await;
    let reader = mother.caller().await;
    let article = spaces::article(backend, &reader, parents, id).await.expect("an article");
    let token = spaces::renew_article_feed(backend, &reader, parents).await.expect("an address");
    let feed = spaces::article_feed(backend, parents, &token).await.expect("a feed").expect("a reader");
    let letter = mother.inbox(&in_folder("", "")).await.rows.remove(0);
    let letter = mother.opens(letter.id).await.expect("a letter");
    for said in [article.author.as_str(), feed.entries[0].author.as_str(), letter.body.as_str()] {
        assert!(said.contains("Camille Noël (") && said.contains("niveau 2de"), "{said}");
        assert!(!said.contains("identifiant"), "{said}");
    }
}

#[both_engines]
async fn who_has_no_namesake_is_shown_by_name_alone(world: World) {
    let head = world.actor("direction").await.caller().await;
    let curie = format!("etablissement-{}", world.curie);
    let found = find_people(&world.backend, &head, &curie, "professeur").await.expect("people");
    assert!(found[0].apart.is_empty(), "{found:?}");
    world.actor("enseignant").await.sends(&announcement("Sortie")).await;
    let sent = world.actor("observateur").await.sent(&SentFilter { page: 1, ..SentFilter::default() }).await;
    assert_eq!(sent.expect("a list").rows[0].author, "enseignant Martin");
}

/// Articles and events of a space are signed like communications, wherever their author is named.
#[both_engines]
async fn namesakes_sign_articles_and_events_differently(world: World) {
    let backend = &world.backend;
    let staff = world.space(world.curie, SpaceKind::Staff).await;
    let (mut articles, mut events) = (Vec::new(), Vec::new());
    let reader = world.actor("professeur").await.caller().await;
    for (number, actor) in namesakes(&world, Role::SenderNews).await.into_iter().enumerate() {
        let (caller, key) = (actor.caller().await, format!("namesakes-form-{number}"));
        let input = ArticleInput {
            title: "Sortie".to_owned(),
            body: "<p>Jeudi.</p>".to_owned(),
            ..ArticleInput::default()
        };
        let now = Step::Publish { confirmed: None };
        let saved = spaces::save_article(backend, &caller, staff, None, &key, &input, now).await;
        let spaces::Saved::Published(id) = saved.expect("an article") else { panic!("not published") };
        articles.push(spaces::article(backend, &reader, staff, id).await.expect("an article").author);
        let new = NewForm { key: &key, input: &event("Réunion"), tells: false };
        let id = agenda::create(backend, &caller, Some(staff), new).await.expect("an event");
        events.push(agenda::event(backend, &reader, id, None).await.expect("an event").author);
    }
    distinct(&articles);
    distinct(&events);
    assert!(articles.iter().all(|author| !author.contains("compte")), "no login: {articles:?}");

    let listed = spaces::space_page(backend, &reader, staff, "", "").await.expect("a space");
    distinct(&listed.rows.iter().map(|row| row.author.clone()).collect::<Vec<_>>());
    let token = spaces::renew_article_feed(backend, &reader, staff).await.expect("an address");
    let feed = spaces::article_feed(backend, staff, &token).await.expect("a feed").expect("a reader");
    distinct(&feed.entries.iter().map(|entry| entry.author.clone()).collect::<Vec<_>>());
}

#[both_engines]
async fn namesakes_look_different_where_links_are_made_for_a_population(world: World) {
    namesakes(&world, Role::SenderMessage).await;
    let administrator = Actor { world: &world, person: world.administrator("direction").await };
    let (backend, caller) = (&world.backend, administrator.caller().await);
    let choice = PopulationChoice {
        school: world.curie.to_string(),
        who: EVERYBODY.to_owned(),
        ..PopulationChoice::default()
    };
    let of_both = |names: Vec<String>| -> Vec<String> {
        names.into_iter().filter(|name| name.starts_with("Camille Noël")).collect()
    };
    let page = accounts::batches(backend, &caller, choice.clone()).await.expect("a page");
    let shown = page.population.expect("a population");
    distinct(&of_both(shown.named.into_iter().map(|(_, name)| name).collect()));
    let proof = proved(backend, &caller, "").await;
    let made = accounts::make_batch(backend, &caller, BatchKind::Print, &choice, shown.people, &proof).await;
    let Ok(Made::Batch(id)) = made else { panic!("{made:?}") };
    let batch = accounts::batch(backend, &caller, id).await.expect("a batch");
    distinct(&of_both(batch.left_out.into_iter().map(|(_, name, _)| name).collect()));
}
