//! What was refused, and why.

use domain::Conflict;

use crate::rooms::Refusals;

pub(super) const REFUSALS: Refusals = Refusals { conflict };

/// What a refused change of state means to whoever asked for it.
pub(super) fn conflict(what: Conflict) -> &'static str {
    match what {
        Conflict::Ended => "La période de publication est terminée : il n’y a plus rien à annuler.",
        Conflict::Reminded => {
            "Ce message a déjà fait l’objet d’une relance aujourd’hui. Vous pourrez relancer demain."
        }
        Conflict::NobodyLeft => {
            "Il n’y a plus personne à relancer : tous les destinataires ont répondu à votre demande."
        }
        Conflict::Undelivered => {
            "Le message n’est pas encore distribué à tous ses destinataires. Relancez plus tard."
        }
        Conflict::Withdrawn => "Ce message a été annulé : il n’y a plus personne à relancer.",
        Conflict::FilesChanged => {
            "Une pièce jointe n’est plus là : elle a été retirée dans un autre onglet. Rien n’a été envoyé, votre \
             saisie est conservée. Rechargez la page, vérifiez les pièces jointes, puis déployez de nouveau."
        }
        Conflict::Deployed => {
            "Ce formulaire a déjà été déployé. Pour recommencer, dupliquez la communication."
        }
        Conflict::AccessChanged => {
            "Quelqu’un d’autre a modifié ces droits entre-temps. Vos ajouts sont conservés ; vérifiez la liste, puis validez à nouveau."
        }
        Conflict::LastAdministrator => {
            "Il faut toujours quelqu’un pour administrer. Donnez d’abord ce rôle à une autre personne ; rien n’a été changé."
        }
        Conflict::TooManyChanges => {
            "Trop de changements à la fois. Rien n’a été enregistré ; procédez en plusieurs fois."
        }
        Conflict::ImportRunning => {
            "Un import est déjà en cours. Rien n’a été changé ; attendez qu’il se termine, puis réessayez."
        }
        Conflict::NoEmail => "Ce portail n’envoie pas de courriel. Rien n’a été enregistré.",
        Conflict::NoAddress => {
            "L’annuaire n’a pas d’adresse de courriel pour vous. Rien n’a été enregistré ; adressez-vous à votre établissement."
        }
        Conflict::NoReply => "Ce message n’attend pas de réponse. Rien n’a été envoyé.",
        Conflict::TooManyReplies => {
            "Vous avez déjà beaucoup répondu à ce message. Votre réponse n’est pas partie, elle reste ici ; \
             renvoyez-la dans une heure."
        }
        Conflict::TooManyDrafts => {
            "Vous avez déjà 100 brouillons. Celui-ci n’est pas conservé : supprimez-en d’anciens, puis réessayez."
        }
        Conflict::AuthorGone => {
            "L’auteur de ce message a quitté l’annuaire. Votre réponse n’a pas été envoyée."
        }
        Conflict::NoAcknowledgement => {
            "Ce message ne demande pas d’accusé de lecture. Rien n’a été enregistré."
        }
        Conflict::MessageCancelled => "Ce message a été annulé : il n’y a plus rien à confirmer.",
        Conflict::DraftTooLarge => "Le brouillon est trop long pour être conservé. Raccourcissez-le.",
        Conflict::DirectoryKeepsChanging | Conflict::DirectoryNotEmpty => {
            "Entre-temps, la situation a changé. Rechargez la page ; rien n’a été enregistré."
        }
    }
}
