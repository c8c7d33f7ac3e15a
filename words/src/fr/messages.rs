//! Messages and their folders.

use domain::messages::{Folder, MAX_REPLY_CHARACTERS, MessageKind, view::MAX_COUNTED};

use super::numbers::number;
use crate::rooms::Messages;

pub(super) const MESSAGES: Messages = Messages {
    reply_mark: "Re :",
    asks_to_confirm: "L’expéditeur vous demande de confirmer que vous avez lu ce message.",
    take_note: "J’ai pris connaissance",
    took_note_on: "Vous avez pris connaissance de ce message le",
    latest: "Derniers messages",
    none_yet: "Aucun message pour le moment.",
    all_messages: "Tous les messages",
    unread_before: "Non lu :",
    cancelled: "Annulée",
    acknowledgement_asked: "Accusé demandé",
    unread_mark: "Non lu",
    none_yet_title: "Aucun message pour le moment",
    none_yet_hint: "Ce que vos établissements vous écrivent arrivera ici de lui-même.",
    show: "Afficher",
    title: "Messagerie",
    message: "Message",
    reply_sent: "Votre réponse est envoyée.",
    reply_sent_hint: "Son destinataire la lit dans sa messagerie.",
    noted: "C’est noté.",
    noted_hint: "L’expéditeur sait que vous avez pris connaissance de ce message.",
    back_in_inbox: "Le message est de nouveau dans la réception.",
    disregard: ". Ne tenez plus compte de ce message.",
    received_by: "Reçu par :",
    see_request: "Voir la demande",
    open_page: "Ouvrir la page",
    see_communication: "Voir la communication",
    original: "Message d’origine :",
    your_message: "Votre message :",
    move_to_inbox: "Remettre dans la réception",
    archive: "Archiver",
    delete_consequence: "Le message disparaît de votre messagerie, avec ses pièces jointes. Vous pourrez le reprendre pendant 30 jours, sous « Supprimés ».",
    delete_confirm: "Supprimer le message",
    archived: "Le message est archivé.",
    archived_hint: "Vous le retrouvez sous « Archives ».",
    deleted: "Le message est supprimé.",
    deleted_hint: "Il reste 30 jours sous « Supprimés ».",
    folders: "Dossiers",
    messages: "Messages",
    search_label: "Rechercher un message",
    search_hint: "Un mot ou l’expéditeur",
    clear_search: "la recherche",
    nothing_matches: "Rien ne correspond à cette recherche",
    try_other_folder: "Essayez un autre mot, ou cherchez dans un autre dossier.",
    seen_all: "Vous avez tout parcouru.",
    none_archived: "Aucun message archivé",
    none_archived_hint: "Archivez un message pour le garder hors de la réception.",
    newer: "Plus récents",
    older: "Plus anciens",
    author_left: "L’auteur de ce message a quitté l’annuaire : il n’est plus possible de lui répondre.",
    reply: "Répondre",
    your_reply: "Votre réponse",
    send_reply: "Envoyer la réponse",
    session_over: "Votre session est terminée",
    reply_not_sent: "Votre réponse n’est pas partie ; elle est conservée ci-dessous.",
    reply_not_sent_hint: "Reconnectez-vous dans un autre onglet, puis revenez ici pour l’envoyer.",
    sign_in_again: "Se reconnecter",
    new_tab: "(nouvel onglet)",
    own_answers: "Vos réponses",
    written: "Envoyés",
    written_to: "À",
    none_written: "Rien d’envoyé pour le moment",
    none_written_hint: "Vos réponses resteront ici. Ce que vous diffusez est sous « Communications émises ».",
    see_answered: "Voir le message auquel vous répondez",
    undo_delete: "Annuler la suppression",
    none_deleted: "Aucun message supprimé",
    deleted_for_some_days: "Un message supprimé reste ici pendant 30 jours.",
    newest: "Les plus récentes",
    folder,
    kind,
    unread_number,
    unread_messages,
    attachments_gone,
    new_messages,
    reply_count,
    covered_by,
    media_type,
    error_in,
};

pub(super) const fn folder(folder: Folder) -> &'static str {
    match folder {
        Folder::Inbox => "Réception",
        Folder::Archive => "Archives",
        Folder::Deleted => "Supprimés",
    }
}

/// The kind of a message, if its subject does not say it.
pub(super) const fn kind(kind: MessageKind) -> Option<&'static str> {
    match kind {
        MessageKind::Communication | MessageKind::Reply | MessageKind::Reminder => None,
        MessageKind::Correction => Some("Correction"),
        MessageKind::Notification => Some("Notification"),
        MessageKind::Contact => Some("À l’auteur d’une communication"),
    }
}

/// `3`, `99+`
pub(super) fn unread_number(count: u64) -> String {
    if count > MAX_COUNTED { format!("{MAX_COUNTED}+") } else { count.to_string() }
}

fn attachments_gone(count: u64) -> String {
    match count {
        0 | 1 => "La pièce jointe a été supprimée à la fin de sa durée de conservation.".to_owned(),
        _ => format!("Les {count} pièces jointes ont été supprimées à la fin de leur durée de conservation."),
    }
}

/// `1 message non lu`, `plus de 99 messages non lus`
pub(super) fn unread_messages(count: u64) -> String {
    match count {
        0 | 1 => format!("{count} message non lu"),
        _ if count > MAX_COUNTED => format!("plus de {MAX_COUNTED} messages non lus"),
        _ => format!("{count} messages non lus"),
    }
}

/// `1 nouveau message`, `3 nouveaux messages`
pub(super) fn new_messages(count: u64) -> String {
    if count < 2 { "1 nouveau message".to_owned() } else { format!("{count} nouveaux messages") }
}

/// `12 / 5 000 caractères`, and how many are too many.
pub(super) fn reply_count(count: usize, over: usize) -> String {
    let of = format!("{} / {} caractères", number(count as u64), number(MAX_REPLY_CHARACTERS as u64));
    match over {
        0 => of,
        1 => format!("{of} : retirez 1 caractère"),
        _ => format!("{of} : retirez {} caractères", number(over as u64)),
    }
}

/// The names of those who took note for a family: `A a pris connaissance …`
pub(super) fn covered_by(names: &[String]) -> String {
    match names {
        [] => "Un autre responsable a pris connaissance pour la famille".to_owned(),
        [one] => format!("{one} a pris connaissance pour la famille"),
        [some @ .., last] => {
            format!("{} et {last} ont pris connaissance pour la famille", some.join(", "))
        }
    }
}

/// The type of a file, in words.
pub(super) fn media_type(media_type: &str) -> &'static str {
    match media_type {
        "application/pdf" => "PDF",
        "text/plain" => "Texte",
        "text/csv" => "Tableau CSV",
        "application/rtf" | "text/rtf" => "Document RTF",
        "application/zip" => "Archive ZIP",
        "application/msword" => "Document Word",
        "application/vnd.ms-excel" => "Classeur Excel",
        "application/vnd.ms-powerpoint" => "Présentation PowerPoint",
        other if other.starts_with("image/") => "Image",
        other if other.starts_with("audio/") => "Son",
        other if other.starts_with("video/") => "Vidéo",
        other if other.ends_with("wordprocessingml.document") => "Document Word",
        other if other.ends_with("spreadsheetml.sheet") => "Classeur Excel",
        other if other.ends_with("presentationml.presentation") => "Présentation PowerPoint",
        other if other.ends_with("opendocument.text") => "Document OpenDocument",
        other if other.ends_with("opendocument.spreadsheet") => "Classeur OpenDocument",
        other if other.ends_with("opendocument.presentation") => "Présentation OpenDocument",
        _ => "Fichier",
    }
}

/// The title of a message whose form was refused.
fn error_in(subject: &str) -> String {
    format!("Erreur : {subject}")
}

#[cfg(test)]
mod tests {
    use super::{covered_by, unread_messages, unread_number};

    #[test]
    fn counts_stop_at_99() {
        assert_eq!((unread_number(99).as_str(), unread_number(100).as_str()), ("99", "99+"));
        assert_eq!(unread_messages(1), "1 message non lu");
        assert_eq!(unread_messages(100), "plus de 99 messages non lus");
    }

    #[test]
    fn a_family_sees_who_took_note() {
        let names =
            |names: &[&str]| covered_by(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(names(&["A"]), "A a pris connaissance pour la famille");
        assert_eq!(names(&["A", "B"]), "A et B ont pris connaissance pour la famille");
    }
}
