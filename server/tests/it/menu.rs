//! The menus around a page mark the one that is open.

use testing_server::{Server, both_engines};

/// The addresses that a part of a page marks as the open one.
fn marked<'a>(page: &'a str, part: &str) -> Vec<&'a str> {
    let (_, rest) = page.split_once(part).unwrap_or_else(|| panic!("{part} in {page}"));
    let part = rest.split("</nav>").next().unwrap_or_default();
    let links = part.split("<a ").skip(1).filter_map(|link| link.split('>').next());
    let open = links.filter(|link| link.contains("aria-current=\"page\""));
    open.filter_map(|link| link.split_once("href=\"")?.1.split('"').next()).collect()
}

#[both_engines]
async fn the_menus_mark_the_page_that_is_open_and_no_other(server: Server) {
    let teacher = server.browser_of("enseignant").await;
    for (path, in_menu, in_tabs) in [
        ("/", Some("/"), Some("/")),
        ("/messagerie", Some("/messagerie"), Some("/messagerie")),
        ("/messagerie?dossier=archives", Some("/messagerie"), Some("/messagerie")),
        ("/messagerie/envoyes", None, None),
        ("/actualites", Some("/actualites"), None),
        ("/espaces", Some("/espaces"), None),
        ("/agenda", Some("/agenda"), None),
        ("/communications/nouvelle", Some("/communications/nouvelle"), None),
        ("/communications/emises", Some("/communications/emises"), None),
        ("/mon-compte", None, None),
    ] {
        let page = teacher.get(path).await.body;
        for (part, open) in [("id=\"menu-principal\"", in_menu), ("class=\"tab-bar\"", in_tabs)] {
            let open: Vec<&str> = open.into_iter().collect();
            assert_eq!(marked(&page, part), open, "{path}: {part}");
        }
    }
}
