use serde::{Deserialize, Serialize};

/// profil: the nine national kinds of user (nomenclature `ENTPersonProfils` of the SDET).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    Student,
    Parent,
    Teacher,
    Management,
    SchoolLife,
    AdminTechnical,
    Librarian,
    Academy,
    LocalAuthority,
}

impl Profile {
    pub const ALL: [Self; 9] = [
        Self::Student,
        Self::Parent,
        Self::Teacher,
        Self::Management,
        Self::SchoolLife,
        Self::AdminTechnical,
        Self::Librarian,
        Self::Academy,
        Self::LocalAuthority,
    ];

    /// The national code, also the key in files, forms and the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Student => "National_ELV",
            Self::Parent => "National_TUT",
            Self::Teacher => "National_ENS",
            Self::Management => "National_DIR",
            Self::SchoolLife => "National_EVS",
            Self::AdminTechnical => "National_ETA",
            Self::Librarian => "National_DOC",
            Self::Academy => "National_ACA",
            Self::LocalAuthority => "National_COL",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.code() == code)
    }

    /// Position in [`Self::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Whether *Niveau* and *Sous-niveau* mean something: pupils, their parents, their teachers.
    pub const fn has_level(self) -> bool {
        matches!(self, Self::Student | Self::Parent | Self::Teacher)
    }

    /// Whether *Fonction* means something: everybody who works in or for a school.
    pub const fn has_function(self) -> bool {
        !matches!(self, Self::Student | Self::Parent)
    }

    /// Whether *Discipline de poste* means something.
    pub const fn has_subject(self) -> bool {
        matches!(self, Self::Teacher)
    }
}
