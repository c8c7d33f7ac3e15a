//! Drafts that can be resumed.

use crate::rooms::Drafts;

pub(super) const DRAFTS: Drafts = Drafts {
    changed_on: "modifié le",
    resume: "Reprendre",
    delete: "Supprimer",
    others: "Voir les autres brouillons",
    delete_all: "Tout supprimer",
    delete_all_hint: "Tous vos brouillons seront supprimés, sauf ce que vous écrivez sur cette page et ce qui a été écrit ailleurs depuis son ouverture.",
    delete_all_confirm: "Supprimer tous les brouillons",
    you_have,
    the_draft,
};

fn you_have(count: usize) -> String {
    if count == 1 { "Vous avez 1 brouillon".to_owned() } else { format!("Vous avez {count} brouillons") }
}

fn the_draft(title: &str, when: &str) -> String {
    format!("le brouillon « {title} » du {when}")
}
