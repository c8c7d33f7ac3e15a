use crate::{Reason, problem::shortened};

/// What spreadsheets in French and in English show where a formula fails.
const ERRORS: [&str; 16] = [
    "#n/a", "#n/d", "#ref!", "#nom?", "#name?", "#valeur!", "#value!", "#div/0!", "#nul!", "#null!",
    "#nombre!", "#num!", "#spill!", "#calc!", "#champ!", "#field!",
];
/// So begin the errors of LibreOffice: `Err:502`.
const NUMBERED: &str = "err:";
/// From so many signs on, `###` stands for what was too wide for its column.
const TOO_WIDE: usize = 3;

/// Why a cell holds something else than what was typed: an error, or a number in the place of a code. 6E3 is a
/// number for a spreadsheet, which saves 6,00E+03.
pub fn spoiled(cell: &str) -> Option<Reason> {
    let is_error = match cell.as_bytes().first()? {
        b'#' => is_error(cell),
        b'e' | b'E' => is_numbered(cell),
        byte if byte.is_ascii_digit() => {
            return is_abridged(cell).then(|| Reason::Abridged { value: shortened(cell) });
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
fn is_abridged(cell: &str) -> bool {
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
    fn errors_and_abridged_numbers_are_told_from_codes_and_names() {
        for cell in ["#N/A", "#NOM?", "#VALEUR!", "#REF!", "########", "Err:502"] {
            assert_eq!(spoiled(cell), Some(Reason::BadCell { value: cell.to_owned() }), "{cell}");
        }
        for cell in ["6,00E+03", "1.23457E+11", "1E+12"] {
            assert_eq!(spoiled(cell), Some(Reason::Abridged { value: cell.to_owned() }), "{cell}");
        }
        for cell in [
            "", "6E3", "3E+", "12E+03", "6e A", "#1", "##", "# 4", "Erroll", "err", "E+03", "1,5",
            "0570051E", "3E+5",
        ] {
            assert_eq!(spoiled(cell), None, "{cell}");
        }
    }
}
