/// What a part or a record is about, in the order in which a delivery is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    Structure,
    Subject,
    Mef,
    Pupil,
    Relative,
    Staff,
}

impl Category {
    pub const ALL: [Self; 6] =
        [Self::Structure, Self::Subject, Self::Mef, Self::Pupil, Self::Relative, Self::Staff];

    /// The category in the name of a file.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Structure => "EtabEducNat",
            Self::Subject => "MatiereEducNat",
            Self::Mef => "MefEducNat",
            Self::Pupil => "Eleve",
            Self::Relative => "PersRelEleve",
            Self::Staff => "PersEducNat",
        }
    }

    /// The category in a record; the subjects are called otherwise than in the name of the file.
    pub fn from_value(value: &str) -> Option<Self> {
        match value {
            "MatEducNat" => Some(Self::Subject),
            "Mef" => Some(Self::Mef),
            _ => Self::ALL.into_iter().find(|category| category.file_name() == value),
        }
    }

    pub(super) const fn is_person(self) -> bool {
        matches!(self, Self::Pupil | Self::Relative | Self::Staff)
    }

    /// The attribute that repeats the identifier.
    pub(super) const fn key(self) -> Attr {
        match self {
            Self::Structure => Attr::StructureKey,
            Self::Subject => Attr::SubjectKey,
            Self::Mef => Attr::MefKey,
            Self::Pupil | Self::Relative | Self::Staff => Attr::PersonKey,
        }
    }
}

macro_rules! attributes {
    ($($variant:ident: $first:literal $(| $other:literal)*;)+) => {
        /// An attribute that is used; both degrees have their own names for some.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Attr { $($variant),+ }

        impl Attr {
            pub(super) fn from_name(name: &str) -> Option<Self> {
                match name { $($first $(| $other)* => Some(Self::$variant),)+ _ => None }
            }

            /// The name in the second degree.
            pub(super) const fn name(self) -> &'static str {
                match self { $(Self::$variant => $first),+ }
            }
        }
    };
}

attributes! {
    StructureKey: "ENTStructureJointure";
    Uai: "ENTStructureUAI" | "ENTEtablissementUAI";
    StructureName: "ENTStructureNomCourant";
    StructureType: "ENTStructureTypeStruct";
    Town: "l" | "ENTStructureVille";
    AcademyCode: "ENTServAcCodeAcademie";
    AcademyName: "ENTServAcAcademie";
    StructureClasses: "ENTStructureClasses";
    StructureGroups: "ENTStructureGroupes";
    MefKey: "ENTMefJointure";
    MefLabel: "ENTLibelleMef";
    MefParent: "ENTMEFRattach";
    MefStat: "ENTMEFSTAT11";
    MefLevel: "ENTNivFormation";
    SubjectKey: "ENTMatJointure";
    SubjectLabel: "ENTLibelleMatiere";
    PersonKey: "ENTPersonJointure";
    LastName: "sn" | "ENTPersonNom";
    FirstName: "givenName" | "ENTPersonPrenom";
    Born: "ENTPersonDateNaissance";
    Mail: "mail" | "ENTPersonMail";
    Attached: "ENTPersonStructRattach";
    PupilClasses: "ENTEleveClasses" | "ENTPersonClasses";
    PupilGroups: "ENTEleveGroupes" | "ENTPersonGroupes";
    PupilMef: "ENTEleveMEF";
    PupilMefLabel: "ENTEleveLibelleMEF";
    PupilLevel: "ENTEleveNivFormation" | "ENTEleveNiveau";
    Relatives: "ENTElevePersRelEleve";
    Authority: "ENTEleveAutoriteParentale";
    EntryDate: "ENTEleveDateEntreeStructRattach";
    ExitDate: "ENTEleveDateSortieStructRattach";
    ClassEntryDate: "ENTEleveDateEntreeClasses";
    ClassExitDate: "ENTEleveDateSortieClasses";
    Functions: "ENTPersonFonctions";
    IsTeacher: "ENTPersonCategorieEnseignant";
    FacesPupils: "PersEducNatPresenceDevantEleves";
    HeadOf: "ENTEnsFonctionDir";
    PostSubject: "ENTAuxEnsDisciplinesPoste";
    TaughtClasses: "ENTAuxEnsClasses";
    TaughtGroups: "ENTAuxEnsGroupes";
    TaughtClassSubjects: "ENTAuxEnsClassesMatieres";
    TaughtGroupSubjects: "ENTAuxEnsGroupesMatieres";
    PrincipalOf: "ENTAuxEnsClassesPrincipal";
}

/// Attributes that are known and deliberately not read: addresses, telephones, meals, grants.
const UNUSED: &[&str] = &[
    "personalTitle",
    "street",
    "postalCode",
    "postOfficeBox",
    "telephoneNumber",
    "facsimileTelephoneNumber",
    "homePhone",
    "mobile",
    "categoriePersonne",
    "categorieStructure",
    "categorieMatiere",
    "categorieMef",
    "ENTStructureCodeTypeStruct",
    "ENTStructureSIREN",
    "ENTStructureMailSI",
    "ENTStructureEmail",
    "ENTStructureAdresse",
    "ENTStructureCodePostal",
    "ENTStructureBoitePostale",
    "ENTStructureTelephone",
    "ENTStructureFax",
    "ENTEtablissementContrat",
    "ENTEtablissementMinistereTutelle",
    "ENTEtablissementCodeMinistereTutelle",
    "ENTEtablissementStructRattachFctl",
    "ENTEtablissementBassin",
    "ENTEcoleSecteur",
    "ENTEcoleMinistereTutelle",
    "ENTEcoleCirconscription",
    "ENTEcoleCommune",
    "ENTEcoleRPI",
    "ENTPersonNomPatro",
    "ENTPersonAutresPrenoms",
    "ENTPersonCivilite",
    "ENTEleveINE",
    "ENTEleveStructRattachId",
    "ENTEleveStructureRattachIdMEN",
    "ENTEleveFiliere",
    "ENTEleveCycle",
    "ENTEleveTypeClasse",
    "ENTEleveEnseignements",
    "ENTEleveCodeEnseignements",
    "ENTEleveRegime",
    "ENTEleveBoursier",
    "ENTEleveTransport",
    "ENTEleveStatutEleve",
    "ENTEleveRestaurantScolaire",
    "ENTEleveGarderieMatin",
    "ENTEleveGarderieSoir",
    "ENTEleveEtudesSurveillees",
    "ENTPersonAdresse",
    "ENTPersonCodePostal",
    "ENTPersonVille",
    "ENTPersonPays",
    "ENTEleveAdresseRel",
    "ENTPersonTelPerso",
    "ENTPersRelEleveTelPro",
    "ENTPersonMobileSMS",
    "ENTPersRelEleveTelMobile",
    "ENTPersonAdresseDiffusion",
    "ENTAuxPersRelEleveEleve",
    "ENTPersRelEleveEleve",
    "ENTAuxEnsCategoDiscipline",
    "ENTAuxEnsMEF",
    "ENTAuxEnsMatiereEnseignEtab",
    "ENTEnsSpecialites",
    "ENTPersonSTSId",
    "ENTMatiereRattach",
    "ENTFiliere",
    "ENTEleveParents",
    "ENTElevePere",
    "ENTEleveMere",
    "ENTElevePersRelEleve1",
    "ENTElevePersRelEleve2",
    "ENTEleveQualitePersRelEleve1",
    "ENTEleveQualitePersRelEleve2",
    "ENTPersonFonctionsDate",
    "ENTPersonStructRattachDate",
    "ENTPersonCategorieEnseignantDate",
];

/// Whether a name is known though it is not read. Recent files repeat values with their dates.
pub(super) fn is_unused(name: &str) -> bool {
    UNUSED.contains(&name) || name.starts_with("ENTAuxEns") && name.ends_with("Date")
}
