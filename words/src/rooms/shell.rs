use crate::vocabulary::vocabulary;

vocabulary! {
    /// The frame of every page: menu, top bar, breadcrumb.
    Shell {
        main_menu,
        /// The two tabs at the bottom of a phone.
        quick_access,
        home,
        agenda,
        publication,
        targeted_communication,
        new_communication,
        sent_communications,
        received_communications,
        administration,
        services,
        directory,
        accounts,
        journal,
        messages,
        skip_to_content,
        menu,
        close_menu,
        my_account,
        sign_out,
        breadcrumb,
        you_are_here,
        ;
        fn account_of(name: &str) -> String;
        /// The places that somebody belongs to; `others` are not named.
        fn schools(names: &[String], others: u64) -> String;
    }
}
