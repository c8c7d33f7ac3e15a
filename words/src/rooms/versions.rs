use chrono::NaiveDateTime;

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Corrected texts.
    Versions {
        ;
        /// `Corrigé le 04/10/2018 à 15:40`
        fn corrected(at: NaiveDateTime) -> String;
    }
}
