//! Every word that the screens say of a domain value, in French.

mod access;
pub mod accounts;
mod audit;
mod dates;
pub mod messages;
mod problems;
mod writing;

use domain::{
    access::Right,
    communications::{Channel, DeliveryState, DuplicateMode, Severity, Status},
    directory::Profile,
    targets::CriterionKind,
};

pub use access::{
    allowed, cell, extent, extent_hint, grantee, person_place, place, population, profile_plural,
    pupils_or_parents, reason, role, scope_choice, scope_kind, why_it_stays,
};
pub use audit::{action, audit_actor, audit_detail, outcome, outcome_key, time_to_the_second, visible};
pub use dates::{date, date_long, date_time, day_and_date, machine_time, time};
pub use problems::{field_name, problem};
pub use writing::{acknowledgement, acknowledgement_hint, bytes, channel_hint, channel_icon, files, zone};

pub const fn right(right: Right) -> &'static str {
    match right {
        Right::CreateCommunication => "Créer une communication",
        Right::OpenSenderDashboard => "Accéder au tableau de bord émetteur",
        Right::CancelCommunication => "Annuler une communication",
        Right::OpenSchoolDashboard => "Accéder au tableau de bord établissement",
        Right::PutOfflineOrOnline => "Mettre hors ligne une communication",
        Right::ContactAuthor => "Contacter l’auteur de la communication",
        Right::NotifiedByMessage => "Notification par messagerie",
    }
}

pub const fn profile(profile: Profile) -> &'static str {
    match profile {
        Profile::Student => "Élève",
        Profile::Parent => "Parent",
        Profile::Teacher => "Enseignant",
        Profile::Management => "Direction",
        Profile::SchoolLife => "Vie scolaire",
        Profile::AdminTechnical => "Personnel administratif et technique",
        Profile::Librarian => "Documentaliste",
        Profile::Academy => "Académie",
        Profile::LocalAuthority => "Collectivité",
    }
}

pub const fn criterion(kind: CriterionKind) -> &'static str {
    match kind {
        CriterionKind::Level => "Niveau",
        CriterionKind::SubLevel => "Sous-niveau",
        CriterionKind::Function => "Fonction",
        CriterionKind::Subject => "Discipline de poste",
    }
}

/// *Tous*, in the gender of the criterion.
pub const fn all_of(kind: CriterionKind) -> &'static str {
    match kind {
        CriterionKind::Level | CriterionKind::SubLevel => "Tous",
        CriterionKind::Function | CriterionKind::Subject => "Toutes",
    }
}

/// The label of the input that shortens a long list of choices.
pub const fn filter_of(kind: CriterionKind) -> &'static str {
    match kind {
        CriterionKind::Level => "Filtrer les niveaux",
        CriterionKind::SubLevel => "Filtrer les sous-niveaux",
        CriterionKind::Function => "Filtrer les fonctions",
        CriterionKind::Subject => "Filtrer les disciplines",
    }
}

pub const fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Announcement => "Annonce",
        Channel::Message => "Messagerie ENT",
        Channel::News => "Actualité",
    }
}

pub const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Information => "Information",
        Severity::Warning => "Avertissement",
        Severity::Alert => "Alerte",
    }
}

/// *Type de communication*: `Annonce (information)`, `Messagerie ENT`
pub fn communication_kind(kind: Channel, severity_of_it: Severity) -> String {
    match kind {
        Channel::Announcement => format!("{} ({})", channel(kind), severity(severity_of_it).to_lowercase()),
        Channel::Message | Channel::News => channel(kind).to_owned(),
    }
}

pub const fn severity_hint(severity: Severity) -> &'static str {
    match severity {
        Severity::Information => "Ce qu’il est utile de savoir",
        Severity::Warning => "Ce qui change ou demande attention",
        Severity::Alert => "L’urgence ; passe au-dessus de tout",
    }
}

/// Of a communication.
pub const fn status(status: Status) -> &'static str {
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
pub const fn deployment_status(status: Status) -> &'static str {
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

/// The value of `data-state` that colours a status.
pub const fn status_key(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::Scheduled => "scheduled",
        Status::Deploying { .. } => "deploying",
        Status::Deployed => "deployed",
        Status::Ended => "ended",
        Status::Cancelled => "cancelled",
        Status::Failed => "failed",
    }
}

pub const fn delivery_state(state: DeliveryState) -> &'static str {
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

/// The value of `data-state` that colours a school's state.
pub const fn delivery_state_key(state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Waiting => "pending",
        DeliveryState::Online | DeliveryState::Delivered => "online",
        DeliveryState::Offline => "offline",
        DeliveryState::Cancelled => "cancelled",
        DeliveryState::Ended => "ended",
        DeliveryState::Failed => "failed",
    }
}

pub const fn duplicate_mode(mode: DuplicateMode) -> &'static str {
    match mode {
        DuplicateMode::Targets => "Avec les mêmes cibles",
        DuplicateMode::Content => "Avec la même description",
        DuplicateMode::Both => "Avec les mêmes cibles et la même description",
    }
}

/// What a refused change of state means to whoever asked for it.
pub fn conflict(what: &str) -> &'static str {
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

/// `12 secondes`, `3 minutes`: how long somebody has to wait, never less than it is.
pub fn duration(seconds: u64) -> String {
    match seconds {
        0..=1 => "1 seconde".to_owned(),
        2..=90 => format!("{seconds} secondes"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

/// `1 personne`, `1 204 personnes`, with the narrow space of French numbers.
pub fn people(count: u64) -> String {
    format!("{} {}", number(count), if count < 2 { "personne" } else { "personnes" })
}

pub fn establishments(count: u64) -> String {
    format!("{} {}", number(count), if count < 2 { "établissement" } else { "établissements" })
}

pub fn number(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 * 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}
