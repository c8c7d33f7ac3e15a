//! Names one after the other, as people read them.

use super::{padded, plain_words};

/// Names by their rank, then as [`by_number`](super::by_number) sorts them: "2de 9", "2de 10", "École", "Zola". For
/// the few names of a sentence: it does without the tables of Unicode, which are too large for a browser, and knows
/// the accents of French.
pub fn in_reading_order(names: Vec<(u8, String)>) -> Vec<String> {
    // As texts alone: the browser's package has a sort of them. A rank is a sign, which sorts as it does.
    let key = |(rank, name): (u8, String)| {
        let small: String = name.chars().filter(|c| !"'’".contains(*c)).map(small_and_plain).collect();
        let rank = char::from(rank.saturating_add(b' '));
        [rank.to_string(), padded(&plain_words(&small)), "\n".to_owned(), name].concat()
    };
    let mut keys: Vec<String> = names.into_iter().map(key).collect();
    keys.sort_unstable();
    keys.iter().filter_map(|key| key.split_once('\n')).map(|(_, name)| name.to_owned()).collect()
}

fn small_and_plain(c: char) -> char {
    match c {
        'à' | 'â' | 'ä' | 'À' | 'Â' | 'Ä' => 'a',
        'ç' | 'Ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => 'e',
        'î' | 'ï' | 'Î' | 'Ï' => 'i',
        'ô' | 'ö' | 'Ô' | 'Ö' => 'o',
        'ù' | 'û' | 'ü' | 'Ù' | 'Û' | 'Ü' => 'u',
        'ÿ' | 'Ÿ' => 'y',
        'Œ' => 'œ',
        'Æ' => 'æ',
        c => c.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::by_number, in_reading_order};

    #[test]
    fn names_are_read_in_the_order_of_their_ranks_and_numbers() {
        let names = [(1, "2de 10"), (1, "Zola"), (0, "3e 2"), (1, "École"), (1, "2de 9"), (1, "espagnol")];
        let read = in_reading_order(names.map(|(rank, name)| (rank, name.to_owned())).to_vec());
        assert_eq!(read, ["3e 2", "2de 9", "2de 10", "École", "espagnol", "Zola"]);
    }

    #[test]
    fn lists_to_choose_from_have_the_same_order() {
        let mut names =
            ["Œnologie", "Économie", "Zoologie", "occitan", "Où ?", "L’été", "6eA", "6e B", "10e", "Maï"];
        let read = in_reading_order(names.map(|name| (0, name.to_owned())).to_vec());
        names.sort_by_cached_key(|name| by_number(name));
        assert_eq!(read, names);
    }
}
