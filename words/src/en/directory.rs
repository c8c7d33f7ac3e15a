//! The directory and its imports.

use domain::{
    access::{Population, Role},
    directory::{Loss, LossKind, Profile, RowRefusal, Sign},
    targets::NameKind,
};

use super::{
    access::role,
    deliveries,
    import_news::{appeared, arrival, moved, vanished},
    numbers::{number, people},
    population::population,
    targets::{profile, profiles},
};
use crate::rooms::Directory;

pub(super) const DIRECTORY: Directory = Directory {
    about_schools: "The schools; without this file, those of the directory stay.",
    about_people: "The people.",
    about_memberships: "Who is in which school, with which profile.",
    about_families: "Parents and their children; without this file, these links stay as they are.",
    import_heading: "Import the directory",
    import_hint: "Four files, CSV or .xlsx workbooks, describe the whole directory. You must be in them too, with the identifier that you already have: there must always be a portal administrator. An import is complete or does not happen: if a single line is refused, nothing changes.",
    import_after_trial: "After a trial, your files are kept for an hour, up to 100 MB: a button imports them without choosing them again.",
    kept_heading: "The same files",
    kept_hint: "Your files are kept for an hour, for you alone: there is nothing to choose again.",
    kept_import: "Import these files",
    trial_again: "The directory has changed since your trial: nothing was imported.",
    trial_again_next: "This is what your files would change now.",
    nothing_changed_kept: "Nothing was changed. To import these files, there is a button further down.",
    large_removal_kept: "Nothing has changed yet. To import these files anyway, enter the number asked for further down.",
    try_only: "Try without changing anything",
    import_button: "Import",
    authority_unknown: "Authority to be filled in",
    remarks: "Remarks",
    remarks_hint: "These records are left out or should be checked; everything else is used.",
    delivery_heading: "Import the files of another program",
    delivery_hint: "AAF, SIECLE and STS-WEB, ONDE or OneRoster: all files of one delivery, or their .zip archive. They are recognised by their content. A delivery stands for the schools of its pupils (AAF), the whole school (SIECLE, STS-WEB, ONDE) or everyone in the same package (OneRoster): people who are no longer in it are removed; all others stay.",
    delivery_files: "Files of the delivery",
    delivery_school: "UAI code of the school, for ONDE only",
    delivery_in_charge: "Also count those in charge of a pupil as parents",
    optional: " (optional)",
    model_file: "Model to fill in:",
    columns: "Columns:",
    title: "Directory",
    last_import: "Last import: ",
    in_directory: "in the directory",
    running: "Import running",
    running_hint: "The import goes on even if you leave this page; come back here to read its result.",
    correct_and_resend: "Correct them, then send all the files again.",
    trial_refused: "Trial refused",
    import_refused: "Import refused",
    trial_result: "Result of the trial",
    import_suspended: "Import on hold",
    up_to_date: "The directory is up to date.",
    import_done: "Import finished",
    files_correct: "The files are correct.",
    nothing_changed: "Nothing was changed. To import, choose the files again.",
    large_removal: "To be confirmed before importing",
    large_removal_hint: "Nothing has changed yet. To import anyway, choose the files again and enter the number asked for below them.",
    removal_incomplete: "A file may be incomplete, or be the wrong one.",
    removal_changed: "This may be the wrong file, or one of its columns has changed.",
    removal_mistyped: "The number you entered is not the one that these files ask for.",
    without_head: "Schools without a head teacher",
    vanished_names: "Names that nobody has any more",
    vanished_hint: "Communications and rights that target them will no longer reach anyone.",
    appeared_names: "Names that nobody had",
    appeared_hint: "A typing error makes one too: then the person is not in the class that was meant.",
    people_nowhere: "People who come without a school or a child",
    people_come: "People who come",
    people_go: "People who leave",
    people_renamed: "People who change their name",
    people_moved: "People who move",
    records_end: "Records that are no longer joined",
    records_end_hint: "The record whose account was used leaves the directory. The other one gets back its places, messages and account; the activity log says so.",
    people_moved_hint: "Year group, class, group, job or school. Parents follow their children.",
    losing_communications: "Current or planned communications that lose their meaning",
    losing_communications_hint: "In at least one of their schools, nobody will have these names any more.",
    losing_grants: "Rights that lose their meaning",
    losing_spaces: "Spaces that lose their meaning",
    losing_grants_hint: "Nobody will belong to these groups by these names any more.",
    interrupted: "The server stopped during the import.",
    failed: "The import stopped because of an error on our side.",
    never_halfway: "The directory is never half imported. Run a trial again: it will say what is left to change.",
    import_interrupted: "Import interrupted",
    imports_title: "Imports",
    imports_hint: "The last ten imports and trials, the latest first, and always the one that can be undone. The last import that changed the directory can be undone, as long as no records have been joined or separated since.",
    no_imports: "There has been no import yet.",
    folder_heading: "Import the nightly folder",
    folder_hint: "The files are read from the folder as they are now; there is nothing to choose here.",
    by_night: "nightly import",
    nights: "Latest nightly imports",
    night_unchanged: "Files unchanged, nothing to do",
    night_unreadable: "Folder cannot be read",
    files_read: "Files read",
    sha256: "SHA-256 digest",
    matches_title: "Matches",
    matches_hint: "In these files from ONDE, a parent names a child who may be one of several pupils. Nothing is guessed: your choices are kept, and the next import of the school’s files applies them.",
    matches_none: "No child is waiting for a decision.",
    matches_child: "Child named in the file",
    matches_nobody: "None of these pupils",
    matches_later: "Do not decide now",
    matches_save: "Save the choices",
    matches_kept: "Your choices are saved.",
    matches_next: "Import the school’s files again to apply them.",
    undo_import: "Undo this import",
    undo_confirm: "Undo the import",
    undone: "Import undone",
    undone_now: "The import is undone.",
    undone_next: "The directory is as it was before.",
    past_runs: "Latest imports",
    tried: "Trial",
    command_line: "command line",
    by_file: "By file",
    file: "File",
    added: "Added",
    changed: "Changed",
    removed: "Removed",
    unchanged: "Unchanged",
    refused_lines: "Refused lines",
    line: "Line",
    column: "Column or record",
    reason: "Reason",
    people_title: "People",
    people_link: "Browse and search the people",
    people_hint: "Who is where, since when, and with which account. People who have left the directory are no longer here.",
    people_name: "Last or first name",
    people_school: "School: name, town or UAI code",
    people_since: "In the directory since",
    people_since_unknown: "Date not known",
    people_more_places: "and more",
    people_never: "Never signed in",
    people_none: "Nobody matches this search.",
    people_too_many: "Too many schools match this search: type more of the name, the town or the UAI code.",
    records_title: "One person, several records",
    records_link: "People with several records",
    records_hint: "One person may have several records: a teacher who is also a parent, in two education districts, or from two programs. Nothing is joined without you. Names that more than 50 people have are compared only in part, and 40 pairs of one name are proposed at a time: the next ones come when these are decided.",
    records_done: "Saved.",
    records_done_hint: "Rights, messages and what the person sees follow from now on.",
    records_none: "No other two records look like one person.",
    records_more: "More suggestions",
    records_from_start: "Back to the start",
    records_stays: "This account would stay",
    records_closed: "This account would be closed",
    records_identifier: "Identifier in the directory",
    records_email: "Email",
    records_login: "Account",
    records_no_account: "No account",
    records_signed_in: "Last sign-in",
    records_places: "Schools and profiles",
    records_no_place: "In no school",
    records_family: "Family",
    records_same: "This is one person",
    records_same_question: "Schools, messages and rights of both records will be joined under the first account. The other account will be closed; you can separate the records again.",
    records_apart: "These are two people",
    records_cannot: "These two records cannot be joined: a pupil and an adult, a parent and their child, two administrators of the portal, two people who have several records already, or a record that is joined to another one.",
    records_ask: "Compare two records",
    records_ask_hint: "Enter the identifiers of the two records, as in the directory.",
    records_first: "Identifier of the first record",
    records_second: "Identifier of the second record",
    records_compare: "Compare",
    records_unknown: "No record has this identifier.",
    records_twice: "This is the same record twice. Name another one.",
    records_details: "Compare the two records",
    record_details: "Show the record",
    records_joined: "Joined records",
    records_nobody_joined: "No record is joined to another.",
    records_separate: "Separate",
    records_separate_question: "Each record gets back its schools, its messages and its account, with its password.",
    records_sign,
    records_place,
    records_joined_to,
    records_separated,
    confirm_removal,
    step,
    matches_open,
    first_of,
    lines_refused,
    refusals_counted,
    remarks_counted,
    people_changed,
    loss,
    headed,
    renamed,
    moved,
    losing_communication,
    losing_grant,
    undo_question,
    vanished,
    appeared,
    arrival,
    refusal,
    refused,
};

fn records_sign(sign: Sign) -> String {
    let said = match sign {
        Sign::Address => "same email",
        Sign::School => "same school, in two sources",
        Sign::ParentAndStaff => "a parent and a member of staff of the same school",
    };
    said.to_owned()
}

fn records_place(of: Profile, detail: &str, school: &str) -> String {
    let detail = if detail.is_empty() { String::new() } else { format!(", {detail}") };
    format!("{}{detail} – {school}", profile(of))
}

fn records_joined_to(main: &str) -> String {
    format!("Joined to {main}")
}

fn records_separated(record: &str, main: &str) -> String {
    format!("{record}, which was joined to {main}")
}

fn confirm_removal(confirmation: u64) -> String {
    format!("I have checked. To confirm, enter the number {}", number(confirmation))
}

/// `Step 1 of 3: reading the files`; the argument counts from 0.
fn step(step: usize) -> String {
    let steps = ["reading the files", "comparing with the directory", "writing the changes"];
    let step = step.min(steps.len() - 1);
    format!("Step {} of {}: {}", step + 1, steps.len(), steps[step])
}

fn matches_open(count: u64) -> String {
    match count {
        1 => "Matches: 1 child is waiting for a decision".to_owned(),
        _ => format!("Matches: {} children are waiting for a decision", number(count)),
    }
}

fn first_of(listed: u64, total: u64) -> String {
    format!("The first {} of {}.", number(listed), number(total))
}

fn lines_refused(count: u64) -> String {
    let lines = if count == 1 {
        "1 line is refused".to_owned()
    } else {
        format!("{} lines are refused", number(count))
    };
    format!("{lines}: nothing was imported.")
}

fn refusals_counted(count: u64) -> String {
    let refusals = if count == 1 { "refusal" } else { "refusals" };
    format!("{} {refusals}: nothing was imported.", number(count))
}

fn remarks_counted(count: u64) -> String {
    if count == 1 { "1 remark".to_owned() } else { format!("{} remarks", number(count)) }
}

fn people_changed(added: u64, changed: u64, removed: u64) -> String {
    let [added, changed, removed] = [added, changed, removed].map(number);
    format!("People added: {added}, changed: {changed}, removed: {removed}.")
}

/// What more than a tenth of something would lose.
fn loss(loss: &Loss) -> String {
    let percent = loss.lost.saturating_mul(100) / loss.out_of.max(1);
    let share = format!("{} of {} ({percent}%)", number(loss.lost), number(loss.out_of));
    let school = loss.school.as_deref().unwrap_or_default();
    let [come, stay] = [loss.lost, loss.out_of].map(people);
    match loss.kind {
        LossKind::People => format!("People removed: {share}"),
        LossKind::Renamed => format!("People renamed: {share}"),
        LossKind::Addresses => format!("Email addresses changed or removed: {share}"),
        LossKind::RoleHolders => format!("Holders of roles who leave: {share}"),
        LossKind::Memberships => format!("Memberships of schools removed: {share}"),
        LossKind::FamilyLinks => format!("Links between parents and children removed: {share}"),
        LossKind::Heads => format!("Schools that no longer have a head teacher: {share}"),
        LossKind::Authorities => format!("Schools that move to another authority: {share} – {school}"),
        LossKind::School => format!("{school}: memberships removed, {share}"),
        LossKind::Classes => format!("Memberships that lose their class and group: {share}"),
        LossKind::Levels => format!("Memberships that lose their year group or course: {share}"),
        LossKind::Functions => format!("Memberships that lose their job: {share}"),
        LossKind::Subjects => format!("Memberships that lose their subject: {share}"),
        LossKind::OtherSchools => format!(
            "None of the schools of this delivery is known yet; {come} would come, beside the {stay} of the same education district who stay: is this the right file?"
        ),
    }
}

/// The count stands in parentheses.
fn headed(heading: &str, count: u64) -> String {
    format!("{heading} ({})", number(count))
}

fn renamed(from: &str, to: &str) -> String {
    format!("{from} → {to}")
}

/// `Year group “6e”, Class “6e 2”`
fn named(names: &[(NameKind, &str)]) -> String {
    names.iter().map(|(of, name)| vanished(*of, name)).collect::<Vec<_>>().join(", ")
}

fn losing_communication(title: &str, names: &[(NameKind, &str)]) -> String {
    format!("{title}: {}", named(names))
}

fn losing_grant(of: Role, to: &Population, scope: &str, names: &[(NameKind, &str)]) -> String {
    format!("{}, {} ({scope}): {}", role(of), population(to), named(names))
}

/// Labels and numbers, so that no plural is needed.
fn undo_question(added: [u64; 4], changed: [u64; 2], removed: [u64; 4]) -> String {
    let labels = ["schools", "people", "memberships", "links between parents and children"];
    let listed = |counts: &[u64]| {
        let some = labels.iter().zip(counts).filter(|(_, count)| **count > 0);
        some.map(|(label, count)| format!("{label} {}", number(*count))).collect::<Vec<_>>().join(", ")
    };
    let parts = [
        ("Coming back", listed(&removed)),
        ("Leaving", listed(&added)),
        ("As they were before", listed(&changed)),
    ];
    let mut sentences: Vec<String> = parts
        .into_iter()
        .filter(|(_, counts)| !counts.is_empty())
        .map(|(what, counts)| format!("{what}: {counts}."))
        .collect();
    sentences.push("What was sent stays sent; people who come back sign in again.".to_owned());
    sentences.join(" ")
}

/// Why the import refuses a line or a file.
pub(super) fn refusal(refusal: &RowRefusal) -> String {
    match refusal {
        RowRefusal::MissingFile => "this file is required".to_owned(),
        RowRefusal::EmptyFile => "this file is empty".to_owned(),
        RowRefusal::BrokenEncoding => "this line is not UTF-8, while the rest of the file is".to_owned(),
        RowRefusal::DoubledEncoding(value) => {
            format!("the accents of this file were encoded twice (“{value}”): save it again as UTF-8")
        }
        RowRefusal::NotATable => {
            "this is neither a CSV file nor a readable .xlsx workbook: save it in one of these formats"
                .to_owned()
        }
        RowRefusal::NoHeader(found) => format!(
            "no line at the beginning of the file has the expected columns; columns found: {}",
            found.join(", ")
        ),
        RowRefusal::Twin { value, other } => format!(
            "“{value}” differs from “{other}”, found earlier, only by capitals or accents: keep one spelling"
        ),
        RowRefusal::MissingColumn => "this column is missing from the header".to_owned(),
        RowRefusal::RepeatedColumn => "this column is in the header twice".to_owned(),
        RowRefusal::UnclosedQuote => "a quotation mark opened on this line is never closed".to_owned(),
        RowRefusal::WrongFieldCount { found, expected } => {
            let fields = if *found == 1 { "field" } else { "fields" };
            format!("{found} {fields} instead of the {expected} of the header")
        }
        RowRefusal::Empty => "this field is required".to_owned(),
        RowRefusal::TooLong { max, found } => format!("{found} characters, where at most {max} are allowed"),
        RowRefusal::ControlCharacter => {
            "line break or control character in the value (quotation mark not closed?)".to_owned()
        }
        RowRefusal::NotAUai(value) => format!("“{value}” is not a UAI code (seven digits and a letter)"),
        RowRefusal::UnknownTimeZone(value) => format!("unknown time zone: “{value}” (example: Europe/Paris)"),
        RowRefusal::NotAnEmail(value) => format!("“{value}” is not an email address"),
        RowRefusal::UnknownProfile(value) => {
            format!("unknown profile: “{value}” (one of these: {})", profiles())
        }
        RowRefusal::MakesNoSense(of) => {
            format!("this criterion makes no sense for the profile “{}”", profile(*of).to_lowercase())
        }
        RowRefusal::Duplicate { value, first_line } => format!("“{value}” is already on line {first_line}"),
        RowRefusal::UnknownEstablishment(value) => format!("unknown school: “{value}”"),
        RowRefusal::UnknownPerson(value) => format!("unknown person: “{value}”"),
        RowRefusal::OwnParent => "the parent and the child are the same person".to_owned(),
        RowRefusal::NoAdministratorLeft(names) => {
            format!(
                "it no longer contains any portal administrator, and there must always be one: put {names} back, with the same identifier"
            )
        }
        RowRefusal::Delivery(reason) => deliveries::reason(reason),
        RowRefusal::NotAStudent(value) => {
            format!("“{value}” is not a pupil of any school in rattachements.csv")
        }
    }
}

/// `usagers.csv, line 12, column courriel: …`
fn refused(file: &str, line: Option<u64>, column: Option<&str>, why: &RowRefusal) -> String {
    let line = line.map(|line| format!(", line {line}")).unwrap_or_default();
    let named = if matches!(why, RowRefusal::Delivery(_)) { "" } else { "column " };
    let column = column.map(|column| format!(", {named}{column}")).unwrap_or_default();
    format!("{file}{line}{column}: {}", refusal(why))
}
