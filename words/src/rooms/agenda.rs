use chrono::NaiveDate;
use domain::{
    agenda::{EventTime, Frequency, HolidayZone, Repetition, WeekDay, view::Layout},
    spaces::view::SpaceName,
};

use crate::vocabulary::vocabulary;

vocabulary! {
    /// *Agenda*: events of spaces, and those of one's own agenda.
    Agenda {
        title,
        /// Beside the calendar icon.
        event,
        own_about,
        new_event,
        change_event,
        change_occurrence,
        layouts,
        previous,
        next,
        today,
        is_today,
        nothing,
        nothing_own,
        nothing_in_space,
        cut,
        cancelled,
        cancelled_hint,
        repeated,
        place,
        when_label,
        details,
        repetition_label,
        next_dates,
        all_dates,
        this_date,
        this_date_differs,
        written_by,
        add_to_mine,
        add_date_to_mine,
        add_to_mine_hint,
        download,
        edit,
        edit_date,
        cancel,
        cancel_question,
        cancel_confirm,
        remove,
        remove_question,
        remove_from_space_question,
        /// Of an event that was cancelled: everybody who had to know it was told then.
        remove_cancelled_question,
        remove_date,
        remove_date_question,
        remove_date_from_space_question,
        saved,
        was_cancelled,
        was_removed,
        date_removed,
        copied,
        copied_hint,
        field_title,
        field_place,
        field_description,
        field_description_hint,
        whole_days,
        begins,
        ends,
        day,
        time,
        not_repeated,
        frequency,
        interval,
        interval_hint,
        also_on,
        also_on_hint,
        end_of_repetition,
        after_times,
        until_day,
        times,
        until,
        except_holidays,
        keep_holidays,
        /// Some of the holidays were not compared with the official ones.
        holidays_unchecked,
        /// The page on which administrators enter them.
        holidays_title,
        holidays_about,
        holidays_zone,
        holidays_lines,
        holidays_hint,
        holidays_file,
        holidays_file_hint,
        holidays_keep,
        holidays_kept,
        /// After *Revenir aux dates livrées*.
        holidays_back,
        holidays_to_check,
        holidays_shipped,
        holidays_shipped_consequence,
        only_this_date,
        tell_subscribers,
        tell_readers,
        date_moved_is_told,
        tell_hint,
        store,
        publish,
        feed_title,
        feed_about_own,
        feed_about_space,
        feed_exists,
        feed_make,
        feed_renew,
        feed_renew_question,
        feed_revoke,
        feed_revoke_question,
        feed_made,
        feed_made_hint,
        feed_address,
        feed_open,
        feed_revoked,
        feed_gone,
        of_space,
        ;
        fn layout(layout: Layout) -> &'static str;
        /// The heading of the days that are shown.
        fn period(layout: Layout, first: NaiveDate, last: NaiveDate, day: NaiveDate) -> String;
        /// `lundi`
        fn week_day(day: WeekDay) -> &'static str;
        fn frequency_of(frequency: Frequency) -> &'static str;
        fn holiday_zone(zone: HolidayZone) -> &'static str;
        /// Until when holidays are known.
        fn holidays_until(days: &[(HolidayZone, NaiveDate)]) -> String;
        /// The whole sentence: days and hours.
        fn when(time: EventTime) -> String;
        /// Beside a day that is known: `10:00 – 11:30`.
        fn hours(time: EventTime, on: NaiveDate) -> String;
        fn repeats(repetition: &Repetition) -> String;
        /// The name of a space with its school.
        fn source(space: &SpaceName) -> String;
        /// The name of somebody's calendar in other programs.
        fn calendar_of(person: &str) -> String;
        /// The calendar holds only this many events.
        fn calendar_cut(events: usize) -> String;
        fn subscribers(people: u64) -> String;
        /// How many people have read an event.
        fn readers(people: u64) -> String;
        /// With the school: several have a space of the same name.
        fn agenda_of(space: &SpaceName) -> String;
    }
}
