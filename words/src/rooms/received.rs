use chrono::NaiveDateTime;
use domain::communications::Channel;

use crate::vocabulary::vocabulary;

vocabulary! {
    /// *Communications reçues*, and the messages between a school and an author.
    Received {
        title,
        about,
        detail_title,
        none,
        none_hint,
        search_hint,
        channel,
        state,
        all,
        school,
        unread_label,
        unread_only,
        all_read,
        communication,
        source,
        author,
        received_on,
        received_in,
        unread_before,
        unread_mark,
        newer,
        older,
        back,
        figures,
        recipients,
        seen,
        delivered,
        opened,
        acknowledged,
        state_here,
        since,
        reason,
        also_received,
        targets,
        no_target,
        take_offline,
        take_offline_consequence,
        take_offline_confirm,
        reason_hint,
        put_online,
        put_online_consequence,
        put_online_confirm,
        taken_offline,
        taken_offline_hint,
        put_online_done,
        put_online_hint,
        contact,
        contact_hint,
        contact_author_gone,
        subject,
        text,
        send,
        sent,
        sent_hint,
        exchanges,
        exchanges_with_schools,
        no_exchange,
        ;
        /// The subject that *Contacter l'auteur* proposes.
        fn subject_about(title: &str) -> String;
        /// Above the quotation of a communication: its channel, who speaks, and when it came.
        fn quoted(channel: Channel, source: &str, since: NaiveDateTime) -> String;
        /// How many older messages are not shown: at least one.
        fn older_exchanges(count: u64) -> String;
        /// How many of `all` schools show it, if some put it offline.
        fn online_in(online: u64, all: u64) -> String;
    }
}
