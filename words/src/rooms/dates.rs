use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Days, times and how long something takes.
    Dates {
        ;
        /// `04/10/2018`
        fn date(day: NaiveDate) -> String;
        /// `4 octobre 2018`, `1er octobre 2018`
        fn date_long(day: NaiveDate) -> String;
        /// `Octobre 2018`
        fn month(day: NaiveDate) -> String;
        /// `Jeudi 4 octobre 2018`
        fn day_and_date(day: NaiveDate) -> String;
        /// `15:40`
        fn time(at: NaiveDateTime) -> String;
        /// `15:40:07`
        fn time_to_the_second(at: NaiveDateTime) -> String;
        /// `04/10/2018 à 15:40`
        fn date_time(at: NaiveDateTime) -> String;
        /// When a message came, as short as possible: `15:40` today, `4 oct.` this year,
        /// `04/10/2018` before.
        fn short_time(at: NaiveDateTime, today: NaiveDate) -> String;
        /// `aujourd’hui, 12:12`, `hier, 12:12`, `4 octobre 2018`; no time if it counts for the whole day.
        fn moment(day: NaiveDate, at: Option<NaiveTime>, today: NaiveDate) -> String;
        /// `depuis 12:12`, `depuis hier, 12:12`, `depuis le 4 octobre 2018`
        fn since(day: NaiveDate, at: Option<NaiveTime>, today: NaiveDate) -> String;
        /// When something takes place; `ends` is the first instant after it. `Jeudi 4 octobre 2018, de
        /// 08:00 à 09:30`; for whole days `Jeudi 4 octobre 2018`, or `Du 04/10/2018 au 06/10/2018`.
        fn span(begins: NaiveDateTime, ends: NaiveDateTime, whole_day: bool) -> String;
        /// `12 secondes`, `3 minutes`: how long to wait, rounded up.
        fn duration(seconds: u64) -> String;
        /// `heure de La Réunion`, for the IANA name of a zone with French schools.
        fn zone(name: &str) -> String;
    }
}
