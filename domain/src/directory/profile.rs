values::coded! {
    /// profil: the nine national kinds of user (nomenclature `ENTPersonProfils` of the SDET). The
    /// national code is also the key in files, forms and the database.
    Profile {
        Student => "National_ELV",
        Parent => "National_TUT",
        Teacher => "National_ENS",
        Management => "National_DIR",
        SchoolLife => "National_EVS",
        AdminTechnical => "National_ETA",
        Librarian => "National_DOC",
        Academy => "National_ACA",
        LocalAuthority => "National_COL",
    }
}

impl Profile {
    /// Position in [`Self::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Whether *Niveau* and *Sous-niveau* apply: pupils, their parents, their teachers.
    pub const fn has_level(self) -> bool {
        matches!(self, Self::Student | Self::Parent | Self::Teacher)
    }

    /// Whether *Fonction* applies: everybody who works in or for a school.
    pub const fn has_function(self) -> bool {
        !matches!(self, Self::Student | Self::Parent)
    }

    /// Whether *Classe* and *Groupe* apply: pupils, their parents, their teachers.
    pub const fn has_class(self) -> bool {
        self.has_level()
    }

    /// Whether *Discipline de poste* applies.
    pub const fn has_subject(self) -> bool {
        matches!(self, Self::Teacher)
    }
}
