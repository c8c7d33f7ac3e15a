//! Numbers, and things counted.

use crate::rooms::Numbers;

pub(super) const NUMBERS: Numbers = Numbers {
    under_one_percent: "< 1 %",
    number,
    people,
    establishments,
    files,
    attachments,
    bytes,
    percent,
};

pub(super) fn number(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 * 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

/// `1 personne`, `1 204 personnes`, with the narrow space of French numbers.
pub(super) fn people(count: u64) -> String {
    format!("{} {}", number(count), if count < 2 { "personne" } else { "personnes" })
}

pub(super) fn establishments(count: u64) -> String {
    format!("{} {}", number(count), if count < 2 { "établissement" } else { "établissements" })
}

pub(super) fn files(count: usize) -> String {
    format!("{count} {}", if count < 2 { "fichier" } else { "fichiers" })
}

/// `1 pièce jointe`
pub(super) fn attachments(count: u64) -> String {
    format!("{} {}", number(count), if count < 2 { "pièce jointe" } else { "pièces jointes" })
}

/// `540 octets`, `12 ko`, `2,4 Mo`: rounded up, so that a file shown as 25 Mo is never larger.
pub(super) fn bytes(count: u64) -> String {
    const KILO: u64 = 1024;
    match count {
        0..=1 => format!("{count} octet"),
        2..KILO => format!("{count} octets"),
        KILO..=1_022_976 => format!("{} ko", count.div_ceil(KILO)),
        _ => {
            let tenths = (count * 10).div_ceil(KILO * KILO);
            let (whole, rest) = (number(tenths / 10), tenths % 10);
            if rest == 0 { format!("{whole} Mo") } else { format!("{whole},{rest} Mo") }
        }
    }
}

/// `12 %`, with a no-break space.
fn percent(percent: u64) -> String {
    format!("{percent} %")
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn sizes_read_as_people_say_them() {
        let cases = [
            (0, "0 octet"),
            (1_023, "1023 octets"),
            (1_024, "1 ko"),
            (1_022_976, "999 ko"),
            (1_022_977, "1 Mo"),
            (25 * 1024 * 1024, "25 Mo"),
            (25 * 1024 * 1024 + 1, "25,1 Mo"),
            (2_516_582, "2,4 Mo"),
        ];
        for (count, said) in cases {
            assert_eq!(bytes(count), said);
        }
    }
}
