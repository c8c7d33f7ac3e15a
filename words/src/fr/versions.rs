//! Corrected texts.

use chrono::NaiveDateTime;

use super::{
    dates::date_time,
    numbers::{number as figure, people as count_of},
};
use crate::rooms::Versions;

pub(super) const VERSIONS: Versions = Versions {
    what_changed: "Ce qui a changé depuis votre lecture",
    removed_from: "[supprimé : ",
    removed_to: "]",
    added_from: "[ajouté : ",
    added_to: "]",
    reformatted: "[mise en forme]",
    correct: "Corriger",
    title: "Corriger le texte",
    stays: "Les cibles, la période et le type restent ceux que vous avez confirmés : la correction va aux mêmes personnes.",
    present_text: "Texte actuel",
    tell: "Prévenir les personnes qui avaient vu l’ancien texte",
    tell_hint: "Chacune reçoit un message, une seule fois. Les autres ne sont pas prévenues.",
    always_told: "C’est une alerte : toutes les personnes qui l’ont vue seront prévenues de la correction.",
    beside_follows: "Le message de cette annonce, qui n’est pas encore parti, reçoit le même texte.",
    beside_stays: "Le message qui accompagne cette annonce ne change pas : il garde son texte.",
    ask: "Corriger…",
    question: "Souhaitez-vous corriger ce texte ?",
    validate: "Valider",
    back_to_text: "Revenir au texte",
    done: "Le texte est corrigé.",
    done_hint: "Les lecteurs voient dès maintenant le nouveau texte.",
    done_early: "Les lecteurs verront le nouveau texte.",
    history: "Corrections",
    seen_by,
    will_be_told,
    correction,
    picture,
    corrected,
};

/// `Corrigé le 04/10/2018 à 15:40`
fn corrected(at: NaiveDateTime) -> String {
    format!("Corrigé le {}", date_time(at))
}

fn seen_by(people: u64) -> String {
    match people {
        0 => "Personne n’a encore vu ce texte.".to_owned(),
        1 => "1 personne a vu ce texte.".to_owned(),
        people => format!("{} personnes ont vu ce texte.", figure(people)),
    }
}

fn will_be_told(people: u64) -> String {
    match people {
        0 => "Personne ne sera prévenu par un message.".to_owned(),
        1 => "1 personne sera prévenue par un message.".to_owned(),
        people => format!("{} seront prévenues par un message.", count_of(people)),
    }
}

fn picture(alternative: &str) -> String {
    format!("[Image : {alternative}]")
}

fn correction(number: i32, at: NaiveDateTime, by: &str) -> String {
    format!("Correction {number}, le {}, par {by}", date_time(at))
}
