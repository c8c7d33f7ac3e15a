use domain::{
    communications::names::{AccountState, NameState},
    directory::Profile,
};

use crate::vocabulary::vocabulary;

vocabulary! {
    /// The names behind the figures of a message, and the setting of a school that shows them.
    Recipients {
        title,
        about,
        about_families,
        school,
        all,
        profile,
        class,
        name,
        children,
        opened,
        confirmed,
        account,
        yes,
        no,
        by_class,
        unopened,
        unconfirmed,
        table,
        states,
        nobody,
        nobody_hint,
        print,
        pages,
        cut,
        never,
        /// The setting of a school.
        setting,
        setting_about,
        shown,
        hidden,
        show,
        hide,
        stored,
        /// The link to an answer in the inbox of the author.
        open_answer,
        ;
        fn name_state(state: NameState) -> &'static str;
        fn account_state(state: AccountState) -> &'static str;
        /// `41 parents n’ont pas encore de compte.`
        fn without_account(of: Profile, count: u64) -> String;
        /// Of people who have an account.
        fn never_signed_in(of: Profile, count: u64) -> String;
        /// How many rows a list has: people, or people and families.
        fn counted(count: u64, by_family: bool) -> String;
        /// What readers answered: `Aucune réponse`, `3 réponses`
        fn answers(count: u64) -> String;
    }
}
