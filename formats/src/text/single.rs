use std::borrow::Cow;

use encoding_rs::{MACINTOSH, WINDOWS_1252};

/// The upper half of code page 850, which spreadsheets call MS-DOS.
const DOS: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
    └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";
/// How sure a code page has to be before it is preferred to Windows-1252.
const SURE: usize = 2;

/// Text with one byte for each letter: Windows-1252, or what spreadsheets save as *CSV (Macintosh)* and
/// *CSV (MS-DOS)*. These two have é, è, à and ç where Windows-1252 has signs that stand in no word.
pub fn single_bytes(bytes: &[u8]) -> Cow<'_, str> {
    let (mut windows, mut mac, mut dos) = (0, 0, 0);
    for (at, byte) in (0..).zip(bytes) {
        if byte.is_ascii() || !is_in_word(bytes, at) {
            continue;
        }
        match byte {
            0xc0.. => windows += SURE,
            0x88 | 0x8d | 0x8f => mac += SURE,
            // Ž, Š and … of Windows-1252.
            0x8e => mac += 1,
            0x82 | 0x87 => dos += SURE,
            0x85 | 0x8a => dos += 1,
            _ => {}
        }
    }
    let most = windows.max(mac).max(dos);
    if most < SURE || most == windows {
        WINDOWS_1252.decode_without_bom_handling(bytes).0
    } else if most == mac {
        MACINTOSH.decode_without_bom_handling(bytes).0
    } else {
        Cow::Owned(bytes.iter().map(|byte| dos_letter(*byte)).collect())
    }
}

/// Beside a plain letter.
fn is_in_word(bytes: &[u8], at: usize) -> bool {
    let is_letter = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphabetic);
    is_letter(at.checked_sub(1)) || is_letter(at.checked_add(1))
}

fn dos_letter(byte: u8) -> char {
    let upper = byte.checked_sub(0x80).and_then(|at| DOS.chars().nth(usize::from(at)));
    upper.unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "identifiant;nom;prenom\ne1;Lefèvre;Élise\ne2;Garçon;Noé\n";

    fn dos(text: &str) -> Vec<u8> {
        let byte = |letter: char| {
            let upper = (0x80..=0xff).zip(DOS.chars()).find(|(_, known)| *known == letter);
            upper.map_or_else(|| u8::try_from(u32::from(letter)).expect("a plain letter"), |(byte, _)| byte)
        };
        text.chars().map(byte).collect()
    }

    #[test]
    fn what_spreadsheets_save_is_read() {
        assert_eq!(DOS.chars().count(), 128);
        assert_eq!(single_bytes(&WINDOWS_1252.encode(TEXT).0), TEXT);
        assert_eq!(single_bytes(&MACINTOSH.encode(TEXT).0), TEXT);
        assert_eq!(single_bytes(&dos(TEXT)), TEXT);
        assert_eq!(single_bytes(&dos("Lycée\n")), "Lycée\n", "a single accent");
    }

    #[test]
    fn letters_and_signs_of_windows_stay() {
        for text in ["Živkovic", "Šimek;Ana", "l’Œuvre – “bis”…", "10 € …", "Zoé Šimek, Aleš Žák", "d’Août"]
        {
            assert_eq!(single_bytes(&WINDOWS_1252.encode(text).0), text);
        }
    }
}
