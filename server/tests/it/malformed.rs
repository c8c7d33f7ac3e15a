//! For any input to a server function the answer is one of ours: 4xx, a reason as JSON, and no
//! internal details.

use app::AppError;
use domain::fields::FieldProblem;
use reqwest::{Method, header::CONTENT_TYPE};
use testing_server::{Answer, Browser, Server, announcement, both_engines};

/// Functions that need no arguments, or one that may be left out, can only be misused with broken JSON.
const WITHOUT_ARGUMENTS: [&str; 10] = [
    "/api/account",
    "/api/home",
    "/api/home/blocks",
    "/api/messages/latest",
    "/api/messages/written",
    "/api/portals",
    "/api/providers",
    "/api/session",
    "/api/session/choices",
    "/api/spaces",
];

const INTERNAL: [&str; 11] = [
    "deserializ",
    "panicked",
    "SELECT",
    "INSERT",
    ".rs",
    "sqlx",
    "sea_orm",
    "serde",
    "missing field",
    "expected",
    "line 1",
];

/// Every server function.
const FUNCTIONS: [&str; 60] = [
    "/api/access/holders",
    "/api/access/page",
    "/api/access/people",
    "/api/access/population",
    "/api/access/requests",
    "/api/access/save",
    "/api/account",
    "/api/account/link",
    "/api/account/strength",
    "/api/accounts",
    "/api/accounts/batch",
    "/api/accounts/batches",
    "/api/accounts/detail",
    "/api/agenda",
    "/api/agenda/event",
    "/api/agenda/form",
    "/api/agenda/form/event",
    "/api/audit",
    "/api/communications/answers",
    "/api/communications/articles",
    "/api/communications/cancel",
    "/api/communications/compose",
    "/api/communications/correction",
    "/api/communications/deploy",
    "/api/communications/detail",
    "/api/communications/drafts/discard",
    "/api/communications/drafts/save",
    "/api/communications/exchanges",
    "/api/communications/names",
    "/api/communications/news",
    "/api/communications/people",
    "/api/communications/perimeters",
    "/api/communications/question",
    "/api/communications/received",
    "/api/communications/received/detail",
    "/api/communications/remind",
    "/api/communications/sent",
    "/api/communications/sites",
    "/api/communications/survey",
    "/api/directory",
    "/api/home",
    "/api/home/archive",
    "/api/home/blocks",
    "/api/home/shown",
    "/api/messages/inbox",
    "/api/messages/latest",
    "/api/messages/open",
    "/api/messages/written",
    "/api/portals",
    "/api/portals/detail",
    "/api/providers",
    "/api/providers/detail",
    "/api/session",
    "/api/session/choices",
    "/api/spaces",
    "/api/spaces/article",
    "/api/spaces/form",
    "/api/spaces/new",
    "/api/spaces/open",
    "/api/spaces/settings",
];

fn paths() -> Vec<&'static str> {
    let mut paths: Vec<&str> = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path).collect();
    paths.sort_unstable();
    paths.dedup();
    paths
}

#[tokio::test]
async fn every_function_has_its_own_post_address() {
    let methods: Vec<_> = leptos::server_fn::axum::server_fn_paths().collect();
    assert!(methods.iter().all(|(_, method)| *method == Method::POST), "{methods:?}");
    assert_eq!(paths(), FUNCTIONS, "a new function needs its refusals tested too");
}

/// Everything that is stored except the journal, which records refusals on purpose.
async fn stored(server: &Server) -> std::collections::BTreeMap<&'static str, i64> {
    let mut counts = server.world.counts().await;
    counts.remove("audit_entry");
    counts
}

fn is_ours(what: &str, answer: &Answer) {
    assert!((400..500).contains(&answer.status), "{what}: {} {}", answer.status, answer.body);
    for word in INTERNAL {
        assert!(!answer.body.contains(word), "{what} tells {word:?}: {}", answer.body);
    }
    let reason: Result<AppError, _> = serde_json::from_str(&answer.body);
    assert!(reason.is_ok(), "{what}: {:?}", answer.body);
    assert_eq!(answer.header("content-type"), Some("application/json"), "{what}");
}

async fn send(browser: &Browser, path: &str, kind: &str, body: Vec<u8>) -> Answer {
    Answer::of(browser.request(Method::POST, path).header(CONTENT_TYPE, kind).body(body)).await
}

/// Bodies that are not JSON at all.
fn broken() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("nothing", Vec::new()),
        ("a blank", b" ".to_vec()),
        ("cut JSON", b"{\"form_key\":\"abc".to_vec()),
        ("a bare word", b"deploy".to_vec()),
        ("two values", b"{} {}".to_vec()),
        ("invalid UTF-8", b"{\"form_key\":\"\xff\xfe\"}".to_vec()),
        ("UTF-16", "{}".encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("a form", b"form_key=abcdefgh&input=".to_vec()),
        ("deep nesting", vec![b'['; 100_000]),
        ("two megabytes of nothing", vec![b' '; 2 << 20]),
        ("two megabytes of text", vec![b'a'; 2 << 20]),
        ("two megabytes of JSON", format!("{{\"form_key\":\"{}\"}}", "a".repeat(2 << 20)).into_bytes()),
    ]
}

/// JSON that no function accepts.
const WRONG: [&str; 14] = [
    // A lone surrogate is not a character.
    "{\"form_key\":\"\\ud800\",\"id\":\"\\ud800\"}",
    "null",
    "42",
    "\"deploy\"",
    "true",
    "{\"id\":\"un\"}",
    "{\"id\":1.5}",
    "{\"id\":99999999999999999999}",
    "{\"form_key\":1,\"input\":7}",
    "{\"form_key\":[\"abcdefgh\"],\"input\":{\"targets\":7}}",
    "{\"start\":\"Panic\"}",
    "{\"filter\":{\"page\":-1,\"search\":7}}",
    "{\"channel\":\"pigeon\"}",
    "{\"run\":\"x\",\"input\":null,\"start\":{\"Draft\":null}}",
];

#[both_engines]
async fn any_input_gets_one_of_our_answers(server: Server) {
    let signed_in = server.browser_of("enseignant").await;
    let before = stored(&server).await;
    for browser in [&signed_in, &server.anonymous()] {
        for path in paths() {
            for (what, body) in broken() {
                let answer = send(browser, path, "application/json", body).await;
                is_ours(&format!("{what} to {path}"), &answer);
            }
            for body in WRONG {
                let answer = send(browser, path, "application/json", body.into()).await;
                if !WITHOUT_ARGUMENTS.contains(&path) || answer.status != 200 {
                    is_ours(&format!("{body} to {path}"), &answer);
                }
            }
            for kind in
                ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "x"]
            {
                let answer = send(browser, path, kind, b"{}".to_vec()).await;
                is_ours(&format!("{kind} to {path}"), &answer);
                assert_eq!(answer.status, 415, "{kind} to {path}");
            }
        }
    }
    assert_eq!(stored(&server).await, before);
}

#[both_engines]
async fn a_body_over_the_limit_is_413(server: Server) {
    let browser = server.browser_of("enseignant").await;
    let long = format!("{{\"form_key\":\"{}\"}}", "a".repeat(2 << 20));
    for path in paths() {
        let answer = send(&browser, path, "application/json", long.clone().into_bytes()).await;
        is_ours(path, &answer);
        assert_eq!(answer.status, 413, "{path}");
    }
    let form = format!("texte={}", "a".repeat(2 << 20)).into_bytes();
    let kind = "application/x-www-form-urlencoded";
    for path in ["/communications/nouvelle", "/connexion"] {
        let answer = send(&browser, path, kind, form.clone()).await;
        assert_eq!(answer.status, 413, "{path}");
    }
}

#[both_engines]
async fn a_refusal_carries_its_status_and_reason(server: Server) {
    let (teacher, pupil) = (server.browser_of("enseignant").await, server.browser_of("eleve").await);
    let nobody = server.anonymous();
    let form = announcement(&"x".repeat(256));
    let deploy = serde_json::json!({ "form_key": form.key, "input": form.input });
    let path = "/api/communications/deploy";
    let before = stored(&server).await;
    for (browser, status) in [(&teacher, 422), (&pupil, 403), (&nobody, 401)] {
        let answer = browser.call(path, &deploy).await;
        is_ours("deploy", &answer);
        assert_eq!(answer.status, status);
    }
    let AppError::Fields(errors) =
        serde_json::from_str(&teacher.call(path, &deploy).await.body).expect("ours")
    else {
        panic!("fields");
    };
    assert_eq!(errors.get("texte"), Some(&FieldProblem::TooLong { count: 256, max: 255 }));
    let foreign = server.world.foreign;
    let mut elsewhere = announcement("Ailleurs").input;
    elsewhere.perimeter = format!("etablissement-{foreign}");
    let deploy = serde_json::json!({ "form_key": form.key, "input": elsewhere });
    assert_eq!(teacher.call(path, &deploy).await.status, 404);
    let missing = serde_json::json!({ "id": i64::MAX });
    assert_eq!(teacher.call("/api/communications/detail", &missing).await.status, 404);
    assert_eq!(teacher.call("/api/communications/cancel", &missing).await.status, 404);
    assert_eq!(teacher.call("/api/nothing", &missing).await.status, 404);
    assert_eq!(stored(&server).await, before);
}

/// Input that programs send rather than people: each once caused a 500.
#[both_engines]
async fn a_search_may_have_any_length(server: Server) {
    let head = server.browser_of("direction").await;
    let admin = server.browser_of("professeur").await;
    server.world.administrator("professeur").await;
    let scope = format!("etablissement-{}", server.world.curie);
    let (long, words) = ("é".repeat(57_000), "mar ".repeat(3_500));
    for search in [long.as_str(), words.as_str(), "\0", "%_\\"] {
        let filter = serde_json::json!({ "filter": { "scope": scope, "search": search } });
        for (browser, path) in [
            (&admin, "/api/audit"),
            (&head, "/api/access/holders"),
            (&head, "/api/communications/sent"),
            (&head, "/api/messages/inbox"),
        ] {
            assert_eq!(browser.call(path, &filter).await.status, 200, "{path}");
        }
        let filter = serde_json::json!({ "filter": { "action": search, "outcome": search } });
        let found = admin.call("/api/audit", &filter).await;
        assert_eq!((found.status, found.json()["rows"].as_array().map(Vec::len)), (200, Some(0)));
        let draft = serde_json::json!({ "form_key": search });
        assert_eq!(head.call("/api/communications/drafts/discard", &draft).await.status, 404);
    }
}

#[both_engines]
async fn a_name_with_a_nul_matches_nothing(server: Server) {
    let sender = server.browser_of("cpe").await;
    assert_eq!(sender.get("/pieces-jointes/a%00b").await.status, 404);
    for path in ["/communications/pieces-jointes/a%00b/supprimer", "/courriel/desinscription/a%00b"] {
        assert_eq!(sender.post_form(path, &[]).await.status, 404, "{path}");
    }
}
