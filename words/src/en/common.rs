//! Words that many pages share.

use domain::directory::ConcernedChild;

use crate::rooms::Common;

pub(super) const COMMON: Common = Common {
    by: "by",
    from_day: "From",
    to_day: "to",
    on_day: "on",
    at_time: "at",
    delete: "Delete",
    nothing_older: "There is nothing older",
    yes: "Yes",
    no: "No",
    store: "Save",
    validate: "Confirm",
    cancel: "Cancel",
    retry: "Try again",
    search: "Search",
    filter: "Filter",
    clear: "Clear",
    clear_criteria: "the filters",
    export_csv: "Export (CSV)",
    nothing_matches: "Nothing matches these filters",
    clear_filters: "Clear the filters",
    try_wider: "Try another word or a longer period.",
    pages: "Pages",
    sign_in: "Sign in",
    learn_more: "learn more",
    read_in: "Read in",
    new_window: "(new window)",
    open_account: "Open “My account”",
    back_home: "Back to the home page",
    back_to_page: "Back to the page",
    error: "Error",
    page: "Page",
    previous: "Previous",
    next: "Next",
    of: "of",
    page_not_found: "Page not found",
    colon: ": ",
    semicolon: "; ",
    plain_page: "Part of this page could not be loaded.",
    plain_page_hint: "It works in its simple form: each button reloads the page.",
    not_followed: "What changes elsewhere appears only when you reload it.",
    out_of_date: "This page may be out of date: the server is not answering. It will catch up by itself.",
    not_dropped: "Nothing that you dropped was taken: it includes a folder, a file of another format, or more files than one form takes. Choose the files in their field.",
    no_file_asked: "Nothing was taken: this page does not ask for a file.",
    labelled,
    title_of,
    concerns,
};

fn labelled(label: &str, value: &str) -> String {
    format!("{label}: {value}")
}

/// The title of a page with a form; it also says whether the form was refused.
fn title_of(page: &str, refused: bool) -> String {
    if refused { format!("Error: {page}") } else { page.to_owned() }
}

/// `About Lina, 2de`, `About Lina, 2de, and Tom, 5e`
fn concerns(children: &[ConcernedChild]) -> String {
    let says = |child: &ConcernedChild| match child.level.as_str() {
        "" => child.first_name.clone(),
        level => format!("{}, {level}", child.first_name),
    };
    let mut names: Vec<String> = children.iter().map(says).collect();
    let last = names.pop().unwrap_or_default();
    if names.is_empty() { format!("About {last}") } else { format!("About {}, and {last}", names.join(", ")) }
}
