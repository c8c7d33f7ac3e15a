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
        /// To an administrator, while nobody else has an account.
        first_steps,
        announcements,
        /// *Actualités*
        items,
        all_items,
        no_item,
        no_item_hint,
        items_missing,
        announcements_missing,
        one_news,
        no_item_this_month,
        no_item_then,
        month,
        newest,
        older,
        by_month,
        messages_missing,
        agenda_missing,
        sent_latest,
        sent_all,
        sent_none,
        sent_missing,
        next_event,
        no_next_event,
        agenda,
        agenda_empty,
        new_event,
        whole_agenda,
        /// Folding an announcement away.
        fold,
        unfold,
        alert_read,
        all_folded,
        ;
        /// A news item that is over, with its last day.
        fn ended(last: NaiveDate) -> String;
        fn item_kind(kind: ItemKind) -> &'static str;
        /// How many people it reaches, and how many saw it, as far as that is known.
        fn sent_figures(recipients: Option<u64>, seen: Option<u64>) -> String;
        /// `Annonces repliées (3)`
        fn folded(count: usize) -> String;
    }
}
