//! What is wrong with files of a directory as they come from elsewhere.

use domain::directory::{Container, Format, Reason};

use super::numbers::{self, bytes, number};

/// One sentence without its full stop.
pub(super) fn reason(reason: &Reason) -> String {
    delivery(reason)
        .or_else(|| origin(reason))
        .or_else(|| bounds(reason))
        .or_else(|| text(reason))
        .or_else(|| table(reason))
        .or_else(|| value(reason))
        .unwrap_or_else(|| reference(reason))
}

/// `l’export des responsables de SIECLE`
pub(super) const fn format(format: Format) -> &'static str {
    match format {
        Format::Aaf => "un fichier AAF",
        Format::SieclePupils => "l’export des élèves de SIECLE",
        Format::SiecleGuardians => "l’export des responsables de SIECLE",
        Format::SiecleStructures => "l’export des structures de SIECLE",
        Format::SiecleNomenclature => "l’export des nomenclatures de SIECLE",
        Format::SiecleOther => "un export de SIECLE dont l’annuaire n’a pas besoin",
        Format::Sts => "l’export de STS-WEB",
        Format::OndePupils => "l’extraction des élèves d’ONDE",
        Format::OndeGuardians => "l’extraction des responsables d’ONDE",
        Format::OndeTeachers => "l’extraction des enseignants d’ONDE",
        Format::OneRoster => "un fichier OneRoster",
        Format::Schools => "la liste des établissements (etablissements.csv)",
        Format::People => "la liste des usagers (usagers.csv)",
        Format::Memberships => "la liste des rattachements (rattachements.csv)",
        Format::Families => "la liste des familles (familles.csv)",
    }
}

const fn container(container: Container) -> &'static str {
    match container {
        Container::Tar => "une archive .tar",
        Container::Gzip => "un fichier .gz",
        Container::SevenZip => "une archive .7z",
        Container::Rar => "une archive .rar",
        Container::OldWorkbook => "un ancien classeur .xls",
        Container::OpenDocument => "un classeur .ods",
        Container::Pdf => "un document PDF",
        Container::ArchiveInArchive => "une archive dans une archive, ou un classeur",
    }
}

/// What to do with it.
const fn instead(container: Container) -> &'static str {
    match container {
        Container::Tar | Container::SevenZip | Container::Rar => "décompressez-la",
        Container::Gzip => "décompressez-le",
        Container::OldWorkbook | Container::OpenDocument => "enregistrez-le en .csv ou en .xlsx",
        Container::Pdf => {
            "il ne peut pas être lu ; exportez de nouveau ces données, en tableau (.csv ou .xlsx)"
        }
        Container::ArchiveInArchive => "décompressez-la, ou enregistrez sa feuille en .csv",
    }
}

fn delivery(reason: &Reason) -> Option<String> {
    Some(match reason {
        Reason::NothingKnown => "aucun fichier d’annuaire n’y a été reconnu".to_owned(),
        Reason::CannotRead => "ce fichier ou ce dossier ne peut pas être lu".to_owned(),
        Reason::WrongFile { expected, found } => {
            format!(
                "c’est {}, et non {} : remettez chaque fichier à sa place",
                format(*found),
                format(*expected)
            )
        }
        Reason::Misnamed { content } => format!("son nom ne dit pas ce qu’il contient ({content})"),
        Reason::Unknown { begins } => format!("ce fichier n’est pas reconnu ; il commence par « {begins} »"),
        Reason::UnknownSheet { name, begins } => format!(
            "la feuille « {name} » de ce classeur n’est pas reconnue, et n’est pas lue ; elle commence par « {begins} »"
        ),
        Reason::Unsupported(of) => format!("c’est {} : {}", container(*of), instead(*of)),
        Reason::MissingFile { name } => format!("le fichier {name} manque"),
        Reason::MissingPart { number } => format!("la partie {number:04} manque avant celle-ci"),
        Reason::BothDegrees { first, second } => format!(
            "deux livraisons y sont ensemble, du premier degré (fichiers : {}) et du second (fichiers : {}) : elles sont lues l’une à côté de l’autre",
            number(*first),
            number(*second)
        ),
        Reason::SeveralFeeds { names } => {
            format!("plusieurs livraisons sont mêlées ({}) : importez-les séparément", names.join(", "))
        }
        Reason::SeveralFormats { found } => {
            let found: Vec<&str> = found.iter().map(|of| format(*of)).collect();
            format!("plusieurs formats sont mêlés ({}) : importez-les séparément", found.join(", "))
        }
        Reason::SameKind { first } => {
            format!("il contient la même chose que « {first} » : retirez le moins récent des deux fichiers")
        }
        Reason::RepeatedFile => "ce fichier s’y trouve deux fois".to_owned(),
        Reason::Superseded { by } => {
            format!("laissé de côté : la livraison du {} est plus récente", day(*by))
        }
        Reason::Older { date: made, last } => {
            format!("cette livraison est du {}, et la dernière importée du {}", day(*made), day(*last))
        }
        Reason::NoDate => "le nom des fichiers ne dit pas la date de la livraison".to_owned(),
        Reason::DeltaWithoutBase => {
            "ce ne sont que des changements : mettez avec eux la livraison complète qui les précède (AAF : les fichiers « …_Complet_… » ; OneRoster : l’archive du paquet entier)".to_owned()
        }
        _ => return None,
    })
}

fn origin(reason: &Reason) -> Option<String> {
    Some(match reason {
        Reason::AcademyUnknown => "aucun établissement ne dit de quelle académie il est".to_owned(),
        Reason::SeveralAcademies { names } => {
            format!(
                "plusieurs académies y figurent ({}) ; celle qui a le plus d’établissements compte",
                names.join(", ")
            )
        }
        Reason::NoSchoolChosen => {
            "ces fichiers ne disent pas leur école : indiquez d’abord son code UAI".to_owned()
        }
        Reason::WrongSchool { expected, found } => {
            format!("ce fichier est de l’établissement {found}, et les autres de {expected}")
        }
        Reason::WrongYear { expected, found } => format!(
            "ce fichier est de l’année scolaire {found}, et les autres de {expected} : exportez-les tous pour la même année"
        ),
        Reason::DataWithoutManifest => {
            "manifest.csv manque : sans lui, c’est une version de OneRoster antérieure à la 1.1".to_owned()
        }
        Reason::VersionUnsupported(version) => {
            format!("version de OneRoster « {version} » : seules 1.1 et 1.2 sont lues")
        }
        _ => return None,
    })
}

fn bounds(reason: &Reason) -> Option<String> {
    Some(match reason {
        Reason::BrokenArchive => {
            "cette archive est abîmée ou incomplète : téléchargez-la de nouveau".to_owned()
        }
        Reason::Encrypted => "cette archive est protégée par un mot de passe".to_owned(),
        Reason::TooManyFiles { max, found } => {
            format!("{} fichiers, {} au plus sont admis", number(*found), number(*max))
        }
        Reason::FileTooLarge { max } => format!("ce fichier dépasse {}", bytes(*max)),
        Reason::TotalTooLarge { max } => format!("les fichiers dépassent ensemble {}", bytes(*max)),
        Reason::RatioTooHigh { max } => {
            format!("décompressé, ce fichier devient plus de {} fois plus grand", number(*max))
        }
        Reason::TooDeep { max } => format!("plus de {} éléments y sont emboîtés", number(*max)),
        Reason::PieceTooLong { max } => format!("un élément dépasse {}", bytes(*max)),
        Reason::TooManyColumns { max } => format!("plus de {} colonnes", number(*max)),
        Reason::TooManyRows { max } => format!("plus de {} lignes", number(*max)),
        Reason::TooManyValues { max } => format!("plus de {} valeurs", number(*max)),
        Reason::TooLong { max } => format!("plus de {} caractères", number(*max)),
        _ => return None,
    })
}

fn text(reason: &Reason) -> Option<String> {
    Some(match reason {
        Reason::BrokenEncoding => {
            "les lettres accentuées de ce fichier sont abîmées (encodage) : exportez-le de nouveau".to_owned()
        }
        Reason::Mended { value } => {
            format!("les accents étaient encodés deux fois (« {value} ») et ont été rétablis")
        }
        Reason::MixedEncoding { value } => {
            format!("certains accents sont encodés deux fois (« {value} ») et d’autres non")
        }
        Reason::EmptyFile => "ce fichier est vide".to_owned(),
        Reason::NotXml { detail } if detail.is_empty() => "ce n’est pas du XML correct".to_owned(),
        Reason::NotXml { detail } => format!("ce n’est pas du XML correct (« {detail} »)"),
        Reason::Truncated => {
            "ce fichier s’arrête avant sa fin : téléchargez-le ou exportez-le de nouveau".to_owned()
        }
        Reason::InternalDtd => "ce fichier déclare ses propres entités, ce qui est refusé".to_owned(),
        Reason::UnknownEntity { name } => format!("entité inconnue : « {name} »"),
        Reason::WrongRoot { found } => {
            format!("ce fichier XML commence par « {found} », ce qui n’est pas attendu ici")
        }
        Reason::ControlCharacter => "caractère de contrôle dans la valeur".to_owned(),
        _ => return None,
    })
}

fn table(reason: &Reason) -> Option<String> {
    Some(match reason {
        Reason::NoHeader { found, missing } => format!(
            "aucune ligne du début n’a les colonnes attendues ; il manque : {} ; colonnes trouvées : {}",
            missing.join(", "),
            found.join(", ")
        ),
        Reason::RepeatedColumn => "cette colonne figure deux fois dans l’en-tête".to_owned(),
        Reason::UnclosedQuote => "un guillemet ouvert n’est jamais refermé".to_owned(),
        Reason::WrongFieldCount { found, expected } => {
            let fields = if *found < 2 { "champ" } else { "champs" };
            format!("{} {fields} au lieu des {} de l’en-tête", number(*found), number(*expected))
        }
        Reason::SeveralSheets { names } => format!(
            "plusieurs feuilles de ce classeur ont ces colonnes ({}) : réunissez-les en une seule ou masquez celles qui ne servent pas",
            names.join(", ")
        ),
        Reason::BadCell { value } => format!("une cellule contient une erreur : « {value} »"),
        Reason::Converted { value } => format!(
            "« {value} » vient d’une conversion par un tableur : donnez à la colonne le format Texte et saisissez de nouveau la valeur"
        ),
        Reason::Manifest { line } => format!("manifest.csv et les fichiers se contredisent : « {line} »"),
        _ => return None,
    })
}

fn value(reason: &Reason) -> Option<String> {
    Some(match reason {
        Reason::Missing => "cette valeur manque".to_owned(),
        Reason::NotAUai(value) => {
            format!("« {value} » n’est pas un code UAI (sept chiffres et une lettre)")
        }
        Reason::NotADate(value) => format!("« {value} » n’est pas une date"),
        Reason::NotAnEmail(value) => format!("« {value} » n’est pas une adresse de courriel"),
        Reason::UnknownValue(value) => format!("valeur inconnue : « {value} »"),
        Reason::WrongParts { value, expected } => {
            format!("« {value} » n’a pas la forme attendue : {expected}")
        }
        Reason::IdentifierDiffers { id, attribute } => {
            format!("cette fiche a deux identifiants différents, « {id} » et « {attribute} »")
        }
        Reason::Duplicate { value } => format!("« {value} » y figure deux fois"),
        Reason::Twins { one, other } => {
            format!("« {one} » et « {other} » ne diffèrent que par leur écriture")
        }
        _ => return None,
    })
}

fn reference(reason: &Reason) -> String {
    match reason {
        Reason::UnknownSchool(value) => {
            format!("aucun établissement avec un code UAI ne répond à « {value} », ni ici ni dans l’annuaire")
        }
        Reason::UnknownPerson(value) => {
            format!("la personne « {value} » est citée, mais ces fichiers n’en ont pas de fiche complète")
        }
        Reason::UnknownClass(value) => {
            format!("la classe « {value} » est citée, mais n’est pas décrite dans ces fichiers")
        }
        Reason::UnknownNames { names, total } => format!(
            "cette version ne connaît pas : {}{}",
            names.join(", "),
            if (names.len() as u64) < *total { "…" } else { "" }
        ),
        Reason::UnknownRequest(value) => {
            format!("« {value} » n’est pas admis dans une livraison de cette sorte")
        }
        Reason::UnknownOperation(value) => {
            format!("opération « {value} » inconnue : seule « replace » est lue")
        }
        Reason::UnknownFunction { code } => format!("fonction inconnue : « {code} »"),
        Reason::NotASchool { kind } => format!("ce n’est pas un établissement scolaire : « {kind} »"),
        Reason::Doubtful(about) => {
            format!("« {about} » : la personne visée est incertaine, et rien n’a été deviné")
        }
        Reason::OwnParent => "le parent et l’enfant sont la même personne".to_owned(),
        Reason::OtherSchools { begins } => format!(
            "aucune des personnes déjà connues sous les identifiants « {begins}… » n’est dans les établissements de cette livraison : elles viennent d’ailleurs, et seraient toutes retirées"
        ),
        Reason::OtherIdentifiers { school, people } => format!(
            "« {school} » a déjà {} sous d’autres identifiants : s’il s’agit des mêmes, elles y figureront deux fois",
            numbers::people(*people)
        ),
        Reason::OthersStay { schools, total, people } => format!(
            "d’autres livraisons de la même académie restent telles quelles : {}, {} ({}{})",
            numbers::people(*people),
            numbers::establishments(*total),
            schools.join(", "),
            if (schools.len() as u64) < *total { "…" } else { "" }
        ),
        Reason::TooManyGroups { max } => {
            format!(
                "plus de {} classes ou groupes pour un élève : seuls les premiers sont repris",
                number(*max)
            )
        }
        Reason::NotYet { pupils, from } => {
            let enter = if *pupils < 2 { "élève n’entre" } else { "élèves n’entrent" };
            format!(
                "{} {enter} que le {} ou plus tard : importez de nouveau ces fichiers ce jour-là",
                number(*pupils),
                day(*from)
            )
        }
        Reason::NoIdentifier => {
            "ni INE ni date de naissance : le nom seul ne suffit pas, l’élève n’est pas repris".to_owned()
        }
        _ => "ce fichier ne peut pas être lu".to_owned(),
    }
}

fn day(day: chrono::NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}
