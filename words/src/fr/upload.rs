//! Files on their way to the server.

use crate::rooms::Upload;

pub(super) const UPLOAD: Upload = Upload {
    import_running: "Un import est déjà en cours. Vos fichiers n’ont pas été pris ; attendez qu’il se termine, puis réessayez.",
    import_malformed: "L’envoi n’a pas été compris, ou s’est interrompu. Rien n’a été changé ; choisissez les fichiers et renvoyez-les.",
    import_too_large: "L’envoi est trop volumineux : 200 Mo au plus par fichier, 300 Mo en tout. Rien n’a été changé.",
    import_too_slow: "L’envoi a duré trop longtemps. Rien n’a été changé ; réessayez avec une meilleure connexion.",
    import_not_kept: "Ces fichiers ne sont plus gardés : une heure a passé, d’autres ont été envoyés, ou le serveur a redémarré. Rien n’a été changé ; choisissez-les de nouveau.",
    back_to_directory: "Revenir à l’annuaire",
    import_refused: "Import refusé",
    malformed: "L’envoi n’a pas été compris, ou s’est interrompu. Rien n’a été joint ; choisissez les fichiers et renvoyez-les.",
    too_large: "L’envoi est trop volumineux. Rien n’a été joint.",
    too_slow: "L’envoi a duré trop longtemps. Rien n’a été joint ; réessayez avec une meilleure connexion.",
    typing_kept: "Votre saisie est conservée.",
    back_to_form: "Revenir à la communication",
    refused: "Pièces jointes refusées",
    not_joined,
};

fn not_joined(problems: &[String]) -> String {
    format!("{}. Rien n’a été joint par cet envoi.", problems.join(" ; "))
}
