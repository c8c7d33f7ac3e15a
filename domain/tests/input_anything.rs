//! Any input gets an answer: it can be deployed, or a control is marked.

mod form;

use domain::{
    communications::{
        CommunicationInput, MAX_ANNOUNCEMENT_CHARACTERS, MAX_SUBJECT_CHARACTERS, SendAt,
        channels::{announcement::AnnouncementInput, message::MessageInput},
        plain_text,
    },
    targets::TargetInput,
};
use form::{filled, parents_of_6e, today};
use proptest::{collection::vec, prelude::*, sample::select};

/// A valid value half of the time, so that later checks are reached too.
fn text(right: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop_oneof![select(right).prop_map(str::to_owned), any::<String>()]
}

fn texts(right: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    vec(text(right), 0..3)
}

prop_compose! {
    fn any_target()(
        profiles in texts(&["National_ELV", "National_ENS"]), levels in texts(&["6e"]),
        sub_levels in texts(&["1re générale"]), functions in texts(&["CPE"]),
        subjects in texts(&["Arts"]), classes in texts(&["6e A"]), groups in texts(&["Latin"]),
        named in any::<bool>(), people in texts(&["7", "-1"]), people_search in any::<String>(),
        custom_establishments in any::<bool>(),
        establishments in texts(&["1", "-1"]),
    ) -> TargetInput {
        TargetInput {
            profiles, levels, sub_levels, functions, subjects, classes, groups, named, people, people_search,
            custom_establishments, establishments,
        }
    }
}

prop_compose! {
    fn any_form()(
        perimeter in any::<String>(), channel in text(&["announcement"]), severity in text(&["alert"]),
        text in text(&["Bonjour"]), with_link in any::<bool>(), link in text(&["https://a.fr", "://", "http://@"]),
        first_day in text(&["2026-10-05", "9999-12-31"]), last_day in text(&["2026-10-09", "9999-12-31"]),
        targets in vec(prop_oneof![3 => Just(parents_of_6e()), 1 => any_target()], 0..12),
    ) -> CommunicationInput {
        CommunicationInput {
            perimeter, targets, channel,
            announcement: AnnouncementInput {
                severity,
                text,
                with_link,
                link,
                first_day,
                last_day,
                ..AnnouncementInput::default()
            },
            ..CommunicationInput::default()
        }
    }
}

prop_compose! {
    fn any_message()(
        form in any_form(), channel in text(&["message"]), send_later in any::<bool>(),
        send_day in text(&["2026-10-05", "9999-12-31"]), send_time in text(&["16:46", "24:00"]),
        subject in text(&["Sortie"]), body in text(&["<p>Bonjour</p>", "<p>&nbsp;</p>", "<"]),
        acknowledgement in text(&["", "each"]),
    ) -> CommunicationInput {
        CommunicationInput {
            channel,
            message: MessageInput {
                send_later, send_day, send_time, subject, body, acknowledgement, ..form.message
            },
            targets: vec![parents_of_6e()], ..form
        }
    }
}

/// The identities of the controls of the page.
fn is_a_control(field: &str) -> bool {
    const OF_THE_FORM: [&str; 12] = [
        "accuse",
        "canal",
        "cibles",
        "corps",
        "envoi-date",
        "envoi-heure",
        "lien-url",
        "objet",
        "periode-debut",
        "periode-fin",
        "texte",
        "type",
    ];
    const OF_A_TARGET: [&str; 9] = [
        "profils",
        "niveaux",
        "sous-niveaux",
        "fonctions",
        "disciplines",
        "classes",
        "groupes",
        "personnes",
        "etablissements",
    ];
    let of_a_target = || {
        let (number, part) = field.strip_prefix("cible-")?.split_once('-')?;
        Some(number.parse::<u8>().is_ok() && OF_A_TARGET.contains(&part))
    };
    OF_THE_FORM.contains(&field) || of_a_target() == Some(true)
}

fn check(form: &CommunicationInput) -> Result<(), TestCaseError> {
    match form.parse(today()) {
        Err(errors) => {
            prop_assert!(!errors.is_empty());
            prop_assert!(errors.0.keys().all(|field| is_a_control(field)), "{:?}", errors);
        }
        Ok(new) => {
            prop_assert_eq!(new.targets.as_slice().len(), form.targets.len());
            if let Some(message) = new.content.message() {
                prop_assert!(
                    (1..=MAX_SUBJECT_CHARACTERS).contains(&message.subject.as_str().chars().count())
                );
                prop_assert!(!plain_text(message.body.as_str()).trim().is_empty());
                prop_assert_eq!(message.send_at != SendAt::Now, form.message.send_later);
                return Ok(());
            }
            let content = new.content.announcement().expect("an announcement").clone();
            let count = content.text.as_str().chars().count();
            prop_assert!((1..=MAX_ANNOUNCEMENT_CHARACTERS).contains(&count));
            prop_assert!(content.period.first() <= content.period.last());
            prop_assert!(content.period.last() >= today());
            prop_assert_eq!(content.period.first().to_string(), form.announcement.first_day.trim());
            prop_assert_eq!(content.period.last().to_string(), form.announcement.last_day.trim());
            prop_assert_eq!(content.link.is_some(), form.announcement.with_link);
        }
    }
    Ok(())
}

/// Puts another value into one field of a valid form.
fn spoil(field: usize, value: String) -> CommunicationInput {
    let mut form = filled();
    let target = &mut form.targets[0];
    match field {
        0 => form.channel = value,
        1 => form.announcement.severity = value,
        2 => form.announcement.text = value,
        3 => form.announcement.link = value,
        4 => form.announcement.first_day = value,
        5 => form.announcement.last_day = value,
        6 => target.profiles = vec![value],
        7 => target.levels = vec![value],
        8 => target.sub_levels = vec![value],
        9 => target.functions = vec![value],
        10 => target.subjects = vec![value],
        11 => target.classes = vec![value],
        12 => target.groups = vec![value],
        _ => target.establishments = vec![value],
    }
    form
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_form_gets_an_answer(form in any_form()) {
        check(&form)?;
    }

    #[test]
    fn any_value_in_one_field_gets_an_answer(field in 0..14_usize, value in any::<String>()) {
        check(&spoil(field, value))?;
    }

    /// Almost valid days and addresses find more bugs than random strings.
    #[test]
    fn almost_valid_values_get_an_answer(
        day in "[+-]?[0-9 ]{1,6}-[0-9 ]{1,3}-[0-9 ]{1,3}", link in "[a-zA-Z]{4,5}:/?/?[a-z@:.\\\\]{0,9}(/é)?",
    ) {
        check(&spoil(4, day.clone()))?;
        check(&spoil(5, day))?;
        check(&spoil(3, link))?;
    }
}
