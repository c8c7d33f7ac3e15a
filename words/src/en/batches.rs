//! Accounts for a whole population: links by email, and coupons to print.

use chrono::NaiveDateTime;
use domain::{
    accounts::batch::{BatchKind, Holder, NoLink, PopulationChoice, Sheet},
    directory::Profile,
};

use super::{
    criteria::profile_plural,
    dates::date,
    numbers::{number as figure, people},
    targets::profile as name_of,
};
use crate::rooms::{Batches, NoticeText};

pub(super) const BATCHES: Batches = Batches {
    title: "Accounts for a group",
    open: "Open accounts for a group",
    about: "For a group of a school, everybody gets an account, and a link by email or a coupon to print, with which they choose their own password. Administrators of the portal are never among them: their link is made on their own page.",
    choose: "Choose the group",
    school: "School",
    no_school: "Choose a school",
    profile: "Profile",
    all_profiles: "All profiles",
    level: "Year group",
    all_levels: "All year groups",
    class: "Class",
    all_classes: "All classes",
    who: "Who",
    never_came: "Those who have never signed in",
    everybody: "Everybody, even with an account",
    count: "Count",
    chosen: "The chosen group",
    nobody: "Nobody matches this choice.",
    moved: "The number of people is no longer the one that was shown.",
    moved_next: "Nothing was done. Check the number, then try again.",
    earlier: "If a link or a coupon is waiting for one of these people, the new one replaces it. Passwords already chosen keep working.",
    by_mail: "Links by email",
    send: "Send the links by email",
    no_mail: "This portal does not send emails: coupons are still possible.",
    no_addresses: "The directory has no email address for any of these people.",
    no_coupons: "No coupon is printed for these people: their accounts have rights.",
    rights_about: "There is no coupon for such an account: whoever found a lost sheet could open it, and with it everything that is sent to families. There is no link either, unless you ask for it here: it is then made on the page of each person, among the accounts.",
    coupons: "Coupons to print",
    no_address: "This portal has no public address, a setting of the server is missing (public_url).",
    no_address_next: "Coupons will name the address through which you came here. Before printing, check that families can open it.",
    coupons_about: "One coupon for each person, by class and name, with the username, a code, and a picture of it to scan. First the accounts are prepared, then the sheets are printed.",
    prepare: "Print the coupons",
    your_password: "Your password, to confirm",
    last: "Latest links and coupons",
    none_yet: "Nothing yet.",
    made_by: "Requested by",
    made_on: "Requested on",
    people: "People",
    state: "State",
    stopped: "Cancelled",
    failed: "Interrupted",
    running: "In progress",
    ready: "Ready",
    sent: "Sent",
    failed_about: "The mail server did not answer for too long: the last links were not sent. Start again for those who have never signed in.",
    running_about: "The page updates by itself, and everything goes on if it is closed.",
    sheets: "Sheets of coupons",
    sheets_about: "Codes are made when a sheet is printed and are kept nowhere: printing a sheet again makes other codes, and those from before no longer work.",
    without_class: "Without a class",
    make_sheet: "Show this sheet, to print it",
    print_now: "These codes are shown only once",
    print_now_hint: "Print this page now, with the Print command of the browser. Each coupon is cut out and handed over in person.",
    stop: "Cancel the links",
    stop_about: "Links and coupons that have not been used yet will no longer work, and nothing more is sent. The accounts stay.",
    stop_confirm: "Cancel the links that were not used",
    stopped_now: "The links are cancelled.",
    stopped_next: "To make others, choose the group again.",
    left_out: "Without a link",
    coupon_login: "Username",
    coupon_code: "Code",
    coupon_title: "Use my coupon",
    coupon_about: "The code of the coupon lets you choose your password, once.",
    coupon_field: "Code of the coupon",
    coupon_hint: "Sixteen letters and digits, in four groups.",
    coupon_go: "Choose my password",
    have_coupon: "I was given a coupon with a code",
    number,
    kind,
    counted,
    with_rights,
    include_rights,
    too_many,
    send_about,
    described,
    prepared,
    letters,
    printed,
    sheet,
    printed_before,
    no_link,
    coupon_who,
    coupon_steps,
    coupon_valid,
};

fn number(number: i64) -> String {
    format!("Batch no. {number}")
}

const fn kind(kind: BatchKind) -> &'static str {
    match kind {
        BatchKind::Mail => "Links by email",
        BatchKind::Print => "Coupons to print",
    }
}

fn counted(all: u64, with_address: u64) -> String {
    let reached = if with_address == 1 { "has an email address" } else { "have an email address" };
    format!("{}, of whom {} {reached}", people(all), figure(with_address))
}

fn with_rights(count: u64) -> String {
    let have = if count == 1 { "has an account with" } else { "have accounts with" };
    format!("{} more {have} rights (head teachers, senders):", people(count))
}

fn include_rights(count: u64) -> String {
    format!("Write to {} whose account has rights too, at the work address of the directory", people(count))
}

fn too_many(most: u64) -> String {
    format!("This is too many at once: choose a profile, a year group or a class, {} at most.", people(most))
}

fn send_about(all: u64, days: i64) -> String {
    let noun = if all == 1 { "email" } else { "emails" };
    format!(
        "{} {noun} will be sent, after the copies of alerts and messages. Each link works once, for {days} days.",
        figure(all)
    )
}

fn described(choice: &PopulationChoice) -> String {
    let profile = choice.profile().map_or("", |profile| profile_plural(profile));
    let who = if choice.is_everybody() { "everybody" } else { "never signed in" };
    let rights = if choice.includes_rights() { "including accounts with rights" } else { "" };
    let parts = [profile, choice.level.as_str(), choice.class.as_str(), who, rights];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn prepared(done: u64, all: u64) -> String {
    format!("Accounts ready: {} of {}", figure(done), figure(all))
}

fn letters(done: u64, all: u64) -> String {
    format!("Emails sent: {} of {}", figure(done), figure(all))
}

fn printed(done: u64, all: u64) -> String {
    format!("Coupons printed: {} of {}", figure(done), figure(all))
}

fn sheet(sheet: &Sheet) -> String {
    let class = |name: &str| if name.is_empty() { BATCHES.without_class.to_owned() } else { name.to_owned() };
    let classes = if sheet.from == sheet.to {
        class(&sheet.from)
    } else {
        format!("{} to {}", class(&sheet.from), class(&sheet.to))
    };
    let coupons = if sheet.coupons == 1 { "coupon" } else { "coupons" };
    format!("{classes}, {} {coupons}", figure(sheet.coupons))
}

fn printed_before(count: u64) -> String {
    let made = if count == 1 { "coupon already printed" } else { "coupons already printed" };
    format!("{} {made}", figure(count))
}

const fn no_link(why: NoLink) -> &'static str {
    match why {
        NoLink::Gone => "has left the directory, administers the portal, or has another record",
        NoLink::Rights => "has an account with rights: no coupon, and no link unless it is asked for",
        NoLink::Came => "has signed in in the meantime",
        NoLink::NoAddress => "no longer has an email address",
        NoLink::Refused => "address refused by the mail server",
        NoLink::GivenUp => "the email could not be sent, after several tries",
    }
}

fn coupon_who(holder: &Holder) -> String {
    let said = |profile: &Profile| match profile {
        Profile::Student if holder.class.is_empty() => "pupil".to_owned(),
        Profile::Student => format!("pupil, {}", holder.class),
        Profile::Parent if holder.children.is_empty() => "parent".to_owned(),
        Profile::Parent => format!("parent of {}", children(&holder.children)),
        other => name_of(*other).to_lowercase(),
    };
    holder.profiles.iter().map(said).collect::<Vec<_>>().join(", ")
}

/// `Léa Martin (5e A), Tom Martin`
fn children(children: &[(String, String)]) -> String {
    let child = |(name, class): &(String, String)| match class.as_str() {
        "" => name.clone(),
        class => format!("{name} ({class})"),
    };
    children.iter().map(child).collect::<Vec<_>>().join(", ")
}

fn coupon_steps(address: &str) -> String {
    format!("Open {address}, type the code and choose a password, or scan the picture.")
}

fn coupon_valid(until: NaiveDateTime) -> String {
    format!("Personal, works once, until {}.", date(until.date()))
}

/// To the administrators of the portal: a batch was stopped without them.
pub(super) fn links_stopped(school: &str, by: &str) -> NoticeText {
    NoticeText {
        subject: format!("Accounts for a group stopped: {school}"),
        paragraphs: vec![
            format!(
                "{by} had opened accounts for a group of “{school}” and no longer administers the portal."
            ),
            "Preparing and sending have stopped, and links and coupons that were not used no longer work. \
             The accounts stay; start again for those who have not signed in yet."
                .to_owned(),
        ],
    }
}
