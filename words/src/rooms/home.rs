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
        ;
        fn item_kind(kind: ItemKind) -> &'static str;
    }
}
