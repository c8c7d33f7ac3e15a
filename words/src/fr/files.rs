//! Tables for a spreadsheet.

use crate::rooms::Files;

pub(super) const FILES: Files = Files {
    journal: "N°|Date|Heure|Qui|Adresse|Action|Sur quoi|Détail|Résultat",
    journal_cut: "La suite n’est pas dans ce fichier : restreindre les dates pour l’avoir.",
    announcement_states: "UAI|Établissement|Ville|État|Destinataires|Vue par|Dernière modification|Modifiée par",
    offline_reason: "Motif",
    message_states: "UAI|Établissement|Ville|État|Destinataires|Distribués|Ouverts|Accusés|Dernière modification|Modifiée par",
    names: "Nom|Profil|Niveau|Classe|Enfants|Ouvert|Compte",
    confirmed: "Confirmé",
};
