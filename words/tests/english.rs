//! English is whole: no word of French is left in it, nothing is empty, and counted things read
//! well for 0, 1 and 2.

mod sources;

use std::{collections::BTreeSet, fs, path::Path};

use domain::{
    agenda::{Frequency, Repetition, RepetitionEnd},
    audit::{Action, AuditRow, Outcome},
    directory::Profile,
    fields::FieldProblem,
    time::{Millis, Stamp},
};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use sources::{is_attribute, sources, text_of};
use words::{Language, Words};

/// French words that stay: names of institutions, places, files and columns, examples of what the
/// reader meets in French, and the names of accounts.
const KEPT: [&str; 17] = [
    "(vie scolaire)",
    "(académie)",
    "Réunion",
    "Europe/Paris",
    "Indian/Reunion",
    "“Mon ENT”",
    "“Portail académique”",
    "rattachements.csv",
    "ENTPersonJointure",
    "admin, direction, enseignant, parent, eleve",
    "https://ent.example.fr",
    "/declaration",
    "“NANCY-METZ$”",
    "“CAEN”",
    "cible-",
    "Défenseur des droits",
    "Libre réponse",
];

/// Frequent words of French that are no words of English.
const FRENCH: [&str; 59] = [
    "le",
    "la",
    "les",
    "un",
    "une",
    "des",
    "du",
    "de",
    "et",
    "ou",
    "au",
    "aux",
    "est",
    "sont",
    "ne",
    "pas",
    "plus",
    "que",
    "qui",
    "vous",
    "votre",
    "vos",
    "nous",
    "ce",
    "cette",
    "ces",
    "son",
    "sa",
    "ses",
    "dans",
    "par",
    "pour",
    "sur",
    "avec",
    "sans",
    "sous",
    "il",
    "elle",
    "ils",
    "mais",
    "tous",
    "tout",
    "aucun",
    "aucune",
    "rien",
    "oui",
    "non",
    "jour",
    "heure",
    "texte",
    "annonce",
    "actualité",
    "messagerie",
    "personne",
    "personnes",
    "cible",
    "cibles",
    "lycée",
    "journal",
];

/// Other words for what has one in the glossary.
const OTHERS: [&str; 11] = [
    "e-mail",
    "sub-level",
    "heads of school",
    "unknown function",
    "your agenda",
    "population",
    "academies",
    "first degree",
    "open rights",
    "opens rights",
    "the application",
];

/// Identifiers of controls, which are French in every language (`en/fields.rs`).
const IDENTIFIERS: &str = "fields.rs";

#[test]
fn no_word_of_french_is_left() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/en");
    let mut wrong = Vec::new();
    for file in sources(&folder) {
        let text = fs::read_to_string(&file).expect("a source is readable");
        let name = file.file_name().unwrap_or_default().display().to_string();
        let said = literals(text.parse().expect("Rust"), name == IDENTIFIERS);
        wrong.extend(said.into_iter().filter(|said| is_french(said)).map(|said| format!("{name}: {said}")));
    }
    assert!(wrong.is_empty(), "still French:\n{}", wrong.join("\n"));
}

#[test]
fn nothing_has_two_words() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/en");
    let mut wrong = Vec::new();
    for file in sources(&folder) {
        let text = fs::read_to_string(&file).expect("a source is readable");
        let said = literals(text.parse().expect("Rust"), false);
        wrong.extend(
            said.into_iter().filter(|said| OTHERS.iter().any(|other| said.to_lowercase().contains(other))),
        );
    }
    assert!(wrong.is_empty(), "see docs/GLOSSARY.md:\n{}", wrong.join("\n"));
}

#[test]
fn french_is_found() {
    for said in ["Aucune annonce", "Élève", "Sure ?", "“a” : b", "« a »", "l’annonce"] {
        assert!(is_french(said), "{said}");
    }
    for said in
        ["Pupil supervision (vie scolaire)", "Is it sure?", "a: b; c", "Réunion time", "the author’s right"]
    {
        assert!(!is_french(said), "{said}");
    }
}

/// Accents, quotation marks and spaces of French, its elisions, or one of its frequent words.
fn is_french(said: &str) -> bool {
    let said = KEPT.iter().fold(said.to_owned(), |said, kept| said.replace(kept, "…"));
    let said = said.to_lowercase();
    let mark = |c: char| matches!(c, 'à'..='ö' | 'ø'..='ÿ' | 'œ' | '«' | '»' | '\u{a0}' | '\u{202f}');
    let spaced = [" :", " ;", " ?", " !"].iter().any(|mark| said.contains(mark));
    let elided = ["l’", "d’", "n’", "qu’", "j’", "s’"].iter().any(|part| {
        said.split(|c: char| !c.is_alphanumeric() && c != '’')
            .any(|word| word.starts_with(part) && word.len() > part.len())
    });
    let frequent = said.split(|c: char| !c.is_alphanumeric()).any(|word| FRENCH.contains(&word));
    said.chars().any(mark) || spaced || elided || frequent
}

/// The string literals of a source without those of its tests; without patterns of a `match`, which
/// are identifiers, if asked.
fn literals(tokens: TokenStream, no_patterns: bool) -> Vec<String> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut found = Vec::new();
    let mut skipped_module = false;
    for (place, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) if is_attribute(&tokens, place) => {
                skipped_module |= group.stream().to_string().replace(' ', "") == "cfg(test)";
            }
            TokenTree::Group(group) if skipped_module && group.delimiter() == Delimiter::Brace => {
                skipped_module = false;
            }
            TokenTree::Group(group) => found.extend(literals(group.stream(), no_patterns)),
            TokenTree::Literal(_) if no_patterns && is_pattern(&tokens, place) => {}
            TokenTree::Literal(literal) => found.extend(text_of(literal)),
            _ => {}
        }
    }
    found
}

/// Before `=>` or `|`.
fn is_pattern(tokens: &[TokenTree], place: usize) -> bool {
    let mark = |at: usize, wanted: char| matches!(tokens.get(at), Some(TokenTree::Punct(mark)) if mark.as_char() == wanted);
    mark(place + 1, '=') && mark(place + 2, '>') || mark(place + 1, '|')
}

/// The fixed words of every room, with their names.
fn fixed(words: &Words) -> Vec<(String, &'static str)> {
    let rooms = [
        ("access", words.access.all()),
        ("accounts", words.accounts.all()),
        ("agenda", words.agenda.all()),
        ("audit", words.audit.all()),
        ("batches", words.batches.all()),
        ("common", words.common.all()),
        ("compose", words.compose.all()),
        ("detail", words.detail.all()),
        ("directory", words.directory.all()),
        ("door", words.door.all()),
        ("drafts", words.drafts.all()),
        ("editor", words.editor.all()),
        ("files", words.files.all()),
        ("help", words.help.all()),
        ("home", words.home.all()),
        ("legal", words.legal.all()),
        ("mail", words.mail.all()),
        ("messages", words.messages.all()),
        ("notifications", words.notifications.all()),
        ("numbers", words.numbers.all()),
        ("operation", words.operation.all()),
        ("outbound", words.outbound.all()),
        ("portals", words.portals.all()),
        ("providers", words.providers.all()),
        ("public_board", words.public_board.all()),
        ("received", words.received.all()),
        ("recipients", words.recipients.all()),
        ("refusals", words.refusals.all()),
        ("retention", words.retention.all()),
        ("sent", words.sent.all()),
        ("shell", words.shell.all()),
        ("spaces", words.spaces.all()),
        ("targets", words.targets.all()),
        ("upload", words.upload.all()),
        ("versions", words.versions.all()),
        ("widget", words.widget.all()),
    ];
    let named = |(room, all): (&str, Vec<(&str, &'static str)>)| {
        all.into_iter().map(|(name, word)| (format!("{room}.{name}"), word)).collect::<Vec<_>>()
    };
    rooms.into_iter().flat_map(named).collect()
}

#[test]
fn no_fixed_word_is_empty_and_all_fit_where_the_french_ones_stand() {
    let (french, english) = (fixed(Language::French.words()), fixed(Language::English.words()));
    for ((name, said), (_, meant)) in english.iter().zip(&french) {
        assert!(!said.trim().is_empty(), "{name} is empty");
        let edges = |word: &str| (word.starts_with(char::is_whitespace), word.ends_with(char::is_whitespace));
        // A colon or semicolon has no space before it in English.
        if !name.starts_with("common.") && name != "widget.colon" {
            assert_eq!(edges(said), edges(meant), "{name}: spaces around {said:?} and {meant:?}");
        }
        let parts = |word: &str| word.split('|').count();
        assert_eq!(parts(said), parts(meant), "{name}: columns");
        let slots = |word: &str| -> BTreeSet<String> {
            word.split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}'))
                .map(|(slot, _)| slot.to_owned())
                .collect()
        };
        assert_eq!(slots(said), slots(meant), "{name}: what is filled in");
        assert!(!said.contains("  "), "{name}: two spaces");
        assert!(!said.contains('\''), "{name}: a straight apostrophe");
    }
}

/// What is said of 0, 1 and 2.
fn counted(say: impl Fn(u64) -> String) -> [String; 3] {
    [0, 1, 2].map(say)
}

#[test]
fn shares_and_replies_read_well() {
    let words = Language::English.words();
    assert_eq!((words.numbers.under_one_percent, &*words.numbers.percent(80)), ("<1%", "80%"));
    assert_eq!(counted(|n| words.recipients.answers(n)), ["No replies yet", "1 reply", "2 replies"]);
}

/// Nobody may have subscribed yet: then nobody has been told of anything.
#[test]
fn no_subscriber_is_not_taken_for_one_who_was_told() {
    assert_eq!(Language::English.words().agenda.subscribers(0), "There are no subscribers to tell.");
    assert_eq!(Language::French.words().agenda.subscribers(0), "Aucun abonné n’est à prévenir.");
}

#[test]
fn counted_things_read_well() {
    let words = Language::English.words();
    let numbers = words.numbers;
    assert_eq!(counted(|n| numbers.people(n)), ["0 people", "1 person", "2 people"]);
    assert_eq!(counted(|n| numbers.establishments(n)), ["0 schools", "1 school", "2 schools"]);
    assert_eq!(counted(|n| numbers.attachments(n)), ["0 attachments", "1 attachment", "2 attachments"]);
    assert_eq!(counted(|n| numbers.bytes(n)), ["0 bytes", "1 byte", "2 bytes"]);
    assert_eq!(numbers.files(1), "1 file");
    assert_eq!(numbers.people(12_345), "12,345 people");
    assert_eq!(
        counted(|n| words.targets.pupils_or_parents(Profile::Student, n)),
        ["0 pupils", "1 pupil", "2 pupils"]
    );
    assert_eq!(
        counted(|n| words.messages.unread_messages(n)),
        ["0 unread messages", "1 unread message", "2 unread messages"]
    );
    assert_eq!(
        counted(|n| words.versions.seen_by(n)),
        ["Nobody has seen this text yet.", "1 person has seen this text.", "2 people have seen this text."]
    );
    assert_eq!(
        counted(|n| words.accounts.codes_left(n)),
        ["There are none left.", "There is 1 left.", "There are 2 left."]
    );
    assert_eq!(
        counted(|n| words.detail.remind_consequence(n, true)),
        [
            "0 people have not confirmed reading the message yet. Only these people will get a reminder among their messages.",
            "1 person has not confirmed reading the message yet. Only this person will get a reminder among their messages.",
            "2 people have not confirmed reading the message yet. Only these people will get a reminder among their messages.",
        ]
    );
    assert_eq!(
        counted(|n| words.access.people_concerned(n, false, true)),
        ["0 people get a role.", "1 person gets a role.", "2 people get a role."]
    );
    assert_eq!(
        counted(|n| words.access.accesses(n)),
        ["No access right", "1 access right", "2 access rights"]
    );
    assert_eq!(
        words.access.saved(1, 2, 0),
        "1 access right added, 2 access rights removed. The rights apply from now on."
    );
    assert_eq!(words.compose.people_will_see_it(1), " person will see it, in ");
    assert_eq!(words.compose.people_will_see_it(0), " people will see it, in ");
    assert_eq!(words.directory.lines_refused(1), "1 line is refused: nothing was imported.");
    assert_eq!(
        words.operation.upgraded_on_the_way(false, 1),
        "It comes from an older version: 1 change of the database was applied."
    );
    assert_eq!(
        words.fields.problem(&FieldProblem::TooLong { count: 256, max: 255 }),
        "256 characters of 255: remove 1 character"
    );
    assert_eq!(
        words.fields.problem(&FieldProblem::TooLong { count: 101_500, max: 100_000 }),
        "101,500 characters of 100,000: remove 1,500 characters"
    );
}

#[test]
fn the_journal_is_about_things_in_the_words_of_its_reader() {
    let row = |action: Action, subject: &str| AuditRow {
        number: 1,
        at: Stamp { at: Millis(0), local: chrono::NaiveDateTime::default() },
        actor: String::new(),
        apart: Vec::new(),
        address: String::new(),
        action,
        outcome: Outcome::Done,
        subject: subject.to_owned(),
        detail: String::new(),
    };
    let words = &Language::English.words().audit;
    assert_eq!(words.subject_of(&row(Action::Imported, "annuaire")), "directory");
    assert_eq!(words.subject_of(&row(Action::SignIn, "identifiant inconnu")), "unknown username");
    assert_eq!(words.subject_of(&row(Action::HolidaysChanged, "corse")), "Corsica");
    assert_eq!(words.subject_of(&row(Action::Deployed, "annuaire")), "annuaire", "somebody's own title");
}

#[test]
fn people_who_are_named_read_well() {
    let words = &Language::English.words().targets;
    assert_eq!(counted(|n| words.people_named(n)), ["0 named people", "1 named person", "2 named people"]);
    assert_eq!(
        words.named_in_words(4, &["Ada Hall".to_owned()], 1, &[]),
        "4 named people (Ada Hall, and 2 more, 1 is no longer in these schools)"
    );
}

#[test]
fn something_that_takes_place_once_is_not_said_in_the_plural() {
    let repetition = |interval, end| Repetition {
        frequency: Frequency::Weekly,
        interval,
        days: Vec::new(),
        end,
        except_holidays: None,
    };
    let say = |interval, count| {
        Language::English.words().agenda.repeats(&repetition(interval, RepetitionEnd::Count(count)))
    };
    assert_eq!([say(1, 1), say(2, 3)], ["Every week, once", "Every 2 weeks, 3 times"]);
}
