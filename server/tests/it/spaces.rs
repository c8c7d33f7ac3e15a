//! Spaces over HTTP: the form of an article with its files, and the private feed.

use reqwest::{
    Method,
    multipart::{Form, Part},
};
use testing_server::{Answer, Browser, Server, both_engines, samples};

async fn space(server: &Server, kind: &str) -> String {
    let world = &server.world;
    let sql = format!("SELECT id FROM space WHERE establishment_id = {} AND kind = '{kind}'", world.curie);
    format!("/espaces/{}", world.number(&sql).await.expect("a space"))
}

async fn posts(browser: &Browser, address: &str, fields: &[(&str, &str)], file: Option<&str>) -> Answer {
    let mut form = fields.iter().fold(Form::new().text("cle", "form-0001"), |form, (name, value)| {
        form.text((*name).to_owned(), (*value).to_owned())
    });
    if let Some(name) = file {
        form = form.part("fichiers", Part::bytes(samples::pdf("menu")).file_name(name.to_owned()));
    }
    // As a browser asks for a page.
    browser.sends(browser.request(Method::POST, address).header("accept", "text/html").multipart(form)).await
}

#[both_engines]
async fn a_refused_article_comes_back_with_its_text_and_its_files(server: Server) {
    let space = space(&server, "parents").await;
    let new = format!("{space}/articles/nouveau");
    let head = server.browser_of("direction").await;
    let (text, action) = (("corps", "<p>À <b>rendre</b></p>"), ("action", "publier"));
    let refused = posts(&head, &new, &[("titre", ""), text, action], Some("dossier.pdf")).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    // A name from right to left turns nothing around that stands beside it.
    assert!(refused.body.contains("Renseigner ce champ") && refused.body.contains("<bdi>dossier.pdf"));
    assert!(refused.body.contains("&lt;p&gt;À &lt;b&gt;rendre&lt;/b&gt;&lt;/p&gt;"), "{}", refused.body);
    // Without its scripts it would show the HTML of the text.
    let scripts = |page: &str| page.matches("<script").count();
    let first = head.get(&new).await.body;
    assert!(scripts(&first) > 1 && scripts(&refused.body) == scripts(&first), "{}", refused.body);
    // What it shows is asked for at the address of its page, and not at that of the form.
    let follows = format!("<meta name=\"portevoix-page\" content=\"{new}\"");
    assert!(refused.body.contains(&follows), "{}", refused.body);
    assert!(!first.contains("portevoix-page"));
    assert_eq!(server.world.number("SELECT COUNT(*) FROM article").await, Some(0));
    let token = refused.body.split_once("name=\"piece\" value=\"").expect("the file").1;
    let token = token.split_once('"').expect("its token").0.to_owned();

    let done = posts(&head, &new, &[("titre", "Séjour"), text, ("piece", &token), action], None).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let page = done.location().split_once('?').expect("what was done").0.to_owned();
    let parent = server.browser_of("parent").await;
    let read = parent.get(&page).await;
    assert_eq!(read.status, 200);
    assert!(
        read.body.contains("Séjour") && read.body.contains("<bdi class=\"message-file-name\">dossier.pdf"),
        "{}",
        read.body
    );
    assert_eq!(parent.get(&format!("/pieces-jointes/{token}")).await.status, 200);
    let pupil = server.browser_of("eleve").await;
    for address in [&page, &space, &format!("/pieces-jointes/{token}"), &new] {
        assert_eq!(pupil.get(address).await.status, 404, "{address}");
    }
}

/// The list says of which space, and the page of a space says it once.
#[both_engines]
async fn a_subscription_is_said_once_and_of_its_space(server: Server) {
    const SAID: &str = "Abonnement actif";
    let space = space(&server, "parents").await;
    let parent = server.browser_of("parent").await;
    let address = format!("{space}/abonnement");
    let done = parent.post_form(&address, &[("abonne", "oui"), ("retour", "liste")]).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let list = parent.get(done.location()).await.body;
    assert!(list.contains(&format!("Espace parents – Lycée Curie\u{a0}: {SAID}")), "{list}");
    let done = parent.post_form(&address, &[("abonne", "oui"), ("retour", "espace")]).await;
    for page in [done.location(), &space] {
        let shown = parent.get(page).await.body;
        assert_eq!(shown.matches(SAID).count(), 1, "{page}: {shown}");
    }
    // On another device they change their mind.
    let elsewhere = server.browser_of("parent").await;
    let undone = elsewhere.post_form(&address, &[("abonne", "non"), ("retour", "espace")]).await;
    assert_eq!(undone.status, 303, "{}", undone.body);
    let shown = parent.get(done.location()).await.body;
    assert!(!shown.contains("data-kind=\"success\"") && !shown.contains(SAID), "{shown}");
}

#[both_engines]
async fn a_wrong_file_is_refused_and_the_text_stays(server: Server) {
    let new = format!("{}/articles/nouveau", space(&server, "parents").await);
    let head = server.browser_of("direction").await;
    let form = Form::new()
        .text("cle", "form-0001")
        .text("titre", "Séjour")
        .text("action", "publier")
        .part("fichiers", Part::bytes(b"MZ".to_vec()).file_name("virus.exe"));
    let refused = Answer::of(head.request(Method::POST, &new).multipart(form)).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(refused.body.contains("virus.exe") && refused.body.contains("value=\"Séjour\""));
    assert_eq!(server.world.number("SELECT COUNT(*) FROM file").await, Some(0));
}

/// A moderator withdraws an article while its author corrects it.
#[both_engines]
async fn what_was_typed_into_a_withdrawn_article_can_be_copied(server: Server) {
    let space = space(&server, "parents").await;
    let head = server.browser_of("direction").await;
    let fields = [("titre", "Séjour"), ("corps", "<p>Oui</p>"), ("action", "publier")];
    let done = posts(&head, &format!("{space}/articles/nouveau"), &fields, None).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let page = done.location().split_once('?').expect("what was done").0.to_owned();
    assert_eq!(head.post_form(&format!("{page}/retirer"), &[]).await.status, 303);
    let longer = [("titre", "Séjour"), ("corps", "<p>Le programme de la semaine</p>"), ("action", "publier")];
    let refused = posts(&head, &format!("{page}/modifier"), &longer, Some("dossier.pdf")).await;
    assert_eq!(refused.status, 409, "{}", refused.body);
    assert!(refused.body.contains("Cet article a été retiré entre-temps"), "{}", refused.body);
    assert!(refused.body.contains("Le programme de la semaine"), "{}", refused.body);
    assert_eq!(server.world.number("SELECT COUNT(*) FROM file").await, Some(0));
}

/// Whoever administers the school changes what somebody else has scheduled: it is no draft of theirs.
#[both_engines]
async fn an_article_of_somebody_else_becomes_no_draft(server: Server) {
    const BUTTON: &str = "value=\"brouillon\"";
    let space = space(&server, "parents").await;
    let (writer, head) = (server.browser_of("redacteur").await, server.browser_of("direction").await);
    let later = [("publication", "plus-tard"), ("envoi-date", "2026-12-01"), ("envoi-heure", "08:00")];
    let typed = [("titre", "Séjour"), ("corps", "<p>Oui</p>"), ("action", "publier")];
    let fields = [later.as_slice(), typed.as_slice()].concat();
    let done = posts(&writer, &format!("{space}/articles/nouveau"), &fields, None).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let form = format!("{}/modifier", done.location().split_once('?').expect("what was done").0);
    assert!(writer.get(&form).await.body.contains(BUTTON));
    let shown = head.get(&form).await;
    assert!(shown.status == 200 && !shown.body.contains(BUTTON), "{}", shown.body);
    let kept = [("titre", "Séjour"), ("corps", "<p>Le programme de la semaine</p>"), ("action", "brouillon")];
    let refused = posts(&head, &form, &kept, None).await;
    assert_eq!(refused.status, 403, "{}", refused.body);
    assert!(refused.body.contains("Le programme de la semaine"), "it can be copied: {}", refused.body);
}

/// The page stays open while the article is published: what was said of it goes with its state.
#[both_engines]
async fn an_article_is_not_called_scheduled_beside_its_published_text(server: Server) {
    const SAID: &str = "L’article est programmé.";
    let space = space(&server, "parents").await;
    let head = server.browser_of("direction").await;
    let later = [("publication", "plus-tard"), ("envoi-date", "2026-10-05"), ("envoi-heure", "10:05")];
    let typed = [("titre", "Séjour"), ("corps", "<p>Oui</p>"), ("action", "publier")];
    let fields = [later.as_slice(), typed.as_slice()].concat();
    let done = posts(&head, &format!("{space}/articles/nouveau"), &fields, None).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let page = head.get(done.location()).await.body;
    let (_, followed) = page.split_once("id=\"page-suivie\"").expect("what follows");
    assert!(followed.contains(SAID), "an open page replaces it with what it is about: {page}");
    assert!(page.contains("L’article ne sera pas publié."), "what withdrawing it would do: {page}");
    server.world.set_clock("2026-10-05T08:05:00Z");
    server.world.publish().await;
    let page = head.get(done.location()).await.body;
    assert!(page.contains("Publié le") && !page.contains(SAID), "{page}");
    assert!(page.contains("L’article disparaît des pages"), "what withdrawing it would do now: {page}");
}

/// What the form of an article says that it was opened with.
fn mark_in(page: &str) -> String {
    let found = page.split_once("name=\"etat\" value=\"").and_then(|(_, after)| after.split_once('"'));
    found.unwrap_or_else(|| panic!("no mark: {page}")).0.to_owned()
}

#[both_engines]
async fn who_saves_an_article_later_keeps_what_was_typed(server: Server) {
    let space = space(&server, "parents").await;
    let head = server.browser_of("direction").await;
    let later = [("publication", "plus-tard"), ("envoi-date", "2026-12-01"), ("envoi-heure", "08:00")];
    let fields = |title, text, mark| {
        let typed = [("titre", title), ("corps", text), ("etat", mark), ("action", "publier")];
        [later.as_slice(), typed.as_slice()].concat()
    };
    let new = fields("Séjour", "<p>Oui</p>", "");
    let done = posts(&head, &format!("{space}/articles/nouveau"), &new, None).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let page = done.location().split_once('?').expect("what was done").0.to_owned();
    let form = format!("{page}/modifier");
    let shown = mark_in(&head.get(&form).await.body);
    let first = posts(&head, &form, &fields("Séjour au lac", "<p>Oui</p>", &shown), None).await;
    assert_eq!(first.status, 303, "{}", first.body);
    let late = fields("Séjour en mer", "<p>Non</p>", &shown);
    let second = posts(&head, &form, &late, None).await;
    assert_eq!(second.status, 409, "{}", second.body);
    assert!(second.body.contains("a enregistré ce formulaire entre-temps"), "{}", second.body);
    assert!(second.body.contains("value=\"Séjour en mer\""), "what was typed is kept: {}", second.body);
    assert!(head.get(&page).await.body.contains("Séjour au lac"), "nothing was changed");
    // Who was told may replace it.
    let told = mark_in(&second.body);
    let again = fields("Séjour en mer", "<p>Non</p>", &told);
    assert_eq!(posts(&head, &form, &again, None).await.status, 303);
    assert!(head.get(&page).await.body.contains("Séjour en mer"));
}

/// The files that a form lists: the token of each, and whether its box is checked.
fn boxes_in(page: &str) -> Vec<(String, bool)> {
    let boxes = page.split("name=\"piece\" value=\"").skip(1);
    let read = |after: &str| {
        let (token, rest) = after.split_once('"').expect("a token");
        let (tag, _) = rest.split_once('>').expect("the end of the box");
        (token.to_owned(), tag.contains("checked"))
    };
    boxes.map(read).collect()
}

/// A colleague added a file while the form was open: the form comes back with its box checked, and with the
/// box of what its writer took out cleared.
#[both_engines]
async fn a_file_of_a_colleague_stays_in_the_form_that_comes_back(server: Server) {
    let space = space(&server, "parents").await;
    let (writer, head) = (server.browser_of("redacteur").await, server.browser_of("direction").await);
    let text = [("titre", "Séjour"), ("corps", "<p>Oui</p>"), ("action", "publier")];
    let done = posts(&writer, &format!("{space}/articles/nouveau"), &text, Some("programme.pdf")).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let edit = format!("{}/modifier", done.location().split_once('?').expect("what was done").0);
    let opened = head.get(&edit).await.body;
    let first = boxes_in(&opened);
    let [(programme, true)] = &first[..] else { panic!("one file: {opened}") };
    let boxes = opened.split_once("name=\"montres\" value=\"").expect("what it shows").1;
    assert_eq!(boxes.split_once('"').expect("its end").0, programme);
    let kept = [&text[..], &[("piece", programme)]].concat();
    let added = posts(&writer, &edit, &kept, Some("trajet.pdf")).await;
    assert_eq!(added.status, 303, "{}", added.body);

    // Its only file was taken out; the new one was never seen.
    let (mark, shown) = (mark_in(&opened), ("montres", programme.as_str()));
    let late = [&text[..], &[("etat", &mark), shown]].concat();
    let refused = posts(&head, &edit, &late, None).await;
    assert_eq!(refused.status, 409, "{}", refused.body);
    let listed = boxes_in(&refused.body);
    let [one, other] = &listed[..] else { panic!("two files: {}", refused.body) };
    let (old, new) = if one.0 == *programme { (one, other) } else { (other, one) };
    assert!(old.0 == *programme && !old.1, "taken out: {listed:?}");
    assert!(new.1, "never shown before, and so kept: {listed:?}");

    // Who clears its box, now that it was shown, takes it out.
    let all = format!("{programme},{}", new.0);
    let cleared = [("titre", ""), ("corps", "<p>Oui</p>"), ("action", "publier"), ("montres", all.as_str())];
    let again = posts(&head, &edit, &cleared, None).await;
    assert_eq!(again.status, 422, "{}", again.body);
    assert!(boxes_in(&again.body).iter().all(|(_, checked)| !checked), "{}", again.body);
}

#[both_engines]
async fn hostile_text_stays_text(server: Server) {
    let space = space(&server, "parents").await;
    let head = server.browser_of("direction").await;
    let hostile = "\"><script>alert(1)</script><img src=x onerror=alert(1)>";
    let fields = [("titre", hostile), ("corps", hostile), ("action", "publier")];
    let done = posts(&head, &format!("{space}/articles/nouveau"), &fields, None).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let page = done.location().split_once('?').expect("what was done").0.to_owned();
    for address in [&page, &space, "/espaces", &format!("{page}/modifier"), "/"] {
        let read = head.get(address).await;
        assert!(!read.body.contains("<script>alert"), "{address}");
        assert!(!read.body.contains("<img src=x"), "{address}: {}", read.body);
    }
}

#[both_engines]
async fn a_feed_is_atom_and_is_sent_only_when_it_changed(server: Server) {
    let space = space(&server, "parents").await;
    let head = server.browser_of("direction").await;
    let fields = [("titre", "Grève & <b> ?"), ("corps", "<p>Lundi</p>"), ("action", "publier")];
    assert_eq!(posts(&head, &format!("{space}/articles/nouveau"), &fields, None).await.status, 303);
    let parent = server.browser_of("parent").await;
    let made = parent.post_form(&format!("{space}/flux"), &[("action", "renouveler")]).await;
    assert_eq!(made.status, 200, "{}", made.body);
    let address = made.body.split_once(&format!("{space}/flux/")).expect("an address").1;
    let address = format!("{space}/flux/{}", address.split_once('"').expect("its end").0);
    // A program without a session, from anywhere.
    let program = server.anonymous();
    let feed = Answer::of(program.bare(Method::GET, &address)).await;
    assert_eq!(feed.status, 200, "{}", feed.body);
    assert_eq!(feed.header("content-type"), Some("application/atom+xml; charset=utf-8"));
    assert_eq!(feed.header("cache-control"), Some("private, no-cache"));
    assert_eq!(feed.header("x-robots-tag"), Some("noindex, nofollow"));
    assert!(feed.body.contains("<title>Grève &amp; &lt;b&gt;\u{202f}?</title>"), "{}", feed.body);
    assert!(
        feed.body.contains("type=\"html\"") && feed.body.contains("&gt;Lundi&lt;/p&gt;"),
        "{}",
        feed.body
    );
    let version = feed.header("etag").expect("a version").to_owned();
    let same = program.bare(Method::GET, &address).header("if-none-match", version);
    let same = Answer::of(same).await;
    assert_eq!((same.status, same.body.as_str()), (304, ""));

    let again = parent.get(&space).await;
    assert!(!again.body.contains("/flux/"), "the address is shown once");
    let revoked = parent.post_form(&format!("{space}/flux"), &[("action", "revoquer")]).await;
    assert_eq!(revoked.status, 303);
    assert_eq!(Answer::of(program.bare(Method::GET, &address)).await.status, 404);
}

/// As a calendar: a program that is told so may forget the address.
#[both_engines]
async fn a_feed_whose_owner_has_lost_the_space_is_gone(server: Server) {
    let space = space(&server, "parents").await;
    let parent = server.browser_of("parent").await;
    let made = parent.post_form(&format!("{space}/flux"), &[("action", "renouveler")]).await;
    assert_eq!(made.status, 200, "{}", made.body);
    let address = made.body.split_once(&format!("{space}/flux/")).expect("an address").1;
    let address = format!("{space}/flux/{}", address.split_once('"').expect("its end").0);
    let program = server.anonymous();
    let asks = async || Answer::of(program.bare(Method::GET, &address)).await;
    assert_eq!(asks().await.status, 200);
    server.world.leaves(server.world.person("parent").await).await;
    let gone = asks().await;
    assert_eq!(gone.status, 410);
    assert!(gone.body.contains("plus accessible"), "{}", gone.body);
    let unknown = Answer::of(program.bare(Method::GET, &format!("{space}/flux/inconnu.atom"))).await;
    assert_eq!(unknown.status, 404, "nobody learns of an address that was never made");
}

/// Posts the form of an article with a picture.
async fn posts_picture(
    browser: &Browser,
    address: &str,
    fields: &[(&str, &str)],
    picture: Vec<u8>,
) -> Answer {
    let form = fields.iter().fold(Form::new().text("cle", "form-0001"), |form, (name, value)| {
        form.text((*name).to_owned(), (*value).to_owned())
    });
    let form = form.part("image", Part::bytes(picture).file_name("affiche.png"));
    Answer::of(browser.request(Method::POST, address).multipart(form)).await
}

fn picture_in(page: &str) -> String {
    let token = page.split_once("/images/").expect("a picture").1;
    token.split_once('/').expect("its token").0.to_owned()
}

#[both_engines]
async fn an_article_has_a_picture_with_a_text_that_replaces_it(server: Server) {
    let space = space(&server, "parents").await;
    let new = format!("{space}/articles/nouveau");
    let [head, parent, pupil] = [
        server.browser_of("direction").await,
        server.browser_of("parent").await,
        server.browser_of("eleve").await,
    ];
    let text = [("titre", "Séjour"), ("corps", "<p>Oui</p>"), ("action", "publier")];
    let refused = posts_picture(&head, &new, &text, samples::picture()).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(refused.body.contains("image-texte-erreur") && refused.body.contains("value=\"Séjour\""));
    let token = picture_in(&refused.body);
    let image = format!("/images/{token}/480");
    assert_eq!((head.get(&image).await.status, parent.get(&image).await.status), (200, 404));

    let kept = [&text[..], &[("image-jeton", &token), ("image-texte", "Le car \"bleu\"")]].concat();
    let done = posts(&head, &new, &kept, None).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let page = done.location().split_once('?').expect("what was done").0.to_owned();
    for address in [page.as_str(), "/"] {
        let read = parent.get(address).await.body;
        assert!(
            read.contains(&image) && read.contains("alt=\"Le car &quot;bleu&quot;\""),
            "{address}: {read}"
        );
    }
    assert_eq!((parent.get(&image).await.status, pupil.get(&image).await.status), (200, 404));

    // Another text for it is a correction, which who had read the old one sees.
    let edit = format!("{page}/modifier");
    let other = [&text[..], &[("image-jeton", &token), ("image-texte", "Le car \"vert\"")]].concat();
    assert_eq!(posts(&head, &edit, &other, None).await.status, 303);
    let read = parent.get(&page).await.body;
    assert!(read.contains("<del>") && read.contains("vert"), "{read}");
    // Decoration has no text; and no picture at all is one that nobody gets any more.
    let version = ("version", "1");
    let decoration = [&text[..], &[("image-jeton", &token), ("image-decorative", "oui"), version]].concat();
    assert_eq!(posts(&head, &edit, &decoration, None).await.status, 303);
    assert!(parent.get(&page).await.body.contains("alt=\"\""), "decoration");
    let without = [&text[..], &[("version", "2")]].concat();
    assert_eq!(posts(&head, &edit, &without, None).await.status, 303);
    assert!(!parent.get(&page).await.body.contains("/images/"));
    assert_eq!(parent.get(&image).await.status, 404);

    let hostile = posts_picture(&head, &edit, &text, b"<svg onload=alert(1)>".to_vec()).await;
    assert_eq!(hostile.status, 422, "{}", hostile.body);
    assert!(hostile.body.contains("image-erreur"));
}
