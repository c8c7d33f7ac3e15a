//! For how long data are kept.

use domain::retention::{COUNTED, Kept};

use super::numbers::number;
use crate::rooms::Retention;

pub(super) const RETENTION: Retention = Retention {
    title: "Conservation des données",
    about: "Ce qui a dépassé sa durée est supprimé toutes les heures, par petites étapes. Le journal en garde la preuve : combien, et quand. Les chiffres des communications restent.",
    not_chosen: "Ces durées sont proposées.",
    not_chosen_hint: "Tant qu’elles ne sont pas enregistrées, seules les données des personnes parties sont supprimées.",
    periods: "Durées, en jours",
    try_them: "Voir ce qui serait supprimé",
    what_goes: "Ce que supprimerait la prochaine étape",
    column_kind: "Données",
    column_days: "Jours",
    column_due: "À supprimer",
    store: "Enregistrer ces durées",
    store_hint: "Ce qui est supprimé ne revient pas.",
    stored: "Les durées sont enregistrées.",
    stored_hint: "Elles valent à partir de la prochaine heure.",
    journal_fixed: "La durée du journal est fixée dans la configuration du serveur.",
    record: "Registre des traitements",
    record_about: "Fiche préremplie, à compléter, à imprimer et à joindre au registre de l’établissement ou de l’académie (RGPD, article 30). Les durées sont celles qui s’appliquent aujourd’hui.",
    record_unlimited: "Les durées ne sont pas encore enregistrées : seules les données des personnes parties sont supprimées.",
    processing_title: "Traitement",
    processing: "Porte-voix : communication ciblée entre l’établissement, la collectivité, les familles, les élèves et les personnels",
    controller_title: "Responsable du traitement",
    controller: "Chef d’établissement, ou autorité académique pour le premier degré : nom et coordonnées à compléter|Collectivité, par convention : à compléter",
    officer_title: "Délégué à la protection des données",
    officer: "Nom et coordonnées à compléter",
    purposes_title: "Finalités",
    purposes: "Informer et alerter la communauté éducative|Échanger des messages avec les familles et les personnels|Publier des actualités et des articles dans les espaces de l’établissement|Tenir un agenda|Savoir qu’une information importante est arrivée",
    basis_title: "Fondement",
    basis: "Mission d’intérêt public (RGPD, article 6, paragraphe 1, point e)|Arrêté du 30 novembre 2006 relatif aux espaces numériques de travail|Acte réglementaire unique RU-003 de la CNIL",
    people_title: "Personnes concernées",
    people: "Élèves, souvent mineurs|Responsables légaux|Personnels de l’établissement et de l’académie|Agents de la collectivité",
    data_title: "Données",
    data: "Identité, identifiant dans l’annuaire, adresse de courriel|Profil, établissement, niveau, classe, groupe, fonction, discipline|Lien entre responsables et élèves|Messages, réponses, pièces jointes, annonces, articles, évènements|Traces de lecture et accusés de lecture|Compte, sessions, double authentification, journal des actions",
    recipients_title: "Destinataires",
    recipients: "Les personnes visées par chaque communication|Les émetteurs, pour leurs communications, selon leurs droits|Les gestionnaires de l’établissement et de la collectivité, selon leurs droits|L’administrateur du portail|Aucun tiers, aucune publicité, aucune mesure d’audience par un tiers",
    periods_title: "Durées de conservation, en jours",
    security_title: "Sécurité",
    security: "Droits vérifiés à chaque demande, par établissement|Mots de passe hachés (Argon2), double authentification, sessions limitées|Journal chaîné, qui se vérifie|Fichiers contrôlés par leur contenu, analyse antivirus si elle est configurée|Sauvegardes : à compléter par l’hébergeur",
    rights_title: "Droits des personnes",
    rights: "Accès et portabilité : fichier Mes données, sur la page Mon compte, ou par l’administrateur|Rectification : à la source, dans SIECLE, STS ou ONDE, par le secrétariat|Effacement : après le départ, et à l’échéance des durées|Information des familles, des élèves et des personnels : à compléter",
    processors_title: "Sous-traitants, transferts et cookies",
    processors: "Hébergeur et exploitant (RGPD, article 28) : à compléter|Aucun transfert hors de l’Union européenne par le logiciel|Cookies strictement nécessaires : session, appareil connu",
    impact_title: "Analyse d’impact",
    impact: "À prévoir : personnes vulnérables, à grande échelle",
    kept,
    hint,
    due,
};

pub(super) const fn kept(kind: Kept) -> &'static str {
    match kind {
        Kept::People => "Personnes parties",
        Kept::Messages => "Messages, avec pièces jointes et réponses",
        Kept::Shown => "Annonces et actualités terminées",
        Kept::Attachments => "Pièces jointes des messages",
        Kept::Drafts => "Brouillons",
        Kept::Mail => "Suivi des copies par courriel",
        Kept::Journal => "Journal",
    }
}

const fn hint(kind: Kept) -> &'static str {
    match kind {
        Kept::People => {
            "De 7 à 88 jours après leur départ : la loi demande trois mois au plus. Qui revient avant retrouve tout."
        }
        Kept::Messages => {
            "De 180 à 3 650 jours après l’envoi. Une conversation reste tant que sa dernière réponse est plus récente."
        }
        Kept::Shown => "De 180 à 3 650 jours après la fin de leur période.",
        Kept::Attachments => {
            "De 90 à 3 650 jours après l’envoi. Le message qui reste dit que ses pièces jointes sont supprimées."
        }
        Kept::Drafts => "De 30 à 1 095 jours après la dernière modification.",
        Kept::Mail => "De 7 à 90 jours après l’envoi ou l’abandon.",
        Kept::Journal => "De 180 à 3 650 jours. Ce qui reste se vérifie toujours.",
    }
}

fn due(count: u64) -> String {
    if count > COUNTED { format!("plus de {}", number(COUNTED)) } else { number(count) }
}

#[cfg(test)]
mod tests {
    use domain::retention::Kept;

    use super::{hint, number};

    #[test]
    fn a_hint_says_the_bounds() {
        for kind in Kept::ALL {
            let bounds = kind.bounds();
            for days in [bounds.least, bounds.most] {
                assert!(hint(kind).contains(&number(days.into())), "{kind:?}: {days}");
            }
        }
    }
}
