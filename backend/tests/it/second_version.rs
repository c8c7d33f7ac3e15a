//! The author's own second version: confirmed, stored, read, corrected and copied with the first one.

use backend::{Error, accounts::choose_language, communications};
use domain::{
    communications::{
        DuplicateMode, RewordingInput, SecondInput, SecondVersion, Spoken, Start, view::SentFilter,
    },
    fields::FieldProblem,
    messages::view::InboxFilter,
};
use testing::{World, announcement, both_engines, deliver_next, message, news, refused_field};
use words::Language;

fn version(language: Spoken, title: &str, text: &str) -> SecondVersion {
    SecondVersion { language, title: title.to_owned(), text: text.to_owned() }
}

#[both_engines]
async fn what_an_announcement_says_in_two_languages_goes_together(world: World) {
    let (sender, reader) = (world.actor("enseignant").await, world.actor("eleve").await);
    let form = sender.fills(announcement("Sortie lundi")).await;
    let question = sender.asks(&form).await.expect("a question");
    let both = form.second("en", "", "Trip on Monday");
    let refused = sender.confirms(&both, &question).await;
    assert!(matches!(refused, Err(Error::Conflict(_))), "it is part of what is confirmed: {refused:?}");
    let wrong = announcement("Sortie").second("en", "", &"a".repeat(256));
    assert_eq!(refused_field(sender.deploy(&sender.fills(wrong).await).await).0, "autre-texte");

    let id = sender.publishes(&announcement("Sortie lundi").second("en", "", "Trip on Monday")).await;
    let english = |text: &str| Some(version(Spoken::English, "", text));
    assert_eq!(reader.visits().await.announcements[0].second, english("Trip on Monday"));
    communications::store_sightings(&world.backend).await.expect("stored");
    sender
        .corrects(id, |typed| "Trip on Tuesday".clone_into(&mut typed.input.second.text))
        .await
        .expect("a correction");
    let finds = async |search: &str| {
        let filter = SentFilter { search: search.to_owned(), ..SentFilter::default() };
        sender.finds(&filter).await
    };
    assert_eq!(
        (finds("TUESDAY trip").await, finds("sortie").await),
        (vec![id], vec![id]),
        "by either version"
    );
    assert!(finds("monday").await.is_empty(), "not by what it no longer says");
    let changed = Some(("Monday".to_owned(), "Tuesday".to_owned()));
    assert_eq!(reader.corrections().await, [changed], "who had seen the old version sees what changed");
    let other = world.second_process().await;
    assert_eq!(reader.sees_through(&other).await, ["Sortie lundi"], "the first one stays");

    let caller = sender.caller().await;
    let copy = communications::compose(&world.backend, &caller, Start::Copy(id, DuplicateMode::Both)).await;
    let copied =
        SecondInput { language: "en".into(), text: "Trip on Tuesday".into(), ..SecondInput::default() };
    assert_eq!(copy.expect("a form").input.second, copied);
    sender.corrects(id, |typed| typed.input.second = SecondInput::default()).await.expect("taken away");
    assert_eq!(sender.detail(id).await.expect("a page").content.second(), None);
    assert_eq!(reader.visits().await.announcements[0].second, None);
}

#[both_engines]
async fn a_message_and_a_news_item_have_a_title_in_each_language(world: World) {
    let (sender, reader) = (world.actor("direction").await, world.actor("eleve").await);
    let letter = message("Sortie", "<p>Lundi</p>");
    let untitled = sender.fills(letter.clone().second("ar", "", "الاثنين")).await;
    let refused = refused_field(sender.deploy(&untitled).await);
    assert_eq!(refused, ("autre-titre".to_owned(), FieldProblem::Required));
    let id = sender.sends(&letter.second("ar", "رحلة", "الاثنين\nفي الثامنة")).await;
    while deliver_next(&world.backend).await {}
    let arabic = version(Spoken::Arabic, "رحلة", "الاثنين\nفي الثامنة");
    assert_eq!(sender.detail(id).await.expect("a page").content.second(), Some(&arabic));
    let inbox = reader.inbox(&InboxFilter::default()).await;
    let row = &inbox.rows[0];
    assert_eq!((row.subject.as_str(), row.language), ("Sortie", Some(Spoken::French)), "nobody asked");
    assert_eq!(reader.opens(row.id).await.expect("a message").second, Some(arabic));

    let item = news("Exposition", "<p>Venez</p>").second("tr", "Sergi", "Gelin");
    let id = sender.publishes(&item).await;
    let read = communications::read_news(&world.backend, &reader.caller().await, id).await.expect("news");
    assert_eq!(read.second, Some(version(Spoken::Turkish, "Sergi", "Gelin")));

    // Beside an announcement, the message says the same in both languages.
    let mut beside = announcement("Réunion\nà 18 h").second("en", "", "Meeting\nat 6 pm");
    beside.input.announcement.also_message = true;
    sender.sends(&beside).await;
    while deliver_next(&world.backend).await {}
    let newest = reader.inbox(&InboxFilter::default()).await.rows[0].id;
    let second = reader.opens(newest).await.expect("a message").second;
    assert_eq!(second, Some(version(Spoken::English, "Meeting", "Meeting\nat 6 pm")));
}

#[both_engines]
async fn the_language_of_a_text_goes_with_it_everywhere(world: World) {
    let (sender, reader) = (world.actor("direction").await, world.actor("eleve").await);
    let caller = sender.caller().await;
    let both = announcement("Trip on Monday").written_in("en").second("fr", "", "Sortie lundi");
    let same = announcement("Trip").written_in("en").second("en", "", "Trip");
    let refused = refused_field(sender.deploy(&sender.fills(same).await).await);
    assert_eq!(refused, ("autre-langue".to_owned(), FieldProblem::SameLanguage));
    let unknown = announcement("Trip").written_in("xx");
    let refused = refused_field(sender.deploy(&sender.fills(unknown).await).await);
    assert_eq!(refused, ("langue-texte".to_owned(), FieldProblem::UnknownChoice));

    let draft = sender.fills(both.clone()).await;
    let (kept, _) =
        communications::save_draft(&world.backend, &caller, &draft.key, &draft.input).await.expect("a draft");
    let opened = communications::compose(&world.backend, &caller, Start::Draft(kept)).await.expect("a form");
    assert_eq!(opened.input.second.first, "en", "a draft keeps it");
    let blank = communications::compose(&world.backend, &caller, Start::Blank).await.expect("a form");
    let drafts: Vec<_> = blank.drafts.iter().map(|draft| (draft.text.as_str(), draft.language)).collect();
    assert!(drafts.contains(&("Trip on Monday", Some(Spoken::English))), "read out in it: {drafts:?}");
    let id = sender.publishes(&both).await;
    let page = reader.visits().await;
    let shown = &page.announcements[0];
    assert_eq!((shown.language, &*shown.text), (Spoken::English, "Trip on Monday"));
    assert_eq!(shown.second, Some(version(Spoken::French, "", "Sortie lundi")));
    assert_eq!(sender.detail(id).await.expect("a page").content.language(), Spoken::English);
    let copy = communications::compose(&world.backend, &caller, Start::Copy(id, DuplicateMode::Both)).await;
    assert_eq!(copy.expect("a form").input.second.first, "en");
    let same = Start::Copy(id, DuplicateMode::Targets);
    let same = communications::compose(&world.backend, &caller, same).await.expect("a form").input;
    assert_eq!(
        same.second,
        SecondInput { first: "en".into(), ..SecondInput::default() },
        "no text comes along"
    );

    // Only the language was wrong: it is put right, and the text is no other.
    sender
        .corrects(id, |typed| {
            typed.input.second = SecondInput { first: "de".into(), ..SecondInput::default() }
        })
        .await
        .expect("a correction");
    sender.corrects(id, |typed| typed.input.second.first = "it".into()).await.expect("another language");
    assert_eq!(sender.detail(id).await.expect("a page").content.language(), Spoken::Italian);
    assert_eq!(reader.visits().await.announcements[0].language, Spoken::Italian);

    let letter = message("Trip", "<p>Monday</p>").written_in("en").second("fr", "Sortie", "Lundi");
    sender.sends(&letter).await;
    while deliver_next(&world.backend).await {}
    let inbox = reader.inbox(&InboxFilter::default()).await;
    let row = &inbox.rows[0];
    assert_eq!((row.subject.as_str(), row.language), ("Sortie", Some(Spoken::French)), "the reader's own");
    assert_eq!(reader.opens(row.id).await.expect("a message").language, Some(Spoken::English));

    let item = sender.publishes(&news("Exhibition", "<p>Come</p>").written_in("en")).await;
    let read = communications::read_news(&world.backend, &reader.caller().await, item).await.expect("news");
    assert_eq!((read.language, read.second), (Spoken::English, None));
}

/// The program quotes the title in the language in which it writes.
#[both_engines]
async fn a_notice_about_both_versions_names_that_of_its_reader(world: World) {
    let (sender, reader) = (world.actor("direction").await, world.actor("eleve").await);
    let id = sender.publishes(&announcement("Sortie").second("en", "", "Trip")).await;
    reader.visits().await;
    let change = |typed: &mut RewordingInput| {
        "Sortie mardi".clone_into(&mut typed.input.announcement.text);
        "Trip on Tuesday".clone_into(&mut typed.input.second.text);
        typed.tell = true;
    };
    sender.corrects(id, change).await.expect("a correction");
    world.publish().await;
    let letter = message("Réunion", "<p>Lundi</p>").second("en", "Meeting", "On Monday");
    let id = sender.sends(&letter).await;
    world.publish().await;
    communications::remind(&world.backend, &sender.caller().await, id).await.expect("reminded");
    world.publish().await;
    let newest = async || {
        let rows = reader.inbox(&InboxFilter::default()).await.rows;
        let program = rows.into_iter().map(|row| row.subject);
        program.filter(|subject| !["Réunion", "Meeting"].contains(&subject.as_str())).collect::<Vec<_>>()
    };
    assert_eq!(newest().await, ["Rappel\u{a0}: Réunion", "Texte corrigé\u{a0}: Sortie mardi"]);
    choose_language(&world.backend, reader.person, Language::English).await.expect("a choice");
    assert_eq!(newest().await, ["Reminder: Meeting", "Text corrected: Trip on Tuesday"]);
    let reminder = reader.inbox(&InboxFilter::default()).await.rows[0].id;
    let original = reader.opens(reminder).await.expect("a reminder").original.expect("what it reminds of");
    let second = Some(version(Spoken::English, "Meeting", "On Monday"));
    assert_eq!((original.language, original.second), (Some(Spoken::French), second));
}
