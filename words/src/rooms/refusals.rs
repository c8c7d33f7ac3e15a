use domain::Conflict;

use crate::vocabulary::vocabulary;

vocabulary! {
    /// What was refused, and why.
    Refusals {
        ;
        /// What a refused change of state means to whoever asked for it.
        fn conflict(what: Conflict) -> &'static str;
    }
}
