use crate::text::{fold, tidy};

/// The name of a level as schools say it, from a label such as `3EME`, `2NDE GENERALE ET TECHNO`
/// or `CE1`; a label that is not known stays as it is.
pub fn level(label: &str) -> String {
    let folded = fold(label);
    let words: Vec<&str> =
        folded.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // The first year of a BTS is not the level *première*.
    let is_year = words.get(1).is_some_and(|second| matches!(*second, "annee" | "annees" | "an"));
    let first = words.first().filter(|_| !is_year);
    let known = first.and_then(|first| named(first)).or_else(|| spelled_out(&words));
    known.map_or_else(|| tidy(label).into_owned(), str::to_owned)
}

/// The level of a MEF by its own code, of eleven signs, where no nomenclature names it: the first three tell it
/// for the collège and the general and technological lycée.
pub fn level_of_mef(code: &str) -> Option<&'static str> {
    Some(match code.get(..3).filter(|_| code.len() == 11)? {
        "100" => "6e",
        "101" => "5e",
        "102" => "4e",
        "103" => "3e",
        "200" => "2de",
        "201" => "1re",
        "202" => "Terminale",
        _ => return None,
    })
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

/// Levels of the first degree in several words: two names of one level would be two levels.
fn spelled_out(words: &[&str]) -> Option<&'static str> {
    let year = |word: &str| match word {
        "1" | "1e" | "1re" | "1ere" | "premiere" => Some(0),
        "2" | "2e" | "2eme" | "2nde" | "deuxieme" | "seconde" => Some(1),
        _ => None,
    };
    Some(match words {
        ["toute" | "tres", "petite", "section", ..] => "TPS",
        ["petite", "section", ..] => "PS",
        ["moyenne", "section", ..] => "MS",
        ["grande", "section", ..] => "GS",
        ["cours", "preparatoire", ..] => "CP",
        ["cours", "elementaire", word, ..] | ["ce", word, ..] => ["CE1", "CE2"][year(word)?],
        ["cours", "moyen", word, ..] | ["cm", word, ..] => ["CM1", "CM2"][year(word)?],
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
            ("CE 1", "CE1"),
            ("TOUTE PETITE SECTION", "TPS"),
            ("Petite section", "PS"),
            ("MOYENNE SECTION", "MS"),
            ("GRANDE SECTION", "GS"),
            ("COURS PRÉPARATOIRE", "CP"),
            ("COURS ELEMENTAIRE 1ERE ANNEE", "CE1"),
            ("Cours élémentaire 2e année", "CE2"),
            ("COURS MOYEN 1", "CM1"),
            ("COURS MOYEN DEUXIEME ANNEE", "CM2"),
            ("COURS MOYEN", "COURS MOYEN"),
            ("CM", "CM"),
            ("ATELIER RELAIS", "ATELIER RELAIS"),
            ("1ERE ANNEE BTS EN 2 ANS", "1ERE ANNEE BTS EN 2 ANS"),
            ("2e année de CAP", "2e année de CAP"),
            ("", ""),
        ] {
            assert_eq!(level(label), name, "{label}");
        }
        assert_eq!((level_of_mef("1031001911U"), level_of_mef("20010015110")), (Some("3e"), Some("2de")));
        assert_eq!((level_of_mef("24720012110"), level_of_mef("103")), (None, None));
        assert_eq!(sentence_case("LETTRES MODERNES"), "Lettres modernes");
        assert_eq!(sentence_case("ÉDUCATION"), "Éducation");
    }
}
