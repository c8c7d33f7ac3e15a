//! The only place where a user's HTML is turned into HTML that a page may contain.

use std::{borrow::Cow, collections::HashSet, sync::LazyLock};

use ammonia::Builder;
use domain::{communications::CleanHtml, text::cleaned_html};

/// The elements that a letter may contain.
const ELEMENTS: [&str; 13] =
    ["a", "blockquote", "br", "em", "h2", "h3", "li", "ol", "p", "s", "strong", "u", "ul"];
/// Elements that become others of the list, or characters.
const MEANT: [&str; 4] = ["del", "strike", "sub", "sup"];
const ALIGNED: [&str; 3] = ["h2", "h3", "p"];
const ALIGNMENTS: [&str; 4] =
    ["text-align:left", "text-align:center", "text-align:right", "text-align:justify"];

static CLOSED_LIST: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENTS.into_iter().chain(MEANT).collect())
        // The content of these elements is not text of the letter.
        .clean_content_tags(["script", "style", "title", "noscript", "template"].into())
        .tag_attributes([("a", ["href"].into())].into_iter().collect())
        // Not even those that are allowed everywhere by default: `lang`, `title`.
        .generic_attributes(HashSet::new())
        .url_schemes(["http", "https", "mailto"].into())
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"))
        .attribute_filter(|_, attribute, value| match attribute {
            "style" => alignment(value).map(Cow::Borrowed),
            "href" if names_somebody(value) => None,
            _ => Some(Cow::Borrowed(value)),
        })
        .strip_comments(true);
    for element in ALIGNED {
        builder.add_tag_attributes(element, ["style"]);
    }
    builder
});

/// The alignment that a `style` asks for, written in its one canonical form. Nothing else is kept.
fn alignment(style: &str) -> Option<&'static str> {
    let mut declared = style.split(';').filter_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        let value = value.trim();
        let known =
            |name: &&str| value.eq_ignore_ascii_case(name.strip_prefix("text-align:").unwrap_or(name));
        property.trim().eq_ignore_ascii_case("text-align").then(|| ALIGNMENTS.into_iter().find(known))?
    });
    declared.next_back()
}

/// Whether a user name stands before the host, as in `https://ecole.fr@evil.example`: it only serves to
/// deceive.
fn names_somebody(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once(':') else { return false };
    // Browsers take any strokes here, or none.
    let authority = rest.trim_start_matches(['/', '\\']).split(['/', '\\', '?', '#']).next();
    !scheme.trim().eq_ignore_ascii_case("mailto")
        && authority.is_some_and(|authority| authority.contains('@'))
}

/// Reduces `html` to the closed list: headings, paragraphs, lists, quotations, emphasis, alignment,
/// and links to `http`, `https` and `mailto`. Cleaning twice changes nothing.
pub fn clean(html: &str) -> CleanHtml {
    CleanHtml::cleaned(cleaned_html(&meant(CLOSED_LIST.clean(html).to_string())))
}

/// What was struck out is `<s>`, and what was raised is characters that mean the same: 10<sup>3</sup>
/// is not 103.
fn meant(clean: String) -> String {
    if !MEANT.iter().any(|name| clean.contains(&format!("<{name}>"))) {
        return clean;
    }
    let mut html = clean;
    for name in ["del", "strike"] {
        html = html.replace(&format!("<{name}>"), "<s>").replace(&format!("</{name}>"), "</s>");
    }
    for (name, signs) in [("sup", ABOVE), ("sub", BELOW)] {
        let (begin, end) = (format!("<{name}>"), format!("</{name}>"));
        let mut out = String::with_capacity(html.len());
        let mut pieces = html.split(&begin);
        out.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            let (raised, rest) = piece.split_once(&end).unwrap_or((piece, ""));
            let sign =
                |c: char| LEVEL.chars().position(|level| level == c).and_then(|at| signs.chars().nth(at));
            let all: Option<String> = raised.trim().chars().map(sign).collect();
            out.push_str(all.as_deref().unwrap_or(raised));
            out.push_str(rest);
        }
        // Of elements inside one another.
        html = out.replace(&end, "");
    }
    html
}

const LEVEL: &str = "0123456789+-−–=()";
const ABOVE: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾";
const BELOW: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎";

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn cleaning_removes_everything_outside_the_closed_list() {
        for (dirty, left) in [
            ("<p>Lundi <b>18 h</b></p>", "<p>Lundi 18 h</p>"),
            ("<p>Un\u{b}deux\u{c}trois\u{2028}quatre</p>", "<p>Un<br>deux<br>trois<br>quatre</p>"),
            ("<p lang=\"fr\" title=\"x\" class=\"y\" id=\"z\" dir=\"rtl\">Oui</p>", "<p>Oui</p>"),
            (
                "<p style=\"text-align: right; position: fixed\">Oui</p>",
                "<p style=\"text-align:right\">Oui</p>",
            ),
            ("<p style=\"TEXT-ALIGN : Center;\">Oui</p>", "<p style=\"text-align:center\">Oui</p>"),
            ("<p>à <s class=\"x\">12 h</s></p>", "<p>à <s>12 h</s></p>"),
            ("<p>à <del>12 h</del> <strike>13 h</strike></p>", "<p>à <s>12 h</s> <s>13 h</s></p>"),
            (
                "<p>10<sup>3</sup> m<sup>2</sup>, CO<sub>2</sub>, 10<sup>-3</sup>, 1<sup>er</sup>, <sup>a<sup>b</sup></sup></p>",
                "<p>10³ m², CO₂, 10⁻³, 1er, ab</p>",
            ),
            ("<p style=\"color: red\">Oui</p>", "<p>Oui</p>"),
            ("<p style=\"text-align: url(x)\">Oui</p>", "<p>Oui</p>"),
            ("<li style=\"text-align:right\">Oui</li>", "<li>Oui</li>"),
            ("<script>x()</script><template>x</template><!-- x -->Oui", "Oui"),
            ("<svg><p><style><img src=x onerror=x()>", "<p></p>"),
            (
                "<a href=\"https://e.fr\" title=\"t\" target=\"_blank\" rel=\"opener\">e</a>",
                "<a href=\"https://e.fr\" rel=\"noopener noreferrer nofollow\">e</a>",
            ),
            (
                "<a href=\"https://ecole.fr@evil.example/\">e</a><a href=\"https:/\\ecole.fr:1@evil.example\">f</a>",
                "<a rel=\"noopener noreferrer nofollow\">e</a><a rel=\"noopener noreferrer nofollow\">f</a>",
            ),
            (
                "<a href=\"https://e.fr/a@b\">e</a> <a href=\"mailto:a@b.fr\">f</a>",
                "<a href=\"https://e.fr/a@b\" rel=\"noopener noreferrer nofollow\">e</a> \
                 <a href=\"mailto:a@b.fr\" rel=\"noopener noreferrer nofollow\">f</a>",
            ),
            ("<a href=\"/messagerie\">e</a>", "<a rel=\"noopener noreferrer nofollow\">e</a>"),
            ("<a href=\" java\tscript:x()\">e</a>", "<a rel=\"noopener noreferrer nofollow\">e</a>"),
        ] {
            let once = clean(dirty);
            assert_eq!(once.as_str(), left, "{dirty}");
            assert_eq!(clean(once.as_str()), once, "twice is once");
        }
    }
}
