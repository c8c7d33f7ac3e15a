//! Text prepared for searching and sorting.

mod letters;
mod order;

pub use order::in_reading_order;
use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

/// The words of a text, without what people leave out when they type: capitals, accents and other
/// marks, strokes and ligatures of Latin letters, apostrophes, invisible signs. Words are separated
/// by one space. "Şahin" and "sahin", "O’Brien" and "obrien", "Straße" and "strasse" are the same.
/// Other scripts stay what they are, without their marks.
pub fn fold(text: &str) -> String {
    let mut small = String::with_capacity(text.len());
    let mut chars = text.nfkd().peekable();
    while let Some(c) = chars.next() {
        // "´" is typed for an apostrophe; its decomposition is a space with an accent.
        if is_left_out(c) || (c == ' ' && chars.next_if_eq(&'\u{301}').is_some()) {
            continue;
        }
        if c.is_ascii() {
            small.push(c.to_ascii_lowercase());
        } else {
            // Upper case first: it makes "ss" of "ß", and "i" of the Turkish "ı".
            small.extend(c.to_uppercase().flat_map(char::to_lowercase));
        }
    }
    plain_words(&small)
}

/// The second half of [`fold`], for small letters without marks. A browser does the first half by
/// itself: its package would grow by the tables of Unicode.
pub fn plain_words(small: &str) -> String {
    let mut out = String::with_capacity(small.len());
    let mut gap = false;
    for c in small.chars() {
        if is_separator(c) {
            gap = true;
            continue;
        }
        if gap && !out.is_empty() {
            out.push(' ');
        }
        gap = false;
        let plain = if c.is_ascii() { None } else { letters::plain(c) };
        match plain {
            Some(plain) => out.push_str(plain),
            // A browser writes the sigma at the end of a word as it is written there; somebody who types the
            // beginning of a name ends there too.
            None => out.push(if c == 'ς' { 'σ' } else { c }),
        }
    }
    out
}

/// The search key of a name: folded, nothing but letters and digits.
/// "Lefèvre, Jean-Marc" and "lefevre jean marc" are the same.
pub fn name_key(name: &str) -> String {
    let folded = fold(name);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether a folded text contains each word of a folded search, in any order; an empty search finds
/// everything. Blanks may be elsewhere: "6eA" finds "6e A", and "jeanmoulin" finds "Jean-Moulin".
pub fn finds(search: &str, text: &str) -> bool {
    search.split(' ').all(|word| text.contains(word))
        || text.replace(' ', "").contains(&search.replace(' ', ""))
}

/// Both orders of a name as it is searched and sorted: `morin elise`, `elise morin`. Never empty, so
/// that a name without letters does not look like one that has not been filled in yet.
pub fn search_names(last: &str, first: &str) -> [String; 2] {
    [format!("{last} {first}"), format!("{first} {last}")].map(|name| match name_key(&name) {
        key if key.is_empty() => "?".to_owned(),
        key => key,
    })
}

/// The sort key of a name in which numbers count by their size: "2de 9" comes before "2de 10".
pub fn by_number(name: &str) -> String {
    padded(&fold(name))
}

/// A folded name with zeros before its numbers.
fn padded(folded: &str) -> String {
    const DIGITS: usize = 9;
    let mut key = String::with_capacity(folded.len() + DIGITS);
    let mut number = String::new();
    for c in folded.chars() {
        if c.is_ascii_digit() {
            number.push(c);
            continue;
        }
        push_padded(&mut key, &mut number, DIGITS);
        key.push(c);
    }
    push_padded(&mut key, &mut number, DIGITS);
    key
}

/// Moves the digits of `number` to `key`, with zeros before them.
fn push_padded(key: &mut String, number: &mut String, digits: usize) {
    if !number.is_empty() {
        key.extend(std::iter::repeat_n('0', digits.saturating_sub(number.len())));
        key.push_str(number);
        number.clear();
    }
}

/// What is as if it were not there: accents and vowel signs, apostrophes, invisible signs, the stroke
/// that only makes an Arabic word longer.
fn is_left_out(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, '\'' | '`');
    }
    APOSTROPHES.contains(c) || c == '\u{640}' || is_invisible(c) || canonical_combining_class(c) != 0
}

const APOSTROPHES: &str = "‘’‛′‵ʹʻʼʽʾʿˈˊˋ՚׳";

/// What Unicode calls "default ignorable": soft hyphens, joiners, marks of direction, selectors.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Blanks, dashes, quotation marks and other punctuation.
fn is_separator(c: char) -> bool {
    if c.is_ascii() {
        return !c.is_ascii_alphanumeric() && !"#$%&+@\\_".contains(c);
    }
    PUNCTUATION.contains(c)
        || matches!(
            c,
            '\u{80}'..='\u{bf}'
                | '\u{1680}'
                | '\u{2000}'..='\u{206f}'
                | '\u{2e00}'..='\u{2e7f}'
                | '\u{3000}'..='\u{3004}'
                | '\u{3008}'..='\u{3020}'
                | '\u{3030}'
        )
}

/// Signs of punctuation outside of their blocks: of multiplication, Greek, Armenian, Hebrew, Arabic,
/// Indian and Japanese ones, and the minus sign.
const PUNCTUATION: &str = "×÷\u{37e}·։֊־׀׃״،؛؟٪٫٬٭۔।॥・−";

#[cfg(test)]
mod tests {
    use super::{by_number, finds, fold, name_key, plain_words};

    #[test]
    fn a_name_is_found_with_any_case_accents_and_punctuation() {
        for written in ["Lefèvre, Jean-Marc", "LEFEVRE  Jean Marc", " lefe\u{300}vre jean–marc "] {
            assert_eq!(name_key(written), "lefevre jean marc");
        }
        assert_eq!(name_key("D’Alembert"), "dalembert");
        assert_eq!(name_key("—"), "");
    }

    /// What somebody types who has not got the letter on the keyboard.
    #[test]
    fn a_name_is_found_as_a_french_keyboard_types_it() {
        for (name, typed) in [
            ("Şahin", "sahin"),
            ("Paweł Żółć", "pawel zolc"),
            ("Nguyễn Đức", "nguyen duc"),
            ("Straße", "strasse"),
            ("GROẞMANN", "grossmann"),
            ("Søren Ærø", "soren aero"),
            ("Işık", "isik"),
            ("İnci", "inci"),
            ("Ðorđe Þór", "dorde thor"),
            ("Əliyev", "eliyev"),
            ("Ħaż-Żabbar", "haz zabbar"),
            ("de La Fontaine", "la fontaine"),
            ("O'Brien", "obrien"),
            ("O’Brien", "o'brien"),
            ("O´Brien", "brien"),
            ("Oʼahu", "oahu"),
            ("Le\u{ad}fèvre\u{200b}", "lefevre"),
            ("ｗｉｄｅ", "wide"),
            ("ﬁlle", "fille"),
            ("Jean‑Marc", "jean-marc"),
            ("Αθήνα", "αθηνα"),
            ("ΣΟΦΟΣ", "σοφος"),
            ("Йорданка", "иорданка"),
            ("مُحَمَّد", "محمد"),
            ("أحمد", "احمد"),
            ("שָׁלוֹם", "שלום"),
        ] {
            assert!(finds(&fold(typed), &fold(name)), "{typed} → {name}: {:?} {:?}", fold(typed), fold(name));
        }
        assert!(!finds(&fold("durand"), &fold("Dupond")));
        assert!(!finds(&fold("مريم"), &fold("محمد")), "letters stay different in every script");
    }

    /// A browser makes small letters of a whole text at once, and ends it with another sigma.
    #[test]
    fn the_beginning_of_a_greek_name_is_found() {
        for typed in ["ΚΩΣ", "κωσ", "κως"] {
            assert!(finds(&fold(typed), &fold("Κώστας")), "{typed}");
        }
        assert!(finds(&plain_words("κως"), &plain_words("κωστας")));
        assert_eq!(plain_words("κωστας"), fold("ΚΩΣΤΑΣ"));
    }

    #[test]
    fn a_text_is_found_by_its_words() {
        let text = fold("Rendez\u{ad}-vous à l’école, « salle 12 » : 100 % présents (10³ m²)");
        for typed in
            ["rendez-vous", "RENDEZ VOUS", "ecole", "l'école", "salle 12", "« salle", "100 %", "m2", "103"]
        {
            assert!(finds(&fold(typed), &text), "{typed}: {text}");
        }
        assert!(!finds(&fold("50%"), &text));
        assert_eq!(fold("🎉 fête"), "🎉 fete");
    }

    #[test]
    fn a_name_is_found_whatever_blanks_are_typed() {
        for (typed, name) in
            [("6eA", "6e A"), ("6 e a", "6eA"), ("jeanmoulin", "Lycée Jean-Moulin"), ("TG 2", "TG2")]
        {
            assert!(finds(&fold(typed), &fold(name)), "{typed} → {name}");
        }
        assert!(!finds(&fold("6eB"), &fold("6e A, 5e B")));
    }

    #[test]
    fn names_are_sorted_as_in_a_telephone_book() {
        let mut names = ["Zola", "école", "Émile", "abbé", "Eau", "Łódź", "Lyon"];
        names.sort_by_cached_key(|name| fold(name));
        assert_eq!(names, ["abbé", "Eau", "école", "Émile", "Łódź", "Lyon", "Zola"]);
    }

    #[test]
    fn classes_are_sorted_by_their_number() {
        let mut names = ["2de 10", "2DE 2", "Écho", "2de 1", "10e A", "6e B", "6e A", "123456789012"];
        names.sort_by_cached_key(|name| by_number(name));
        assert_eq!(names, ["2de 1", "2DE 2", "2de 10", "6e A", "6e B", "10e A", "123456789012", "Écho"]);
    }
}
