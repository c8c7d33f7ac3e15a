/// The first signs of a text, at most so many characters. What makes one sign together is not torn apart:
/// a letter and its accents, the parts of a face, of a family, or of a flag.
pub fn beginning(text: &str, most: usize) -> &str {
    let Some((mut end, mut next)) = text.char_indices().nth(most) else { return text };
    while let Some((start, before)) = text.get(..end).and_then(|kept| kept.char_indices().next_back()) {
        let is_half_a_flag = is_flag_letter(next) && flag_letters_before(text, end) % 2 == 1;
        if !(before == JOINER || joins_before(next) || is_half_a_flag) {
            break;
        }
        (end, next) = (start, before);
    }
    // Nothing but such marks: somewhere it has to be cut.
    let end = if end == 0 { text.char_indices().nth(most).map_or(text.len(), |(at, _)| at) } else { end };
    text.get(..end).unwrap_or(text)
}

const JOINER: char = '\u{200d}';

/// Marks above and below letters of the scripts that families write, what chooses how a sign looks, colours of
/// skin, and the tags of a flag of a region.
const fn joins_before(c: char) -> bool {
    matches!(
        c,
        JOINER | '\u{300}'..='\u{36f}'
            | '\u{483}'..='\u{489}'
            | '\u{591}'..='\u{5bd}'
            | '\u{5bf}'..='\u{5c7}'
            | '\u{610}'..='\u{61a}'
            | '\u{64b}'..='\u{65f}'
            | '\u{670}'
            | '\u{6d6}'..='\u{6ed}'
            | '\u{900}'..='\u{903}'
            | '\u{93a}'..='\u{93c}'
            | '\u{93e}'..='\u{94f}'
            | '\u{b82}'
            | '\u{bbe}'..='\u{bcd}'
            | '\u{e31}'
            | '\u{e34}'..='\u{e3a}'
            | '\u{e47}'..='\u{e4e}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{fe20}'..='\u{fe2f}'
            | '\u{1f3fb}'..='\u{1f3ff}'
            | '\u{e0020}'..='\u{e007f}'
    )
}

const fn is_flag_letter(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

/// A flag of a country is two letters; how many stand in a row before this place.
fn flag_letters_before(text: &str, end: usize) -> usize {
    let before = text.get(..end).unwrap_or_default();
    before.chars().rev().take_while(|c| is_flag_letter(*c)).count()
}

#[cfg(test)]
mod tests {
    use super::beginning;

    #[test]
    fn what_makes_one_sign_is_not_torn_apart() {
        for (text, most, kept) in [
            ("", 3, ""),
            ("été", 3, "été"),
            ("été", 2, "ét"),
            ("re\u{301}union", 2, "r"),
            ("a👨‍👩‍👧 b", 2, "a"),
            ("a👨‍👩‍👧 b", 5, "a"),
            ("a👨‍👩‍👧 b", 6, "a👨‍👩‍👧"),
            ("a👍🏽", 2, "a"),
            ("a❤\u{fe0f}", 2, "a"),
            ("🇫🇷🇧🇪", 1, "🇫"),
            ("a🇫🇷🇧🇪", 2, "a"),
            ("a🇫🇷🇧🇪", 3, "a🇫🇷"),
            ("a🇫🇷🇧🇪", 4, "a🇫🇷"),
            ("مُحَمَّد", 1, "م"),
            ("\u{301}\u{301}\u{301}", 2, "\u{301}\u{301}"),
        ] {
            assert_eq!(beginning(text, most), kept, "{text} {most}");
        }
    }
}
