//! Files as a browser sends and receives them.

use backend::{
    Services,
    files::{Files, FilesSettings, Scanner},
};
use domain::{fields::FieldProblem, files::AttachmentLimits};
use reqwest::{
    Method,
    multipart::{Form, Part},
};
use tokio::io::AsyncWriteExt as _;

use testing_server::{Answer, Browser, Server, both_engines, on_sqlite_url, samples};

const ADDRESS: &str = "/communications/pieces-jointes";
const KEY: &str = "form-0001";

fn form(files: &[(&str, Vec<u8>)]) -> Form {
    files.iter().fold(Form::new().text("cle", KEY), |form, (name, content)| {
        form.part("fichiers", Part::bytes(content.clone()).file_name((*name).to_owned()))
    })
}

async fn by_script(browser: &Browser, form: Form) -> Answer {
    Answer::of(browser.request(Method::POST, ADDRESS).header("accept", "application/json").multipart(form))
        .await
}

fn problem(answer: &Answer) -> FieldProblem {
    let json = answer.json();
    serde_json::from_value(json["Fields"]["fichiers"].clone()).unwrap_or_else(|_| panic!("{}", answer.body))
}

fn names(answer: &Answer) -> Vec<String> {
    let files = answer.json();
    let files = files.as_array().unwrap_or_else(|| panic!("{}", answer.body)).iter();
    files.map(|file| file["name"].as_str().expect("a name").to_owned()).collect()
}

async fn rows(server: &Server) -> i64 {
    server.world.number("SELECT COUNT(*) FROM file").await.expect("a count")
}

#[both_engines]
async fn a_script_uploads_removes_and_downloads(server: Server) {
    let cpe = server.browser_of("cpe").await;
    let content = samples::pdf("menu");
    let answer =
        by_script(&cpe, form(&[("Menu d’été.pdf", content.clone()), ("a.png", samples::png())])).await;
    assert_eq!((answer.status, names(&answer)), (200, vec!["Menu d’été.pdf".to_owned(), "a.png".to_owned()]));
    let token = answer.json()[0]["token"].as_str().expect("a token").to_owned();
    let file = cpe.get(&format!("/pieces-jointes/{token}")).await;
    assert_eq!((file.status, file.body.as_bytes()), (200, content.as_slice()));
    for (name, value) in [
        ("content-type", "application/pdf"),
        ("content-length", &content.len().to_string()),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
        (
            "content-disposition",
            "attachment; filename=\"Menu d__t_.pdf\"; filename*=UTF-8''Menu%20d%E2%80%99%C3%A9t%C3%A9.pdf",
        ),
    ] {
        assert_eq!(file.header(name), Some(value), "{name}");
    }
    let policy = file.header("content-security-policy").expect("a policy");
    assert!(policy.contains("sandbox") && policy.contains("default-src 'none'"), "{policy}");
    assert_eq!(
        server.browser_of("direction").await.get(&format!("/pieces-jointes/{token}")).await.status,
        404
    );
    assert_eq!(server.anonymous().get(&format!("/pieces-jointes/{token}")).await.status, 401);
    let remove = format!("{ADDRESS}/{token}/supprimer");
    let stranger = server.browser_of("direction").await;
    let request =
        |browser: &Browser| browser.request(Method::POST, &remove).header("accept", "application/json");
    assert_eq!(Answer::of(request(&stranger)).await.status, 404);
    let answer = Answer::of(request(&cpe)).await;
    assert_eq!((answer.status, names(&answer)), (200, vec!["a.png".to_owned()]));
    assert_eq!(Answer::of(request(&cpe)).await.status, 404);
    assert_eq!(rows(&server).await, 1);
}

/// A file with the token that the browser chose for it.
async fn uploads(browser: &Browser, key: &str, token: &str, name: &str) -> Answer {
    let file = Part::bytes(samples::pdf("menu")).file_name(name.to_owned());
    let form = Form::new().text("cle", key.to_owned()).text("jeton", token.to_owned()).part("fichiers", file);
    by_script(browser, form).await
}

async fn withdraws(browser: &Browser, key: &str, token: &str) -> Answer {
    let request = browser.request(Method::POST, &format!("{ADDRESS}/{token}/supprimer"));
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    Answer::of(request.header("accept", "application/json").body(format!("cle={key}"))).await
}

const FIRST: &str = "00000000000000000000000000000001";
const SECOND: &str = "00000000000000000000000000000002";

#[both_engines]
async fn a_file_removed_during_its_upload_does_not_come_back(server: Server) {
    let cpe = server.browser_of("cpe").await;
    let waiting = async || server.world.number("SELECT COUNT(*) FROM file WHERE owner_kind = 'form'").await;
    // The removal arrives first: the upload comes late.
    assert_eq!(withdraws(&cpe, KEY, FIRST).await.status, 200);
    let late = uploads(&cpe, KEY, FIRST, "tard.pdf").await;
    assert_eq!((late.status, waiting().await), (409, Some(0)), "{}", late.body);
    // The other way round, and once more.
    assert_eq!(uploads(&cpe, KEY, SECOND, "menu.pdf").await.status, 200);
    let left = withdraws(&cpe, KEY, SECOND).await;
    assert_eq!((left.status, names(&left).len(), waiting().await), (200, 0, Some(0)));
    assert_eq!(withdraws(&cpe, KEY, SECOND).await.status, 200);
    assert_eq!(uploads(&cpe, KEY, SECOND, "menu.pdf").await.status, 409, "it was removed");
    let page = cpe.get("/communications/nouvelle").await.body;
    assert!(!page.contains("menu.pdf") && !page.contains("tard.pdf"));
}

#[both_engines]
async fn an_upload_whose_answer_was_lost_is_one_file(server: Server) {
    let (cpe, nurse) = (server.browser_of("cpe").await, server.browser_of("infirmiere").await);
    let first = uploads(&cpe, KEY, FIRST, "menu.pdf").await;
    let again = uploads(&cpe, KEY, FIRST, "menu.pdf").await;
    assert_eq!((first.status, again.status, first.json()), (200, 200, again.json()));
    let both = tokio::join!(uploads(&cpe, KEY, SECOND, "b.pdf"), uploads(&cpe, KEY, SECOND, "b.pdf"));
    assert_eq!((both.0.status, both.1.status, both.0.json()), (200, 200, both.1.json()));
    assert_eq!(rows(&server).await, 2);
    // A token says nothing to anybody else.
    assert_eq!(uploads(&nurse, KEY, FIRST, "autre.pdf").await.status, 404);
    assert_eq!(withdraws(&nurse, KEY, FIRST).await.status, 404);
    for odd in ["", "1", "..%2f..", &"A".repeat(32), &"0".repeat(33)] {
        assert_eq!(uploads(&cpe, KEY, odd, "x.pdf").await.status, 404, "{odd:?}");
    }
    assert_eq!(rows(&server).await, 2);
    let file = cpe.get(&format!("/pieces-jointes/{FIRST}")).await;
    assert_eq!(file.body.as_bytes(), samples::pdf("menu").as_slice(), "its content is still there");
}

/// After *Réinitialiser* the form has another key, so what still arrives under the old one is not
/// among its files.
#[both_engines]
async fn a_file_of_an_emptied_form_is_not_in_the_next_one(server: Server) {
    let cpe = server.browser_of("cpe").await;
    assert_eq!(uploads(&cpe, "form-0002", FIRST, "nouveau.pdf").await.status, 200);
    assert_eq!(uploads(&cpe, KEY, SECOND, "ancien.pdf").await.status, 200);
    let answer = withdraws(&cpe, "form-0002", "00000000000000000000000000000003").await;
    assert_eq!(names(&answer), ["nouveau.pdf"]);
}

/// Removals are noted only for a while, and not without end.
#[both_engines]
async fn removals_are_forgotten(server: Server) {
    let cpe = server.browser_of("cpe").await;
    for number in 0..205 {
        assert_eq!(withdraws(&cpe, KEY, &format!("{number:032x}")).await.status, 200);
    }
    assert_eq!(rows(&server).await, 200);
    server.world.wait(25 * 60 * 60 * 1_000);
    backend::files::sweep(&server.world.backend).await.expect("swept");
    assert_eq!(rows(&server).await, 0);
}

async fn draft_says(server: &Server, words: &str) -> bool {
    let sql = format!("SELECT COUNT(*) FROM draft WHERE input LIKE '%{words}%'");
    server.world.number(&sql).await == Some(1)
}

#[both_engines]
async fn without_scripts_the_form_comes_back_with_its_text(server: Server) {
    let cpe = server.browser_of("cpe").await;
    let whole = |file: (&str, Vec<u8>)| {
        // Fields before and after the files, in the order of the page.
        form(&[file]).text("canal", "message").text("objet", "Sortie au musée").text("cible", "1")
    };
    let post = async |form: Form| {
        let request = cpe.request(Method::POST, ADDRESS).header("accept", "text/html,*/*;q=0.8");
        Answer::of(request.multipart(form)).await
    };
    let kept = post(whole(("menu.pdf", samples::pdf("x")))).await;
    assert_eq!(kept.status, 303, "{}", kept.body);
    assert!(kept.location().starts_with("/communications/nouvelle?brouillon="), "{}", kept.location());
    assert!(draft_says(&server, "Sortie au musée").await && cpe.get(kept.location()).await.status == 200);
    let refused = post(whole(("<b>.html", b"<p>".to_vec()))).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.body.contains("«\u{a0}&lt;b&gt;.html\u{a0}» n’est pas d’un type accepté"),
        "{}",
        refused.body
    );
    assert!(refused.body.contains("Votre saisie est conservée") && refused.body.contains(kept.location()));
    let token = "SELECT COUNT(*) FROM file WHERE name = 'menu.pdf'";
    assert_eq!(server.world.number(token).await, Some(1));
    // No file chosen: the text is kept anyway.
    let nothing =
        post(Form::new().text("cle", KEY).text("canal", "message").text("objet", "Plus tard").part(
            "fichiers",
            Part::bytes(Vec::new()).file_name("").mime_str("application/octet-stream").expect("a type"),
        ))
        .await;
    assert_eq!(nothing.status, 303, "{}", nothing.body);
    let page = cpe.get(kept.location()).await.body;
    let (_, token) = page.split_once("name=\"piece\" value=\"").expect("a file that the form sends");
    let (token, _) = token.split_once('"').expect("a token");
    let fields = [("cle", KEY), ("canal", "message"), ("objet", "Sans menu")];
    let removed = cpe.post_form(&format!("{ADDRESS}/{token}/supprimer"), &fields).await;
    assert_eq!((removed.status, rows(&server).await), (303, 0));
    assert!(draft_says(&server, "Sans menu").await && cpe.get(removed.location()).await.status == 200);
    // A double click sends it twice, and another tab may have removed it before.
    let fields = [("cle", KEY), ("canal", "message"), ("objet", "Sans dessert non plus")];
    let again = cpe.post_form(&format!("{ADDRESS}/{token}/supprimer"), &fields).await;
    assert_eq!((again.status, again.location()), (303, removed.location()), "{}", again.body);
    assert!(draft_says(&server, "Sans dessert non plus").await);
}

#[both_engines]
async fn a_refused_request_leaves_no_files(url: &str) {
    let limits = AttachmentLimits { bytes: 100_000, files: 3 };
    let services = Services { limits, ..Services::default() };
    let server = Server::start_with_services(url, services, None, |_| {}).await;
    let cpe = server.browser_of("cpe").await;
    let good = || ("a.pdf", samples::pdf("x"));
    let answer = by_script(&cpe, form(&[good(), ("b.exe", b"MZ".to_vec()), good()])).await;
    assert_eq!((answer.status, rows(&server).await), (422, 0));
    assert_eq!(problem(&answer), FieldProblem::FileNotAccepted { name: "b.exe".to_owned() });
    let answer = by_script(&cpe, form(&[good(), ("b.pdf", vec![b' '; 200_000])])).await;
    assert_eq!((answer.status, rows(&server).await), (413, 0));
    assert_eq!(problem(&answer), FieldProblem::FileTooLarge { name: "b.pdf".to_owned(), max_megabytes: 1 });
    let answer = by_script(&cpe, form(&[good(), good(), good(), good()])).await;
    assert_eq!((answer.status, rows(&server).await), (422, 0));
    assert_eq!(problem(&answer), FieldProblem::TooManyFiles { max: 3 });
    let no_key = Form::new().part("fichiers", Part::bytes(samples::pdf("x")).file_name("a.pdf"));
    assert_eq!(by_script(&cpe, no_key).await.status, 400);
    let long = Form::new().text("cle", KEY).text("corps", "x".repeat(1_100_000));
    assert_eq!(by_script(&cpe, long).await.status, 413);
    let names = (0..400).map(|number| format!("{number}{}", "x".repeat(10_000)));
    let many = names.fold(Form::new().text("cle", KEY), |form, name| form.text(name, ""));
    assert_eq!(by_script(&cpe, many).await.status, 413, "their names take room too");
    for (name, status) in [("eleve", 403), ("enseignant", 403)] {
        let answer = by_script(&server.browser_of(name).await, form(&[good()])).await;
        assert_eq!(answer.status, status, "{name}: {}", answer.body);
        assert!(answer.json()["Forbidden"].is_string(), "{}", answer.body);
    }
    let answer = by_script(&server.anonymous(), form(&[good()])).await;
    assert_eq!((answer.status, answer.json()), (401, serde_json::json!("SignedOut")));
    assert_eq!(rows(&server).await, 0);
}

/// The first file has fully arrived when the connection breaks within the second.
#[both_engines]
async fn an_interrupted_upload_leaves_no_files(url: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let settings =
        FilesSettings { url: folder.path().to_string_lossy().into_owned(), ..FilesSettings::default() };
    let files = Files::open(&settings).expect("a store");
    let services = Services { files, ..Services::default() };
    let server = Server::start_with_services(url, services, None, |_| {}).await;
    let cpe = server.browser_of("cpe").await;
    let part = |name: &str| {
        format!("--B\r\nContent-Disposition: form-data; name=\"fichiers\"; filename=\"{name}\"\r\n\r\n")
    };
    let body = format!(
        "--B\r\nContent-Disposition: form-data; name=\"cle\"\r\n\r\n{KEY}\r\n{}%PDF-1.7 x\r\n{}%PDF-1.7 ",
        part("a.pdf"),
        part("b.pdf")
    );
    let head = format!(
        "POST {ADDRESS} HTTP/1.1\r\nhost: {}\r\nsec-fetch-site: same-origin\r\ncookie: {}\r\n\
             x-portevoix-personne: {}\r\ncontent-type: multipart/form-data; boundary=B\r\ncontent-length: 1000000\r\n\r\n",
        server.address,
        cpe.cookie.as_deref().expect("a session"),
        cpe.person.as_deref().expect("a person")
    );
    let mut socket = tokio::net::TcpStream::connect(server.address).await.expect("a connection");
    socket.write_all(format!("{head}{body}").as_bytes()).await.expect("sent");
    until(async || rows(&server).await == 1).await;
    drop(socket);
    until(async || rows(&server).await == 0).await;
    until(async || stored(folder.path()) == 0).await;
}

/// Waits until a condition holds; otherwise the test's own time limit ends it.
async fn until(is_so: impl AsyncFn() -> bool) {
    let mut beat = tokio::time::interval(std::time::Duration::from_millis(20));
    while !is_so().await {
        beat.tick().await;
    }
}

fn stored(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let others = entries.filter(|path| !path.ends_with(".portevoix-magasin"));
    others.map(|path| if path.is_dir() { stored(&path) } else { 1 }).sum()
}

#[tokio::test]
async fn a_silent_scanner_is_reported_with_a_sentence() {
    on_sqlite_url(async |url| {
        let closed = std::net::TcpListener::bind("127.0.0.1:0").and_then(|port| port.local_addr());
        let scanner = Some(Scanner::new(&closed.expect("a port").to_string()).expect("an address"));
        let services = Services { scanner, ..Services::default() };
        let server = Server::start_with_services(url, services, None, |_| {}).await;
        let cpe = server.browser_of("cpe").await;
        let answer = by_script(&cpe, form(&[("a.pdf", samples::pdf("x"))])).await;
        assert_eq!((answer.status, answer.json()), (503, serde_json::json!("ScannerUnavailable")));
        let answer =
            Answer::of(cpe.request(Method::POST, ADDRESS).multipart(form(&[("a.pdf", samples::pdf("x"))])))
                .await;
        assert_eq!(answer.status, 503);
        assert!(answer.body.contains("ne peuvent pas être vérifiées"), "{}", answer.body);
        assert_eq!(rows(&server).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_virus_is_refused_with_a_sentence() {
    let Some(clamd) = samples::clamd() else { return };
    on_sqlite_url(async |url| {
        let scanner = Some(Scanner::new(&clamd).expect("an address"));
        let services = Services { scanner, ..Services::default() };
        let server = Server::start_with_services(url, services, None, |_| {}).await;
        let cpe = server.browser_of("cpe").await;
        let answer =
            by_script(&cpe, form(&[("a.pdf", samples::pdf("x")), ("b.txt", samples::eicar().into())])).await;
        assert_eq!(answer.status, 422);
        assert_eq!(problem(&answer), FieldProblem::FileInfected { name: "b.txt".to_owned() });
        assert_eq!(rows(&server).await, 0);
    })
    .await;
}
