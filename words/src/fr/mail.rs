//! The text around a copy by e-mail.

use chrono::NaiveDateTime;
use domain::{messages::AlertNews, text::beginning};

use super::dates::date;
use crate::rooms::Mail;

pub(super) const MAIL: Mail = Mail {
    unsubscribed: "Vous ne recevrez plus de copies par courriel.",
    read_at: "Lire ce message dans la messagerie :",
    why: "Vous recevez cette copie parce que vous l’avez demandée dans « Mon compte ».",
    read: "Lire dans la messagerie",
    no_more: "Ne plus en recevoir",
    why_default: "Vous recevez cette copie parce que votre établissement les envoie par courriel.",
    default_setting: "Copies par courriel",
    default_about: "Si l’établissement les envoie, chacun reçoit une copie de ses messages à l’adresse de l’annuaire, sauf s’il l’a refusée. Un clic dans chaque courriel suffit pour ne plus en recevoir.",
    default_on: "À tous, sauf refus",
    default_off: "À qui le demande",
    default_start: "Envoyer les copies à tous",
    default_stop: "Ne les envoyer qu’à qui le demande",
    alert_read_at: "Lire l’alerte dans Porte-voix :",
    alert_read: "Ouvrir Porte-voix",
    access_subject: "Votre accès à Porte-voix : choisissez votre mot de passe",
    access_open: "Choisir mon mot de passe",
    access_lost: "Si ce lien ne sert plus, demandez-en un autre à votre établissement.",
    alert_subject,
    alert_news,
    access_about,
    access_login,
    access_until,
    from,
    unsubscribe_at,
    attachments,
};

fn from(sender: &str) -> String {
    format!("De : {sender}")
}

fn unsubscribe_at(address: &str) -> String {
    format!("Ne plus en recevoir : {address}")
}

/// Says which files are only in the portal; there is at least one.
fn attachments(count: usize, names: &str) -> String {
    let files = if count == 1 { "Pièce jointe" } else { "Pièces jointes" };
    format!("{files}, à ouvrir dans la messagerie : {names}")
}

fn access_about(name: &str, school: &str) -> String {
    format!(
        "Bonjour {name}, voici de quoi vous connecter à Porte-voix, qui porte les annonces et les messages de l’établissement {school}."
    )
}

fn access_login(login: &str) -> String {
    format!("Votre identifiant : {login}")
}

fn access_until(at: NaiveDateTime) -> String {
    format!(
        "Ce lien est personnel, ne sert qu’une fois, et jusqu’au {}. Ne le transmettez à personne.",
        date(at.date())
    )
}

/// How much of its text stands in the subject.
const SUBJECT_CHARACTERS: usize = 60;

fn alert_subject(news: AlertNews, text: &str) -> String {
    let what = match news {
        AlertNews::Published => "Alerte",
        AlertNews::Corrected => "Alerte corrigée",
        AlertNews::Cancelled => "Alerte annulée",
        AlertNews::Over => "Alerte terminée",
    };
    let short = beginning(text, SUBJECT_CHARACTERS);
    let cut = if short.len() < text.len() { "…" } else { "" };
    format!("{what} : {short}{cut}")
}

const fn alert_news(news: AlertNews) -> &'static str {
    match news {
        AlertNews::Published => "Une alerte vous concerne.",
        AlertNews::Corrected => {
            "Cette alerte, que vous avez reçue par courriel, a été corrigée. Voici le nouveau texte."
        }
        AlertNews::Cancelled => "Cette alerte, que vous avez reçue par courriel, est annulée.",
        AlertNews::Over => "Cette alerte, que vous avez reçue par courriel, est terminée.",
    }
}
