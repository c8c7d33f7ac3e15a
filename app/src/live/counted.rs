/// A sentence with a number, for a script that counts: the one for 1, and the one for more, where `{}`
/// stands for the number.
pub fn counted(sentence: impl Fn(u64) -> String) -> (String, String) {
    (sentence(1), sentence(7).replacen('7', "{}", 1))
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn the_number_has_its_place_in_the_sentence() {
        let letters = |count| if count == 1 { "one letter".to_owned() } else { format!("{count} letters") };
        assert_eq!(counted(letters), ("one letter".to_owned(), "{} letters".to_owned()));
    }
}
