use chrono::NaiveDate;
use domain::home::ItemKind;

use crate::vocabulary::vocabulary;

vocabulary! {
    /// The home page.
    Home {
        no_announcement,
        no_announcement_hint,
        title,
        hello,
        announcements,
        /// *Actualités*
        items,
        all_items,
        no_item,
        no_item_hint,
        items_missing,
        one_news,
        no_item_this_month,
        newest,
        older,
        by_month,
        ;
        /// A news item that is over, with its last day.
        fn ended(last: NaiveDate) -> String;
        fn item_kind(kind: ItemKind) -> &'static str;
    }
}
