//! Text prepared for searching.

/// Small letters without the accents of French: "Élèves" and "eleves" are the same search.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à' | 'â' | 'ä' | 'á' | 'ã' => out.push('a'),
            'ç' => out.push('c'),
            'é' | 'è' | 'ê' | 'ë' => out.push('e'),
            'î' | 'ï' | 'í' => out.push('i'),
            'ñ' => out.push('n'),
            'ô' | 'ö' | 'ó' | 'õ' => out.push('o'),
            'ù' | 'û' | 'ü' | 'ú' => out.push('u'),
            'ÿ' => out.push('y'),
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            '’' => out.push('\''),
            // A combining accent: macOS writes accents as separate characters.
            '\u{300}'..='\u{36f}' => {}
            c if c.is_control() || c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// The search key of a name: folded, with single spaces instead of anything but letters and digits.
/// "Lefèvre, Jean-Marc" and "lefevre jean marc" are the same.
pub fn name_key(name: &str) -> String {
    let folded = fold(name);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::name_key;

    #[test]
    fn a_name_is_found_with_any_case_accents_and_punctuation() {
        for written in ["Lefèvre, Jean-Marc", "LEFEVRE  Jean Marc", " lefe\u{300}vre jean–marc "] {
            assert_eq!(name_key(written), "lefevre jean marc");
        }
        assert_eq!(name_key("D’Alembert"), "d alembert");
        assert_eq!(name_key("—"), "");
    }
}
