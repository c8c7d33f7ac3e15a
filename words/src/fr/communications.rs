//! Words about a communication, wherever it is shown.

use domain::communications::{
    Acknowledgement, Channel, Concern, DeliveryState, DuplicateMode, NameKind, Severity, Status,
};
use domain::directory::Profile;

use super::criteria::profile_plural;
use crate::rooms::Communications;

pub(super) const COMMUNICATIONS: Communications = Communications {
    channel,
    channel_hint,
    severity,
    severity_hint,
    announcement_kind,
    status,
    deployment_status,
    delivery_state,
    concern,
    concern_briefly,
    further,
    duplicate_mode,
    acknowledgement,
    acknowledgement_hint,
};

pub(super) const fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Announcement => "Annonce",
        Channel::Message => "Messagerie ENT",
        Channel::News => "Actualité",
    }
}

pub(super) const fn channel_hint(channel: Channel) -> &'static str {
    match channel {
        Channel::Announcement => "Un texte court sur la page d’accueil",
        Channel::Message => "Un message à chacun, avec mise en forme et pièces jointes",
        Channel::News => "Un texte mis en forme, avec une image et des pièces jointes, pour une période",
    }
}

pub(super) const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Information => "Information",
        Severity::Warning => "Avertissement",
        Severity::Alert => "Alerte",
    }
}

pub(super) const fn severity_hint(severity: Severity) -> &'static str {
    match severity {
        Severity::Information => "Ce qu’il est utile de savoir",
        Severity::Warning => "Ce qui change ou demande attention",
        Severity::Alert => "L’urgence ; passe au-dessus de tout",
    }
}

/// *Type de communication*: `Annonce (information)`
pub(super) fn announcement_kind(severity_of_it: Severity) -> String {
    format!("{} ({})", channel(Channel::Announcement), severity(severity_of_it).to_lowercase())
}

/// The status of a communication.
pub(super) const fn status(status: Status) -> &'static str {
    match status {
        Status::Draft => "Brouillon",
        Status::Pending => "En attente d’envoi",
        Status::Scheduled => "Programmée",
        Status::Deploying { .. } => "En cours de déploiement",
        Status::Deployed => "Déployée",
        Status::Unreached => "Déployée, 0 personne",
        Status::Ended => "Terminée",
        Status::Cancelled => "Annulée",
        Status::Failed => "En échec",
    }
}

/// *Statut du déploiement*
pub(super) const fn deployment_status(status: Status) -> &'static str {
    match status {
        Status::Draft => "Brouillon",
        Status::Pending => "En attente d’envoi",
        Status::Scheduled => "Programmé",
        Status::Deploying { .. } => "En cours de déploiement",
        Status::Deployed => "Déployé",
        Status::Unreached => "Déployé, 0 personne",
        Status::Ended => "Terminé",
        Status::Cancelled => "Annulé",
        Status::Failed => "En échec",
    }
}

pub(super) const fn delivery_state(state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Waiting => "En attente",
        DeliveryState::Online => "En ligne",
        DeliveryState::Delivered => "Distribuée",
        DeliveryState::Offline => "Hors ligne",
        DeliveryState::Cancelled => "Annulée",
        DeliveryState::Ended => "Terminée",
        DeliveryState::Failed => "En échec",
    }
}

pub(super) const fn duplicate_mode(mode: DuplicateMode) -> &'static str {
    match mode {
        DuplicateMode::Targets => "Avec les mêmes cibles",
        DuplicateMode::Content => "Avec la même description",
        DuplicateMode::Both => "Avec les mêmes cibles et la même description",
    }
}

/// *Accusé de lecture*
pub(super) const fn acknowledgement(asked: Acknowledgement) -> &'static str {
    match asked {
        Acknowledgement::None => "Aucun",
        Acknowledgement::AnyGuardian => "Un responsable par famille suffit",
        Acknowledgement::Each => "Chaque destinataire",
    }
}

pub(super) const fn acknowledgement_hint(asked: Acknowledgement) -> &'static str {
    match asked {
        Acknowledgement::None => "Personne n’a à confirmer",
        Acknowledgement::AnyGuardian => "Les autres destinataires confirment chacun pour soi",
        Acknowledgement::Each => "Chacun confirme par « J’ai pris connaissance »",
    }
}

/// Why it no longer does what it was meant to, as a sentence.
pub(super) fn concern(concern: &Concern) -> String {
    match concern {
        Concern::Nobody => "Plus personne ne correspond à ses cibles.".to_owned(),
        Concern::AuthorGone => "Son auteur a quitté l’annuaire.".to_owned(),
        Concern::RightGone => "Son auteur n’a plus le droit de la diffuser.".to_owned(),
        Concern::SeverityLowered => {
            "Son auteur ne peut plus diffuser d’annonce de ce type : son droit ne va plus jusque-là."
                .to_owned()
        }
        Concern::RightSuspended => {
            "Le droit de son auteur est suspendu tant que sa double authentification n’est pas activée."
                .to_owned()
        }
        Concern::TooLate => {
            "Sa période était terminée avant qu’elle puisse être publiée : personne ne l’a vue.".to_owned()
        }
        Concern::SchoolLeft { school } => {
            format!("Son auteur n’a plus le droit de la diffuser dans l’établissement « {school} ».")
        }
        Concern::SeverityLoweredIn { school } => format!(
            "Dans l’établissement « {school} », son auteur ne peut plus diffuser d’annonce de ce type : son droit ne va plus jusque-là."
        ),
        Concern::NobodyIn { school } => {
            format!("Plus personne ne correspond à ses cibles dans l’établissement « {school} ».")
        }
        Concern::NameGone { of, name, school } => {
            let place = match school {
                Some(school) => format!("dans l’établissement « {school} »"),
                None => "dans les établissements visés".to_owned(),
            };
            format!("{} n’existe plus {place}.", capitalised(&named(*of, name)))
        }
    }
}

/// How many further reasons are not named: at least one.
pub(super) fn further(more: usize) -> String {
    match more {
        1 => "Une autre raison n’est pas nommée ici.".to_owned(),
        _ => format!("{more} autres raisons ne sont pas nommées ici."),
    }
}

/// The same in a few words, to follow a status.
pub(super) fn concern_briefly(concern: &Concern) -> String {
    match concern {
        Concern::Nobody => "n’atteint plus personne".to_owned(),
        Concern::AuthorGone => "auteur parti".to_owned(),
        Concern::RightGone => "droit de l’auteur retiré".to_owned(),
        Concern::SeverityLowered => "type au-delà du droit de l’auteur".to_owned(),
        Concern::RightSuspended => "droit de l’auteur suspendu".to_owned(),
        Concern::TooLate => "jamais publiée".to_owned(),
        Concern::SchoolLeft { school } => format!("sans « {school} »"),
        Concern::SeverityLoweredIn { school } => {
            format!("type au-delà du droit de l’auteur dans « {school} »")
        }
        Concern::NobodyIn { school } => format!("plus personne dans « {school} »"),
        Concern::NameGone { of, name, school: None } => format!("{} n’existe plus", named(*of, name)),
        Concern::NameGone { of, name, school: Some(school) } => {
            format!("{} n’existe plus dans « {school} »", named(*of, name))
        }
    }
}

/// `le niveau « 2de »`
fn named(of: NameKind, name: &str) -> String {
    match of {
        NameKind::Profile => {
            let profile = Profile::from_code(name).map_or(name, |profile| profile_plural(profile));
            format!("le profil « {profile} »")
        }
        NameKind::Level => format!("le niveau « {name} »"),
        NameKind::SubLevel => format!("le sous-niveau « {name} »"),
        NameKind::Function => format!("la fonction « {name} »"),
        NameKind::Subject => format!("la discipline « {name} »"),
        NameKind::Class => format!("la classe « {name} »"),
        NameKind::Group => format!("le groupe « {name} »"),
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
