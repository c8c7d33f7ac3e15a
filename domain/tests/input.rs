//! The form *Nouvelle communication*: what it accepts, and which control it marks when it refuses.

mod form;

use domain::{
    communications::{Announcement, CommunicationInput, Content, Link, NewCommunication, Severity},
    fields::FieldProblem::{self, *},
    targets::{CriterionKind, TargetInput},
};
use form::{day, filled, today};

fn deployable(change: impl FnOnce(&mut CommunicationInput)) -> NewCommunication {
    let mut form = filled();
    change(&mut form);
    form.parse(today()).unwrap_or_else(|errors| panic!("{errors:?}"))
}

fn announced(content: Content) -> Announcement {
    content.announcement().expect("an announcement").clone()
}

/// The marked controls, in alphabetical order.
fn marked(change: impl FnOnce(&mut CommunicationInput)) -> Vec<(String, FieldProblem)> {
    let mut form = filled();
    change(&mut form);
    form.parse(today()).expect_err("a refusal").0.into_iter().collect()
}

/// Checks that only this control is marked, for this reason.
#[track_caller]
fn refused(field: &str, problem: FieldProblem, change: impl FnOnce(&mut CommunicationInput)) {
    assert_eq!(marked(change), [(field.to_owned(), problem)]);
}

#[test]
fn a_new_form_needs_only_a_text() {
    let blank = CommunicationInput::blank(today());
    assert_eq!(blank.parse(today()).expect_err("no text").0.keys().collect::<Vec<_>>(), ["texte"]);
    let mut written = blank;
    written.announcement.text = "Bonjour".to_owned();
    let NewCommunication { targets, content } = written.parse(today()).expect("deployable");
    let content = announced(content);
    assert_eq!(targets.as_slice().len(), 1);
    assert_eq!((content.severity, content.link), (Severity::Information, None));
    assert_eq!((content.period.first(), content.period.last()), (day("2026-10-05"), day("2026-10-12")));
}

#[test]
fn the_typed_form_is_what_is_deployed() {
    let content = announced(deployable(|_| ()).content);
    assert_eq!(content.severity, Severity::Warning);
    assert_eq!(content.text.as_str(), "Réunion de rentrée");
    assert_eq!(content.link, Some(Link::External("https://ecole.example/rentree".to_owned())));
    assert_eq!((content.period.first(), content.period.last()), (day("2026-10-05"), day("2026-10-09")));
}

#[test]
fn an_empty_form_marks_everything_at_once() {
    let fields: Vec<_> =
        marked(|form| *form = CommunicationInput::default()).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["canal", "cibles", "periode-debut", "periode-fin", "texte", "type"]);
}

#[test]
fn only_known_channels_can_be_composed() {
    for channel in ["", "blog", "annonce", "Announcement", "Message", "News"] {
        refused("canal", UnknownChoice, |form| form.channel = channel.to_owned());
    }
}

#[test]
fn a_severity_is_one_of_three() {
    deployable(|form| form.announcement.severity = "alert".to_owned());
    refused("type", UnknownChoice, |form| form.announcement.severity = "critical".to_owned());
}

#[test]
fn one_to_ten_targets() {
    refused("cibles", NoTarget, |form| form.targets.clear());
    deployable(|form| form.targets = vec![TargetInput::default(); 10]);
    let too_many = TooManyTargets { max: 10 };
    refused("cibles", too_many, |form| form.targets = vec![TargetInput::default(); 11]);
}

fn second_target(change: impl FnOnce(&mut TargetInput)) -> impl FnOnce(&mut CommunicationInput) {
    |form| {
        let mut target = TargetInput::default();
        change(&mut target);
        form.targets.push(target);
    }
}

fn list(values: &[&str]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

/// Controls are counted from 1, as the headings of the targets on the page.
#[test]
fn a_wrong_criterion_is_marked_in_its_own_target() {
    refused("cible-2-profils", UnknownChoice, second_target(|t| t.profiles = list(&["National_XYZ"])));
    refused("cible-2-niveaux", UnknownChoice, second_target(|t| t.levels = list(&["6e", " "])));
    refused("cible-2-sous-niveaux", ControlCharacter, second_target(|t| t.sub_levels = list(&["1re\0"])));
    refused("cible-2-fonctions", UnknownChoice, second_target(|t| t.functions = list(&[""])));
    refused("cible-2-disciplines", ControlCharacter, second_target(|t| t.subjects = list(&["Arts\n"])));
    refused("cible-2-classes", UnknownChoice, second_target(|t| t.classes = list(&["6e A", ""])));
    refused("cible-2-groupes", ControlCharacter, second_target(|t| t.groups = list(&["Latin\t2"])));
}

#[test]
fn a_criterion_that_makes_no_sense_for_the_profiles_is_refused() {
    for (part, kind, profile) in [
        ("niveaux", CriterionKind::Level, "National_EVS"),
        ("sous-niveaux", CriterionKind::SubLevel, "National_EVS"),
        ("fonctions", CriterionKind::Function, "National_ELV"),
        ("disciplines", CriterionKind::Subject, "National_ELV"),
        ("classes", CriterionKind::Class, "National_DIR"),
        ("groupes", CriterionKind::Group, "National_EVS"),
    ] {
        let choose = |t: &mut TargetInput| {
            t.profiles = list(&[profile]);
            t.values_mut(kind).push("Arts".to_owned());
        };
        refused(&format!("cible-2-{part}"), NotForProfile, second_target(choose));
        // One profile that has the criterion is enough.
        let teachers_too = |t: &mut TargetInput| {
            choose(t);
            t.profiles.push("National_ENS".to_owned());
        };
        deployable(second_target(teachers_too));
    }
}

/// After the page has handled a change of profile, nothing is refused.
#[test]
fn criteria_that_are_not_offered_can_be_dropped() {
    let drop = |t: &mut TargetInput| {
        (t.profiles, t.levels) = (list(&["National_ELV"]), list(&["6e"]));
        (t.functions, t.subjects) = (list(&["CPE"]), list(&["Arts"]));
        t.drop_criteria_not_offered();
    };
    let new = deployable(second_target(drop));
    assert!(!new.targets.as_slice()[1].levels.is_all());
}

#[test]
fn a_chosen_list_of_schools_must_name_schools() {
    refused("cible-2-etablissements", Required, second_target(|t| t.custom_establishments = true));
    for stranger in ["", "x", "0570051W", "1.5", "99999999999999999999"] {
        let choose =
            |t: &mut TargetInput| (t.custom_establishments, t.establishments) = (true, list(&[stranger]));
        refused("cible-2-etablissements", UnknownChoice, second_target(choose));
    }
}

#[test]
fn links_that_are_safe_in_a_page() {
    for link in
        ["HTTPS://École.fr/é?x=1", "http://localhost:8080/", "https://[::1]:3000/a#b", "https://a.fr?q=a@b"]
    {
        let content = announced(deployable(|form| form.announcement.link = format!("  {link}\n")).content);
        assert_eq!(content.link.as_ref().map(Link::href).as_deref(), Some(link));
    }
}

#[test]
fn links_that_would_harm_or_lead_nowhere() {
    for link in [
        "javascript:alert(1)",
        "JavaScript://%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "ftp://ecole.fr/",
        "//ecole.fr/",
        "ecole.fr",
        "https:/ecole.fr",
        "https://",
        "https://:443/",
        "https:///ecole.fr",
        "https://?q",
        "https://ecole.fr@evil.example/",
        "https://ecole.fr\\@evil.example/",
        "https://ecole.fr b/",
        "java\tscript://x",
        "https://ecole.fr/\0",
    ] {
        refused("lien-url", NotAWebAddress, |form| form.announcement.link = link.to_owned());
    }
}

#[test]
fn a_link_has_2000_characters_at_most() {
    let long = |n: usize| format!("https://ecole.fr/{}", "é".repeat(n - 17));
    deployable(|form| form.announcement.link = long(2_000));
    let too_long = TooLong { count: 2_001, max: 2_000 };
    refused("lien-url", too_long, |form| form.announcement.link = long(2_001));
}

/// With *Lien: aucun*, the content of the hidden field is ignored.
#[test]
fn a_link_counts_only_when_it_is_asked_for() {
    let none = deployable(|form| {
        (form.announcement.with_link, form.announcement.link) = (false, "javascript:".to_owned());
    });
    assert_eq!(announced(none.content).link, None);
    refused("lien-url", Required, |form| form.announcement.link = " ".to_owned());
}
