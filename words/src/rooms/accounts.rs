use domain::{
    access::view::Place,
    accounts::{Strength, view::AccountState},
};

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Accounts: passwords, second factors, sessions, and what a browser calls itself.
    Accounts {
        ;
        fn state(state: AccountState) -> &'static str;
        /// *Enseignant, Mathématiques, Lycée Pierre et Marie Curie*
        fn place(place: &Place) -> String;
        /// What the meter says of a password in the making: how strong it is, and what it still lacks.
        fn verdict(found: &Strength) -> String;
        /// *Firefox sur Windows*: what a browser says it is, as far as people call it by a name.
        fn device(user_agent: &str) -> String;
    }
}
