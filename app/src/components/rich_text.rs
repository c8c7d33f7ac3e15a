use domain::communications::{CleanHtml, directed};
use leptos::prelude::*;

/// Formatted text. This is the only component that inserts foreign HTML: a [`CleanHtml`] has passed
/// the server's sanitiser, which also sets `rel="noopener noreferrer nofollow"` on links.
#[component]
pub fn RichText(
    html: CleanHtml,
    /// Its language, where that is not the page's.
    #[prop(optional_no_strip)]
    lang: Option<&'static str>,
) -> impl IntoView {
    let inside = directed(&with_classes(html.as_str()));
    view! { <div class="rich-text-content" dir="auto" lang=lang inner_html=inside></div> }
}

/// Our content security policy forbids inline styles, so a class replaces them: `align-center` for
/// `text-align:center`. The sanitiser keeps alignment only on paragraphs and headings, always
/// written in the same way.
fn with_classes(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for (position, piece) in html.split('<').enumerate() {
        if position > 0 {
            out.push('<');
        }
        match aligned(piece) {
            Some((element, alignment, rest)) => {
                out.push_str(element);
                out.push_str(" class=\"align-");
                out.push_str(alignment);
                out.push('"');
                out.push_str(rest);
            }
            None => out.push_str(piece),
        }
    }
    out
}

/// `p style="text-align:center">…` split into its element, the alignment and the rest.
fn aligned(piece: &str) -> Option<(&str, &str, &str)> {
    let (element, rest) = piece.split_once(" style=\"text-align:")?;
    let (alignment, rest) = rest.split_once('"')?;
    let alignment = alignment.trim_end_matches(';').trim();
    let plain = ["h2", "h3", "p"].contains(&element) && alignment.bytes().all(|b| b.is_ascii_lowercase());
    plain.then_some((element, alignment, rest))
}

#[cfg(test)]
mod tests {
    use super::with_classes;

    #[test]
    fn alignment_is_a_class_and_text_stays_text() {
        let cases = [
            ("<p style=\"text-align:center\">a</p>", "<p class=\"align-center\">a</p>"),
            ("<h2 style=\"text-align:right;\">a</h2>b", "<h2 class=\"align-right\">a</h2>b"),
            ("<p>p style=\"text-align:center\"</p>", "<p>p style=\"text-align:center\"</p>"),
            ("<p>a &lt;p style=\"text-align:center\"</p>", "<p>a &lt;p style=\"text-align:center\"</p>"),
            ("<a href=\"http://x/\">p</a>", "<a href=\"http://x/\">p</a>"),
            ("a", "a"),
            ("", ""),
        ];
        for (html, shown) in cases {
            assert_eq!(with_classes(html), shown);
        }
    }
}
