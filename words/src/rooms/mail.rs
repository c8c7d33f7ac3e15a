use chrono::NaiveDateTime;
use domain::messages::AlertNews;

use crate::vocabulary::vocabulary;

vocabulary! {
    /// The text around a copy by e-mail.
    Mail {
        read_at,
        why,
        read,
        no_more,
        unsubscribed,
        /// Why somebody gets copies who chose nothing.
        why_default,
        /// The setting of a school.
        default_setting,
        default_about,
        default_on,
        default_off,
        default_start,
        default_stop,
        /// The letter with a link to choose a password.
        access_subject,
        access_open,
        access_lost,
        /// The letter about an alert.
        alert_read_at,
        alert_read,
        ;
        fn alert_subject(news: AlertNews, text: &str) -> String;
        fn alert_news(news: AlertNews) -> &'static str;
        fn access_about(name: &str, school: &str) -> String;
        fn access_login(login: &str) -> String;
        fn access_until(at: NaiveDateTime) -> String;
        fn from(sender: &str) -> String;
        fn unsubscribe_at(address: &str) -> String;
        /// Says which files are only in the portal; there is at least one.
        fn attachments(count: usize, names: &str) -> String;
    }
}
