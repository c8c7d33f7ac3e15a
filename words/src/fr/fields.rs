//! Error messages of fields, and the names of the fields.

use domain::{
    fields::{FieldProblem, PictureProblem},
    severity::Severity,
};

use super::{communications::severity, numbers::number};
use crate::rooms::Fields;

pub(super) const FIELDS: Fields = Fields { problem, field_name, named };

fn named(field: &str, what: &FieldProblem) -> String {
    format!("{} : {}", field_name(field), problem(what))
}

fn severity_too_high(most: Severity) -> String {
    format!(
        "Vos droits sur ces établissements vont jusqu’à « {} » : choisir un autre type, ou demander ce droit",
        severity(most)
    )
}

const CONTROL_CHARACTER: &str = "Retirer le caractère invisible qui s’est glissé dans le texte";

/// The error message of a text over its limit.
fn too_long(count: usize, max: usize) -> String {
    let over = count - max;
    let them = if over < 2 { "caractère" } else { "caractères" };
    let [count, max, over] = [count, max, over].map(|count| number(count as u64));
    format!("{count} caractères sur {max} : retirer {over} {them}")
}

/// The error message of a field: what is wrong, and what to do.
#[allow(clippy::too_many_lines, reason = "a line for each problem")]
pub(super) fn problem(problem: &FieldProblem) -> String {
    match problem {
        FieldProblem::Required => "Renseigner ce champ".into(),
        FieldProblem::NotAHoliday { line } => not_a_holiday(*line),
        FieldProblem::TooLong { count, max } => too_long(*count, *max),
        FieldProblem::ControlCharacter => CONTROL_CHARACTER.into(),
        FieldProblem::UnknownChoice => "Choisir une valeur de la liste".into(),
        FieldProblem::SameLanguage => "Choisir une autre langue que celle du texte".into(),
        FieldProblem::NotForProfile => "Ce critère n’a pas de sens pour le profil choisi : le retirer".into(),
        FieldProblem::NotADate => "Saisir une date, comme 04/10/2026".into(),
        FieldProblem::NotATime => "Saisir une heure, comme 16:46".into(),
        FieldProblem::SeveralLines => "Tenir sur une seule ligne".into(),
        FieldProblem::LastBeforeFirst => "Choisir un dernier jour qui ne précède pas le premier".into(),
        FieldProblem::InThePast => "Choisir un moment qui n’est pas encore passé".into(),
        FieldProblem::PeriodTooLong { max_days } => period_too_long(*max_days),
        FieldProblem::NotAWebAddress => "Saisir une adresse du web, comme https://www.exemple.fr/page".into(),
        FieldProblem::NotAnOrigin
        | FieldProblem::PrefixWithoutEnd
        | FieldProblem::NotAPublicKey
        | FieldProblem::PrivateKey
        | FieldProblem::SettingsChanged => of_portals(problem),
        FieldProblem::NoTarget => "Ajouter au moins une cible".into(),
        FieldProblem::TooManyTargets { max } => format!("Garder {max} cibles au plus"),
        FieldProblem::TooManyPeople { .. } | FieldProblem::PeopleOutside { .. } => of_people(problem),
        FieldProblem::OutsidePerimeter => "Choisir des établissements de votre périmètre".into(),
        FieldProblem::ReachesNobody => "Ces cibles n’atteignent personne : les élargir".into(),
        FieldProblem::SeverityTooHigh { .. }
        | FieldProblem::NotForEverybody
        | FieldProblem::AlreadyHeld
        | FieldProblem::AlreadyListed
        | FieldProblem::AlreadyAsked
        | FieldProblem::TooManyRequests { .. }
        | FieldProblem::NoCriterion
        | FieldProblem::ReadersChanged => of_rights(problem),
        FieldProblem::AtMost { max } => format!("Il y en a déjà {max}, le maximum"),
        FieldProblem::TooManyToday { max } => format!("Déjà {max} en un jour : réessayer demain"),
        FieldProblem::TooShort { .. }
        | FieldProblem::TooGuessable
        | FieldProblem::NotTheSame
        | FieldProblem::WrongPassword
        | FieldProblem::WrongCode
        | FieldProblem::NoCoupon { .. }
        | FieldProblem::AlreadyTaken => of_account(problem),
        FieldProblem::Picture(problem) => of_picture(problem),
        FieldProblem::TooManyFiles { .. }
        | FieldProblem::FileTooLarge { .. }
        | FieldProblem::FileEmpty { .. }
        | FieldProblem::FileNotAccepted { .. }
        | FieldProblem::FileMismatch { .. }
        | FieldProblem::FileProtected { .. }
        | FieldProblem::FileInfected { .. }
        | FieldProblem::TooManyUnsentFiles
        | FieldProblem::FileNotJoined
        | FieldProblem::FileNotSent
        | FieldProblem::FileRefused => of_files(problem),
        FieldProblem::NotANumber { .. }
        | FieldProblem::EndBeforeStart
        | FieldProblem::EventTooLong { .. }
        | FieldProblem::TooManyOccurrences { .. }
        | FieldProblem::NoOccurrence
        | FieldProblem::TooManyEvents { .. }
        | FieldProblem::TooManyDates { .. }
        | FieldProblem::ChangedMeanwhile => of_events(problem),
    }
}

/// The error message of people who are named one by one.
fn of_people(problem: &FieldProblem) -> String {
    match problem {
        FieldProblem::TooManyPeople { max } => format!("Nommer {max} personnes au plus"),
        FieldProblem::PeopleOutside { count: 1 } => {
            "1 personne n’est pas dans les établissements choisis : la décocher".into()
        }
        FieldProblem::PeopleOutside { count } => {
            format!("{count} personnes ne sont pas dans les établissements choisis : les décocher")
        }
        // The list above names exactly these.
        _ => String::new(),
    }
}

/// The error message of the forms of an account.
fn of_account(problem: &FieldProblem) -> String {
    match problem {
        FieldProblem::TooShort { count, min } => {
            let them = if *count < 2 { "caractère" } else { "caractères" };
            format!("{count} {them} : en saisir au moins {min}")
        }
        FieldProblem::TooGuessable => {
            "Trop facile à deviner (noms, mots courants) : prendre plusieurs mots sans lien".into()
        }
        FieldProblem::NotTheSame => "Les deux saisies diffèrent : les reprendre".into(),
        FieldProblem::WrongPassword => "Le mot de passe actuel n’est pas le bon".into(),
        FieldProblem::WrongCode => WRONG_CODE.into(),
        FieldProblem::NoCoupon { count, max } if count == max => UNKNOWN_COUPON.into(),
        FieldProblem::NoCoupon { count, max } => coupon_length(*count, *max),
        FieldProblem::AlreadyTaken => "Cet identifiant est déjà pris : en choisir un autre".into(),
        // The list above names exactly these.
        _ => String::new(),
    }
}

/// The error message of the forms of a portal or a provider.
fn of_portals(problem: &FieldProblem) -> String {
    match problem {
        FieldProblem::NotAnOrigin => {
            "Saisir l’adresse du site sans page, comme https://ent.example.fr".into()
        }
        FieldProblem::PrefixWithoutEnd => {
            "Finir chaque début par le signe qui le sépare de la suite, comme « NANCY-METZ$ » : « CAEN » vaudrait aussi pour « CAEN2 »".into()
        }
        FieldProblem::NotAPublicKey => {
            "Coller une clé publique Ed25519, P-256 ou RSA d’au moins 2 048 bits, en PEM ou en JWK".into()
        }
        FieldProblem::PrivateKey => {
            "Ceci est une clé privée : elle n’a pas été gardée. Elle doit rester sur le serveur du portail ; coller la clé publique".into()
        }
        FieldProblem::SettingsChanged => {
            "Quelqu’un d’autre vient de modifier ces réglages : lire dans un autre onglet ce qui est enregistré, puis enregistrer à nouveau".into()
        }
        // The list above names exactly these.
        _ => String::new(),
    }
}

/// The error message of forms about rights.
fn of_rights(problem: &FieldProblem) -> String {
    match problem {
        FieldProblem::SeverityTooHigh { most } => severity_too_high(*most),
        FieldProblem::NotForEverybody => {
            "Retirer les critères des cibles, ou ne pas afficher sur le tableau public : il ne montre que ce qui s’adresse à tout l’établissement".into()
        }
        FieldProblem::AlreadyHeld => "Vous avez déjà ce droit dans cet établissement".into(),
        FieldProblem::AlreadyListed => "Déjà dans la liste avec ce droit : rien n’a changé".into(),
        FieldProblem::AlreadyAsked => {
            "Vous l’avez déjà demandé : la réponse viendra dans votre messagerie".into()
        }
        FieldProblem::TooManyRequests { max } => {
            format!("Vous avez déjà fait {max} demandes en un jour : réessayer demain")
        }
        FieldProblem::NoCriterion => {
            "Choisir au moins un critère : un rôle ne se donne pas à tout le monde".into()
        }
        FieldProblem::ReadersChanged => "Les lecteurs de cet espace ne sont plus ceux de l’ouverture du \
             formulaire : vérifier à qui vous écrivez, puis valider à nouveau"
            .into(),
        // The list above names exactly these.
        _ => String::new(),
    }
}

/// The error message of the form of an event.
fn of_events(problem: &FieldProblem) -> String {
    match problem {
        FieldProblem::NotANumber { min, max } => format!("Saisir un nombre de {min} à {max}"),
        FieldProblem::EndBeforeStart => "Choisir une fin qui suit le début".into(),
        FieldProblem::EventTooLong { max_days } => {
            format!("Un évènement dure {max_days} jours au plus : en choisir une fin plus proche")
        }
        FieldProblem::TooManyOccurrences { max } => {
            format!("Cette répétition dépasse {max} dates : choisir une fin plus proche")
        }
        FieldProblem::NoOccurrence => {
            "Il ne reste aucune date : changer la répétition, ou ne plus laisser les vacances de côté".into()
        }
        FieldProblem::TooManyEvents { max } => {
            format!("Cet agenda contient déjà {} évènements : en supprimer avant d’en ajouter", number(*max))
        }
        FieldProblem::TooManyDates { max } => {
            format!(
                "Cet agenda dépasserait {} dates : choisir une fin plus proche, ou supprimer d’autres évènements",
                number(*max)
            )
        }
        FieldProblem::ChangedMeanwhile => {
            "Quelqu’un d’autre vient de modifier cet évènement : lire dans un autre onglet ce qui est enregistré, puis enregistrer à nouveau".into()
        }
        // The list above names exactly these.
        _ => String::new(),
    }
}

/// The error message of the files of a form.
fn of_files(problem: &FieldProblem) -> String {
    match problem {
        FieldProblem::TooManyFiles { max } => format!("Garder {max} fichiers au plus"),
        FieldProblem::FileTooLarge { name, max_megabytes } => {
            format!("« {name} » dépasse {max_megabytes} Mo : l’alléger, ou en donner le lien dans le texte")
        }
        FieldProblem::FileEmpty { name } => format!("« {name} » est vide : choisir un autre fichier"),
        FieldProblem::FileNotAccepted { name } => format!(
            "« {name} » n’est pas d’un type accepté : joindre un document (PDF, Word, OpenDocument …), une image, un son, une vidéo MP4, un texte ou une archive ZIP"
        ),
        FieldProblem::FileMismatch { name } => format!(
            "Le contenu de « {name} » n’est pas ce que son nom annonce : l’enregistrer de nouveau dans son format"
        ),
        FieldProblem::FileProtected { name } => format!(
            "« {name} » est protégé par un mot de passe : l’enregistrer sans mot de passe, ou l’exporter en PDF"
        ),
        FieldProblem::FileInfected { name } => {
            format!("Un virus a été trouvé dans « {name} » : ne pas l’ouvrir, et prévenir qui l’a envoyé")
        }
        FieldProblem::TooManyUnsentFiles => {
            "Trop de fichiers attendent dans vos brouillons : envoyer ou supprimer un brouillon, puis réessayer".into()
        }
        FieldProblem::FileNotJoined => {
            "Le fichier choisi n’est pas encore joint : choisissez-le de nouveau, puis « Joindre », avant de déployer".into()
        }
        FieldProblem::FileNotSent => "Réessayer l’envoi du fichier, ou le retirer".into(),
        FieldProblem::FileRefused => "Retirer le fichier refusé, ou en choisir un autre".into(),
        // The list above names exactly these.
        _ => String::new(),
    }
}

fn period_too_long(max_days: u32) -> String {
    format!("Choisir une période de {max_days} jours au plus")
}

fn not_a_holiday(line: usize) -> String {
    format!("La ligne {line} n’est pas une période : écrire par exemple « 17/10/2026 01/11/2026 Toussaint »")
}

fn of_picture(problem: &PictureProblem) -> String {
    match problem {
        PictureProblem::NotAccepted { name } => {
            format!("« {name} » n’est pas une image acceptée : choisir un fichier JPEG, PNG, WebP ou GIF")
        }
        PictureProblem::Unreadable { name } => {
            format!("« {name} » ne se lit pas : l’enregistrer à nouveau, ou choisir une autre image")
        }
        PictureProblem::TooManyPixels { name } => {
            format!(
                "« {name} » est trop grande : la réduire à 8 000 pixels de côté et à 24 millions de pixels au plus, ou à 5 millions si ce n’est pas une photographie JPEG ordinaire"
            )
        }
        PictureProblem::NoAlternative => {
            "Décrire l’image en quelques mots, ou cocher « Image décorative »".into()
        }
        PictureProblem::AlternativeIsFileName => {
            "Décrire ce que montre l’image : ceci est un nom de fichier".into()
        }
    }
}

/// The name of a control by its `id`, for the list of errors.
pub(super) fn field_name(field: &str) -> String {
    match field {
        "perimetre" => "Périmètre".into(),
        "cibles" => "Cibles".into(),
        "canal" => "Canal".into(),
        "langue-texte" => "Langue du texte".into(),
        "autre-langue" => "Autre langue".into(),
        "autre-titre" => "Titre dans l’autre langue".into(),
        "autre-texte" => "Texte dans l’autre langue".into(),
        "type" => "Type d’annonce".into(),
        "texte" => "Texte de l’annonce".into(),
        "lien-url" | "article" => "Lien".into(),
        "tableau-public" => "Tableau public".into(),
        "periode-debut" | "actualite-debut" => "Période de publication, premier jour".into(),
        "role" => "Rôle".into(),
        "cible" => "Cible".into(),
        "etendue" => "Étendue".into(),
        "jusqua" => "Jusqu’à".into(),
        "etablissement" => "Établissement".into(),
        "raison" => "Raison".into(),
        "identifiant" => "Identifiant".into(),
        "actuel" => "Mot de passe actuel".into(),
        "nouveau" => "Nouveau mot de passe".into(),
        "confirmation" => "Confirmation".into(),
        "code" => "Code à six chiffres".into(),
        "envoi-date" => "Date d’envoi".into(),
        "envoi-heure" => "Heure d’envoi".into(),
        "objet" => "Objet".into(),
        "corps" => "Texte du message".into(),
        "actualite-titre" => "Titre".into(),
        "actualite-texte" => "Texte de l’actualité".into(),
        "accuse" => "Accusé de lecture".into(),
        "reponse" => "Votre réponse".into(),
        "fichiers" => "Pièces jointes".into(),
        "image" => "Image".into(),
        "image-texte" => "Texte de remplacement de l’image".into(),
        "periode-fin" | "actualite-fin" => "Période de publication, dernier jour".into(),
        other => of_event(other)
            .or_else(|| of_portal(other))
            .map_or_else(|| of_target(other).unwrap_or_else(|| other.to_owned()), str::to_owned),
    }
}

/// The controls of the form of an event.
fn of_event(field: &str) -> Option<&'static str> {
    Some(match field {
        "titre" => "Titre",
        "lieu" => "Lieu",
        "description" => "Description",
        "debut-date" => "Début, jour",
        "debut-heure" => "Début, heure",
        "fin-date" => "Fin, jour",
        "fin-heure" => "Fin, heure",
        "repetition" => "Répétition",
        "intervalle" => "Intervalle de répétition",
        "nombre" => "Nombre de fois",
        "jusquau" => "Répéter jusqu’au",
        "vacances" => "Vacances scolaires",
        _ => return None,
    })
}

/// The controls of the forms of a portal.
fn of_portal(field: &str) -> Option<&'static str> {
    Some(match field {
        "nom" => "Nom",
        "emetteur" => "Émetteur (iss)",
        "prefixes" => "Débuts d’identifiant",
        "origines" => "Adresses des pages",
        "adresse-cles" => "Adresse des clés (JWKS)",
        "cle" => "Clé publique",
        "declaration" => "Déclaration",
        _ => return None,
    })
}

/// `cible-2-niveaux` → `Cible 2, niveau`
fn of_target(field: &str) -> Option<String> {
    let (position, part) = field.strip_prefix("cible-")?.split_once('-')?;
    let part = match part {
        "profils" => "profil",
        "niveaux" => "niveau",
        "sous-niveaux" => "sous-niveau",
        "fonctions" => "fonction",
        "disciplines" => "discipline de poste",
        "classes" => "classe",
        "groupes" => "groupe",
        "personnes" => "personnes",
        "etablissements" => "établissements",
        _ => return None,
    };
    Some(format!("Cible {position}, {part}"))
}

const WRONG_CODE: &str = "Ce code n’est pas le bon : le comparer caractère par caractère à celui que l’application affiche maintenant, ou au code de secours";
const UNKNOWN_COUPON: &str = "Aucun coupon n’a ce code, ou il a déjà servi : le comparer caractère par caractère au papier. Pour O, I et B, les chiffres 0, 1 et 8 sont acceptés";

fn coupon_length(count: usize, max: usize) -> String {
    let them = if count < 2 { "caractère" } else { "caractères" };
    format!(
        "{count} {them} sur {max} : vérifier qu’il n’en manque aucun et qu’aucun n’est en trop ; les tirets ne comptent pas"
    )
}

#[cfg(test)]
mod tests {
    use super::{FieldProblem, problem};

    #[test]
    fn characters_agree_with_their_number() {
        let short = problem(&FieldProblem::TooShort { count: 1, min: 12 });
        assert!(short.starts_with("1 caractère\u{a0}:"), "{short}");
        let long = problem(&FieldProblem::TooLong { count: 101_500, max: 100_000 });
        assert!(long.starts_with("101\u{202f}500 caractères sur 100\u{202f}000"), "{long}");
        assert!(long.ends_with("retirer 1\u{202f}500 caractères"), "{long}");
    }
}
