use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

/// Whether the accents of a text were encoded twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubling {
    None,
    /// Each accent is: Ã‰lise for Élise.
    All,
    /// Some are and some are not, so that it is not certain what was meant.
    Mixed,
}

/// Looks at each run of letters that are not ASCII: read as Windows-1252 it is valid UTF-8 only
/// when it was UTF-8 that somebody read as Windows-1252. "É" alone is not, nor is any French word.
pub fn doubling(text: &str) -> Doubling {
    let (mut doubled, mut sound) = (0_u64, 0_u64);
    for run in runs(text) {
        if undouble(run).is_some() {
            doubled += 1;
        } else {
            sound += 1;
        }
    }
    match (doubled, sound) {
        (0, _) => Doubling::None,
        (_, 0) => Doubling::All,
        _ => Doubling::Mixed,
    }
}

/// The text that was meant, when accents of it were encoded twice; otherwise `None`.
pub fn mend(text: &str) -> Option<String> {
    if text.is_ascii() || !runs(text).any(|run| undouble(run).is_some()) {
        return None;
    }
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|sign: char| !sign.is_ascii()) {
        mended.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(|sign: char| sign.is_ascii()).unwrap_or(rest.len());
        mended.push_str(&undouble(&rest[..end]).unwrap_or_else(|| rest[..end].into()));
        rest = &rest[end..];
    }
    mended.push_str(rest);
    Some(mended)
}

fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| sign.is_ascii()).filter(|run| !run.is_empty())
}

fn undouble(run: &str) -> Option<Cow<'static, str>> {
    let mut bytes = Vec::with_capacity(run.len());
    for sign in run.chars() {
        // Some programs keep the control characters that Windows-1252 uses for letters.
        if let Ok(byte) = u8::try_from(u32::from(sign)) {
            bytes.push(byte);
        } else {
            let mut letter = [0; 4];
            let (encoded, _, lost) = WINDOWS_1252.encode(sign.encode_utf8(&mut letter));
            if lost {
                return None;
            }
            bytes.extend_from_slice(&encoded);
        }
    }
    let meant = String::from_utf8(bytes).ok()?;
    meant.chars().all(is_likely).then_some(Cow::Owned(meant))
}

/// What French texts contain: `É»` would otherwise be a letter that nobody writes.
const fn is_likely(sign: char) -> bool {
    matches!(
        sign,
        '\u{a0}'..='\u{ff}' | 'Œ' | 'œ' | 'Š' | 'š' | 'Ž' | 'ž' | 'Ÿ' | '\u{2010}'..='\u{2044}' | '€'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn double(text: &str) -> String {
        WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn names_written_twice_are_mended_and_others_stay() {
        for name in [
            "Élise",
            "Noëlle",
            "François",
            "Chloé Lefèvre",
            "Œuvrard",
            "Ÿves",
            "Chef d’établissement",
            "«CITÉ»",
        ] {
            assert_eq!(mend(name), None, "{name}");
            assert_eq!(mend(&double(name)).as_deref(), Some(name));
        }
        assert_eq!(doubling("Zoé Morin"), Doubling::None);
        assert_eq!(doubling("ZoÃ© Morin"), Doubling::All);
        assert_eq!(doubling("ZoÃ© Lefèvre"), Doubling::Mixed);
    }

    proptest! {
        #[test]
        fn mending_undoes_doubling(text in "[a-zéèêëàâçîïôûùœÉÈÀÇ '-]{0,30}") {
            let mended = mend(&double(&text)).unwrap_or_else(|| double(&text));
            prop_assert_eq!(mended, text);
        }
    }
}
