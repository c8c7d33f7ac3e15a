//! Each reader's own version comes first, and what many readers share is the same for all of them.

use reqwest::Method;
use testing_server::{Answer, Browser, Server, announcement, deliver_next, message, news, on_sqlite_url};

async fn asked(browser: &Browser, path: &str, accepts: &str) -> String {
    let answer = Answer::of(browser.request(Method::GET, path).header("accept-language", accepts)).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    answer.body
}

/// Whether the second version stands before the line that opens the other one.
fn comes_first(page: &str) -> bool {
    let second = page.find("class=\"second-version\"").unwrap_or_else(|| panic!("a version: {page}"));
    let other = page.find("class=\"other-version\"").unwrap_or_else(|| panic!("another version: {page}"));
    second < other
}

#[tokio::test]
async fn who_asks_decides_which_version_comes_first() {
    on_sqlite_url(async |url| {
        let server = Server::start(url).await;
        let sender = server.world.actor("direction").await;
        sender.publishes(&announcement("Sortie lundi").public().second("ar", "", "رحلة")).await;
        let reader = server.browser_of("eleve").await;
        let (arabic, french) =
            (asked(&reader, "/", "ar,fr;q=0.5").await, asked(&reader, "/", "fr,ar;q=0.5").await);
        assert!(comes_first(&arabic) && !comes_first(&french));
        assert!(arabic.contains("data-reads=\"ar\"") && !french.contains("data-reads"));
        assert!(arabic.contains("lang=\"ar\" dir=\"rtl\""), "{arabic}");
        let list = "/api/announcements";
        assert_eq!(asked(&reader, list, "ar").await, asked(&reader, list, "fr").await, "shared bytes");

        // Nobody clicks on a screen: both stand on it.
        let hall = asked(&server.anonymous(), "/etablissements/0570051W/affichage?lang=ar", "fr").await;
        let (own, other) =
            (hall.find("رحلة").expect("a version"), hall.find("Sortie lundi").expect("another"));
        assert!(own < other, "{hall}");
        let feed = asked(&server.anonymous(), "/etablissements/0570051W/annonces.atom", "fr").await;
        assert!(feed.contains("Sortie lundi\n\nرحلة"), "{feed}");

        let letter = message("Sortie", "<p>Lundi</p>").second("en", "Trip", "On Monday\nat 8");
        sender.sends(&letter).await;
        while deliver_next(&server.world.backend).await {}
        let inbox = asked(&reader, "/messagerie", "en").await;
        assert!(inbox.contains("Trip") && !inbox.contains("Sortie"), "{inbox}");
        let found = asked(&reader, "/messagerie?q=monday", "fr").await;
        assert!(found.contains("Sortie"), "found by the words of either version: {found}");
        let sql = "SELECT MAX(id) FROM message WHERE kind = 'communication'";
        let path = format!("/messagerie/{}", server.world.number(sql).await.expect("a message"));
        let (english, french) = (asked(&reader, &path, "en").await, asked(&reader, &path, "fr").await);
        assert!(comes_first(&english) && !comes_first(&french));
        assert!(english.contains("<title>Trip") && french.contains("<title>Sortie"), "{english}");
        assert!(english.contains("<div lang=\"fr\">"), "the other one says its language: {english}");

        let id = sender.publishes(&news("Exposition", "<p>Venez</p>").second("ta", "கண்காட்சி", "வாருங்கள்")).await;
        let page = asked(&reader, &format!("/actualites/{id}"), "ta").await;
        assert!(comes_first(&page) && page.contains("<h1 id=\"titre\" lang=\"ta\""), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_feed_says_which_entry_is_in_another_language() {
    on_sqlite_url(async |url| {
        let server = Server::start(url).await;
        let sender = server.world.actor("direction").await;
        sender.publishes(&announcement("Trip on Monday").public().written_in("en")).await;
        let feed = "/etablissements/0570051W/annonces.atom";
        let (french, english) =
            (asked(&server.anonymous(), feed, "fr").await, asked(&server.anonymous(), feed, "en").await);
        assert!(french.contains("<content xml:lang=\"en\">Trip on Monday"), "{french}");
        assert!(english.contains("<content>Trip on Monday"), "{english}");
    })
    .await;
}

/// The form works as a plain form: what is confirmed holds both versions.
#[tokio::test]
async fn both_versions_pass_through_the_plain_form() {
    on_sqlite_url(async |url| {
        let server = Server::start(url).await;
        let author = server.browser_of("direction").await;
        let page = author.get("/communications/nouvelle").await.body;
        for part in ["name=\"autre-langue\"", "name=\"autre-titre\"", "name=\"autre-texte\"", "العربية"]
        {
            assert!(page.contains(part), "{part}: {page}");
        }
        let id = server
            .world
            .actor("direction")
            .await
            .publishes(&announcement("Sortie").second("ar", "", "رحلة"))
            .await;
        let path = format!("/communications/{id}/corriger");
        let form = author.get(&path).await.body;
        assert!(form.contains("رحلة"), "{form}");
        let typed = [
            ("version", "0"),
            ("texte", "Sortie"),
            ("lien", "aucun"),
            ("autre-langue", "ar"),
            ("autre-texte", "رحلة جديدة"),
            ("action", "confirmer"),
        ];
        let answer = author.post_form(&path, &typed).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        let detail = author.get(&format!("/communications/{id}")).await.body;
        assert!(detail.contains("رحلة جديدة"), "{detail}");
    })
    .await;
}

/// The languages in which a page says a text, by the nearest `lang` around it; its title is left out.
fn languages_of<'a>(page: &'a str, said: &str) -> Vec<&'a str> {
    let (mut open, mut found): (Vec<(&str, &str)>, _) = (Vec::new(), Vec::new());
    for piece in page.split('<') {
        let Some((tag, text)) = piece.split_once('>') else { continue };
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        let around = open.last().map_or("", |(_, language)| *language);
        if let Some(ended) = tag.strip_prefix('/') {
            while open.pop().is_some_and(|(last, _)| last != ended) {}
        } else if name.starts_with(|c: char| c.is_ascii_alphabetic())
            && !tag.ends_with('/')
            && !["br", "hr", "img", "input", "link", "meta", "source"].contains(&name)
        {
            let own = tag.split_once(" lang=\"").and_then(|(_, rest)| rest.split('"').next());
            open.push((name, own.unwrap_or(around)));
        }
        if text.contains(said) {
            found.extend(open.last().filter(|(name, _)| *name != "title").map(|(_, language)| *language));
        }
    }
    found
}

/// Screen readers pronounce it right.
#[tokio::test]
async fn what_people_wrote_says_its_language_on_an_english_page() {
    on_sqlite_url(async |url| {
        let server = Server::start(url).await;
        let sender = server.world.actor("direction").await;
        sender.publishes(&announcement("Sortie lundi")).await;
        let item = sender.publishes(&news("Exposition", "<p>Venez tous</p>")).await;
        sender.sends(&message("Rencontre", "<p>Mardi soir</p>")).await;
        while deliver_next(&server.world.backend).await {}
        let sql = "SELECT MAX(id) FROM message WHERE kind = 'communication'";
        let letter = server.world.number(sql).await.expect("a message");
        let addresses = [
            format!("/messagerie/{letter}"),
            format!("/actualites/{item}"),
            format!("/communications/{item}"),
        ];
        let [letter, page, detail] = addresses.each_ref().map(String::as_str);
        for (name, path, said) in [
            ("eleve", "/", "Sortie lundi"),
            ("eleve", "/", "Exposition"),
            ("eleve", "/messagerie", "Rencontre"),
            ("eleve", "/messagerie", "Mardi soir"),
            ("eleve", letter, "Rencontre"),
            ("eleve", letter, "Mardi soir"),
            ("eleve", page, "Exposition"),
            ("eleve", page, "Venez tous"),
            ("direction", "/communications/emises", "Exposition"),
            ("direction", detail, "Venez tous"),
        ] {
            let reader = server.browser_of(name).await;
            let english = asked(&reader, path, "en").await;
            assert!(languages_of(&english, said).contains(&"fr"), "{path} {said}: {english}");
            let french = asked(&reader, path, "fr").await;
            assert!(languages_of(&french, said).contains(&"fr"), "{path} {said}: {french}");
        }
    })
    .await;
}

/// The first version may be in any language: each reader gets theirs, and each text says its own.
#[tokio::test]
async fn a_text_in_another_language_says_so_on_every_way_out() {
    on_sqlite_url(async |url| {
        let server = Server::start(url).await;
        let sender = server.world.actor("direction").await;
        let both = announcement("رحلة يوم الاثنين").written_in("ar").public();
        sender.publishes(&both.second("fr", "", "Sortie lundi")).await;
        let item = sender.publishes(&news("Exhibition", "<p>Come along</p>").written_in("en")).await;
        let letter = message("Meeting", "<p>On Tuesday</p>").written_in("en");
        let sent = sender.sends(&letter.second("fr", "Rencontre", "Mardi")).await;
        while deliver_next(&server.world.backend).await {}

        let reader = server.browser_of("eleve").await;
        let french = asked(&reader, "/", "fr").await;
        assert!(comes_first(&french), "the second version is French");
        assert!(french.contains("lang=\"ar\" dir=\"rtl\""), "{french}");
        assert!(!comes_first(&asked(&reader, "/", "ar,fr;q=0.5").await), "an Arabic browser reads the first");
        assert!(languages_of(&french, "Exhibition").contains(&"en"), "{french}");
        let inbox = asked(&reader, "/messagerie", "fr").await;
        assert!(inbox.contains("Rencontre") && !inbox.contains("Meeting"), "{inbox}");
        let inbox = asked(&reader, "/messagerie", "en").await;
        assert!(inbox.contains("Meeting") && !inbox.contains("Rencontre"), "{inbox}");
        let sql = "SELECT MAX(id) FROM message WHERE kind = 'communication'";
        let path = format!("/messagerie/{}", server.world.number(sql).await.expect("a message"));
        let (english, french) = (asked(&reader, &path, "en").await, asked(&reader, &path, "fr").await);
        assert!(!comes_first(&english) && comes_first(&french), "{french}");
        assert!(languages_of(&french, "On Tuesday").contains(&"en"), "{french}");
        let page = asked(&reader, &format!("/actualites/{item}"), "fr").await;
        assert!(languages_of(&page, "Come along").contains(&"en"), "{page}");

        let author = server.browser_of("direction").await;
        for (path, said) in [
            ("/communications/emises".to_owned(), "Exhibition"),
            (format!("/communications/{item}"), "Come along"),
            (format!("/communications/{sent}"), "On Tuesday"),
        ] {
            let page = asked(&author, &path, "fr").await;
            assert!(languages_of(&page, said).contains(&"en"), "{path}: {page}");
        }
        let form = asked(&author, &format!("/communications/{item}/corriger"), "fr").await;
        assert!(form.contains("name=\"langue-texte\""), "{form}");

        let hall = asked(&server.anonymous(), "/etablissements/0570051W/affichage", "fr").await;
        let (own, other) =
            (hall.find("Sortie lundi").expect("a version"), hall.find("رحلة").expect("another"));
        assert!(own < other && hall.contains("lang=\"ar\" dir=\"rtl\""), "{hall}");
        let feed = asked(&server.anonymous(), "/etablissements/0570051W/annonces.atom", "fr").await;
        assert!(feed.contains("Sortie lundi\n\nرحلة"), "{feed}");
        let board = asked(&server.anonymous(), "/api/etablissements/0570051W/annonces", "fr").await;
        assert!(board.contains("\"first\":{\"language\":\"ar\",\"direction\":\"rtl\""), "{board}");
    })
    .await;
}
