use quick_xml::{escape::resolve_html5_entity, events::BytesRef};

use crate::{Reason, problem::shortened};

/// What `&…;` stands for: a number, or a name of XML or HTML. Deliveries use names of HTML such as
/// `&eacute;` without declaring them.
pub(super) fn resolve(reference: &BytesRef<'_>) -> Result<String, Reason> {
    let unknown = || Reason::UnknownEntity { name: shortened(reference) };
    if reference.is_char_ref() {
        let letter = reference.resolve_char_ref().ok().flatten().ok_or_else(unknown)?;
        return Ok(windows_letter(letter).to_string());
    }
    resolve_html5_entity(reference).map(str::to_owned).ok_or_else(unknown)
}

/// `&#156;` means œ: the number of the letter in Windows-1252.
fn windows_letter(letter: char) -> char {
    let Some(byte) = u8::try_from(u32::from(letter)).ok().filter(|byte| (0x80..0xa0).contains(byte)) else {
        return letter;
    };
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
    text.chars().next().unwrap_or(letter)
}
