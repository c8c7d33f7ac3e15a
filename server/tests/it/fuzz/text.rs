//! Unexpected texts, and some valid ones.

use super::dice::Dice;

/// None contains a word that answers must not reveal, because pages show what was typed.
const TEXTS: [&str; 62] = [
    "",
    " ",
    "0",
    "1",
    "2",
    "-1",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "99999999999999999999999",
    "1e3",
    "0x10",
    "٣",
    "NaN",
    "null",
    "true",
    "on",
    "oui",
    "2026-10-05",
    "2026-10-12",
    "2026-02-30",
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "-262144-01-01",
    "+262142-12-31",
    "292277026596-12-04",
    "announcement",
    "alert",
    "National_ENS",
    "National_ELV",
    "Direction",
    "sender_announcement",
    "sender_administrator",
    "own_schools",
    "whole",
    "refused",
    "sign_in",
    "deployee",
    "etablissement-1",
    "etablissement-4",
    "etablissement-99999999999999999999",
    "collectivite-1",
    "collectivite--1",
    "enseignant",
    "Martin",
    "é",
    "e\u{301}",
    "\u{202e}nimda\u{202c}",
    "\u{200b}\u{feff}",
    "\0",
    "a\0b",
    "\r\nX-Odd: 1",
    "\u{1b}[31m\u{7}\u{8}",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'; --",
    "%",
    "_%\\",
    "https://ent.example/a?b=1&c#d",
];

const MORE: [&str; 14] = [
    "java\tscript:alert(1)",
    "//evil.example",
    "/\\evil.example",
    "../../../etc/passwd",
    "👩\u{200d}👩\u{200d}👧\u{200d}👦",
    "\u{10ffff}",
    "\u{fffe}",
    "ß ſ İ ı Ǆ ﬁ",
    "=1+1",
    "${7*7}{{7*7}}",
    "</textarea></title><!--",
    "a;b; c=d",
    "\u{2028}\u{85}",
    "confirmer",
];

/// Most are short; about one in a hundred is as long as a form may be, or longer.
pub fn odd(dice: &mut Dice) -> String {
    match dice.below(40) {
        0 => "é".repeat(dice.below(600)),
        1 => "x".repeat(dice.below(9_000)),
        2 => odd(dice) + &odd(dice),
        3 if dice.one_in(8) => "🎒".repeat(dice.below(70_000)),
        4 if dice.one_in(12) => "a".repeat((1 << 20) + dice.below(1 << 19)),
        // Many words: each may become a condition.
        5 if dice.one_in(6) => "mar ".repeat(dice.below(5_000)),
        5..=8 => any(dice),
        9..=16 => dice.pick(&MORE).to_owned(),
        _ => dice.pick(&TEXTS).to_owned(),
    }
}

/// A few characters from all of Unicode.
fn any(dice: &mut Dice) -> String {
    let length = dice.below(12);
    (0..length)
        .filter_map(|_| {
            let below = [0x80, 0x800, 0x1_0000, 0x11_0000];
            let limit = dice.pick(&below);
            char::from_u32(u32::try_from(dice.below(limit)).ok()?)
        })
        .collect()
}

/// As it is written in an address or a form: escaped correctly, or not quite.
pub fn escaped(text: &str, dice: &mut Dice) -> Vec<u8> {
    let how = dice.below(30);
    let mut out = Vec::with_capacity(text.len());
    for byte in text.bytes() {
        match how {
            // Unescaped, except what would end the request line.
            0 if byte > b' ' && byte != b'#' => out.push(byte),
            1 if byte == b' ' => out.push(b'+'),
            _ if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) => out.push(byte),
            _ => out.extend(format!("%{byte:02X}").bytes()),
        }
    }
    match how {
        2 => out.extend(*b"%"),
        3 => out.extend(*b"%zz"),
        4 => out.extend(*b"%ff%fe"),
        5 => out.extend(*b"%ed%a0%80"),
        6 => out.extend(*b"%00"),
        _ => {}
    }
    out
}
