//! *Mots : n. Caractères (incluant HTML) : n*, and the readable text of HTML.

use domain::communications::{RichTextCount, paragraphs, plain_text};
use proptest::prelude::*;

#[track_caller]
fn counts(html: &str, words: usize, characters: usize) {
    assert_eq!(RichTextCount::of(html), RichTextCount { words, characters }, "{html}");
}

#[test]
fn words_are_counted_without_the_html_characters_with_it() {
    counts("", 0, 0);
    counts("<p></p>", 0, 7);
    counts("<p>Bonjour à tous</p>", 3, 21);
    // Emphasis does not separate words; blocks and line ends do.
    counts("<p>Bon<strong>jour</strong></p>", 1, 31);
    counts("<p>un</p><p>deux</p>", 2, 20);
    counts("<ul><li>un</li><li>deux</li></ul>", 2, 33);
    counts("un<br>deux", 2, 10);
}

#[test]
fn entities_are_one_character_to_read_and_several_of_html() {
    counts("<p>a&nbsp;b</p>", 2, 15);
    counts("<p>&amp;</p>", 1, 12);
    assert_eq!(plain_text("&lt;p&gt; &amp;amp; &quot;&#39;"), "<p> &amp; \"'");
}

/// Neither bytes nor UTF-16 units.
#[test]
fn accents_and_emoji_count_as_characters() {
    counts("é", 1, 1);
    counts("👩‍👩‍👧", 1, 5);
}

#[test]
fn truncated_html_is_read_up_to_its_end() {
    assert_eq!(plain_text("<p>Bonjour <stro"), "\nBonjour ");
    counts("<p>Bonjour <stro", 1, 16);
}

proptest! {
    /// Without JavaScript a text is converted to HTML and back.
    #[test]
    fn plain_text_as_paragraphs_reads_as_before(lines in proptest::collection::vec("[ -~éàœ…]{0,20}", 0..6)) {
        let text = lines.join("\n");
        let read = plain_text(&paragraphs(&text));
        let words = |text: &str| {
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>()
        };
        prop_assert_eq!(words(&read), words(&text));
    }

    #[test]
    fn counting_takes_anything(html in any::<String>()) {
        prop_assert_eq!(RichTextCount::of(&html).characters, html.chars().count());
    }
}
