use std::fmt;

use domain::directory::Profile;
use serde::{Deserialize, Serialize};

use super::FileKind;

/// Characters of a wrong value that a sentence repeats.
const QUOTED: usize = 60;

/// One thing that the import refuses, where it stands and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    pub file: FileKind,
    /// As an editor counts: the header is line 1. `None` when it is about the whole file.
    pub line: Option<u64>,
    /// The header's name of the column; `None` when it is about the whole line.
    pub column: Option<String>,
    pub refusal: Refusal,
}

impl fmt::Display for Refused {
    /// `usagers.csv, ligne 12, colonne courriel : …`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(f, ", ligne {line}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", colonne {column}")?;
        }
        write!(f, " : {}", self.refusal)
    }
}

/// Why. `Display` is the French sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    MissingFile,
    EmptyFile,
    /// Most of the file is UTF-8, this line is not.
    BrokenEncoding,
    MissingColumn,
    RepeatedColumn,
    /// A value that begins on this line with a quotation mark goes on to the end of the file.
    UnclosedQuote,
    WrongFieldCount {
        found: u64,
        expected: u64,
    },
    Empty,
    TooLong {
        max: u64,
        found: u64,
    },
    ControlCharacter,
    NotAUai(String),
    UnknownTimeZone(String),
    NotAnEmail(String),
    UnknownProfile(String),
    /// A level for a head of school, a subject for a pupil …
    MakesNoSense(Profile),
    /// The same key stands on an earlier line.
    Duplicate {
        value: String,
        first_line: u64,
    },
    UnknownEstablishment(String),
    UnknownPerson(String),
    OwnParent,
    /// Named as a child, but no line makes a pupil of this person.
    NotAStudent(String),
    /// The people named are all who administer the portal, and none of them is in the file.
    NoAdministratorLeft(String),
}

impl Refusal {
    /// The value as a sentence repeats it: short, and without anything that moves a terminal.
    pub(super) fn quote(value: &str) -> String {
        let shown = value.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c });
        if value.chars().count() > QUOTED {
            shown.take(QUOTED).chain(['…']).collect()
        } else {
            shown.collect()
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingFile => f.write_str("ce fichier est obligatoire"),
            Self::EmptyFile => f.write_str("ce fichier est vide"),
            Self::BrokenEncoding => {
                f.write_str("cette ligne n’est pas en UTF-8, alors que le reste du fichier l’est")
            }
            Self::MissingColumn => f.write_str("cette colonne manque dans l’en-tête"),
            Self::RepeatedColumn => f.write_str("cette colonne figure deux fois dans l’en-tête"),
            Self::UnclosedQuote => f.write_str("un guillemet ouvert sur cette ligne n’est jamais refermé"),
            Self::WrongFieldCount { found, expected } => {
                write!(f, "{found} champ(s) au lieu des {expected} de l’en-tête")
            }
            Self::Empty => f.write_str("ce champ est obligatoire"),
            Self::TooLong { max, found } => write!(f, "{found} caractères, {max} au plus sont admis"),
            Self::ControlCharacter => f.write_str(
                "retour à la ligne ou caractère de contrôle dans la valeur (guillemet non fermé ?)",
            ),
            Self::NotAUai(value) => {
                write!(f, "« {value} » n’est pas un code UAI (sept chiffres et une lettre)")
            }
            Self::UnknownTimeZone(value) => {
                write!(f, "fuseau horaire inconnu : « {value} » (exemple : Europe/Paris)")
            }
            Self::NotAnEmail(value) => write!(f, "« {value} » n’est pas une adresse électronique"),
            Self::UnknownProfile(value) => write!(f, "profil inconnu : « {value} »"),
            Self::MakesNoSense(profile) => {
                write!(
                    f,
                    "ce critère n’a pas de sens pour le profil « {} »",
                    super::labels::profile(*profile)
                )
            }
            Self::Duplicate { value, first_line } => {
                write!(f, "« {value} » figure déjà à la ligne {first_line}")
            }
            Self::UnknownEstablishment(value) => write!(f, "établissement inconnu : « {value} »"),
            Self::UnknownPerson(value) => write!(f, "usager inconnu : « {value} »"),
            Self::OwnParent => f.write_str("le parent et l’enfant sont la même personne"),
            Self::NoAdministratorLeft(names) => {
                write!(
                    f,
                    "il n’y figure plus aucun administrateur du portail ({names}) : il en faut toujours un"
                )
            }
            Self::NotAStudent(value) => {
                write!(f, "« {value} » n’est élève d’aucun établissement dans rattachements.csv")
            }
        }
    }
}
