//! What people type has the direction of its script.

use testing_server::{Server, announcement, both_engines};

/// The tags of the fields in which somebody searches.
fn search_fields(page: &str) -> Vec<&str> {
    let tags = page.split("<input").skip(1).filter_map(|rest| rest.split('>').next());
    tags.filter(|tag| tag.contains("type=\"search\"")).collect()
}

#[both_engines]
async fn a_search_field_turns_to_what_is_typed(server: Server) {
    let head = server.browser_of("direction").await;
    server.world.actor("direction").await.publishes(&announcement("Sortie")).await;
    for path in ["/messagerie", "/communications/emises", "/espaces?q=curie"] {
        let page = head.get(path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.body);
        let fields = search_fields(&page.body);
        assert!(!fields.is_empty(), "{path}: {}", page.body);
        for field in fields {
            assert!(field.contains("dir=\"auto\""), "{path}: {field}");
        }
    }
}
