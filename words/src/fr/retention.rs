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
    kept,
    hint,
    due,
};

pub(super) const fn kept(kind: Kept) -> &'static str {
    match kind {
        Kept::People => "Personnes parties",
        Kept::Messages => "Messages, avec pièces jointes et réponses",
        Kept::Shown => "Annonces et actualités terminées",
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
        Kept::Drafts => "De 30 à 1 095 jours après la dernière modification.",
        Kept::Mail => "De 1 à 90 jours après l’envoi ou l’abandon.",
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
