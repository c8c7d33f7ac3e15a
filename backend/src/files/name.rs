use domain::text::beginning;

/// The longest name that is kept, in characters.
const MAX_CHARACTERS: usize = 150;

/// The name of a file without its folders and without invisible characters: control characters, and
/// those that reverse the direction of writing and can make a program look like a PDF. A name that
/// is too long loses its middle and keeps its extension.
pub(super) fn cleaned(raw: &str) -> String {
    let name = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !is_invisible(*c)).collect();
    let name = name.trim().trim_end_matches('.').trim_end();
    let name =
        if name.is_empty() || name.starts_with('.') { format!("fichier{name}") } else { name.to_owned() };
    let count = name.chars().count();
    if count <= MAX_CHARACTERS {
        return name;
    }
    let ending = extension(&name).map(|ending| format!(".{ending}")).unwrap_or_default();
    let kept = MAX_CHARACTERS - ending.chars().count().min(MAX_CHARACTERS / 2);
    let mut short = beginning(&name, kept).to_owned();
    short.push_str(&ending.chars().take(MAX_CHARACTERS / 2).collect::<String>());
    short
}

/// The part after the last dot, in lower case.
pub(super) fn extension(name: &str) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.')?;
    (!stem.is_empty() && !ending.is_empty()).then(|| ending.to_lowercase())
}

fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::{MAX_CHARACTERS, cleaned, extension};

    #[test]
    fn a_name_loses_folders_and_invisible_characters() {
        for (raw, kept) in [
            ("Menu de la cantine – été.pdf", "Menu de la cantine – été.pdf"),
            ("C:\\Users\\moi\\notes.csv", "notes.csv"),
            ("../../etc/passwd", "passwd"),
            ("a\0b\r\n\"c\".txt", "ab\"c\".txt"),
            ("facture\u{202e}fdp.exe", "facturefdp.exe"),
            ("خريطة.png", "خريطة.png"),
            ("  .pdf", "fichier.pdf"),
            ("rapport.pdf. ", "rapport.pdf"),
            ("", "fichier"),
            ("/", "fichier"),
        ] {
            assert_eq!(cleaned(raw), kept, "{raw:?}");
        }
        let long = cleaned(&format!("{}.pdf", "é".repeat(400)));
        assert_eq!((long.chars().count(), long.ends_with("é.pdf")), (MAX_CHARACTERS, true));
        let faces = cleaned(&format!("{}👍🏽.pdf", "a".repeat(MAX_CHARACTERS - 5)));
        assert!(faces.ends_with("a.pdf"), "no half of a sign: {faces}");
        assert_eq!(cleaned(&format!("a.{}", "b".repeat(400))).chars().count(), MAX_CHARACTERS);
    }

    #[test]
    fn only_the_last_extension_counts() {
        assert_eq!(extension("a.pdf.EXE").as_deref(), Some("exe"));
        assert_eq!(extension("README"), None);
        assert_eq!(extension(".pdf"), None);
    }
}
