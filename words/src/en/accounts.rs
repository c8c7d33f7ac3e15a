//! Accounts: passwords, second factors, sessions, and names of browsers.

use domain::{
    access::view::Belonging,
    accounts::{Advice, MIN_PASSWORD_CHARACTERS, Strength, view::AccountState},
};

use super::dates::{date, date_time};
use super::numbers::{number, people};
use super::targets::profile;
use crate::rooms::Accounts;
use chrono::{NaiveDate, NaiveDateTime};

pub(super) const ACCOUNTS: Accounts = Accounts {
    guessable: "porte-voix, portevoix, password, letmein, welcome, qwerty, sunshine, football, school, teacher, pupil, headteacher, holidays, classroom",
    no_login: "You do not have a Porte-voix account.",
    no_login_hint: "You sign in through a sign-in provider, where you can change your password and your two-step sign-in. To have an account here as well, ask the portal administrator.",
    link_copied: "Copied.",
    link_not_copied: "The browser did not copy it: the text is selected, copy it with the keyboard.",
    copy: "Copy",
    six_digits: "Six-digit code",
    recovery_code: "Recovery code",
    recovery_code_hint: "Sixteen letters and digits, in four groups; each works only once.",
    code_or_recovery: "Code from the app, or recovery code",
    code_or_recovery_hint: "A code works only once: wait for the next one if you have just entered one.",
    recovery_codes: "Recovery codes",
    recovery_codes_about: "Each of them replaces the code from the app once, if you do not have your phone.",
    new_recovery_codes: "Your recovery codes are shown only once",
    new_recovery_codes_hint: "Print this page or copy them, and keep them somewhere other than your phone. Each code works once, instead of the code from the app. Your previous codes no longer work.",
    all_codes: "All the codes, to copy",
    renew_codes: "Replace the recovery codes",
    renew_codes_consequence: "Ten new codes are shown, only once. The old ones will no longer work.",
    renew_codes_confirm: "Get ten new codes",
    second_factor_unavailable: "Two-step sign-in cannot be turned on in this portal yet: a setting of the server is missing. Please tell the portal administrator.",
    six_digits_hint: "Shown by your authenticator app; it changes every 30 seconds.",
    new_password: "New password",
    new_password_hint: "At least 12 characters, for example several unrelated words.",
    choose_password: "Choose a password",
    login_before: "Username:",
    password_again: "New password again",
    store_password: "Save the password",
    link_expired: "Link expired",
    link_useless: "This link no longer works",
    link_useless_hint: "It has already been used, another one has replaced it, or its time is over.",
    link_useless_help: "Have you already chosen your password? Sign in. If not, ask the portal administrator for a new link.",
    no_more_copies: "Stop copies by email",
    copies: "Copies by email",
    no_more_copies_done: "Done: no more copies by email.",
    no_more_copies_next: "Your messages stay in Porte-voix. You can ask for copies again in “My account”.",
    no_more_copies_about: "Porte-voix will no longer send you copies of your messages by email. They stay in Porte-voix.",
    second_factor_on: "On",
    second_factor_off: "Off",
    account: "Account",
    apart_from_namesakes: "Not to be confused",
    in_directory: "In the directory",
    login: "Username",
    state_label: "State",
    link_until: "Link valid until",
    administrator: "Administrator",
    second_factor: "Two-step sign-in",
    last_sign_in: "Last sign-in",
    never: "Never",
    create: "Create an account",
    one_time_link: "One-time link",
    renew_password: "Replace the password",
    create_hint: "A one-time link lets the person choose their own password. Hand it to them in person or by some other safe means.",
    link_waits_hint: "A link is waiting to be used. A new one replaces it: the old one will no longer work.",
    renew_hint: "Forgotten password? A one-time link lets the person choose a new one. The current one works until then; all sessions are closed when the link is used.",
    joined_hint: "This account is closed: its record is joined to another record of the same person. It opens again when the two records are separated, in the directory.",
    login_hint: "What the person will type to sign in.",
    own_account_hint: "This is your own account. Change your password, your two-step sign-in and your sessions in “My account”, where you are asked for your password.",
    get_another_link: "Get another link",
    get_link: "Get a link",
    link_shown_once: "This link is shown only once",
    link_good_until: ". The link works once, until",
    link_to_hand_over: "Link to hand over",
    accounts: "Accounts",
    administrator_named: "The administrator is appointed.",
    administrator_named_hint: "This person now manages the directory, the accounts and the activity log.",
    administrator_removed: "The administrator is removed.",
    administrator_removed_hint: "The person’s other rights stay as they were.",
    second_factor_removed: "Two-step sign-in is turned off.",
    second_factor_removed_hint: "The password is enough for the next sign-in.",
    all_sessions_closed: "All sessions are closed.",
    all_sessions_closed_hint: "The person has to sign in again everywhere.",
    rights_and_security: "Rights and security",
    portal_administrator: "Portal administrator",
    second_factor_help: "Phone lost or replaced? The person will be able to sign in, then turn two-step sign-in on again.",
    remove: "Remove",
    remove_second_factor_consequence: "The password will be enough for the next sign-in. Make sure that the request really comes from this person.",
    remove_second_factor: "Turn off two-step sign-in",
    sessions: "Sessions",
    sessions_help: "Device lost or stolen? Close everything, then replace the password.",
    close_all_sessions: "Close all sessions",
    close_consequence: "The person is signed out everywhere, at once. Their drafts are kept.",
    close_sessions: "Close the sessions",
    administrator_about: "An administrator manages the directory, the accounts, the activity log and the rights of all schools.",
    name_administrator: "Make administrator",
    name_consequence: "This person will be able to manage everything in this portal, and to create any account or replace its password.",
    name_confirm: "Make administrator",
    last_administrator: "This is the last portal administrator and cannot be removed. Appoint another one first.",
    is_administrator: "This person manages the directory, the accounts, the activity log and the rights of all schools.",
    remove_own_consequence: "This is your account: you will no longer have access to the administration, including this page.",
    remove_consequence: "This person will no longer have access to the administration. Their other rights stay.",
    remove_administrator: "Remove the administrator",
    demand_title: "Two-step sign-in for senders",
    demanded: "Required",
    optional: "Optional",
    demand_about: "Senders are all the people who can send a communication, and the portal administrators. When it is required, two-step sign-in protects what they send from a guessed password: those who have not turned it on yet can still read, but cannot send or administer anything.",
    demand_no_more: "Stop requiring it",
    demand_no_more_consequence: "A password will again be enough to send. Those who have turned on two-step sign-in keep it.",
    demand_no_more_confirm: "Stop requiring it",
    demand: "Require it of senders",
    demand_consequence: "From now on, senders and administrators without two-step sign-in cannot send or administer anything until they turn it on in “My account”; this includes you. They can still read, and what has been sent stays.",
    demand_confirm: "Require it of senders",
    none_yet: "No account. Look for a person to create one for them.",
    nobody_found: "Nobody of that name in the directory",
    nobody_found_hint: "Check the spelling, or enter at least the first two letters of the first or last name.",
    search_label: "Look for a person",
    name_hint: "First or last name",
    all_accounts: "All accounts",
    now_demanded: "Two-step sign-in is required of senders.",
    now_demanded_hint: "They cannot send until they have turned it on.",
    demanded_no_more: "Two-step sign-in is no longer required.",
    demanded_no_more_hint: "Those who have turned it on keep it.",
    person: "Person",
    no_email_here: "This portal does not send emails. Your messages are waiting for you in Porte-voix.",
    no_address: "The directory has no email address for you: no copy can be sent to you. Your school can add one.",
    directory_address: "Address in the directory:",
    other_address: "Another address? Ask your school to change it.",
    copy_came_back: "The last email could not be delivered to this address.",
    copy_came_back_next: "If it is no longer the right one, your school can change it. Your messages stay in Porte-voix.",
    get_copies: "Get a copy of my messages by email",
    my_data: "My data",
    my_data_hint: "Everything that the portal keeps about you, in one zip file: directory entry, messages, calendar, drafts, files. To correct something in the directory, ask the school office.",
    data_of_person: "Data of this person",
    data_of_person_hint: "Everything that the portal keeps about them, in one zip file. The download is noted in the activity log.",
    download_data: "Download the data",
    files_stay: "Attachments stay in Porte-voix.",
    mine: "My account",
    password_changed: "Your password is changed.",
    password_changed_hint: "Your other sessions are closed.",
    second_factor_activated: "Two-step sign-in is on.",
    second_factor_activated_hint: "You will be asked for the code each time you sign in.",
    second_factor_deactivated: "Two-step sign-in is off.",
    second_factor_deactivated_hint: "Only your password is asked for when you sign in.",
    copies_on: "You will get a copy of your next messages by email.",
    copies_on_hint: "Each email contains a link to stop them.",
    copies_off: "You no longer get copies by email.",
    copies_off_hint: "Your messages stay in Porte-voix.",
    session_closed: "The session is closed.",
    session_closed_hint: "Whoever was using it has to sign in again.",
    other_sessions_closed: "Your other sessions are closed.",
    other_sessions_closed_hint: "Only this one stays open.",
    password: "Password",
    changed_on: "Changed on",
    current_password: "Current password",
    others_will_close: "Your other sessions will be closed.",
    change_password: "Change the password",
    demanded_of_senders: "It is required of the senders of this portal.",
    demanded_hint: "Until you turn it on, you can read everything but not send anything.",
    second_factor_about: "Each time you sign in, you are asked for a six-digit code in addition to your password. An authenticator app on your phone shows it: someone who guessed your password would still not get in.",
    activate_second_factor: "Turn on two-step sign-in",
    first_code_hint: "Nothing more is asked for when you sign in until you have confirmed a first code, within ten minutes and in this session.",
    scan: "Open your authenticator app and scan this code:",
    nothing_to_scan: "Nothing to scan with?",
    open_application: "Open the app on this device",
    or_type_key: ", or type this key:",
    confirm: "Confirm",
    other_key: "Cancel",
    qr_code: "QR code of the key; it is also written below",
    deactivate_demanded: "It is required of the senders of this portal: without it, you can read everything but not send anything. Your password will be enough to sign in.",
    deactivate_hint: "Your password will be enough to sign in. To turn it on again, you will need a new key.",
    since: "since",
    demanded_after: ". It is required of the senders of this portal",
    second_factor_lost: "You are asked for the code from your app each time you sign in. Phone lost? A recovery code replaces it; the portal administrator can also turn two-step sign-in off for your account.",
    deactivate: "Turn off",
    deactivate_second_factor: "Turn off two-step sign-in",
    password_to_confirm: "Your password, to confirm",
    password_to_close: "Your password, to close a session",
    close_others: "Close all the others",
    sessions_about: "The devices on which you are signed in. Is there one that you do not recognise? Close its session, then change your password.",
    open_sessions: "Open sessions",
    device_label: "Device",
    address: "Address",
    opened_on: "Opened on",
    last_use: "Last used",
    close: "Close",
    this_session: "This session",
    state,
    place,
    verdict,
    device,
    account_of,
    count,
    first_people,
    people_found,
    which_session,
    kept_until,
    codes_left: super::notifications::codes_left,
};

pub(super) const fn state(state: AccountState) -> &'static str {
    match state {
        AccountState::None => "No account",
        AccountState::LinkSent => "Link waiting",
        AccountState::Active => "Active",
        AccountState::Joined => "Joined to another",
    }
}

/// *Teacher, Maths, Lycée Pierre et Marie Curie*
pub(super) fn place(place: &Belonging) -> String {
    let profile = profile(place.profile);
    // *Librarian* may be a profile and a job.
    let detail = if place.detail == profile { "" } else { place.detail.as_str() };
    let parts = [profile, detail, place.school.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// *Strength*
const fn strength(score: u8) -> &'static str {
    match score {
        0 => "very weak",
        1 => "weak",
        2 => "fair",
        3 => "good",
        _ => "very good",
    }
}

const fn advice(advice: Advice) -> &'static str {
    match advice {
        Advice::Common => "This is one of the first that anyone tries.",
        Advice::Word => "A single word or name is easy to guess: put several unrelated ones together.",
        Advice::Repeat => "Repeating something adds nothing: replace it.",
        Advice::Sequence => "Sequences such as abcd, 1234 or qwerty are easy to guess: avoid them.",
        Advice::Date => "Dates and years are easy to guess: avoid them.",
    }
}

/// The words of the meter for a password being typed: how strong it is, and what is missing.
pub(super) fn verdict(found: &Strength) -> String {
    let word = strength(found.score);
    let missing = MIN_PASSWORD_CHARACTERS.saturating_sub(found.characters);
    let mut said = format!("Strength: {word}.");
    if missing > 0 {
        let them = if missing == 1 { "character" } else { "characters" };
        said.push_str(&format!(" {missing} more {them} needed."));
    }
    if let Some(reason) = found.advice {
        said.push(' ');
        said.push_str(advice(reason));
    } else if missing == 0 && !found.is_enough() {
        said.push_str(" Make it longer, for example with one more word.");
    }
    said
}

/// *Firefox on Windows*: the browser's name and system, where they are known.
pub(super) fn device(user_agent: &str) -> String {
    let first = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    // Each browser also claims to be the ones below it.
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrom", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("CrOS", "ChromeOS"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, Some(system)) => format!("Browser on {system}"),
        (None, None) => "Unknown browser".to_owned(),
    }
}

fn account_of(name: &str) -> String {
    format!("Account of {name}")
}

fn count(count: u64) -> String {
    format!("{} {}", number(count), if count == 1 { "account" } else { "accounts" })
}

fn first_people(count: u64) -> String {
    format!("The first {} people; type more of the name to see others", number(count))
}

fn people_found(count: u64) -> String {
    format!("{} found", people(count))
}

/// Read after *Close* by screen readers.
fn which_session(device: &str, opened: NaiveDateTime) -> String {
    format!("the session {device} opened on {}", date_time(opened))
}

fn kept_until(day: NaiveDate) -> String {
    format!("stays signed in until {}", date(day))
}

#[cfg(test)]
mod tests {
    use domain::accounts::Strength;

    use super::{device, verdict};

    #[test]
    fn browsers_are_recognised_by_name() {
        let windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0";
        assert_eq!(device(windows), "Firefox on Windows");
        assert_eq!(device("curl/8.5.0"), "Unknown browser");
    }

    #[test]
    fn the_meter_says_what_is_missing() {
        let strength = |score, characters| Strength { score, characters, advice: None };
        assert_eq!(verdict(&strength(1, 8)), "Strength: weak. 4 more characters needed.");
        assert_eq!(verdict(&strength(3, 11)), "Strength: good. 1 more character needed.");
        assert_eq!(verdict(&strength(4, 20)), "Strength: very good.");
    }
}
