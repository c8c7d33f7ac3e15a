//! What a page without scripts shows of a formatted text.

use backend::communications;
use testing_server::{Server, both_engines, message};

const TEXT: &str = "<p>à <s>12 h</s> 14 h, <a href=\"https://exemple.fr/plan\">ici</a></p>\
                    <ol><li><p>Signer</p></li></ol>";

/// What is struck out must not become valid as soon as somebody changes a word.
#[both_engines]
async fn a_draft_without_an_editor_shows_what_its_text_means(server: Server) {
    let author = server.world.actor("cpe").await;
    let form = author.fills(message("Sortie", TEXT)).await;
    let (backend, caller) = (&server.world.backend, author.caller().await);
    let saved = communications::save_draft(backend, &caller, &form.key, &form.input).await;
    let (draft, _) = saved.expect("a draft");
    let page =
        server.browser_of("cpe").await.get(&format!("/communications/nouvelle?brouillon={draft}")).await;
    let field =
        page.body.split_once("id=\"corps-texte\"").and_then(|(_, rest)| rest.split_once("</textarea>"));
    let (field, _) = field.unwrap_or_else(|| panic!("no field: {}", page.body));
    assert!(field.contains("14 h, ici (https://exemple.fr/plan)"), "{field}");
    assert!(field.contains("1. Signer") && !field.contains("12 h"), "{field}");
}
