use chrono::{NaiveDate, NaiveDateTime};

use crate::vocabulary::vocabulary;

vocabulary! {
    /// A communication as its sender sees it.
    Detail {
        cancel_title,
        cancel_refuse,
        cancel_confirm,
        /// When another one went out from the same form.
        cancel_both,
        cancel_one,
        beside_offered,
        beside_stays,
        cancel_scheduled,
        /// Of an announcement or a news item whose period has not begun.
        cancel_planned,
        cancel_message,
        take_back,
        /// It was pressed, and the server has not answered yet.
        take_back_unanswered,
        /// The same after the time to take it back.
        take_back_unknown,
        pending,
        /// After that time, as long as the server has told nothing else.
        time_over,
        remind,
        remind_title,
        remind_refuse,
        remind_confirm,
        searching,
        delivered,
        opened,
        acknowledged,
        deploying,
        states,
        school,
        school_hint,
        no_school,
        clear_filter,
        all_states,
        reason,
        filter_by_state,
        state_by_school,
        state,
        recipients,
        changed,
        seen_by,
        others_untouched,
        communication,
        kind,
        deployment,
        duplicate,
        title,
        back,
        description,
        not_cancelled,
        targets,
        perimeter,
        target,
        school_gone,
        schools,
        created_on,
        cancelled_on,
        announcement_text,
        news_title,
        news_text,
        picture,
        no_picture,
        decorative,
        link,
        no_link,
        public_board,
        on_public_board,
        hall_screen,
        public_feed,
        period,
        published,
        waiting,
        failed,
        message,
        follow_up,
        reminded_on,
        replies_allowed,
        replies_forbidden,
        subject,
        message_text,
        attachments,
        no_attachment,
        send_date,
        replies,
        acknowledgement,
        copy,
        copy_to_author,
        ;
        /// The effect of cancelling an announcement, with the number of recipients if it is known.
        fn cancel_announcement(recipients: Option<u64>) -> String;
        /// What went out from the same form: the name of its channel, and its title.
        fn sent_beside(channel: &str, title: &str) -> String;
        /// As `cancel_announcement`.
        fn cancel_news(recipients: Option<u64>) -> String;
        /// `left` people have not taken note; if no acknowledgement is `asked`, they have not
        /// opened the message.
        fn remind_consequence(left: u64, asked: bool) -> String;
        fn reminded(count: u64) -> String;
        fn nobody_reminded(why: &str) -> String;
        fn done_of(done: u64, all: &str) -> String;
        fn failed_in(schools: u64) -> String;
        fn all_schools(count: u64) -> String;
        fn scheduled(due: NaiveDateTime, zone_name: &str) -> String;
        /// For what is shown from a later day on.
        fn shown_from(day: NaiveDate) -> String;
        fn online_for(people: u64) -> String;
        /// For a message.
        fn delivered_to(people: u64) -> String;
        /// Beside *Annuler l'envoi*.
        fn seconds_left(seconds: u32) -> String;
        /// `status` as `Communications::status` says it.
        fn stands(status: &str) -> String;
    }
}
