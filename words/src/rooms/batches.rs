use chrono::NaiveDateTime;
use domain::accounts::batch::{BatchKind, Holder, NoLink, PopulationChoice, Sheet};

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Accounts for a whole population: links by e-mail, and coupons to print.
    Batches {
        title,
        open,
        about,
        choose,
        school,
        no_school,
        profile,
        all_profiles,
        level,
        all_levels,
        class,
        all_classes,
        who,
        never_came,
        everybody,
        count,
        chosen,
        nobody,
        moved,
        moved_next,
        earlier,
        by_mail,
        send,
        no_mail,
        no_addresses,
        no_coupons,
        rights_about,
        coupons,
        coupons_about,
        /// Before coupons are printed, where `public_url` is not set.
        no_address,
        no_address_next,
        prepare,
        your_password,
        last,
        none_yet,
        made_by,
        made_on,
        people,
        state,
        stopped,
        failed,
        running,
        ready,
        sent,
        failed_about,
        running_about,
        sheets,
        sheets_about,
        without_class,
        make_sheet,
        print_now,
        print_now_hint,
        stop,
        stop_about,
        stop_confirm,
        stopped_now,
        stopped_next,
        left_out,
        coupon_login,
        coupon_code,
        coupon_title,
        coupon_about,
        coupon_field,
        coupon_hint,
        coupon_go,
        have_coupon,
        ;
        /// `Lot n° 12`
        fn number(number: i64) -> String;
        fn kind(kind: BatchKind) -> &'static str;
        fn counted(people: u64, with_address: u64) -> String;
        /// How many of the people have an account that opens rights.
        fn with_rights(people: u64) -> String;
        /// To write to these too.
        fn include_rights(people: u64) -> String;
        fn too_many(most: u64) -> String;
        fn send_about(people: u64, days: i64) -> String;
        /// `Élèves, 2de, 2de 1`
        fn described(choice: &PopulationChoice) -> String;
        fn prepared(done: u64, people: u64) -> String;
        fn letters(done: u64, people: u64) -> String;
        fn printed(done: u64, people: u64) -> String;
        /// `2de 1 à 2de 4, 180 coupons`
        fn sheet(sheet: &Sheet) -> String;
        fn printed_before(printed: u64) -> String;
        fn no_link(why: NoLink) -> &'static str;
        /// `élève, 5e A`, `parent de Léa Martin (5e A)`
        fn coupon_who(holder: &Holder) -> String;
        fn coupon_steps(address: &str) -> String;
        fn coupon_valid(until: NaiveDateTime) -> String;
    }
}
