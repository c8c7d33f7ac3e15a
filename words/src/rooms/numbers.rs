use crate::vocabulary::vocabulary;

vocabulary! {
    /// Numbers, and things counted.
    Numbers {
        /// More than nothing, and less than `percent(1)`.
        under_one_percent,
        ;
        fn number(count: u64) -> String;
        /// `1 personne`, `1 204 personnes`, with the narrow space of French numbers.
        fn people(count: u64) -> String;
        fn establishments(count: u64) -> String;
        fn files(count: usize) -> String;
        /// `1 pièce jointe`
        fn attachments(count: u64) -> String;
        /// `540 octets`, `12 ko`, `2,4 Mo`: rounded up, so that a file shown as 25 Mo is never
        /// larger.
        fn bytes(count: u64) -> String;
        /// `12 %`
        fn percent(percent: u64) -> String;
    }
}
