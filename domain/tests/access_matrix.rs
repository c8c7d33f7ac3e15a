//! The rights are an agreed table; these tests compare the code with all of it.

use std::{collections::BTreeSet, fmt::Write};

use domain::{
    access::{Cell, MATRIX, Right, Role, Subject, decide},
    communications::Channel,
};

const AGREED: &str = include_str!("fixtures/roles.csv");

/// The cells of each line of the agreed table.
fn lines() -> impl Iterator<Item = Vec<&'static str>> {
    AGREED.lines().map(|line| line.split(',').collect())
}

/// The agreed rows, without the header and the French labels.
fn rows() -> Vec<Vec<&'static str>> {
    lines().skip(1).filter(|row| row[0] != "label_fr").collect()
}

/// A cell in the notation of the agreed table.
fn word(cell: Cell) -> &'static str {
    match cell {
        Cell::No => "no",
        Cell::All => "all",
        Cell::Own => "own",
        Cell::Of(Channel::News) => "news",
        Cell::Of(Channel::Announcement) => "announcement",
        Cell::Of(Channel::Message) => "message",
        Cell::OwnOf(Channel::News) => "own_news",
        Cell::OwnOf(Channel::Announcement) => "own_announcements",
        Cell::OwnOf(Channel::Message) => "own_messages",
        Cell::StateChangedByRecipient => "state_changed_by_recipient",
        Cell::NewOnSchoolOrCancelled => "new_on_school_or_cancelled",
    }
}

#[test]
fn columns_are_the_roles_in_order() {
    let header = lines().next().expect("a header");
    assert_eq!(header[1..], Role::ALL.map(Role::code));
}

#[test]
fn rows_are_the_rights_in_order() {
    let named: Vec<_> = rows().iter().map(|row| row[0]).collect();
    assert_eq!(named, Right::ALL.map(Right::code));
}

#[test]
fn every_role_has_a_french_name_of_its_own() {
    let labels = lines().find(|row| row[0] == "label_fr").expect("a row of names");
    let distinct: BTreeSet<_> = labels[1..].iter().collect();
    assert_eq!(distinct.len(), Role::ALL.len());
}

#[test]
fn every_cell_says_what_was_agreed() {
    for (right, row) in Right::ALL.into_iter().zip(rows()) {
        assert_eq!(row.len(), 1 + Role::ALL.len(), "cells of {right:?}");
        for (role, agreed) in Role::ALL.into_iter().zip(&row[1..]) {
            assert_eq!(word(Cell::of(role, right)), *agreed, "{right:?} of {role:?}");
        }
    }
}

/// The other direction: the code has nothing that the agreed table lacks.
#[test]
fn the_code_grants_nothing_more() {
    let coded = MATRIX.map(|row| row.map(word).to_vec());
    let agreed: Vec<_> = rows().iter().map(|row| row[1..].to_vec()).collect();
    assert_eq!(coded.to_vec(), agreed);
}

/// The answer to every possible question. Read the difference before you accept a new snapshot:
/// each new "oui" allows somebody to do something.
#[test]
fn what_every_role_may_do_is_as_it_was_accepted() {
    let mut table = format!("{:72}{:14}{:14}{}\n", "", "annonce", "message", "actualité");
    let mut line = |right: &str, role: &str, answers: &[&str], event: &str| {
        let answers = answers.join("   ");
        let text = format!("{right:23}{role:49}{answers}   {event}");
        writeln!(table, "{}", text.trim_end()).expect("a string may contain it");
    };
    line("droit", "rôle", &["sien", "aut."].repeat(3), "évènement");
    for right in Right::ALL {
        for (role, label) in Role::ALL.into_iter().zip(&lines().nth(1).expect("names")[1..]) {
            let answers: Vec<_> = [Channel::Announcement, Channel::Message, Channel::News]
                .into_iter()
                .flat_map(|channel| [true, false].map(|own| Subject { channel, own }))
                .map(|subject| if decide([role], right, subject) { "oui " } else { "non " })
                .collect();
            line(right.code(), label, &answers, event(Cell::of(role, right)));
        }
    }
    insta::assert_snapshot!("policy", table);
}

fn event(cell: Cell) -> &'static str {
    match cell {
        Cell::StateChangedByRecipient => "hors ligne ou en ligne par un destinataire",
        Cell::NewOnSchoolOrCancelled => "nouveau pour l'établissement ou annulé",
        _ => "",
    }
}

/// Every (right, subject) pair.
fn questions() -> impl Iterator<Item = (Right, Subject)> {
    Right::ALL.into_iter().flat_map(|right| {
        Channel::ALL
            .into_iter()
            .flat_map(move |channel| [true, false].map(|own| (right, Subject { channel, own })))
    })
}

#[test]
fn without_a_role_nothing_is_allowed() {
    for (right, subject) in questions() {
        assert!(!decide([], right, subject), "{right:?} on {subject:?}");
    }
}

#[test]
fn two_roles_allow_what_either_allows() {
    for (right, subject) in questions() {
        for a in Role::ALL {
            for b in Role::ALL {
                let either = decide([a], right, subject) || decide([b], right, subject);
                assert_eq!(decide([a, b], right, subject), either, "{right:?} of {a:?} and {b:?}");
            }
        }
    }
}

#[test]
fn the_head_of_a_school_administers_and_manages() {
    let roles: BTreeSet<_> = Role::HEAD_OF_ESTABLISHMENT.into();
    assert_eq!(roles, BTreeSet::from([Role::SenderAdministrator, Role::RecipientManager]));
}
