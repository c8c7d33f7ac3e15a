//! First or second degree: two feeds in the same envelope, each with names of its own for the same things.

use std::collections::BTreeSet;

/// The degree of a delivery. Where nothing says it, the second one is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Degree {
    #[default]
    Second,
    First,
}

impl Degree {
    pub const ALL: [Self; 2] = [Self::Second, Self::First];

    /// What an attribute says that only one of the two has.
    fn of_name(name: &str) -> Option<Self> {
        match name {
            "ENTPersonNom"
            | "ENTPersonPrenom"
            | "ENTPersonMail"
            | "ENTPersonClasses"
            | "ENTPersonGroupes"
            | "ENTEleveNiveau"
            | "ENTStructureVille"
            | "ENTStructureAdresse"
            | "ENTStructureCodePostal" => Some(Self::First),
            "sn"
            | "givenName"
            | "mail"
            | "l"
            | "street"
            | "postalCode"
            | "ENTEleveClasses"
            | "ENTEleveGroupes"
            | "ENTEleveMEF"
            | "ENTElevePersRelEleve" => Some(Self::Second),
            _ if name.starts_with("ENTEcole") => Some(Self::First),
            _ if name.starts_with("ENTEtablissement") => Some(Self::Second),
            _ => None,
        }
    }

    /// What the beginning of a file says: its attributes, or else the comment of recent files.
    pub(super) fn of_content(start: &str) -> Option<Self> {
        let mut names = start.split("name=").skip(1).filter_map(|rest| {
            let quote = rest.chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
            rest.get(1..)?.split(quote).next()
        });
        names.find_map(Self::of_name).or_else(|| {
            let (_, degree) = start.split_once("degre=\"")?;
            match degree.get(..2)? {
                "1D" => Some(Self::First),
                "2D" => Some(Self::Second),
                _ => None,
            }
        })
    }

    /// The only degree of some files; `None` when they name none, or both.
    pub(super) fn only(of: impl Iterator<Item = Self>) -> Option<Self> {
        let found: BTreeSet<Self> = of.collect();
        found.first().copied().filter(|_| found.len() == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::Degree;

    #[test]
    fn the_names_of_attributes_say_the_degree() {
        let of = Degree::of_content;
        assert_eq!(of("<attr name=\"ENTPersonJointure\"/><attr name=\"sn\"/>"), Some(Degree::Second));
        assert_eq!(of("<attr name='ENTPersonNom'/>"), Some(Degree::First));
        assert_eq!(of("<attr name=\"ENTEcoleSecteur\"/>"), Some(Degree::First));
        assert_eq!(of("<attr name=\"ENTEtablissementContrat\"/>"), Some(Degree::Second));
        assert_eq!(of("<!-- degre=\"1D\" --><attr name=\"ENTStructureUAI\"/>"), Some(Degree::First));
        assert_eq!(of("<!-- degre=\"2D\" --><attr name=\"ENTPersonNom\"/>"), Some(Degree::First));
        assert_eq!(of("<attr name=\"ENTStructureUAI\"/>"), None, "both have it");
        assert_eq!(of("name="), None);
        assert_eq!(Degree::only([Degree::First, Degree::First].into_iter()), Some(Degree::First));
        assert_eq!(Degree::only(Degree::ALL.into_iter()), None);
    }
}
