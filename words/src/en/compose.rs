//! The form of a new communication.

use domain::communications::Severity;

use super::{
    communications::severity,
    dates::zone,
    numbers::{bytes, establishments, files, number, people},
};
use crate::rooms::Compose;

pub(super) const COMPOSE: Compose = Compose {
    leaves_by_itself: "The message is sent by itself at that time; you can cancel it before.",
    title: "New communication",
    heading: "Write a new communication",
    targets: "Targets",
    communication: "Communication",
    draft_not_kept: "Draft not saved.",
    draft_kept_at: "Draft saved at",
    draft_kept_here: "Meanwhile, this tab keeps what you typed.",
    taken_back: "The sending was taken back: nobody has received the communication.",
    taken_back_hint: "Here is your form as it was; it is kept as a draft.",
    draft_gone: "This draft is no longer there.",
    draft_gone_hint: "It has been sent or deleted: here is an empty form.",
    draft_found: "What you typed has been found again.",
    draft_found_hint: "This tab had kept what was not saved yet.",
    draft_found_link: "Continue with what was not saved yet",
    draft_apart: "This draft was changed on another page. Nothing was overwritten: your text continues here in a separate draft; attachments already uploaded stay in the other one.",
    open_other_draft: "Open the other version",
    school_gone: "A school that you may no longer write to",
    reset: "Start again",
    required_field: "required field",
    deploy: "Send",
    deploy_question: "Do you want to send this targeted communication?",
    reset_question: "Empty the form?",
    reset_consequence: "The targets, the text and the attachments will be cleared. The draft will be deleted.",
    channel: "Channel",
    period: "Publication period",
    first_day: "First day",
    last_day: "Last day",
    period_hint: "Both days are included, in the local time of each school.",
    announcement_text: "Text of the announcement",
    announcement_limit: "(at most 255 characters)",
    announcement: "Announcement",
    text: "Text",
    public: "Show it on the school’s public board too",
    public_hint: "Anyone can read it without signing in: hall screen, feed. Only for what is addressed to the whole school.",
    public_short: "Public board",
    public_consequence: "Yes: anyone will be able to read this announcement without signing in, on the hall screen and in the feed of each school.",
    also_message: "Send it as a message too",
    also_message_hint: "The same text, to the same people: at once, or at 8:00 on the first day.",
    also_message_short: "Message",
    also_message_consequence: "A message also goes to the same people.",
    elsewhere: "Also publish",
    first_language: "Language of the text",
    second_add: "Add another language",
    second_hint: "Your own translation: people see their language first, and the other is one click away.",
    second_language: "Language",
    second_none: "No other language",
    second_title: "Title or subject in this language",
    second_text: "Text in this language",
    second_short: "Other language",
    period_short: "Period",
    preview_empty: "The text of the announcement will appear here.",
    preview: "Preview on the home page",
    severity: "Type of announcement",
    link: "Link",
    no_link: "No link",
    external_link: "Web address",
    article_link: "Article of a space",
    article_search: "Search for an article",
    article_search_hint: "Among the articles of the spaces you can read; the newest ones if you do not search.",
    articles_found: "Articles found",
    no_article_found: "No article matches.",
    article_gone: "The article you chose was withdrawn, or you can no longer read it: choose another one.",
    narrow_to_readers: "Limit the targets to the readers of the space",
    question_article: "Learn more",
    outside_readers,
    site_address: "Address of the site",
    link_hint: "Readers open it with “learn more”.",
    message_text: "Text of the message",
    news_title: "Title",
    news_text: "Text of the news item",
    picture: "Picture",
    picture_choose: "Choose a picture",
    picture_hint: "JPEG, PNG, WebP or GIF, at most 10 MB. The place and the camera recorded in a photo are not kept.",
    picture_join: "Attach the picture",
    picture_sending: "Uploading the picture…",
    picture_joined: "The picture is attached.",
    picture_removed: "The picture is no longer attached.",
    picture_alternative: "Description of the picture",
    picture_alternative_hint: "What the picture shows, for people who cannot see it.",
    picture_decorative: "Decorative picture that adds no information",
    no_picture: "None",
    now: "Now",
    no_file: "None",
    subject: "Subject",
    sending: "Sending",
    files: "Attachments",
    acknowledgement: "Confirmation of reading",
    subject_limit: "(at most 150 characters)",
    replies_and_copy: "Replies and copy",
    allow_replies: "Allow replies",
    want_copy: "I want the communication among my own messages when it is published",
    send_date: "Send date",
    later: "Later",
    date: "Date",
    of_sending: "of sending",
    hour: "Time",
    join_file: "Attach a file",
    drop_here: "Drop the files here",
    join: "Attach",
    remove: "Remove",
    perimeter_before: "On behalf of:",
    perimeter: "On behalf of",
    schools: "Schools",
    of_target_before: ", target",
    own_list: "Custom list",
    filter_schools: "Filter the schools",
    choose_all: "Select all",
    town_or_kind: "Town or type of school",
    any_town_or_kind: "All towns, all types",
    towns: "Towns",
    kinds: "Types",
    target: "Target",
    reaches_nobody: "This target reaches nobody",
    add_target: "Add a target",
    all_parents: "All parents",
    all_staff: "All staff",
    at_most_ten: "A communication has at most 10 targets.",
    recipients: "Recipients",
    counted_once: "A person who belongs to several targets or several schools is counted once in the total.",
    by_profile: ", by profile",
    all_schools_together: "All schools",
    see_others: "See the list",
    question_sender: "Sender",
    question_perimeter: "On behalf of",
    question_criteria: "Targets",
    choose_perimeter: "Choose on whose behalf",
    perimeter_gone: "You may not send this communication on behalf of this school or authority, or not any more. Choose another one: the schools will be different.",
    channel_gone: "This draft was written for a channel that your rights do not allow any more. Its text stands below, for another channel. Read it again before you deploy.",
    see_deployed: "See the sent communication",
    open_kept_draft: "Open the new draft",
    school_gone_named,
    to_correct,
    people_after,
    waits_for,
    characters_of,
    severity_limit,
    goes_to,
    from_to,
    on_day_at,
    words_and_characters,
    same_instant,
    time_of_schools,
    folders_left_out,
    left_out,
    file_limits,
    joined,
    taken_out,
    not_taken_out,
    too_large,
    delete_target,
    of_target,
    people_will_see_it,
    people_will_get_it,
    count_moved,
    and_more,
    all_schools,
};

fn outside_readers(people: u64) -> String {
    match people {
        0 => "All recipients can read this article.".to_owned(),
        1 => {
            "1 recipient is not a reader of this article’s space and will not be able to open it.".to_owned()
        }
        people => format!(
            "{} recipients are not readers of this article’s space and will not be able to open it.",
            number(people)
        ),
    }
}

fn school_gone_named(name: &str) -> String {
    format!("“{name}”, which you may no longer write to")
}

fn to_correct(count: usize) -> String {
    let points = if count == 1 { "1 point".to_owned() } else { format!("{count} points") };
    format!("The communication was not sent: {points} to correct")
}

/// The words after a number that is shown separately.
fn people_after(count: u64) -> &'static str {
    if count == 1 { "person" } else { "people" }
}

fn waits_for(count: usize) -> String {
    format!("Uploading {}: sending waits until this has finished.", files(count))
}

fn severity_limit(most: Severity) -> String {
    format!("In the schools you chose, your rights go up to “{}”.", severity(most))
}

const fn goes_to(public: bool, message: bool) -> &'static str {
    match (public, message) {
        (false, false) => "No",
        (true, false) => "On the public board",
        (false, true) => "As a message",
        (true, true) => "On the public board and as a message",
    }
}

/// The count, and `over`, the number of characters too many.
fn characters_of(count: usize, most: usize, over: usize) -> String {
    let [count, most] = [count, most].map(|count| number(count as u64));
    match over {
        0 => format!("{count} / {most} characters"),
        1 => format!("{count} / {most} characters: remove 1 character"),
        n => format!("{count} / {most} characters: remove {} characters", number(n as u64)),
    }
}

fn from_to(first: &str, last: &str) -> String {
    if first == last { format!("On {first}") } else { format!("From {first} to {last}") }
}

fn on_day_at(day: &str, time: &str, zone_name: &str) -> String {
    format!("On {day} at {time} ({})", zone(zone_name))
}

fn words_and_characters(count: usize, characters: usize) -> String {
    let [count, characters] = [count, characters].map(|count| number(count as u64));
    format!("Words: {count}. Characters (including HTML): {characters}")
}

fn time_of_schools(zone_name: &str) -> String {
    format!("The time is that of the schools: {}.", zone(zone_name))
}

fn same_instant(zone_name: &str) -> String {
    format!("The message is sent to all schools at the same instant: {}.", zone(zone_name))
}

fn folders_left_out(names: &[String]) -> String {
    let are = if names.len() == 1 { "is a folder" } else { "are folders" };
    let names: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    format!("{} {are}: attach the files, or a ZIP archive", names.join(", "))
}

fn left_out(most: usize, names: &[String]) -> String {
    let were = if names.len() == 1 { "was" } else { "were" };
    let names: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    format!("At most {}: {} {were} left out.", files(most), names.join(", "))
}

fn file_limits(count: usize, size: u64) -> String {
    format!("At most {}, {} each.", files(count), bytes(size))
}

fn joined(name: &str) -> String {
    format!("“{name}” is attached.")
}

fn taken_out(name: &str) -> String {
    format!("“{name}” is no longer attached.")
}

fn not_taken_out(name: &str, reason: &str) -> String {
    format!("“{name}” was not removed. {reason}")
}

fn too_large(limit: u64) -> String {
    format!("This file is larger than {}: make it smaller, or put a link to it in the text", bytes(limit))
}

fn delete_target(number: usize) -> String {
    format!("Delete target {number}")
}

/// Added to a label for screen readers.
fn of_target(number: usize) -> String {
    format!(", target {number}")
}

/// The words between the number of people and the number of schools.
fn people_will_see_it(count: u64) -> &'static str {
    if count == 1 { " person will see it, in " } else { " people will see it, in " }
}

/// Like `people_will_see_it`, for a message.
fn people_will_get_it(count: u64) -> &'static str {
    if count == 1 { " person will get it, in " } else { " people will get it, in " }
}

fn count_moved(before: u64, now: u64) -> String {
    format!(
        "The number of recipients has just changed: {} → {}. Nothing has been sent yet.",
        number(before),
        people(now)
    )
}

fn and_more(schools: u64) -> String {
    format!("and {} more", establishments(schools))
}

fn all_schools(count: u64) -> String {
    format!("All ({})", establishments(count))
}
