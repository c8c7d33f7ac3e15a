//! The directory and its imports.

use super::numbers::{self, number};
use crate::rooms::Directory;

pub(super) const DIRECTORY: Directory = Directory {
    about_schools: "Les établissements ; sans ce fichier, ils restent ceux de l’annuaire.",
    about_people: "Les personnes.",
    about_memberships: "Qui est dans quel établissement, avec quel profil.",
    about_families: "Les parents et leurs enfants ; sans ce fichier, les liens restent ce qu’ils sont.",
    import_heading: "Importer l’annuaire",
    import_hint: "Quatre fichiers CSV (UTF-8, point-virgule) décrivent tout l’annuaire. L’import est entier ou n’a pas lieu : une seule ligne refusée, et rien ne change.",
    import_after_trial: "Après un essai, choisissez à nouveau les fichiers pour l’import : le navigateur ne les conserve pas.",
    try_only: "Essayer sans rien changer",
    import_button: "Importer",
    optional: " (facultatif)",
    columns: "Colonnes :",
    title: "Annuaire",
    last_import: "Dernier import : ",
    in_directory: "dans l’annuaire",
    running: "Import en cours",
    running_hint: "L’import continue même si vous quittez cette page ; revenez-y pour lire son résultat.",
    correct_and_resend: "Corrigez, puis renvoyez tous les fichiers.",
    trial_refused: "Essai refusé",
    import_refused: "Import refusé",
    trial_result: "Résultat de l’essai",
    import_suspended: "Import suspendu",
    up_to_date: "L’annuaire est à jour.",
    import_done: "Import terminé",
    files_correct: "Les fichiers sont corrects.",
    nothing_changed: "Rien n’a été changé. Pour importer, choisissez à nouveau les fichiers.",
    large_removal_hint: "Plus d’un dixième de l’annuaire : un fichier est peut-être incomplet. Rien n’a encore changé. Pour importer quand même, choisissez à nouveau les fichiers et cochez la case au-dessous d’eux.",
    interrupted: "Le serveur s’est arrêté pendant l’import.",
    failed: "L’import s’est arrêté sur une erreur de notre côté.",
    never_halfway: "L’annuaire n’est jamais importé à moitié. Refaites un essai : il dira ce qui reste à changer.",
    import_interrupted: "Import interrompu",
    by_file: "Par fichier",
    file: "Fichier",
    added: "Ajoutés",
    changed: "Modifiés",
    removed: "Retirés",
    unchanged: "Inchangés",
    refused_lines: "Lignes refusées",
    line: "Ligne",
    column: "Colonne",
    reason: "Raison",
    confirm_removal,
    step,
    first_of,
    lines_refused,
    people_changed,
    would_be_removed,
};

fn confirm_removal(people: u64) -> String {
    format!("J’ai vérifié : retirer ces {}", numbers::people(people))
}

/// `Étape 1 sur 3 : lecture des fichiers`, counted from 0.
fn step(step: usize) -> String {
    let steps = ["lecture des fichiers", "comparaison avec l’annuaire", "écriture des changements"];
    let step = step.min(steps.len() - 1);
    format!("Étape {} sur {} : {}", step + 1, steps.len(), steps[step])
}

fn first_of(listed: u64, total: u64) -> String {
    format!("Les {} premières sur {}.", number(listed), number(total))
}

fn lines_refused(count: u64) -> String {
    let lines = if count < 2 {
        "1 ligne est refusée".to_owned()
    } else {
        format!("{} lignes sont refusées", number(count))
    };
    format!("{lines} : rien n’a été importé.")
}

fn people_changed(added: u64, changed: u64, removed: u64) -> String {
    let [added, changed, removed] = [added, changed, removed].map(number);
    format!("Personnes ajoutées : {added}, modifiées : {changed}, retirées : {removed}.")
}

fn would_be_removed(count: u64, out_of: u64) -> String {
    let percent = count.saturating_mul(100) / out_of.max(1);
    format!("{} sur {} seraient retirées ({percent}\u{a0}%)", numbers::people(count), number(out_of))
}
