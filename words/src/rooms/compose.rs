use domain::communications::Severity;

use crate::vocabulary::vocabulary;

vocabulary! {
    /// The form of a new communication.
    Compose {
        leaves_by_itself,
        title,
        heading,
        targets,
        communication,
        draft_not_kept,
        draft_kept_at,
        /// The browser keeps it, and the form tries again.
        draft_kept_here,
        taken_back,
        taken_back_hint,
        draft_gone,
        draft_gone_hint,
        draft_found,
        draft_found_hint,
        draft_found_link,
        draft_apart,
        open_other_draft,
        school_gone,
        reset,
        required_field,
        deploy,
        deploy_question,
        reset_question,
        reset_consequence,
        channel,
        period,
        first_day,
        last_day,
        period_hint,
        announcement_text,
        announcement_limit,
        announcement,
        text,
        period_short,
        /// *Afficher aussi sur le tableau public de l’établissement*
        public,
        public_hint,
        public_short,
        public_consequence,
        /// *Envoyer aussi par messagerie*
        also_message,
        also_message_hint,
        also_message_short,
        also_message_consequence,
        /// *Diffuser aussi*
        elsewhere,
        /// *Ajouter une autre langue*
        first_language,
        second_add,
        second_hint,
        second_language,
        second_none,
        second_title,
        second_text,
        second_short,
        preview_empty,
        preview,
        severity,
        link,
        no_link,
        external_link,
        article_link,
        article_search,
        article_search_hint,
        articles_found,
        no_article_found,
        article_gone,
        narrow_to_readers,
        question_article,
        site_address,
        link_hint,
        message_text,
        news_title,
        news_text,
        picture,
        picture_choose,
        picture_hint,
        picture_join,
        picture_sending,
        picture_joined,
        picture_removed,
        picture_alternative,
        picture_alternative_hint,
        picture_decorative,
        no_picture,
        now,
        no_file,
        subject,
        sending,
        files,
        acknowledgement,
        subject_limit,
        replies_and_copy,
        allow_replies,
        want_copy,
        send_date,
        later,
        date,
        of_sending,
        hour,
        join_file,
        drop_here,
        join,
        remove,
        perimeter_before,
        perimeter,
        schools,
        of_target_before,
        own_list,
        filter_schools,
        choose_all,
        town_or_kind,
        any_town_or_kind,
        towns,
        kinds,
        target,
        reaches_nobody,
        add_target,
        all_parents,
        all_staff,
        at_most_ten,
        recipients,
        counted_once,
        by_profile,
        all_schools_together,
        see_others,
        question_sender,
        question_perimeter,
        question_criteria,
        choose_perimeter,
        perimeter_gone,
        channel_gone,
        see_deployed,
        open_kept_draft,
        ;
        /// How many recipients are not readers of the space of the linked article.
        fn outside_readers(people: u64) -> String;
        /// A chosen school that has left the perimeter.
        fn school_gone_named(name: &str) -> String;
        fn to_correct(count: usize) -> String;
        /// The words after a number that is shown separately.
        fn people_after(count: u64) -> &'static str;
        fn waits_for(count: usize) -> String;
        /// The count, and `over`, the number of characters too many.
        fn characters_of(count: usize, most: usize, over: usize) -> String;
        /// Says up to which severity the rights on the chosen schools go.
        fn severity_limit(most: Severity) -> String;
        /// Beside *Diffuser aussi*: whether it goes to the public board, and whether as a message.
        fn goes_to(public: bool, message: bool) -> &'static str;
        fn from_to(first: &str, last: &str) -> String;
        fn on_day_at(day: &str, time: &str, zone_name: &str) -> String;
        fn words_and_characters(count: usize, characters: usize) -> String;
        fn same_instant(zone_name: &str) -> String;
        /// Says that a typed time is that of the schools, which is not the sender's.
        fn time_of_schools(zone_name: &str) -> String;
        fn folders_left_out(names: &[String]) -> String;
        fn left_out(most: usize, names: &[String]) -> String;
        fn file_limits(count: usize, size: u64) -> String;
        fn joined(name: &str) -> String;
        fn taken_out(name: &str) -> String;
        fn not_taken_out(name: &str, reason: &str) -> String;
        fn too_large(limit: u64) -> String;
        fn delete_target(number: usize) -> String;
        /// Added to a label for screen readers.
        fn of_target(number: usize) -> String;
        /// The words between the number of people and the number of schools.
        fn people_will_see_it(count: u64) -> &'static str;
        /// Like `people_will_see_it`, for a message.
        fn people_will_get_it(count: u64) -> &'static str;
        /// The number of recipients moved while the question was open.
        fn count_moved(before: u64, now: u64) -> String;
        fn and_more(schools: u64) -> String;
        fn all_schools(count: u64) -> String;
    }
}
