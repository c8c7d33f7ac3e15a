//! What was refused, and why.

use crate::rooms::Refusals;

pub(super) const REFUSALS: Refusals = Refusals { conflict };

/// What a refused change of state means to whoever asked for it.
pub(super) fn conflict(what: &str) -> &'static str {
    match what {
        "ended" => "La période de publication est terminée : il n’y a plus rien à annuler.",
        "reminded" => {
            "Ce message a déjà fait l’objet d’une relance aujourd’hui. Vous pourrez relancer demain."
        }
        "nobody" => "Il n’y a plus personne à relancer : tous les destinataires ont répondu à votre demande.",
        "undelivered" => {
            "Le message n’est pas encore distribué à tous ses destinataires. Relancez plus tard."
        }
        "withdrawn" => "Ce message a été annulé : il n’y a plus personne à relancer.",
        "files changed" => {
            "Une pièce jointe n’est plus là : elle a été retirée dans un autre onglet. Rien n’a été envoyé, votre \
             saisie est conservée. Rechargez la page, vérifiez les pièces jointes, puis déployez de nouveau."
        }
        "deployed" => "Ce formulaire a déjà été déployé. Pour recommencer, dupliquez la communication.",
        "access changed" => {
            "Quelqu’un d’autre a modifié ces droits entre-temps. Vos ajouts sont conservés ; vérifiez la liste, puis validez à nouveau."
        }
        "last administrator" => {
            "Il faut toujours quelqu’un pour administrer. Donnez d’abord ce rôle à une autre personne ; rien n’a été changé."
        }
        "too many changes" => {
            "Trop de changements à la fois. Rien n’a été enregistré ; procédez en plusieurs fois."
        }
        "import running" => {
            "Un import est déjà en cours. Rien n’a été changé ; attendez qu’il se termine, puis réessayez."
        }
        "no e-mail" => "Ce portail n’envoie pas de courriel. Rien n’a été enregistré.",
        "no address" => {
            "L’annuaire n’a pas d’adresse de courriel pour vous. Rien n’a été enregistré ; adressez-vous à votre établissement."
        }
        "no reply" => "Ce message n’attend pas de réponse. Rien n’a été envoyé.",
        "too many replies" => {
            "Vous avez déjà beaucoup répondu à ce message. Votre réponse n’est pas partie, elle reste ici ; \
             renvoyez-la dans une heure."
        }
        "too many drafts" => {
            "Vous avez déjà 100 brouillons. Celui-ci n’est pas conservé : supprimez-en d’anciens, puis réessayez."
        }
        "author gone" => "L’auteur de ce message a quitté l’annuaire. Votre réponse n’a pas été envoyée.",
        "no acknowledgement" => "Ce message ne demande pas d’accusé de lecture. Rien n’a été enregistré.",
        "message cancelled" => "Ce message a été annulé : il n’y a plus rien à confirmer.",
        "too large" => "Le brouillon est trop long pour être conservé. Raccourcissez-le.",
        _ => "Entre-temps, la situation a changé. Rechargez la page ; rien n’a été enregistré.",
    }
}
