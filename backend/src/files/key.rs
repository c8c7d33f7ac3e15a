//! The names of objects in the store: `ab/abcdef…`, a folder of two and a name of 32 hexadecimal
//! digits, of which the first two are the folder.

use crate::{Result, token::random_hex};

/// A new name that nobody can guess.
pub(super) fn new() -> Result<String> {
    let name = random_hex::<16>()?;
    Ok(format!("{}/{name}", &name[..2]))
}

/// Whether the program may have written an object under this name. Nothing else in a store is ever
/// deleted.
pub(super) fn is_key(path: &str) -> bool {
    path.split_once('/').is_some_and(|(folder, name)| is_folder(folder) && is_name(name, folder))
}

/// Whether a folder of the store may hold our objects.
pub(super) fn is_folder(name: &str) -> bool {
    name.len() == 2 && name.bytes().all(is_digit)
}

/// Whether a file in `folder` is the rest of an upload that never ended: `NAME#NUMBER`.
pub(super) fn is_unfinished(folder: &str, file: &str) -> bool {
    file.split_once('#').is_some_and(|(name, number)| {
        is_folder(folder)
            && is_name(name, folder)
            && !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn is_name(name: &str, folder: &str) -> bool {
    name.len() == 32 && name.starts_with(folder) && name.bytes().all(is_digit)
}

const fn is_digit(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

#[cfg(test)]
mod tests {
    use super::{is_key, is_unfinished, new};

    #[test]
    fn only_names_that_the_program_makes_are_keys() {
        for _ in 0..100 {
            let key = new().expect("random digits");
            assert!(is_key(&key), "{key}");
            let (folder, name) = key.split_once('/').expect("a folder");
            assert!(is_unfinished(folder, &format!("{name}#1")), "{name}");
        }
        let name = "ab0123456789abcdef0123456789abcd";
        assert!(is_key(&format!("ab/{name}")));
        for other in [
            "",
            "portevoix.sqlite",
            ".portevoix-magasin",
            name,
            &format!("cd/{name}"),
            &format!("AB/{}", name.to_uppercase()),
            &format!("ab/{name}0"),
            &format!("ab/{}", &name[1..]),
            &format!("ab/cd/{name}"),
            &format!("x/ab/{name}"),
            &format!("ab/{name}#1"),
            &format!("ab/{name}.pdf"),
        ] {
            assert!(!is_key(other), "{other}");
        }
        for (folder, file) in
            [("ab", "notes#1"), ("ab", "ab#1"), ("cd", "ab0123456789abcdef0123456789abcd#1")]
        {
            assert!(!is_unfinished(folder, file), "{folder}/{file}");
        }
        assert!(!is_unfinished("ab", &format!("{name}#")) && !is_unfinished("ab", &format!("{name}#a")));
    }
}
