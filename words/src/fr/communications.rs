//! Words about a communication, wherever it is shown.

use domain::communications::{Acknowledgement, Channel, DeliveryState, DuplicateMode, Severity, Status};

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
        Channel::News => "Un article avec son image",
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
        Status::Scheduled => "Programmée",
        Status::Deploying { .. } => "En cours de déploiement",
        Status::Deployed => "Déployée",
        Status::Ended => "Terminée",
        Status::Cancelled => "Annulée",
        Status::Failed => "En échec",
    }
}

/// *Statut du déploiement*
pub(super) const fn deployment_status(status: Status) -> &'static str {
    match status {
        Status::Draft => "Brouillon",
        Status::Scheduled => "Programmé",
        Status::Deploying { .. } => "En cours de déploiement",
        Status::Deployed => "Déployé",
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
