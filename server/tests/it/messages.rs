//! *Messagerie* over HTTP: which visits open a message, the plain forms, and the stream.

use domain::{MessageId, communications::Acknowledgement};
use reqwest::Method;
use testing_server::{Answer, Server, World, both_engines};

async fn letter(world: &World, subject: &str) -> MessageId {
    let (author, reader) = (world.person("cpe").await, world.person("eleve").await);
    let letter = world.letter(subject).by(author).answerable().asks(Acknowledgement::Each);
    letter.saying("<p dir=\"auto\">Qui <em>vient</em>\u{202f}?</p>").to(&[reader]).await
}

async fn is_read(world: &World, id: MessageId) -> bool {
    world.number(&format!("SELECT read_at FROM delivery WHERE message_id = {id}")).await.is_some()
}

#[both_engines]
async fn only_the_reader_s_own_visit_opens_a_message(server: Server) {
    let reader = server.browser_of("eleve").await;
    let id = letter(&server.world, "Sortie").await;
    let path = format!("/messagerie/{id}");
    let head = Answer::of(reader.request(Method::HEAD, &path)).await;
    assert_eq!(head.status, 200);
    for (name, value) in [
        ("sec-purpose", "prefetch"),
        ("sec-purpose", "prefetch;prerender"),
        ("purpose", "prefetch"),
        ("x-moz", "prefetch"),
    ] {
        let ahead = Answer::of(reader.request(Method::GET, &path).header(name, value)).await;
        assert_eq!(ahead.status, 200, "{name}: {value}");
    }
    assert_eq!(reader.get("/messagerie").await.status, 200);
    assert_eq!(server.browser_of("professeur").await.get(&path).await.status, 404);
    assert!(!is_read(&server.world, id).await);
    let page = reader.get(&path).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("<p dir=\"auto\">Qui <em>vient</em>\u{202f}?</p>"), "{}", page.body);
    assert!(is_read(&server.world, id).await);
}

#[both_engines]
async fn each_form_redirects_and_says_what_it_did(server: Server) {
    let reader = server.browser_of("eleve").await;
    let id = letter(&server.world, "Sortie").await;
    let path = format!("/messagerie/{id}");
    for (verb, leads_to, says) in [
        ("accuser", format!("{path}?fait=accuse"), "Vous avez pris connaissance"),
        ("archiver", "/messagerie?fait=archive".to_owned(), "Le message est archivé."),
        ("desarchiver", format!("{path}?fait=desarchive"), "de nouveau dans la réception"),
        ("supprimer", format!("/messagerie?fait=supprime&message={id}"), "Annuler la suppression"),
        ("retablir", format!("{path}?fait=desarchive"), "de nouveau dans la réception"),
        ("supprimer", format!("/messagerie?fait=supprime&message={id}"), "Le message est supprimé."),
        // A double click.
        ("supprimer", format!("/messagerie?fait=supprime&message={id}"), "Le message est supprimé."),
    ] {
        let answer = reader.post_form(&format!("{path}/{verb}"), &[]).await;
        assert_eq!((answer.status, answer.location()), (303, leads_to.as_str()), "{}", answer.body);
        let page = reader.get(answer.location()).await;
        assert!(page.body.contains(says), "{verb}: {}", page.body);
    }
    let gone = reader.get(&path).await;
    assert_eq!(gone.status, 404, "deleted is gone");
    assert!(
        gone.body.contains(&format!("{path}/retablir")) && !gone.body.contains("Sortie"),
        "{}",
        gone.body
    );
    let another = server.browser_of("parent").await.get(&path).await;
    assert!(another.status == 404 && !another.body.contains("retablir"), "{}", another.body);
    let deleted = reader.get("/messagerie?dossier=supprimes").await;
    assert!(deleted.body.contains("Sortie") && deleted.body.contains(&format!("{path}/retablir")));
    for verb in ["accuser", "archiver", "desarchiver", "supprimer", "retablir"] {
        for odd in ["x", "-1", "99999999999999999999"] {
            assert_eq!(reader.post_form(&format!("/messagerie/{odd}/{verb}"), &[]).await.status, 404);
        }
    }
}

#[both_engines]
async fn what_was_deleted_from_the_archive_comes_back_there(server: Server) {
    let reader = server.browser_of("eleve").await;
    let id = letter(&server.world, "Sortie").await;
    let path = format!("/messagerie/{id}");
    assert_eq!(reader.post_form(&format!("{path}/archiver"), &[]).await.status, 303);
    let delete = format!("{path}/supprimer?dossier=archives");
    let open = reader.get(&path).await.body;
    assert!(open.contains(&delete), "{open}");
    let answer = reader.post_form(&delete, &[]).await;
    assert_eq!(answer.location(), format!("/messagerie?dossier=archives&fait=supprime&message={id}"));
    let restore = format!("{path}/retablir?dossier=archives");
    let page = reader.get(answer.location()).await.body;
    assert!(page.contains("Le message est supprimé.") && page.contains(&restore), "{page}");
    let answer = reader.post_form(&restore, &[]).await;
    assert_eq!(answer.location(), format!("{path}?fait=archive"));
    assert!(reader.get(answer.location()).await.body.contains("Le message est archivé."));
    assert!(reader.get("/messagerie?dossier=archives").await.body.contains("Sortie"));
    assert!(!reader.get("/messagerie").await.body.contains("Sortie"));
    // On another device it is moved again: this one does not go on saying where it was.
    let elsewhere = server.browser_of("eleve").await;
    assert_eq!(elsewhere.post_form(&format!("{path}/desarchiver"), &[]).await.status, 303);
    let page = reader.get(answer.location()).await.body;
    assert!(page.contains("Sortie") && !page.contains("Le message est archivé."), "{page}");
}

/// *Précédent* after deleting leads to a page that says so, and offers to take it back; nobody else's does.
#[both_engines]
async fn the_page_of_a_deleted_message_offers_to_take_it_back(server: Server) {
    let (reader, other) = (server.browser_of("eleve").await, server.browser_of("professeur").await);
    let path = format!("/messagerie/{}", letter(&server.world, "Sortie").await);
    assert_eq!(reader.post_form(&format!("{path}/supprimer"), &[]).await.status, 303);
    let back = format!("{path}/retablir");
    let page = reader.get(&path).await;
    assert!(page.status == 404 && page.body.contains(&back), "{}", page.body);
    assert!(!page.body.contains("Sortie"), "it cannot be opened here");
    assert!(page.body.contains("<title>Message – Supprimés – Porte-voix</title>"), "{}", page.body);
    assert!(!other.get(&path).await.body.contains(&back));
    assert_eq!(reader.post_form(&back, &[]).await.status, 303);
    assert!(reader.get(&path).await.body.contains("Sortie"));
}

#[both_engines]
async fn a_refused_answer_keeps_what_was_typed(server: Server) {
    let reader = server.browser_of("eleve").await;
    let id = letter(&server.world, "Sortie").await;
    let path = format!("/messagerie/{id}/repondre");
    let (key, long) = ("0123456789abcdef", format!("</textarea><b>{}", "é".repeat(5_100)));
    let answer = reader.post_form(&path, &[("cle", key), ("reponse", &long)]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("&lt;/textarea&gt;&lt;b&gt;ééé"), "escaped, and there");
    assert!(answer.body.contains("retirer 114 caractères"), "{}", answer.body);
    assert!(answer.body.contains(&format!("value=\"{key}\"")), "the same form");
    let empty = reader.post_form(&path, &[("cle", key), ("reponse", " ")]).await;
    assert_eq!(empty.status, 422);
    assert!(empty.body.contains("Renseigner ce champ"));
    let form = empty.body.split("<form").find(|form| form.contains("aria-labelledby=\"repondre\""));
    let form = form.and_then(|form| form.split('>').next());
    assert!(form.is_some_and(|form| form.contains("novalidate")), "a browser says it in its own language");
    for _ in 0..2 {
        let answer = reader.post_form(&path, &[("cle", key), ("reponse", "Oui")]).await;
        assert_eq!(
            (answer.status, answer.location()),
            (303, format!("/messagerie/{id}?fait=repondu").as_str())
        );
    }
    assert_eq!(server.world.number("SELECT COUNT(*) FROM message").await, Some(2), "one answer");
    server.world.sql("UPDATE message SET reply_allowed = FALSE").await;
    let closed = reader.post_form(&path, &[("cle", "another-form"), ("reponse", "Encore")]).await;
    assert_eq!(closed.status, 409);
    assert!(closed.body.contains("Ce message n’attend pas de réponse."), "{}", closed.body);
    assert!(closed.body.contains("dir=\"auto\" class=\"typed-text\""), "{}", closed.body);
}

/// After two hours of writing, the session has ended but the text of the answer is kept.
#[both_engines]
async fn an_answer_is_kept_when_its_writers_session_ends(server: Server) {
    let id = letter(&server.world, "Sortie").await;
    let stranger = server.anonymous();
    let mut reader = server.browser_of("eleve").await;
    // A form names its person in its address alone.
    let person = reader.person.take().expect("a person");
    let path = format!("/messagerie/{id}/repondre?pour={person}");
    let answer = stranger.post_form(&path, &[("cle", "0123456789abcdef"), ("reponse", "Long</p>")]).await;
    assert_eq!(answer.status, 401);
    assert!(answer.body.contains(&format!("action=\"{path}\"")), "it can be sent again: {}", answer.body);
    assert!(answer.body.contains("Long&lt;/p&gt;") && answer.body.contains("value=\"0123456789abcdef\""));
    assert!(answer.body.contains("Votre réponse n’est pas partie"), "{}", answer.body);
    assert!(!answer.body.contains("Sortie"), "only its readers see the message itself");
    assert_eq!(server.world.number("SELECT COUNT(*) FROM message").await, Some(1));
    let sent = reader.post_form(&path, &[("cle", "0123456789abcdef"), ("reponse", "Long</p>")]).await;
    assert_eq!(sent.location(), format!("/messagerie/{id}?fait=repondu"));
}

#[both_engines]
async fn no_part_of_a_message_runs_as_a_script(server: Server) {
    let world = &server.world;
    let reader = world.person("eleve").await;
    let odd = "</title></p><script>alert(1)</script><img src=x onerror=alert(1)>";
    let id = world.letter(odd).saying(odd).to(&[reader]).await;
    let name = "INSERT INTO file (token, uploader_id, form_key, owner_kind, owner_id, name, media_type, bytes, sha256, \
                    object_key, created_at) VALUES ('abc', 1, '', 'message', ";
    world.sql(&format!("{name}{id}, '{odd}.pdf', 'application/pdf', 2400000, '', '', 0)")).await;
    let browser = server.browser_of("eleve").await;
    for path in ["/", "/messagerie", "/messagerie?q=%3Cscript%3E", &format!("/messagerie/{id}")] {
        let page = browser.get(path).await;
        assert_eq!(page.status, 200);
        assert!(!page.body.contains("<script>alert(1)") && !page.body.contains("<img"), "{path}");
    }
    let page = browser.get(&format!("/messagerie/{id}")).await;
    assert!(
        page.body.contains("href=\"/pieces-jointes/abc\"") && page.body.contains(" Mo<"),
        "{}",
        page.body
    );
}

#[both_engines]
async fn the_stream_sends_each_version_once(server: Server) {
    let world = &server.world;
    let reader = server.browser_of("eleve").await;
    let mut stream = reader.request(Method::GET, "/flux?messages=").send().await.expect("a stream");
    let mut next = async || {
        let chunk = stream.chunk().await.expect("a piece").expect("more");
        String::from_utf8(chunk.to_vec()).expect("text")
    };
    assert!(next().await.starts_with("event: bonjour\ndata:3000\n"), "a stream that gets through says so");
    assert!(next().await.starts_with("event: messages\nid: 0.0-0."), "a page without a version gets one");
    let id = letter(world, "Sortie").await;
    backend::revision::raise(&world.backend.db, backend::revision::MESSAGES).await.expect("a revision");
    world.backend.refresh().await.expect("revisions");
    let told = next().await;
    assert!(told.starts_with("event: messages\nid: 1.") && told.contains(&format!("-{id}.")), "{told}");
    assert_eq!(server.anonymous().get("/flux?messages=").await.status, 401);
}

#[both_engines]
async fn the_menu_counts_unread_messages(server: Server) {
    let reader = server.browser_of("eleve").await;
    let id = letter(&server.world, "Sortie").await;
    let menu = reader.get("/").await.body;
    assert!(menu.contains("1 message non lu"), "{menu}");
    reader.get(&format!("/messagerie/{id}")).await;
    assert!(!reader.get("/").await.body.contains("non lu)"), "what is shown, not what the page may show");
}

/// *Précédent* leads to the address of the form where an empty answer was refused.
#[both_engines]
async fn the_address_of_a_refused_reply_leads_to_its_message(server: Server) {
    let reader = server.browser_of("eleve").await;
    let path = format!("/messagerie/{}", letter(&server.world, "Sortie").await);
    let reply = format!("{path}/repondre");
    let refused = reader.post_form(&reply, &[("cle", "0123456789abcdef"), ("reponse", "")]).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    let back = reader.get(&reply).await;
    assert_eq!((back.status, back.location()), (303, path.as_str()));
    assert!(reader.get(back.location()).await.body.contains("name=\"reponse\""));
}
