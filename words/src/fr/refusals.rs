//! Refusals and their reasons.

use domain::{Conflict, access::Right, communications::Severity};

use super::{
    access::right,
    communications::severity,
    dates::duration,
    numbers::{number, people},
};
use crate::rooms::Refusals;

pub(super) const REFUSALS: Refusals = Refusals {
    foreign_origin: "Cette demande ne vient pas d’une page de Porte-voix. Rien n’a été enregistré.",
    foreign_origin_title: "La demande n’a pas été prise",
    foreign_host: "Cette adresse n’est pas celle de Porte-voix.",
    other_person_title: "Un autre compte est connecté",
    typed_text: "Voici le texte que contenait le formulaire. Copiez-le avant de quitter cette page :",
    signed_out_title: "Votre session est terminée",
    forbidden_title: "Accès refusé",
    second_factor_title: "Double authentification demandée",
    too_many_attempts_title: "Trop d’essais",
    busy_title: "Le serveur est très sollicité",
    too_many_pages_title: "Trop de pages sont ouvertes",
    unwritable_title: "Rien ne peut être enregistré",
    away_title: "Le portail ne répond pas en ce moment",
    late_title: "La réponse a pris trop de temps",
    scanner_title: "Aucun fichier ne peut être vérifié",
    store_title: "Les pièces jointes sont indisponibles",
    not_found_title: "Cette page n’existe pas",
    conflict_title: "La situation a changé",
    malformed_title: "La demande n’a pas été comprise",
    too_large_title: "La saisie est trop volumineuse",
    unreachable_title: "Le serveur ne répond pas",
    intercepted_title: "Autre chose a répondu à la place du portail",
    internal_title: "Une erreur est survenue",
    signed_out: "Votre session est terminée. Reconnectez-vous ; vos brouillons sont conservés.",
    administrator_only: "Cette page est réservée à l’administrateur du portail.",
    rights_administrator_only: "Il vous manque le droit « Gérer les droits d’accès » de cet établissement. Rien n’a été enregistré. \
                 Demandez-le au chef d’établissement.",
    second_factor_missing: "Il faut pour cela une double authentification sur votre compte. Rien n’a été enregistré. \
                 Activez-la dans « Mon compte », puis revenez ici.",
    busy: "Le serveur est très sollicité. Rien n’a été changé. Réessayez dans un instant.",
    too_many_pages: "Trop de pages du portail sont ouvertes avec votre compte : celle-ci ne se met pas à jour d’elle-même. \
                 Fermez-en quelques-unes ; elle se mettra alors à jour en moins d’une minute.",
    no_place: "Le serveur est très sollicité. Réessayez dans quelques secondes.",
    unwritable: "Rien ne peut être enregistré en ce moment : rien n’a été changé. Ce qui est déjà là reste lisible. \
                 Gardez votre texte, puis réessayez dans quelques minutes.",
    away: "La base de données du portail ne répond pas. Réessayez dans un instant ; si vous veniez d’envoyer \
                 quelque chose, vérifiez d’abord si cela a été enregistré.",
    scanner_unavailable: "Les pièces jointes ne peuvent pas être vérifiées en ce moment. Le fichier n’a pas été joint ; réessayez dans quelques minutes.",
    store_unavailable: "Les pièces jointes sont indisponibles en ce moment. Rien n’a été changé ; réessayez dans quelques minutes.",
    not_found: "Cette page n’existe pas, ou elle ne vous est pas destinée.",
    gone: "Ce que montrait cette page a été retiré, ou ne vous est plus destiné.",
    fields: "Certains champs sont à corriger. Rien n’a été envoyé, votre saisie est conservée.",
    malformed: "La demande n’a pas été comprise. Rien n’a été enregistré. Rechargez la page.",
    wrong_method: "Cette adresse ne prend pas ce genre de demande. Rien n’a été enregistré. Revenez à la page précédente.",
    too_large: "Votre saisie est trop volumineuse. Rien n’a été enregistré. Raccourcissez-la, puis réessayez.",
    unreachable: "Le serveur ne répond pas. Votre saisie est conservée ici ; réessayez dans un instant.",
    unanswered: "Le serveur ne répond pas : on ne sait pas encore si la communication est partie. Réessayez : elle ne partira \
                 pas deux fois.",
    internal: "Une erreur est survenue de notre côté. Rien n’a été changé. Réessayez dans quelques minutes.",
    internal_numbered,
    late,
    intercepted,
    conflict,
    other_person,
    forbidden,
    severity_forbidden,
    too_many_attempts,
};

const OWN_ACCOUNT: &str = "C’est votre propre compte : rien n’a été changé. Allez dans « Mon compte », où votre mot de passe vous sera demandé.";
const NO_SECRET_KEY: &str = "Ce portail ne peut pas encore garder de double authentification : il y manque un réglage du serveur (secret_keys). \
             Rien n’a été enregistré.";
const NO_PUBLIC_ADDRESS: &str = "Ce portail n’a pas d’adresse publique : il y manque un réglage du serveur (public_url). Le fournisseur reste suspendu.";
const TOO_MANY_CHANGES: &str =
    "Trop de changements à la fois. Rien n’a été enregistré ; procédez en plusieurs fois.";
const ACCESS_CHANGED: &str = "Quelqu’un d’autre a modifié ces droits entre-temps. Vos ajouts sont conservés ; vérifiez la liste, puis validez à nouveau.";
const ALERT_NOT_READ: &str = "Confirmez d’abord que vous avez lu cette alerte. Elle reste affichée.";
const NOTHING_CHANGED: &str = "Le texte n’a pas changé : il n’y a rien à corriger.";
const TOO_MANY_CORRECTIONS: &str = "Ce texte a déjà été corrigé 100 fois. Il ne peut plus l’être.";
const AUTHOR_GONE: &str = "L’auteur de ce message a quitté l’annuaire. Votre réponse n’a pas été envoyée.";
const NO_ACKNOWLEDGEMENT: &str = "Ce message ne demande pas d’accusé de lecture. Rien n’a été enregistré.";
const TOO_MANY_DRAFTS: &str =
    "Vous avez déjà 100 brouillons. Celui-ci n’est pas conservé : supprimez-en d’anciens, puis réessayez.";
const IMPORT_RUNNING: &str =
    "Un import est déjà en cours. Rien n’a été changé ; attendez qu’il se termine, puis réessayez.";
const NOT_THE_LAST_IMPORT: &str = "Seul le dernier import peut être annulé, une seule fois, et tant que rien d’autre n’a changé l’annuaire : fiches réunies ou séparées, données supprimées. Rien n’a été changé.";
const UNDELIVERED: &str =
    "Le message n’est pas encore distribué à tous ses destinataires. Relancez plus tard.";
const CANNOT_JOIN: &str = "Ces deux fiches ne peuvent pas être réunies ainsi. Rien n’a été changé.";
const JOIN_TURNED: &str = "Le compte qui resterait n’est plus celui que la page montrait. Rien n’a été changé ; rechargez la page, puis \
    décidez.";
const ACCOUNT_JOINED: &str = "Ce compte est fermé : il a été réuni à un autre compte de la même personne. Connectez-vous avec celui-là, ou adressez-vous à l’administrateur du portail.";
const IMPORT_IN_USE: &str = "Un établissement ajouté par cet import a déjà servi : une communication, un droit ou un contenu d’espace s’y \
    rattache. L’import ne peut plus être annulé ; rien n’a été changé.";
const CORRECTED_MEANWHILE: &str = "Quelqu’un d’autre a corrigé ce texte entre-temps. Rien n’a été changé, votre saisie est conservée ; \
    lisez le texte actuel, puis validez à nouveau.";
const SAVED_MEANWHILE: &str = "Quelqu’un d’autre a enregistré ce formulaire entre-temps. Rien n’a été changé, votre saisie est conservée ; \
    lisez dans un autre onglet ce qui est enregistré, puis validez à nouveau.";
const NOTHING_TO_CORRECT: &str = "Il n’y a plus rien à corriger : la publication est terminée ou annulée, ou le message est déjà \
    parti. Rien n’a été changé.";
const ARTICLE_WITHDRAWN: &str = "Cet article a été retiré entre-temps. Rien n’a été changé.";
const EVENT_CANCELLED: &str = "Cet évènement a été annulé : il ne se modifie plus. Rien n’a été changé.";
const ARTICLE_PUBLISHED: &str = "Cet article est déjà publié : il ne redevient pas un brouillon. Rien n’a été changé, votre saisie est \
    conservée ; relisez-la, puis choisissez « Corriger ».";
const REMINDED: &str =
    "Ce message a déjà fait l’objet d’une relance aujourd’hui. Vous pourrez relancer demain.";
const NOBODY_LEFT: &str =
    "Il n’y a plus personne à relancer : tous ceux que vous pouvez relancer ont lu ou confirmé.";
const TOO_MANY_REPLIES: &str = "Vous avez déjà beaucoup répondu à ce message. Votre réponse n’est pas partie, elle reste ici ; \
    renvoyez-la dans une heure.";
const NOT_SHOWN: &str = "Cette communication n’est pas affichée en ce moment dans cet établissement : elle est annulée, terminée ou en échec. \
    Rien n’a été changé.";
const NOBODY_TO_CONTACT: &str = "L’auteur de cette communication a quitté l’annuaire : personne ne recevrait votre message. Rien n’a été \
    envoyé ; adressez-vous à la collectivité.";
const TOO_MANY_CONTACTS: &str = "Vous avez déjà écrit à des auteurs 20 fois en une heure. Votre message n’est pas parti, il reste ici ; \
    renvoyez-le plus tard.";
const AGENDA_FULL: &str = "Votre agenda contient autant d’évènements qu’il peut en contenir. Rien n’a été ajouté ; supprimez-en d’abord.";
const LAST_ADMINISTRATOR: &str = "Il faut toujours quelqu’un pour administrer. Donnez d’abord ce rôle à une autre personne ; rien n’a été changé.";
const FILES_CHANGED: &str = "Une pièce jointe n’est plus là : elle a été retirée dans un autre onglet. Rien n’a été envoyé, votre \
    saisie est conservée. Rechargez la page, vérifiez les pièces jointes, puis déployez de nouveau.";
const DEPLOYED_OTHERWISE: &str = "Ce formulaire a déjà été déployé. Ce que contient cette page n’a pas été envoyé ; c’est conservé dans \
    un nouveau brouillon.";
const NOT_CONFIRMED: &str = "La question de confirmation n’a pas été posée. Rien n’a été envoyé, votre saisie est conservée ; \
    déployez de nouveau.";
const SENDER_CHANGED: &str = "La question de confirmation a été posée à une autre personne. Rien n’a été envoyé. Reconnectez-vous \
    avec le compte qui a rédigé cette communication.";
const PERIMETER_CHANGED: &str = "Le périmètre a changé depuis la question. Rien n’a été envoyé, votre saisie est conservée ; vérifiez \
    le périmètre, puis déployez de nouveau.";
const DRAFT_CHANGED: &str = "Ce brouillon a été modifié dans une autre page. Rien n’a été écrasé : ce que vous avez saisi est \
    conservé dans un brouillon séparé, sans les pièces jointes de l’autre.";
const SCHOOLS_CHANGED: &str = "La liste des établissements a changé depuis la question. Rien n’a été envoyé, votre saisie est \
    conservée ; vérifiez les établissements, puis déployez de nouveau.";
const CONTENT_CHANGED: &str = "Les cibles ou le contenu ont changé depuis la question. Rien n’a été envoyé, votre saisie est \
    conservée ; relisez, puis déployez de nouveau.";
const TAKEN_BACK: &str = "L’envoi de ce formulaire a été annulé : personne ne l’a reçu. Ce que vous avez saisi est conservé dans vos brouillons.";
const TOO_LATE: &str =
    "Il est trop tard : la communication est partie. Vous pouvez encore l’annuler depuis sa page.";

const DEPLOYED: &str = "Ce formulaire a déjà été déployé. Pour recommencer, dupliquez la communication.";

/// The sentence for a change that the current state does not allow.
pub(super) fn conflict(what: Conflict) -> String {
    let sentence = match what {
        Conflict::RecipientsMoved { before, now } => return recipients_moved(before, now),
        Conflict::Ended => "La période de publication est terminée : il n’y a plus rien à annuler.",
        Conflict::Reminded => REMINDED,
        Conflict::NobodyLeft => NOBODY_LEFT,
        Conflict::Undelivered => UNDELIVERED,
        Conflict::Withdrawn => "Ce message a été annulé : il n’y a plus personne à relancer.",
        Conflict::FilesChanged => FILES_CHANGED,
        Conflict::Deployed(_) => DEPLOYED,
        Conflict::DeployedOtherwise { .. } => DEPLOYED_OTHERWISE,
        Conflict::TakenBack { .. } => TAKEN_BACK,
        Conflict::TooLate => TOO_LATE,
        Conflict::DraftChanged { .. } => DRAFT_CHANGED,
        Conflict::NotConfirmed => NOT_CONFIRMED,
        Conflict::SenderChanged => SENDER_CHANGED,
        Conflict::PerimeterChanged => PERIMETER_CHANGED,
        Conflict::SchoolsChanged => SCHOOLS_CHANGED,
        Conflict::ContentChanged => CONTENT_CHANGED,
        Conflict::AlertNotRead => ALERT_NOT_READ,
        Conflict::CorrectedMeanwhile => CORRECTED_MEANWHILE,
        Conflict::SavedMeanwhile => SAVED_MEANWHILE,
        Conflict::NothingToCorrect => NOTHING_TO_CORRECT,
        Conflict::ArticleWithdrawn => ARTICLE_WITHDRAWN,
        Conflict::ArticlePublished => ARTICLE_PUBLISHED,
        Conflict::EventCancelled => EVENT_CANCELLED,
        Conflict::AgendaFull => AGENDA_FULL,
        Conflict::NothingChanged => NOTHING_CHANGED,
        Conflict::TooManyCorrections => TOO_MANY_CORRECTIONS,
        Conflict::AccessChanged => ACCESS_CHANGED,
        Conflict::LastAdministrator => LAST_ADMINISTRATOR,
        Conflict::OwnAccount => OWN_ACCOUNT,
        Conflict::NoSecretKey => NO_SECRET_KEY,
        Conflict::NoPublicAddress => NO_PUBLIC_ADDRESS,
        Conflict::TooManyChanges => TOO_MANY_CHANGES,
        Conflict::ImportRunning => IMPORT_RUNNING,
        Conflict::NotTheLastImport => NOT_THE_LAST_IMPORT,
        Conflict::ImportInUse => IMPORT_IN_USE,
        Conflict::CannotJoin => CANNOT_JOIN,
        Conflict::JoinTurned => JOIN_TURNED,
        Conflict::AccountJoined => ACCOUNT_JOINED,
        Conflict::NoEmail => "Ce portail n’envoie pas de courriel. Rien n’a été enregistré.",
        Conflict::NoAddress => {
            "L’annuaire n’a pas d’adresse de courriel pour vous. Rien n’a été enregistré ; adressez-vous à votre établissement."
        }
        Conflict::NoReply => "Ce message n’attend pas de réponse. Rien n’a été envoyé.",
        Conflict::TooManyReplies => TOO_MANY_REPLIES,
        Conflict::NotShown => NOT_SHOWN,
        Conflict::NobodyToContact => NOBODY_TO_CONTACT,
        Conflict::OwnCommunication => "Vous êtes l’auteur de cette communication. Rien n’a été envoyé.",
        Conflict::TooManyContacts => TOO_MANY_CONTACTS,
        Conflict::TooManyDrafts => TOO_MANY_DRAFTS,
        Conflict::AuthorGone => AUTHOR_GONE,
        Conflict::NoAcknowledgement => NO_ACKNOWLEDGEMENT,
        Conflict::MessageCancelled => "Ce message a été annulé : il n’y a plus rien à confirmer.",
        Conflict::DraftTooLarge => "Le brouillon est trop long pour être conservé. Raccourcissez-le.",
        Conflict::DirectoryKeepsChanging | Conflict::DirectoryNotEmpty => {
            "Entre-temps, la situation a changé. Rechargez la page ; rien n’a été enregistré."
        }
    };
    sentence.to_owned()
}

fn recipients_moved(before: u64, now: u64) -> String {
    format!(
        "Le nombre de destinataires a changé depuis la question : {} → {}. Rien n’a été envoyé ; confirmez le nouveau nombre.",
        number(before),
        people(now)
    )
}

fn forbidden(missing: Right) -> String {
    format!(
        "Il vous manque le droit « {} ». Rien n’a été enregistré. Demandez-le au chef d’établissement.",
        right(missing)
    )
}

fn severity_forbidden(most: Severity) -> String {
    format!(
        "Votre droit « {} » va jusqu’à « {} » sur ces établissements. Rien n’a été envoyé, votre saisie est \
         conservée. Choisissez un autre type d’annonce, ou demandez ce droit au chef d’établissement.",
        right(Right::CreateCommunication),
        severity(most)
    )
}

fn too_many_attempts(seconds: u64) -> String {
    format!("Trop d’essais. Réessayez dans {}.", duration(seconds))
}

fn intercepted(status: u16) -> String {
    format!(
        "Un filtre ou un serveur placé entre cette page et le portail a répondu à sa place (code {status}). Gardez cette page \
         ouverte : votre saisie y reste. Réessayez dans un instant ; si cela dure, signalez ce code à l’assistance."
    )
}

fn other_person(now: &str) -> String {
    format!(
        "Cette page a été ouverte avec un autre compte : ce navigateur est maintenant connecté au compte de {now}. \
         Rien n’a été envoyé ni enregistré, et rien ne l’est tant que l’autre compte est connecté. Pour continuer, \
         connectez-vous dans un autre onglet avec le compte qui a ouvert cette page."
    )
}

fn internal_numbered(number: &str) -> String {
    format!(
        "Une erreur est survenue de notre côté. Rien n’a été changé. Réessayez dans quelques minutes. Si elle revient, \
         donnez ce numéro à votre administrateur : {number}."
    )
}

fn late(number: Option<&str>) -> String {
    let sentence = "Le portail n’a pas pu répondre à temps. Réessayez dans un instant ; si vous veniez d’envoyer quelque \
         chose, vérifiez d’abord si cela a été enregistré.";
    let told =
        |number: &str| format!(" Si cela se répète, donnez ce numéro à votre administrateur : {number}.");
    format!("{sentence}{}", number.map(told).unwrap_or_default())
}
