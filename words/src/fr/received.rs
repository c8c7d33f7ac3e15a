//! *Communications reçues*, and the messages between a school and an author.

use chrono::NaiveDateTime;
use domain::{
    communications::{Channel, MAX_SUBJECT_CHARACTERS},
    text::beginning,
};

use super::{
    communications::channel,
    dates::date_time,
    numbers::{establishments, number},
};
use crate::rooms::Received;

pub(super) const RECEIVED: Received = Received {
    title: "Communications reçues",
    about: "Ce que les collectivités ont adressé à vos établissements.",
    detail_title: "Communication reçue",
    none: "Aucune communication reçue",
    none_hint: "Ce que les collectivités adressent à vos établissements arrivera ici.",
    search_hint: "Un mot du titre, ou l’auteur",
    channel: "Canal",
    state: "État",
    all: "Tous",
    school: "Établissement",
    unread_label: "Lecture",
    unread_only: "Non lues",
    all_read: "Toutes",
    communication: "Communication",
    source: "Source",
    author: "Auteur",
    received_on: "Reçue le",
    received_in: "dans l’établissement",
    unread_before: "Non lue :",
    unread_mark: "Non lue",
    newer: "Plus récentes",
    older: "Plus anciennes",
    back: "Communications reçues",
    figures: "Chiffres de l’établissement",
    recipients: "Destinataires",
    seen: "Vue par",
    delivered: "Distribués",
    opened: "Ouverts",
    acknowledged: "Accusés",
    state_here: "État de publication",
    since: "Depuis le",
    reason: "Motif",
    also_received: "Aussi reçue par :",
    targets: "Cibles",
    no_target: "Aucune cible ne concerne cet établissement.",
    take_offline: "Mettre hors ligne",
    take_offline_consequence: "Les lecteurs de cet établissement ne la verront plus, ceux des autres établissements la verront toujours. L’auteur en est averti, avec le motif.",
    take_offline_confirm: "Mettre hors ligne ici",
    reason_hint: "255 caractères au plus ; l’auteur le lira.",
    put_online: "Remettre en ligne",
    put_online_consequence: "Les lecteurs de cet établissement la verront de nouveau. L’auteur en est averti.",
    put_online_confirm: "Remettre en ligne ici",
    taken_offline: "La communication est hors ligne dans cet établissement.",
    taken_offline_hint: "Ses lecteurs ne la voient plus. Vous pouvez la remettre en ligne.",
    put_online_done: "La communication est de nouveau en ligne dans cet établissement.",
    put_online_hint: "Ses lecteurs la voient de nouveau.",
    contact: "Contacter l’auteur",
    contact_hint: "Votre message cite la communication. La réponse arrive dans votre messagerie et s’affiche aussi sur cette page.",
    contact_author_gone: "L’auteur de cette communication a quitté l’annuaire : personne ne recevrait votre message. Adressez-vous à la collectivité.",
    subject: "Objet",
    text: "Votre message",
    send: "Envoyer le message",
    sent: "Votre message est envoyé à l’auteur.",
    sent_hint: "Sa réponse arrivera dans votre messagerie.",
    exchanges: "Échanges avec l’auteur",
    exchanges_with_schools: "Échanges avec les établissements",
    no_exchange: "Aucun échange pour le moment.",
    subject_about,
    quoted,
    older_exchanges,
    online_in,
};

fn subject_about(title: &str) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let subject = format!("À propos de : {title}");
    beginning(&subject, MAX_SUBJECT_CHARACTERS).to_owned()
}

fn quoted(of: Channel, source: &str, since: NaiveDateTime) -> String {
    format!("{}, {source}, {}", channel(of), date_time(since))
}

fn older_exchanges(count: u64) -> String {
    match count {
        1 => "Un message plus ancien n’est pas affiché ici.".to_owned(),
        _ => format!("{} messages plus anciens ne sont pas affichés ici.", number(count)),
    }
}

fn online_in(online: u64, all: u64) -> String {
    format!("En ligne dans {} sur {}", number(online), establishments(all))
}

#[cfg(test)]
mod tests {
    use super::subject_about;

    #[test]
    fn a_proposed_subject_is_one_short_line() {
        assert_eq!(subject_about("Grève\n  lundi"), "À propos de\u{a0}: Grève lundi");
        assert_eq!(subject_about(&"é".repeat(300)).chars().count(), 150);
    }
}
