//! Files as forms send them: the files of *Annuaire*, always as a dry run, and attachments.

use super::{dice::Dice, text};
use testing_server::directory::{ESTABLISHMENTS, FAMILIES, MEMBERSHIPS, PEOPLE};

const NAMES: [&str; 8] =
    ["etablissements", "usagers", "rattachements", "familles", "retraits", "passwd", "cle", "fichiers"];

/// The content type and the body.
pub fn upload(dice: &mut Dice) -> (String, Vec<u8>) {
    let parts: Vec<(String, Vec<u8>)> = [
        ("etablissements", ESTABLISHMENTS),
        ("usagers", PEOPLE),
        ("rattachements", MEMBERSHIPS),
        ("familles", FAMILIES),
        ("mode", "essai"),
    ]
    .map(|(name, content)| (name.to_owned(), content.as_bytes().to_vec()))
    .into();
    let file = |name: &str| if name == "mode" { String::new() } else { "; filename=\"a.csv\"".to_owned() };
    encoded(parts, file, dice)
}

/// A form with one or two files, and the other fields of the page.
pub fn attachments(dice: &mut Dice) -> (String, Vec<u8>) {
    let contents: [&[u8]; 6] = [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"<svg>", b"a;b\n", b""];
    let content = dice.pick(&contents);
    let text = |name: &str, value: &str| (name.to_owned(), value.as_bytes().to_vec());
    let parts = vec![
        text("cle", &format!("fuzz-{:08}", dice.below(50))),
        text("canal", "message"),
        text("objet", "Sortie au musée"),
        ("fichiers".to_owned(), content.to_vec()),
    ];
    let named = dice.pick(&[
        "a.pdf",
        "a.png",
        "a.docx",
        "a.doc",
        "a.svg",
        "a.csv",
        "../../a.txt",
        "",
        "a\u{202e}.pdf",
    ]);
    let file =
        |name: &str| if name == "fichiers" { format!("; filename=\"{named}\"") } else { String::new() };
    encoded(parts, file, dice)
}

/// The parts in one body, some of them damaged; `file` follows a part's name.
fn encoded(
    mut parts: Vec<(String, Vec<u8>)>,
    file: impl Fn(&str) -> String,
    dice: &mut Dice,
) -> (String, Vec<u8>) {
    for _ in 0..dice.below(4) {
        let at = dice.below(parts.len());
        match dice.below(5) {
            0 => drop(parts.remove(at)),
            1 => parts.push((dice.pick(&NAMES).to_owned(), text::odd(dice).into_bytes())),
            2 => parts.push((text::odd(dice), text::odd(dice).into_bytes())),
            _ => spoil(&mut parts[at].1, dice),
        }
        if parts.is_empty() {
            break;
        }
    }
    let mut body = Vec::new();
    for (name, content) in &parts {
        let file = file(name);
        let name = name.replace(['"', '\r', '\n'], "_");
        body.extend(format!("--B\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes());
        body.extend(content);
        body.extend(*b"\r\n");
    }
    body.extend(*b"--B--\r\n");
    if dice.one_in(8) {
        body.truncate(dice.below(body.len()));
    }
    let kinds = ["B", "B", "B", "B", "B", "B", "C", "", "\"B", "B; charset=x"];
    (format!("multipart/form-data; boundary={}", dice.pick(&kinds)), body)
}

/// Changes a cell or a byte of a file, or adds a line.
fn spoil(content: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.below(content.len() + 1);
    match dice.below(6) {
        0 => content.truncate(at),
        1 => drop(content.splice(at..at, text::odd(dice).into_bytes())),
        2 => content.insert(at, dice.pick(&[0, b'"', b';', b'\n', b'\r', 0xff, 0xe9])),
        3 => drop(content.splice(0..0, *b"\xef\xbb\xbf")),
        4 => content.extend_from_within(..),
        _ => content.clear(),
    }
}
