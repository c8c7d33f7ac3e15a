use super::{day, fold};
use crate::{Reason, problem::shortened};

/// What spreadsheets in French and in English show where a formula fails.
const ERRORS: [&str; 16] = [
    "#n/a", "#n/d", "#ref!", "#nom?", "#name?", "#valeur!", "#value!", "#div/0!", "#nul!", "#null!",
    "#nombre!", "#num!", "#spill!", "#calc!", "#champ!", "#field!",
];
/// So begin the errors of `LibreOffice`: `Err:502`.
const NUMBERED: &str = "err:";
/// From so many signs on, `###` stands for what was too wide for its column.
const TOO_WIDE: usize = 3;

/// As spreadsheets in French shorten them, without accents.
const FRENCH: [&str; 12] =
    ["janv", "fevr", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec"];
/// And in English.
const ENGLISH: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// Bytes of a day as a spreadsheet writes it.
const LONGEST: usize = 10;

/// Whether a spreadsheet took a name for a day. Of 5-3 it makes 05/03/2026, and shows 05-mars or 5-Mar; of 12-9001
/// the first of a month, and shows déc-01. A class called 2-DEC is none.
pub fn is_a_day(cell: &str) -> bool {
    // Most cells are none, and there are millions of them.
    let signs = cell.bytes().filter(|byte| matches!(byte, b'-' | b'/' | b'.')).count();
    if signs == 0 || cell.len() > LONGEST {
        return false;
    }
    let is_shown = |(number, month): (&str, &str)| {
        let is_likely =
            are_digits(number) && number.len() < 3 && month.starts_with(|sign: char| sign.is_alphabetic());
        let is_french = || {
            number.len() == 2
                && !month.chars().any(char::is_uppercase)
                && FRENCH.contains(&fold(month).trim_end_matches('.'))
        };
        is_likely && (ENGLISH.contains(&month) || is_french())
    };
    if cell.starts_with(|sign: char| sign.is_ascii_digit()) {
        return signs > 1 && day(cell).is_some() || cell.split_once('-').is_some_and(is_shown);
    }
    cell.rsplit_once('-').is_some_and(|(month, year)| year.len() == 2 && is_shown((year, month)))
}

/// Why a cell holds something else than what was typed: an error, or a number in the place of a code. 6E3 is a
/// number for a spreadsheet, which saves 6,00E+03.
pub fn spoiled(cell: &str) -> Option<Reason> {
    let is_error = match cell.as_bytes().first()? {
        b'#' => is_error(cell),
        b'e' | b'E' => is_numbered(cell),
        byte if byte.is_ascii_digit() => {
            return is_converted(cell).then(|| Reason::Converted { value: shortened(cell) });
        }
        _ => false,
    };
    is_error.then(|| Reason::BadCell { value: shortened(cell) })
}

fn is_error(cell: &str) -> bool {
    cell.len() >= TOO_WIDE && cell.bytes().all(|byte| byte == b'#')
        || ERRORS.iter().any(|known| cell.eq_ignore_ascii_case(known))
}

fn is_numbered(cell: &str) -> bool {
    let (start, number) = cell.split_at_checked(NUMBERED.len()).unwrap_or_default();
    start.eq_ignore_ascii_case(NUMBERED) && are_digits(number)
}

/// `6,00E+03`, `1.23457E+11`, `1E+12`.
fn is_converted(cell: &str) -> bool {
    let Some((number, exponent)) = cell.split_once("E+") else { return false };
    let (whole, decimals) = number.split_once([',', '.']).unwrap_or((number, "0"));
    whole.len() == 1 && [whole, decimals, exponent].into_iter().all(are_digits) && exponent.len() > 1
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_from_names() {
        for cell in [
            "05/03/2026",
            "2026-03-05",
            "05-mars",
            "03-avr",
            "01-févr.",
            "05-Mar",
            "5-Mar",
            "déc-01",
            "Dec-01",
        ] {
            assert!(is_a_day(cell), "{cell}");
        }
        for cell in [
            "",
            "5-3",
            "6e A",
            "6e-mars",
            "2024-2025",
            "601",
            "2-DEC",
            "1-mai",
            "Groupe 05-mars",
            "DEC-01",
            "mai-1",
            "lat-01",
        ] {
            assert!(!is_a_day(cell), "{cell}");
        }
    }

    #[test]
    fn errors_and_converted_numbers_are_told_from_codes_and_names() {
        for cell in ["#N/A", "#NOM?", "#VALEUR!", "#REF!", "########", "Err:502"] {
            assert_eq!(spoiled(cell), Some(Reason::BadCell { value: cell.to_owned() }), "{cell}");
        }
        for cell in ["6,00E+03", "1.23457E+11", "1E+12"] {
            assert_eq!(spoiled(cell), Some(Reason::Converted { value: cell.to_owned() }), "{cell}");
        }
        for cell in [
            "", "6E3", "3E+", "12E+03", "6e A", "#1", "##", "# 4", "Erroll", "err", "E+03", "1,5",
            "0570051E", "3E+5",
        ] {
            assert_eq!(spoiled(cell), None, "{cell}");
        }
    }
}
