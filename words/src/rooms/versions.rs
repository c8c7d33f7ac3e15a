use chrono::NaiveDateTime;

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Corrected texts.
    Versions {
        /// What opens the words that changed, for a reader who saw the old text.
        what_changed,
        /// Before and after words that were removed, for screen readers.
        removed_from,
        removed_to,
        /// The same for words that were added.
        added_from,
        added_to,
        /// After words whose formatting alone changed.
        reformatted,
        /// The button on the page of a communication, and the title of its page.
        correct,
        title,
        /// What a correction leaves as it is.
        stays,
        present_text,
        tell,
        tell_hint,
        always_told,
        /// What becomes of the message that goes with an announcement.
        beside_follows,
        beside_stays,
        ask,
        question,
        validate,
        back_to_text,
        done,
        done_hint,
        /// As `done_hint`, before anybody reads it.
        done_early,
        /// The list of the corrections.
        history,
        ;
        /// How many people saw the present text.
        fn seen_by(people: u64) -> String;
        /// How many will be told.
        fn will_be_told(people: u64) -> String;
        /// `Correction 2, le 04/10/2018 à 15:40, par Jeanne Doe`
        fn correction(number: i32, at: NaiveDateTime, by: &str) -> String;
        /// The line that stands for a picture in a text that is compared.
        fn picture(alternative: &str) -> String;
        /// `Corrigé le 04/10/2018 à 15:40`
        fn corrected(at: NaiveDateTime) -> String;
    }
}
