//! Error messages of fields, and the names of the fields.

use domain::{
    fields::{FieldProblem, PictureProblem},
    severity::Severity,
};

use super::{communications::severity, numbers::number};
use crate::rooms::Fields;

pub(super) const FIELDS: Fields = Fields { problem, field_name, named };

fn named(field: &str, what: &FieldProblem) -> String {
    format!("{}: {}", field_name(field), problem(what))
}

fn severity_too_high(most: Severity) -> String {
    format!(
        "Your rights in these schools go up to “{}”: choose another type, or ask for this right",
        severity(most)
    )
}

const CONTROL_CHARACTER: &str = "Remove the invisible character that has slipped into the text";

/// The error message of a text over its limit.
fn too_long(count: usize, max: usize) -> String {
    let over = count - max;
    let them = if over == 1 { "character" } else { "characters" };
    let [count, max, over] = [count, max, over].map(|count| number(count as u64));
    format!("{count} characters of {max}: remove {over} {them}")
}

/// The error message of a field: what is wrong, and what to do.
#[allow(clippy::too_many_lines, reason = "a line for each problem")]
pub(super) fn problem(problem: &FieldProblem) -> String {
    match problem {
        FieldProblem::Required => "Fill in this field".into(),
        FieldProblem::NotAHoliday { line } => not_a_holiday(*line),
        FieldProblem::TooLong { count, max } => too_long(*count, *max),
        FieldProblem::ControlCharacter => CONTROL_CHARACTER.into(),
        FieldProblem::UnknownChoice => "Choose a value from the list".into(),
        FieldProblem::SameLanguage => "Choose another language than that of the text".into(),
        FieldProblem::NotForProfile => "This criterion does not fit the profile: remove it".into(),
        FieldProblem::NotADate => "Enter a date, such as 04/10/2026".into(),
        FieldProblem::NotATime => "Enter a time, such as 16:46".into(),
        FieldProblem::SeveralLines => "Write it on a single line".into(),
        FieldProblem::LastBeforeFirst => "Choose a last day that is not before the first one".into(),
        FieldProblem::InThePast => "Choose a time that is not in the past".into(),
        FieldProblem::PeriodTooLong { max_days } => period_too_long(*max_days),
        FieldProblem::NotAWebAddress => "Enter a web address, such as https://www.example.org/page".into(),
        FieldProblem::NotAnOrigin
        | FieldProblem::PrefixWithoutEnd
        | FieldProblem::NotAPublicKey
        | FieldProblem::PrivateKey
        | FieldProblem::SettingsChanged => of_portals(problem),
        FieldProblem::NoTarget => "Add at least one target".into(),
        FieldProblem::TooManyTargets { max } => format!("Keep at most {max} targets"),
        FieldProblem::TooManyPeople { .. } | FieldProblem::PeopleOutside { .. } => of_people(problem),
        FieldProblem::OutsidePerimeter => "Choose schools that you may write to".into(),
        FieldProblem::ReachesNobody => "These targets reach nobody: make them wider".into(),
        FieldProblem::SeverityTooHigh { .. }
        | FieldProblem::NotForEverybody
        | FieldProblem::AlreadyHeld
        | FieldProblem::AlreadyListed
        | FieldProblem::AlreadyAsked
        | FieldProblem::TooManyRequests { .. }
        | FieldProblem::NoCriterion
        | FieldProblem::ReadersChanged => of_rights(problem),
        FieldProblem::AtMost { max } => format!("There are already {max}, which is the most"),
        FieldProblem::TooManyToday { max } => format!("Already {max} in one day: try again tomorrow"),
        FieldProblem::TooShort { .. }
        | FieldProblem::TooGuessable
        | FieldProblem::NotTheSame
        | FieldProblem::WrongPassword
        | FieldProblem::WrongCode
        | FieldProblem::NoCoupon { .. }
        | FieldProblem::AlreadyTaken => of_account(problem),
        FieldProblem::Picture(problem) => of_picture(problem),
        FieldProblem::TooManyFiles { .. }
        | FieldProblem::FileTooLarge { .. }
        | FieldProblem::FileEmpty { .. }
        | FieldProblem::FileNotAccepted { .. }
        | FieldProblem::FileMismatch { .. }
        | FieldProblem::FileProtected { .. }
        | FieldProblem::FileInfected { .. }
        | FieldProblem::TooManyUnsentFiles
        | FieldProblem::FileNotJoined
        | FieldProblem::FileNotSent
        | FieldProblem::FileRefused => of_files(problem),
        FieldProblem::NotANumber { .. }
        | FieldProblem::EndBeforeStart
        | FieldProblem::EventTooLong { .. }
        | FieldProblem::TooManyOccurrences { .. }
        | FieldProblem::NoOccurrence
        | FieldProblem::TooManyEvents { .. }
        | FieldProblem::TooManyDates { .. }
        | FieldProblem::ChangedMeanwhile => of_events(problem),
    }
}

/// The error message of people who are named one by one.
fn of_people(problem: &FieldProblem) -> String {
    match problem {
        FieldProblem::TooManyPeople { max } => format!("Name at most {max} people"),
        FieldProblem::PeopleOutside { count: 1 } => {
            "1 person is not in the chosen schools: untick them".into()
        }
        FieldProblem::PeopleOutside { count } => {
            format!("{count} people are not in the chosen schools: untick them")
        }
        // The list above names exactly these.
        _ => String::new(),
    }
}

/// The error message of the forms of an account.
fn of_account(problem: &FieldProblem) -> String {
    match problem {
        FieldProblem::TooShort { count, min } => {
            let characters = if *count == 1 { "character" } else { "characters" };
            format!("{count} {characters}: enter at least {min}")
        }
        FieldProblem::TooGuessable => {
            "Too easy to guess (names, common words): take several unrelated words".into()
        }
        FieldProblem::NotTheSame => "The two entries differ: type them again".into(),
        FieldProblem::WrongPassword => "The current password is wrong".into(),
        FieldProblem::WrongCode => WRONG_CODE.into(),
        FieldProblem::NoCoupon { count, max } if count == max => UNKNOWN_COUPON.into(),
        FieldProblem::NoCoupon { count, max } => coupon_length(*count, *max),
        FieldProblem::AlreadyTaken => "This username is already taken: choose another one".into(),
        // The list above names exactly these.
        _ => String::new(),
    }
}

/// The error message of the forms of a portal or a provider.
fn of_portals(problem: &FieldProblem) -> String {
    match problem {
        FieldProblem::NotAnOrigin => {
            "Enter the address of the site without a page, such as https://ent.example.fr".into()
        }
        FieldProblem::PrefixWithoutEnd => {
            "End each prefix with the character that separates it from the rest, such as “NANCY-METZ$”: “CAEN” would also stand for “CAEN2”".into()
        }
        FieldProblem::NotAPublicKey => {
            "Paste a public key, Ed25519, P-256 or RSA with at least 2,048 bits, in PEM or JWK".into()
        }
        FieldProblem::PrivateKey => {
            "This is a private key: it was not kept. It must stay on the portal’s server; paste the public key".into()
        }
        FieldProblem::SettingsChanged => {
            "Someone else has just changed these settings: read in another tab what is saved, then save \
             again"
                .into()
        }
        // The list above names exactly these.
        _ => String::new(),
    }
}

/// The error message of forms about rights.
fn of_rights(problem: &FieldProblem) -> String {
    match problem {
        FieldProblem::SeverityTooHigh { most } => severity_too_high(*most),
        FieldProblem::NotForEverybody => {
            "Remove the criteria of the targets, or do not show it on the public board: the board only shows what is addressed to the whole school".into()
        }
        FieldProblem::AlreadyHeld => "You already have this right in this school".into(),
        FieldProblem::AlreadyListed => "Already in the list with this right: nothing was changed".into(),
        FieldProblem::AlreadyAsked => {
            "You have already asked for it: the answer will arrive among your messages".into()
        }
        FieldProblem::TooManyRequests { max } => {
            format!("You have already made {max} requests in one day: try again tomorrow")
        }
        FieldProblem::NoCriterion => {
            "Choose at least one criterion: a role cannot be given to everyone".into()
        }
        FieldProblem::ReadersChanged => "The readers of this space have changed since the form was opened: check \
             whom you are writing to, then confirm again"
            .into(),
        // The list above names exactly these.
        _ => String::new(),
    }
}

/// The error message of the form of an event.
fn of_events(problem: &FieldProblem) -> String {
    match problem {
        FieldProblem::NotANumber { min, max } => format!("Enter a number from {min} to {max}"),
        FieldProblem::EndBeforeStart => "Choose an end that comes after the start".into(),
        FieldProblem::EventTooLong { max_days } => {
            format!("An event lasts at most {max_days} days: choose an earlier end")
        }
        FieldProblem::TooManyOccurrences { max } => {
            format!("This repetition has more than {max} dates: choose an earlier end")
        }
        FieldProblem::NoOccurrence => {
            "No date is left: change the repetition, or include the holidays".into()
        }
        FieldProblem::TooManyEvents { max } => {
            format!("This calendar already has {} events: delete some before you add one", number(*max))
        }
        FieldProblem::TooManyDates { max } => {
            format!(
                "This calendar would have more than {} dates: choose an earlier end, or delete other events",
                number(*max)
            )
        }
        FieldProblem::ChangedMeanwhile => {
            "Someone else has just changed this event: read in another tab what is saved, then save \
             again"
                .into()
        }
        // The list above names exactly these.
        _ => String::new(),
    }
}

/// The error message of the files of a form.
fn of_files(problem: &FieldProblem) -> String {
    match problem {
        FieldProblem::TooManyFiles { max } => format!("Keep at most {max} files"),
        FieldProblem::FileTooLarge { name, max_megabytes } => {
            format!(
                "“{name}” is larger than {max_megabytes} MB: make it smaller, or put a link to it in the text"
            )
        }
        FieldProblem::FileEmpty { name } => format!("“{name}” is empty: choose another file"),
        FieldProblem::FileNotAccepted { name } => format!(
            "“{name}” is not of an accepted type: attach a document (PDF, Word, OpenDocument …), a picture, a sound, an MP4 video, a text or a ZIP archive"
        ),
        FieldProblem::FileMismatch { name } => {
            format!("The content of “{name}” is not what its name says: save it again in its format")
        }
        FieldProblem::FileProtected { name } => {
            format!("“{name}” is protected by a password: save it without a password, or export it as PDF")
        }
        FieldProblem::FileInfected { name } => {
            format!("A virus was found in “{name}”: do not open it, and tell the person who sent it")
        }
        FieldProblem::TooManyUnsentFiles => {
            "Too many files are waiting in your drafts: send or delete a draft, then try again".into()
        }
        FieldProblem::FileNotJoined => {
            "The file you chose is not attached yet: choose it again, then “Attach”, before you send".into()
        }
        FieldProblem::FileNotSent => "Try to upload the file again, or remove it".into(),
        FieldProblem::FileRefused => "Remove the file that was refused, or choose another one".into(),
        // The list above names exactly these.
        _ => String::new(),
    }
}

fn period_too_long(max_days: u32) -> String {
    format!("Choose a period of at most {max_days} days")
}

fn not_a_holiday(line: usize) -> String {
    format!("Line {line} is not a period: write for example “17/10/2026 01/11/2026 Autumn”")
}

fn of_picture(problem: &PictureProblem) -> String {
    match problem {
        PictureProblem::NotAccepted { name } => {
            format!("“{name}” is not an accepted picture: choose a JPEG, PNG, WebP or GIF file")
        }
        PictureProblem::Unreadable { name } => {
            format!("“{name}” cannot be read: save it again, or choose another picture")
        }
        PictureProblem::TooManyPixels { name } => format!(
            "“{name}” is too large: reduce it to at most 8,000 pixels on each side and 24 million pixels in all, or to 5 million if it is not an ordinary JPEG photograph"
        ),
        PictureProblem::NoAlternative => {
            "Describe the picture in a few words, or tick “Decorative picture”".into()
        }
        PictureProblem::AlternativeIsFileName => {
            "Describe what the picture shows: this is the name of a file".into()
        }
    }
}

/// The name of a control by its `id`, for the list of errors.
pub(super) fn field_name(field: &str) -> String {
    match field {
        "perimetre" => "On behalf of".into(),
        "cibles" => "Targets".into(),
        "langue-texte" => "Language of the text".into(),
        "autre-langue" => "Other language".into(),
        "autre-titre" => "Title in the other language".into(),
        "autre-texte" => "Text in the other language".into(),
        "canal" => "Channel".into(),
        "type" => "Type of announcement".into(),
        "texte" => "Text of the announcement".into(),
        "lien-url" | "article" => "Link".into(),
        "tableau-public" => "Public board".into(),
        "periode-debut" | "actualite-debut" => "Publication period, first day".into(),
        "role" => "Role".into(),
        "cible" => "Target".into(),
        "etendue" => "Applies to".into(),
        "jusqua" => "Up to".into(),
        "etablissement" => "School".into(),
        "raison" => "Reason".into(),
        "identifiant" => "Username".into(),
        "actuel" => "Current password".into(),
        "nouveau" => "New password".into(),
        "confirmation" => "New password again".into(),
        "code" => "Six-digit code".into(),
        "envoi-date" => "Send date".into(),
        "envoi-heure" => "Send time".into(),
        "objet" => "Subject".into(),
        "corps" => "Text of the message".into(),
        "actualite-titre" => "Title".into(),
        "actualite-texte" => "Text of the news item".into(),
        "accuse" => "Confirmation of reading".into(),
        "reponse" => "Your reply".into(),
        "fichiers" => "Attachments".into(),
        "image" => "Picture".into(),
        "image-texte" => "Description of the picture".into(),
        "periode-fin" | "actualite-fin" => "Publication period, last day".into(),
        other => of_event(other)
            .or_else(|| of_portal(other))
            .map_or_else(|| of_target(other).unwrap_or_else(|| other.to_owned()), str::to_owned),
    }
}

/// The controls of the form of an event.
fn of_event(field: &str) -> Option<&'static str> {
    Some(match field {
        "titre" => "Title",
        "lieu" => "Place",
        "description" => "Description",
        "debut-date" => "Start, day",
        "debut-heure" => "Start, time",
        "fin-date" => "End, day",
        "fin-heure" => "End, time",
        "repetition" => "Repetition",
        "intervalle" => "How often",
        "nombre" => "Number of times",
        "jusquau" => "Repeat until",
        "vacances" => "School holidays",
        _ => return None,
    })
}

/// The controls of the forms of a portal.
fn of_portal(field: &str) -> Option<&'static str> {
    Some(match field {
        "nom" => "Name",
        "emetteur" => "Issuer (iss)",
        "prefixes" => "Identifier prefixes",
        "origines" => "Page addresses",
        "adresse-cles" => "Address of the keys (JWKS)",
        "cle" => "Public key",
        "declaration" => "Statement",
        _ => return None,
    })
}

/// `cible-2-niveaux` → `Target 2, year group`
fn of_target(field: &str) -> Option<String> {
    let (position, part) = field.strip_prefix("cible-")?.split_once('-')?;
    let part = match part {
        "profils" => "profile",
        "niveaux" => "year group",
        "sous-niveaux" => "course",
        "fonctions" => "job",
        "disciplines" => "subject taught",
        "classes" => "class",
        "groupes" => "group",
        "personnes" => "people",
        "etablissements" => "schools",
        _ => return None,
    };
    Some(format!("Target {position}, {part}"))
}

const WRONG_CODE: &str = "This code is wrong: compare it character by character with what the app shows now, or with the recovery code";
const UNKNOWN_COUPON: &str = "No coupon has this code, or it has been used: compare it with the paper character by character. For O, I and B, the digits 0, 1 and 8 are accepted";

fn coupon_length(count: usize, max: usize) -> String {
    let them = if count == 1 { "character" } else { "characters" };
    format!(
        "{count} {them} of {max}: check that none is missing and that there is none too many; hyphens do not count"
    )
}
