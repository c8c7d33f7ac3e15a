//! The one place where somebody's HTML becomes HTML that a page may hold.

use std::sync::LazyLock;

use ammonia::Builder;
use domain::communications::CleanHtml;

/// Elements of a letter, and nothing else.
const ELEMENTS: [&str; 12] =
    ["a", "blockquote", "br", "em", "h2", "h3", "li", "ol", "p", "strong", "u", "ul"];
const ALIGNED: [&str; 3] = ["h2", "h3", "p"];

static CLOSED_LIST: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENTS.into())
        // What is in these is no text of a letter's.
        .clean_content_tags(["script", "style", "title", "noscript", "template"].into())
        .tag_attributes([("a", ["href"].into())].into_iter().collect())
        .url_schemes(["http", "https", "mailto"].into())
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"))
        .filter_style_properties(["text-align"].into())
        .strip_comments(true);
    for element in ALIGNED {
        builder.add_tag_attributes(element, ["style"]);
    }
    builder
});

/// What is left of `html` by the closed list: headings, paragraphs, lists, quotations, emphasis,
/// alignment, and links to `http`, `https` and `mailto`. Cleaning twice changes nothing.
pub fn clean(html: &str) -> CleanHtml {
    CleanHtml::cleaned(CLOSED_LIST.clean(html).to_string())
}
