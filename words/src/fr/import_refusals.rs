//! Why an import refuses what a school's files say.

use domain::directory::{Profile, RowRefusal};

use super::{deliveries, targets::profile};

/// Why the import refuses a line or a file.
pub(super) fn refusal(refusal: &RowRefusal) -> String {
    match refusal {
        RowRefusal::MissingFile => "ce fichier est obligatoire".to_owned(),
        RowRefusal::EmptyFile => "ce fichier est vide".to_owned(),
        RowRefusal::BrokenEncoding => {
            "cette ligne n’est pas en UTF-8, alors que le reste du fichier l’est".to_owned()
        }
        RowRefusal::DoubledEncoding(value) => format!(
            "les accents de ce fichier ont été encodés deux fois (« {value} ») : enregistrez-le à nouveau en UTF-8"
        ),
        RowRefusal::NotATable => {
            "ce n’est ni un fichier CSV ni un classeur .xlsx lisible : enregistrez-le sous l’un de ces formats".to_owned()
        }
        RowRefusal::NoHeader(found) => format!(
            "aucune ligne du début du fichier n’a les colonnes attendues ; colonnes trouvées : {}",
            found.join(", ")
        ),
        RowRefusal::Twin { value, other } => format!(
            "« {value} » ne diffère de « {other} », déjà rencontré, que par la casse ou les accents : gardez une seule écriture"
        ),
        RowRefusal::MissingColumn => "cette colonne manque dans l’en-tête".to_owned(),
        RowRefusal::RepeatedColumn => "cette colonne figure deux fois dans l’en-tête".to_owned(),
        RowRefusal::UnclosedQuote => "un guillemet ouvert sur cette ligne n’est jamais refermé".to_owned(),
        RowRefusal::WrongFieldCount { found, expected } => {
            let fields = if *found < 2 { "champ" } else { "champs" };
            format!("{found} {fields} au lieu des {expected} de l’en-tête")
        }
        RowRefusal::Empty => "ce champ est obligatoire".to_owned(),
        RowRefusal::TooLong { max, found } => format!("{found} caractères, {max} au plus sont admis"),
        RowRefusal::ControlCharacter => {
            "retour à la ligne ou caractère de contrôle dans la valeur (guillemet non fermé ?)".to_owned()
        }
        RowRefusal::NotAUai(value) => format!("« {value} » n’est pas un code UAI (sept chiffres, une lettre)"),
        RowRefusal::UnknownTimeZone(value) => {
            format!("fuseau horaire inconnu : « {value} » (exemple : Europe/Paris)")
        }
        RowRefusal::NotAnEmail(value) => format!("« {value} » n’est pas une adresse de courriel"),
        RowRefusal::UnknownProfile(value) => format!("profil inconnu : « {value} » (un de ceux-ci : {})", profiles()),
        RowRefusal::MakesNoSense(of) => {
            format!("ce critère n’a pas de sens pour le profil « {} »", profile(*of).to_lowercase())
        }
        RowRefusal::Duplicate { value, first_line } => {
            format!("« {value} » figure déjà à la ligne {first_line}")
        }
        RowRefusal::UnknownEstablishment(value) => format!("établissement inconnu : « {value} »"),
        RowRefusal::UnknownPerson(value) => format!("usager inconnu : « {value} »"),
        RowRefusal::OwnParent => "le parent et l’enfant sont la même personne".to_owned(),
        RowRefusal::NoAdministratorLeft(names) => {
            format!("il n’y figure plus aucun administrateur du portail, et il en faut toujours un : remettez {names}, avec le même identifiant")
        }
        RowRefusal::Delivery(reason) => deliveries::reason(reason),
        RowRefusal::NotAStudent(value) => {
            format!("« {value} » n’est élève d’aucun établissement dans rattachements.csv")
        }
    }
}

/// As a file may write them.
fn profiles() -> String {
    Profile::ALL.map(|of| profile(of).to_lowercase()).join(", ")
}
