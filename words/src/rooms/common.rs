use domain::directory::ConcernedChild;

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Words that many pages share.
    Common {
        search,
        filter,
        clear,
        clear_criteria,
        export_csv,
        nothing_matches,
        clear_filters,
        try_wider,
        pages,
        sign_in,
        learn_more,
        /// Before the name of another language.
        read_in,
        new_window,
        open_account,
        back_home,
        /// To the page whose form was refused.
        back_to_page,
        error,
        page,
        previous,
        next,
        of,
        page_not_found,
        on_day,
        at_time,
        delete,
        nothing_older,
        yes,
        no,
        store,
        validate,
        cancel,
        retry,
        by,
        from_day,
        to_day,
        /// Between a label and its value, where they are separate elements.
        colon,
        /// Between facts on one line.
        semicolon,
        /// The page follows the server, and the line is lost.
        out_of_date,
        /// Files were dropped on the page, and not all of them have a field.
        not_dropped,
        /// Files were dropped on a page without a field for any.
        no_file_asked,
        /// WebAssembly does not run, or the module did not come.
        plain_page,
        plain_page_hint,
        /// After one of them.
        not_followed,
        ;
        /// A label and its value on one line.
        fn labelled(label: &str, value: &str) -> String;
        /// The title of a page with a form; it also says whether the form was refused.
        fn title_of(page: &str, refused: bool) -> String;
        /// Which of the reader's own children it concerns: at least one.
        fn concerns(children: &[ConcernedChild]) -> String;
    }
}
