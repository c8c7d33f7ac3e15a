//! Pictures as a browser sends and shows them.

use domain::{
    communications::DuplicateMode,
    directory::Profile,
    fields::{FieldProblem, PictureProblem},
};
use reqwest::{
    Method,
    multipart::{Form, Part},
};
use testing_server::{Answer, Browser, Server, both_engines, news, of_profile, samples};

const ADDRESS: &str = "/communications/images";
const KEY: &str = "form-0001";

fn form(key: &str, name: &str, content: Vec<u8>) -> Form {
    Form::new().text("cle", key.to_owned()).part("image", Part::bytes(content).file_name(name.to_owned()))
}

async fn by_script(browser: &Browser, form: Form) -> Answer {
    Answer::of(browser.request(Method::POST, ADDRESS).header("accept", "application/json").multipart(form))
        .await
}

/// Sends a picture, and returns its token.
async fn sends(browser: &Browser, key: &str) -> String {
    let answer = by_script(browser, form(key, "affiche.png", samples::picture())).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json().as_str().expect("a token").to_owned()
}

fn problem(answer: &Answer) -> FieldProblem {
    let json = answer.json();
    serde_json::from_value(json["Fields"]["image"].clone()).unwrap_or_else(|_| panic!("{}", answer.body))
}

async fn rows(server: &Server) -> (Option<i64>, Option<i64>) {
    let world = &server.world;
    (world.number("SELECT COUNT(*) FROM picture").await, world.number("SELECT COUNT(*) FROM file").await)
}

#[both_engines]
async fn a_picture_of_a_form_is_shown_to_its_author_alone(server: Server) {
    let writer = server.browser_of("redacteur").await;
    let token = sends(&writer, KEY).await;
    let address = format!("/images/{token}/480");
    let shown = writer.get(&address).await;
    assert_eq!(shown.status, 200);
    assert!(matches!(shown.header("content-type"), Some("image/jpeg" | "image/webp")));
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
        ("content-security-policy", "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'"),
    ] {
        assert_eq!(shown.header(name), Some(value), "{name}");
    }
    for other in ["eleve", "direction", "cpe"] {
        assert_eq!(server.browser_of(other).await.get(&address).await.status, 404, "{other}");
    }
    for odd in [format!("/images/{token}/x"), format!("/images/{token}/-1"), "/images/0/480".to_owned()] {
        assert_eq!(writer.get(&odd).await.status, 404, "{odd}");
    }
    assert_eq!(writer.get(&format!("/images/{token}/99999")).await.status, 200, "the largest");
    // Another one takes its place.
    let second = sends(&writer, KEY).await;
    assert_eq!(writer.get(&address).await.status, 404);
    assert_eq!(rows(&server).await, (Some(1), Some(1)));
    let removal = format!("{ADDRESS}/{second}/supprimer");
    assert_eq!(server.browser_of("direction").await.post_form(&removal, &[]).await.status, 404);
    assert_eq!(writer.post_form(&removal, &[]).await.status, 303);
    assert_eq!(rows(&server).await, (Some(0), Some(0)));
}

#[both_engines]
async fn what_is_no_picture_is_refused_with_a_reason(server: Server) {
    let writer = server.browser_of("redacteur").await;
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec();
    for (name, content) in [("a.svg", svg), ("a.png", samples::pdf("x")), ("a.jpg", b"GIF".to_vec())] {
        let answer = by_script(&writer, form(KEY, name, content)).await;
        assert_eq!(answer.status, 422);
        assert_eq!(
            problem(&answer),
            FieldProblem::Picture(PictureProblem::NotAccepted { name: name.to_owned() })
        );
    }
    let answer = by_script(&writer, form(KEY, "vide.png", Vec::new())).await;
    assert_eq!(problem(&answer), FieldProblem::FileEmpty { name: "vide.png".to_owned() });
    let answer = by_script(&writer, form(KEY, "longue.png", vec![0; 10 * 1024 * 1024 + 1])).await;
    assert_eq!(answer.status, 413);
    assert_eq!(
        problem(&answer),
        FieldProblem::FileTooLarge { name: "longue.png".to_owned(), max_megabytes: 10 }
    );
    for other in ["cpe", "enseignant", "eleve"] {
        let answer = by_script(&server.browser_of(other).await, form(KEY, "a.png", samples::picture())).await;
        assert_eq!(answer.status, 403, "{other}");
    }
    assert_eq!(rows(&server).await, (Some(0), Some(0)));
}

#[both_engines]
async fn readers_see_the_picture_with_its_text(server: Server) {
    let writer = server.browser_of("redacteur").await;
    let author = server.world.actor("redacteur").await;
    let mut form = news("Exposition", "<p>Venez</p>").to([of_profile(Profile::Student)]);
    form.input.news.picture = sends(&writer, &form.key).await;
    for (text, problem) in [
        ("", FieldProblem::Picture(PictureProblem::NoAlternative)),
        ("affiche.png", FieldProblem::Picture(PictureProblem::AlternativeIsFileName)),
    ] {
        text.clone_into(&mut form.input.news.alternative);
        let refused = testing_server::refused_field(author.deploy(&form).await);
        assert_eq!(refused, ("image-texte".to_owned(), problem));
    }
    "Une \"affiche\" <b>bleue</b>".clone_into(&mut form.input.news.alternative);
    let id = author.publishes(&form).await;
    let pupil = server.browser_of("eleve").await;
    let page = pupil.get(&format!("/actualites/{id}")).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("alt=\"Une &quot;affiche&quot; &lt;b&gt;bleue&lt;/b&gt;\""), "{}", page.body);
    let address = format!("/images/{}/480", form.input.news.picture);
    assert_eq!(pupil.get(&address).await.status, 200);
    assert_eq!(server.browser_of("professeur").await.get(&address).await.status, 404);
    assert_eq!(server.browser_of("direction").await.get(&address).await.status, 200, "as a sender");
    author.cancel(id).await.expect("cancelled");
    assert_eq!(pupil.get(&address).await.status, 404);
    assert_eq!(pupil.get(&format!("/actualites/{id}")).await.status, 404);
}

/// Without JavaScript the button *Joindre l’image* posts the whole form.
#[both_engines]
async fn a_plain_form_keeps_its_text_and_shows_the_picture(server: Server) {
    let writer = server.browser_of("redacteur").await;
    let filled = || {
        form(KEY, "affiche.png", samples::picture())
            .text("canal", "news")
            .text("actualite-titre", "Exposition")
            .text("image-texte", "Une affiche")
            .text("cible", "1")
    };
    let sent = Answer::of(writer.request(Method::POST, ADDRESS).multipart(filled())).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let page = writer.get(sent.location()).await;
    for text in ["Exposition", "Une affiche", "name=\"image-jeton\""] {
        assert!(page.body.contains(text), "{text}");
    }
    assert_eq!(rows(&server).await, (Some(1), Some(1)));
}

/// Opening a copy stores nothing, and its picture is there all the same, for whoever may copy it.
#[both_engines]
async fn a_copied_form_shows_its_picture_before_it_is_saved(server: Server) {
    let writer = server.browser_of("redacteur").await;
    let author = server.world.actor("redacteur").await;
    let mut form = news("Exposition", "<p>Venez</p>").to([of_profile(Profile::Student)]);
    form.input.news.picture = sends(&writer, &form.key).await;
    "Une affiche".clone_into(&mut form.input.news.alternative);
    let id = author.publishes(&form).await;
    let copied = format!("/communications/nouvelle?dupliquer={id}&garder={}", DuplicateMode::Both.code());
    let page = writer.get(&copied).await.body;
    let mut shown = page.split("src=\"").filter_map(|rest| rest.split('"').next());
    let address = shown.find(|src| src.starts_with("/images/")).expect("a picture");
    assert!(!address.contains(&form.input.news.picture), "it is another one: {address}");
    assert_eq!(writer.get(address).await.status, 200, "{address}");
    assert_eq!(rows(&server).await, (Some(1), Some(1)), "nothing is stored");
    let (plain, key) = address.split_once('?').expect("the key of the form");
    assert_eq!(writer.get(plain).await.status, 404, "another form has no such picture");
    assert_eq!(writer.get(&format!("/images/0/480?{key}")).await.status, 404);
    for other in ["eleve", "professeur"] {
        assert_eq!(server.browser_of(other).await.get(address).await.status, 404, "{other}");
    }
    // Taken out, it does not come back with the draft.
    let token = plain.split('/').nth(2).expect("a token");
    let key = key.strip_prefix("cle=").expect("a key");
    let fields = [("cle", key), ("canal", "news"), ("actualite-titre", "Exposition")];
    let removed = writer.post_form(&format!("{ADDRESS}/{token}/supprimer"), &fields).await;
    assert_eq!(removed.status, 303, "{}", removed.body);
    let draft = writer.get(removed.location()).await.body;
    assert!(draft.contains("Exposition") && !draft.contains("name=\"image-jeton\""), "{draft}");
    assert_eq!(rows(&server).await, (Some(1), Some(1)), "that of the original");
}
