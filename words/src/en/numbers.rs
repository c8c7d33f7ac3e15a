//! Numbers, and things counted.

use crate::rooms::Numbers;

pub(super) const NUMBERS: Numbers =
    Numbers { under_one_percent: "<1%", number, people, establishments, files, attachments, bytes, percent };

pub(super) fn number(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `0 people`, `1 person`, `1,204 people`
pub(super) fn people(count: u64) -> String {
    format!("{} {}", number(count), if count == 1 { "person" } else { "people" })
}

pub(super) fn establishments(count: u64) -> String {
    format!("{} {}", number(count), if count == 1 { "school" } else { "schools" })
}

pub(super) fn files(count: usize) -> String {
    format!("{count} {}", if count == 1 { "file" } else { "files" })
}

/// `1 attachment`
pub(super) fn attachments(count: u64) -> String {
    format!("{} {}", number(count), if count == 1 { "attachment" } else { "attachments" })
}

/// `540 bytes`, `12 kB`, `2.4 MB`: rounded up, so that a file shown as 25 MB is never larger.
pub(super) fn bytes(count: u64) -> String {
    const KILO: u64 = 1024;
    match count {
        1 => "1 byte".to_owned(),
        0 | 2..KILO => format!("{count} bytes"),
        KILO..=1_022_976 => format!("{} kB", count.div_ceil(KILO)),
        _ => {
            let tenths = (count * 10).div_ceil(KILO * KILO);
            let (whole, rest) = (number(tenths / 10), tenths % 10);
            if rest == 0 { format!("{whole} MB") } else { format!("{whole}.{rest} MB") }
        }
    }
}

/// `12%`
fn percent(percent: u64) -> String {
    format!("{percent}%")
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn sizes_read_as_people_say_them() {
        let cases = [
            (0, "0 bytes"),
            (1_023, "1023 bytes"),
            (1_024, "1 kB"),
            (1_022_976, "999 kB"),
            (1_022_977, "1 MB"),
            (25 * 1024 * 1024, "25 MB"),
            (25 * 1024 * 1024 + 1, "25.1 MB"),
            (2_516_582, "2.4 MB"),
        ];
        for (count, said) in cases {
            assert_eq!(bytes(count), said);
        }
    }
}
