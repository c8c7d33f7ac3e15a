//! A communication as its sender sees it.

use chrono::{NaiveDate, NaiveDateTime};

use super::{
    dates::{date, date_time, zone},
    numbers::{establishments, number, people},
};
use crate::rooms::Detail;

pub(super) const DETAIL: Detail = Detail {
    cancel_title: "Annuler cette communication ?",
    cancel_refuse: "Ne pas annuler",
    cancel_confirm: "Annuler la communication",
    cancel_both: "Annuler les deux",
    cancel_one: "Annuler seulement celle-ci",
    beside_offered: "« Annuler les deux » l’annule aussi.",
    beside_stays: "Vous ne pouvez pas l’annuler : elle reste.",
    cancel_scheduled: "Le message ne partira pas. Il reste dans vos communications émises, avec la mention « annulée ».",
    cancel_planned: "Personne ne la voit encore, et elle ne paraîtra pas. Elle reste dans vos communications émises, avec la mention « annulée ».",
    cancel_message: "Les messages non lus sont retirés, ceux déjà lus restent avec la mention « annulée ».",
    take_back: "Annuler l’envoi",
    take_back_unanswered: "Le serveur ne répond pas encore : cette page redemande l’annulation d’elle-même. Gardez-la ouverte.",
    take_back_unknown: "Le serveur n’a pas répondu à temps : on ne sait pas si l’envoi est annulé. Gardez cette page ouverte : elle le dira dès qu’il répondra.",
    time_over: "Le temps d’annuler l’envoi est passé : votre communication part, sauf si vous l’avez annulée.",
    pending: "Votre communication part dans quelques secondes. Jusque-là personne ne la voit, et vous pouvez annuler l’envoi.",
    remind: "Relancer",
    remind_title: "Relancer les destinataires ?",
    remind_refuse: "Ne pas relancer",
    remind_confirm: "Envoyer un rappel",
    searching: "Recherche des destinataires…",
    delivered: "Distribués",
    opened: "Ouverts",
    acknowledged: "Accusés",
    deploying: "Votre communication est en cours de déploiement. Elle sera visible dans les prochaines minutes sur les portails ENT des utilisateurs.",
    states: "États de publication",
    school: "Établissement",
    school_hint: "Nom, ville ou code UAI",
    no_school: "Aucun établissement ne correspond",
    clear_filter: "Effacer le filtre",
    all_states: "Tous",
    reason: "Motif",
    filter_by_state: "Filtrer par état",
    state_by_school: "État de publication par établissement",
    state: "État",
    recipients: "Destinataires",
    changed: "Dernière modification",
    seen_by: "Vue par",
    others_untouched: "Les autres ne sont pas touchés.",
    communication: "Communication",
    kind: "Type de communication",
    deployment: "Statut du déploiement",
    duplicate: "Dupliquer",
    title: "Détail de la communication",
    back: "Retour",
    description: "Description",
    not_cancelled: "La communication n’a pas été annulée.",
    targets: "Cibles",
    perimeter: "Périmètre :",
    target: "Cible",
    school_gone: "établissement retiré de l’annuaire",
    schools: "Établissements",
    created_on: "Communication créée le",
    cancelled_on: "Annulée le",
    announcement_text: "Texte de l’annonce",
    news_title: "Titre",
    news_text: "Texte de l’actualité",
    picture: "Image",
    no_picture: "Aucune",
    decorative: "Image décorative",
    link: "Lien",
    public_board: "Tableau public",
    on_public_board: "Affichée aussi sur le tableau public de chaque établissement",
    hall_screen: "Écran du hall",
    public_feed: "Fil Atom",
    no_link: "Aucun",
    period: "Période de publication",
    published: "Publications",
    waiting: "En attente",
    failed: "En échec",
    message: "Message",
    follow_up: "Suivi",
    reminded_on: "Dernière relance le",
    replies_allowed: "Autorisées",
    replies_forbidden: "Non autorisées",
    subject: "Objet",
    message_text: "Texte du message",
    attachments: "Pièces jointes",
    no_attachment: "Aucune",
    send_date: "Date d’envoi",
    replies: "Réponses",
    acknowledgement: "Accusé de lecture",
    copy: "Copie",
    copy_to_author: "Dans la messagerie de l’auteur",
    cancel_announcement,
    sent_beside,
    cancel_news,
    remind_consequence,
    reminded,
    nobody_reminded,
    done_of,
    failed_in,
    all_schools,
    scheduled,
    shown_from,
    online_for,
    delivered_to,
    seconds_left,
    stands,
};

/// The effect of cancelling an announcement, with the number of recipients if it is known.
fn cancel_announcement(recipients: Option<u64>) -> String {
    let readers = of_readers(recipients);
    format!(
        "L’annonce disparaît aussitôt de la page d’accueil {readers}. Elle reste dans vos communications émises, \
         avec la mention « annulée »."
    )
}

fn sent_beside(channel: &str, title: &str) -> String {
    format!("Une autre communication est partie du même formulaire : « {title} » ({channel}).")
}

fn cancel_news(recipients: Option<u64>) -> String {
    let readers = of_readers(recipients);
    format!(
        "L’actualité disparaît aussitôt de la page d’accueil et de la liste des actualités {readers}. Elle reste dans \
         vos communications émises, avec la mention « annulée »."
    )
}

fn of_readers(recipients: Option<u64>) -> String {
    match recipients {
        Some(1) => "de la personne visée".to_owned(),
        Some(count) if count > 1 => format!("des {} visées", people(count)),
        _ => "des personnes visées".to_owned(),
    }
}

/// `left` people have not taken note; if no acknowledgement is `asked`, they have not opened the
/// message.
fn remind_consequence(left: u64, asked: bool) -> String {
    let who = match (left < 2, asked) {
        (true, true) => "n’a pas encore pris connaissance du message",
        (false, true) => "n’ont pas encore pris connaissance du message",
        (true, false) => "n’a pas encore ouvert le message",
        (false, false) => "n’ont pas encore ouvert le message",
    };
    let they = if left < 2 { "Elle seule recevra" } else { "Elles seules recevront" };
    format!("{} {who}. {they} un rappel dans la messagerie.", people(left))
}

fn reminded(count: u64) -> String {
    if count < 2 {
        format!("Un rappel part vers {}.", people(count))
    } else {
        format!("Des rappels partent vers {}.", people(count))
    }
}

fn nobody_reminded(why: &str) -> String {
    format!("Personne n’a été relancé. {why}")
}

fn done_of(done: u64, all: &str) -> String {
    format!("{} sur {all}", number(done))
}

fn failed_in(schools: u64) -> String {
    format!("La publication a échoué dans {}.", establishments(schools))
}

fn all_schools(count: u64) -> String {
    format!("Tous ({})", establishments(count))
}

fn scheduled(due: NaiveDateTime, zone_name: &str) -> String {
    format!(
        "Votre communication est programmée. Elle partira le {} ({}) ; vous pouvez l’annuler avant.",
        date_time(due),
        zone(zone_name)
    )
}

fn shown_from(day: NaiveDate) -> String {
    format!("Votre communication est programmée. Elle sera visible à partir du {}.", date(day))
}

fn online_for(count: u64) -> String {
    format!("En ligne pour {}.", people(count))
}

fn delivered_to(count: u64) -> String {
    format!("Message distribué à {}.", people(count))
}

fn seconds_left(seconds: u32) -> String {
    format!("encore {seconds} s")
}

fn stands(status: &str) -> String {
    format!("État de votre communication : {}.", status.to_lowercase())
}
