//! What feeds have in common.

use domain::time::Millis;

pub(super) fn instant(at: Millis) -> atom_syndication::FixedDateTime {
    at.to_utc().unwrap_or_default().fixed_offset()
}

/// Without the characters that XML cannot hold.
pub(super) fn visible(text: &str) -> String {
    let allowed = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}');
    text.chars().filter(allowed).collect()
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(visible("a\u{0}b\u{ffff}c é 😀"), "abc é 😀");
    }
}
