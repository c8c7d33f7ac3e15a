//! The command line, and the state of the server for an operator.

use super::numbers::attachments as attachments_of;
use crate::rooms::Operation;

pub(super) const OPERATION: Operation = Operation {
    following_changes: "le suivi des changements",
    counting_audiences: "le calcul des audiences",
    publishing: "la publication des annonces",
    delivering: "la distribution des messages",
    notifying: "l’envoi des notifications",
    articles: "la publication des articles",
    mailing: "l’envoi des courriels",
    importing: "l’import de l’annuaire",
    importing_at_night: "l’import de nuit de l’annuaire",
    sweeping_files: "le nettoyage des fichiers",
    comparing_targets: "la comparaison des communications avec l’annuaire",
    reconciling: "la vérification des compteurs",
    pruning_jobs: "le nettoyage de la file des tâches",
    purging: "la suppression des données à l’échéance",
    opening_accounts: "l’ouverture des comptes",
    noting_sightings: "l’enregistrement des annonces vues",
    another_import_runs: "un autre import est en cours, ou vient d’être interrompu ; réessayer dans une minute",
    no_job: "Rien n’attend, rien n’est en cours, rien n’a échoué.",
    job: "tâche",
    jobs_waiting: "en attente",
    jobs_due: "dues",
    jobs_running: "en cours",
    jobs_failed: "en échec",
    late: "retard",
    number: "numéro",
    age: "âge",
    tries: "essais",
    subject_and_reason: "objet, motif",
    failed_title: "En échec",
    running_title: "En cours",
    retrying_title: "À reprendre",
    waiting_title: "En attente",
    alive: "vivant",
    ready: "prêt",
    database_silent: "La base de données ne répond pas.",
    database_refuses_writes: "La base de données peut être lue mais refuse toute écriture : disque plein, ou base en lecture seule.",
    database_newer: "La base de données appartient à une version plus récente du programme : ce processus doit être remplacé.",
    files_missing: "Le dossier des pièces jointes manque, ou n’est pas celui de cette base de données.",
    files_refuse_writes: "Le dossier des pièces jointes refuse toute écriture : disque plein, ou dossier en lecture seule.",
    files_away: "L’espace de stockage des pièces jointes ne répond pas, ou n’est pas celui de cette base de données.",
    spool_refuses_writes: "Le dossier temporaire de cette machine (TMPDIR) n’accepte rien : aucun fichier ne peut être joint.",
    scanner_silent: "L’antivirus (clamd) ne répond pas : aucun fichier ne peut être joint.",
    keys_apart: "Les clés (secret_keys) n’y sont pas : gardez-en une copie ailleurs.",
    not_empty: "la base de données n’est pas vide : la démonstration n’y est pas installée",
    demonstration_ready: "La démonstration est prête. Comptes : admin, direction, enseignant, parent, eleve … ; mot de passe : demo-portevoix",
    reading: "Lecture",
    comparing: "Comparaison",
    writing: "Écriture",
    account_ready,
    login_refused,
    second_factor_withdrawn,
    journal_sound,
    journal_pruned,
    note_elsewhere,
    journal_broken,
    journal_shortened,
    serving,
    backup_made,
    restored,
    upgraded_on_the_way,
    nothing_imported,
    lines_refused,
    what_was_done,
    counts,
    too_large_removal,
    stopped,
    job_again,
    job_not_again,
    numbered,
    due_in,
};

fn account_ready(login: &str) -> String {
    format!("Le compte {login} est prêt.")
}

fn login_refused(login: &str) -> String {
    format!("L’identifiant de connexion « {login} » est déjà pris, vide ou trop long ; rien n’a été changé.")
}

fn second_factor_withdrawn(login: &str) -> String {
    format!(
        "La double authentification du compte « {login} » est retirée. Le mot de passe suffit à la connexion."
    )
}

fn journal_sound(entries: i64) -> String {
    let counted = if entries < 2 { "entrée" } else { "entrées" };
    format!("Le journal est intact : {entries} {counted}.")
}

fn journal_pruned(entries: u64) -> String {
    format!("Entrées supprimées du début du journal : {entries}.")
}

fn note_elsewhere(head: &str) -> String {
    format!("À noter ailleurs, pour la prochaine vérification : --noted {head}")
}

fn journal_broken(number: i64) -> String {
    format!("le journal a été modifié : l’entrée {number} ne suit pas de la précédente, ou elle manque")
}

fn journal_shortened(expected: &str, last: &str) -> String {
    format!(
        "le journal a été raccourci ou réécrit : l’entrée notée {expected} n’y est pas ; la dernière est {last}"
    )
}

fn serving(address: &str) -> String {
    format!("Porte-voix est prêt : http://{address}")
}

fn nothing_imported(reason: &str) -> String {
    format!("rien n’a été importé : {reason}")
}

fn lines_refused(count: u64) -> String {
    let refused = if count < 2 { "ligne refusée" } else { "lignes refusées" };
    format!("{count} {refused} ; rien n’a été importé")
}

fn what_was_done(dry_run: bool) -> String {
    format!("Ce qui {} fait :", if dry_run { "serait" } else { "est" })
}

fn counts(file: &str, added: u64, changed: u64, removed: u64, unchanged: u64) -> String {
    format!(
        "  {file:<22} {added:>9} ajoutés {changed:>9} modifiés {removed:>9} retirés {unchanged:>9} inchangés"
    )
}

fn too_large_removal(confirmation: u64) -> String {
    format!(
        "Cet import doit être confirmé ; rien n’a été importé. \
         Relancer avec --confirm {confirmation} si c’est voulu"
    )
}

fn stopped(workers: &[&str]) -> String {
    format!("En panne : {}.", workers.join(", "))
}

fn job_again(id: i64) -> String {
    format!("La tâche {id} sera reprise aussitôt par un serveur.")
}

fn job_not_again(id: i64) -> String {
    format!(
        "la tâche {id} ne peut pas être reprise : elle est inconnue, achevée ou en cours, ou c’est un import"
    )
}

fn numbered(id: i64) -> String {
    format!("n° {id}")
}

/// The words after the subject of a job.
fn due_in(span: &str) -> String {
    format!(" dans {span}")
}

fn backup_made(folder: &str, attachments: u64, bytes: u64) -> String {
    let megabytes = bytes.div_ceil(1_000_000);
    format!(
        "Sauvegarde achevée dans {folder} : base de données et {}, {megabytes} Mo.",
        attachments_of(attachments)
    )
}

fn restored(dry_run: bool, made_at: &str, attachments: u64) -> String {
    let what = if dry_run { "peut être rétablie ; rien n’a été changé" } else { "est rétablie" };
    let files = attachments_of(attachments);
    format!("La sauvegarde du {made_at}, avec {files}, est intacte ; elle {what}.")
}

fn upgraded_on_the_way(dry_run: bool, changes: u64) -> String {
    let done = match (dry_run, changes < 2) {
        (true, true) => "modification de la base sera appliquée",
        (true, false) => "modifications de la base seront appliquées",
        (false, true) => "modification de la base a été appliquée",
        (false, false) => "modifications de la base ont été appliquées",
    };
    format!("Elle vient d’une version plus ancienne : {changes} {done}.")
}

#[cfg(test)]
mod tests {
    use super::{journal_sound, lines_refused, upgraded_on_the_way};

    #[test]
    fn counted_things_agree_with_their_number() {
        assert!(lines_refused(1).starts_with("1 ligne refusée\u{202f};"));
        assert!(lines_refused(2).starts_with("2 lignes refusées\u{202f};"));
        assert!(journal_sound(1).ends_with(" 1 entrée."));
        assert!(upgraded_on_the_way(true, 1).ends_with("1 modification de la base sera appliquée."));
        assert!(upgraded_on_the_way(false, 3).ends_with("3 modifications de la base ont été appliquées."));
    }
}
