/// Makes characters visible that would hide or reverse the rest of the text: anybody who types a
/// login writes into the journal.
pub fn visible(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            // The visible symbols of these control characters.
            '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
            '\u{7f}' => '\u{2421}',
            '\u{80}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => '\u{fffd}',
            c => c,
        })
        .collect()
}
