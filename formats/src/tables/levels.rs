use crate::text::{fold, tidy};

/// The name of a level as schools say it, from a label such as `3EME`, `2NDE GENERALE ET TECHNO`
/// or `CE1`; a label that is not known stays as it is.
pub fn level(label: &str) -> String {
    let folded = fold(label);
    let words: Vec<&str> =
        folded.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.first().and_then(|first| named(first)).map_or_else(|| tidy(label).into_owned(), str::to_owned)
}

fn named(word: &str) -> Option<&'static str> {
    Some(match word {
        "6e" | "6eme" | "6em" | "sixieme" => "6e",
        "5e" | "5eme" | "5em" | "cinquieme" => "5e",
        "4e" | "4eme" | "4em" | "quatrieme" => "4e",
        "3e" | "3eme" | "3em" | "troisieme" => "3e",
        "2de" | "2nde" | "2e" | "seconde" => "2de",
        "1re" | "1ere" | "premiere" => "1re",
        "tle" | "term" | "terminale" | "te" => "Terminale",
        "tps" => "TPS",
        "ps" => "PS",
        "ms" => "MS",
        "gs" => "GS",
        "cp" => "CP",
        "ce1" => "CE1",
        "ce2" => "CE2",
        "cm1" => "CM1",
        "cm2" => "CM2",
        _ => return None,
    })
}

/// A label in capitals as a sentence: `LETTRES MODERNES` becomes *Lettres modernes*. Labels that
/// already have small letters stay.
pub fn sentence_case(label: &str) -> String {
    let label = tidy(label);
    if label.chars().any(char::is_lowercase) {
        return label.into_owned();
    }
    let mut signs = label.chars();
    let first: String = signs.by_ref().take(1).collect();
    first + &signs.as_str().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_the_ministry_become_levels() {
        for (label, name) in [
            ("3EME", "3e"),
            ("6EME SEGPA", "6e"),
            ("2NDE GENERALE ET TECHNOLOGIQUE", "2de"),
            ("1ERE S", "1re"),
            ("TERMINALE", "Terminale"),
            ("CE1", "CE1"),
            ("ATELIER RELAIS", "ATELIER RELAIS"),
            ("", ""),
        ] {
            assert_eq!(level(label), name, "{label}");
        }
        assert_eq!(sentence_case("LETTRES MODERNES"), "Lettres modernes");
        assert_eq!(sentence_case("ÉDUCATION"), "Éducation");
    }
}
