//! The filter in the address.

use domain::communications::view::SentFilter;

use crate::components::address;

pub const PATH: &str = "/communications/emises";

pub fn read(get: impl Fn(&str) -> Option<String>) -> SentFilter {
    let text = |name: &str| get(name).unwrap_or_default().trim().to_owned();
    SentFilter {
        search: text("q"),
        channel: text("canal"),
        status: text("statut"),
        from: text("du"),
        to: text("au"),
        author: text("auteur"),
        sort: text("tri"),
        page: text("page").parse().unwrap_or(1),
        up_to: text("jusqua").parse().unwrap_or_default(),
    }
}

/// The address of one page of the same list. Its first page is always up to date; on the others, what
/// was sent since moves no row.
pub fn address_of(filter: &SentFilter, page: u32, newest: i64) -> String {
    let (page, newest) =
        if page > 1 { (page.to_string(), newest.to_string()) } else { (String::new(), String::new()) };
    address(
        PATH,
        &[
            ("q", &filter.search),
            ("canal", &filter.channel),
            ("statut", &filter.status),
            ("du", &filter.from),
            ("au", &filter.to),
            ("auteur", &filter.author),
            ("tri", &filter.sort),
            ("page", &page),
            ("jusqua", &newest),
        ],
    )
}

/// Whether the filter may hide rows; the sort order does not count.
pub fn narrows(filter: &SentFilter) -> bool {
    let SentFilter { search, channel, status, from, to, author, sort: _, page: _, up_to: _ } = filter;
    [search, channel, status, from, to, author].into_iter().any(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{address_of, narrows, read};

    #[test]
    fn a_page_keeps_the_filter() {
        let filter = read(|name| match name {
            "q" => Some(" grève & cantine ".into()),
            "statut" => Some("en-cours".into()),
            "page" => Some("x".into()),
            _ => None,
        });
        assert_eq!(filter.page, 1);
        assert!(narrows(&filter));
        assert_eq!(
            address_of(&filter, 3, 42),
            "/communications/emises?q=gr%C3%A8ve%20%26%20cantine&statut=en-cours&page=3&jusqua=42"
        );
        assert!(!address_of(&filter, 1, 42).contains("jusqua"));
        assert!(!narrows(&read(|name| (name == "tri").then(|| "ancien".into()))));
    }
}
