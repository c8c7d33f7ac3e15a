use domain::directory::Profile;

use super::sentence_case;
use crate::{
    Place, Problem, Reason,
    text::{fold, tidy},
};

const DEFAULT: &str = include_str!("functions.csv");

/// What somebody is in a school, by the code of the function and of its discipline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    pub profile: Profile,
    /// Empty: none.
    pub function: String,
    /// No line names the code: the last one of the table decided.
    pub fallback: bool,
}

/// The table of functions: the first line that fits decides. Administrators may edit a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Functions(Vec<Line>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    /// `*`: any.
    code: String,
    /// A code, a label, or a part of a label between `*`; empty: any.
    discipline: String,
    profile: Profile,
    function: String,
}

impl Default for Functions {
    fn default() -> Self {
        // A test reads the table that comes with the program.
        Self::parse(DEFAULT, "functions.csv").unwrap_or(Self(Vec::new()))
    }
}

impl Functions {
    /// A table with the columns code, discipline, profil and fonction, separated by `;`.
    pub fn parse(text: &str, file: &str) -> Result<Self, Problem> {
        let mut lines = Vec::new();
        for (number, line) in (1..).zip(text.lines()).skip(1) {
            if line.trim().is_empty() {
                continue;
            }
            let place = Place::file(file).line(number);
            let cells: Vec<String> = line.split(';').map(|cell| tidy(cell).into_owned()).collect();
            let [code, discipline, profile, function] = <[String; 4]>::try_from(cells).map_err(|cells| {
                Problem::stops(
                    place.clone(),
                    Reason::WrongFieldCount { found: cells.len() as u64, expected: 4 },
                )
            })?;
            let profile = Profile::from_code(&profile).ok_or_else(|| {
                Problem::stops(place.element("profil"), Reason::UnknownValue(profile.clone()))
            })?;
            lines.push(Line { code, discipline, profile, function });
        }
        Ok(Self(lines))
    }

    /// What the four texts of a function mean; `None` for `-`, which means no function.
    pub fn role(&self, code: &str, label: &str, discipline: &str, discipline_label: &str) -> Option<Role> {
        if matches!(code, "" | "-") {
            return None;
        }
        let line = self.0.iter().find(|line| line.fits(code, label, discipline, discipline_label));
        let (profile, function, fallback) = line.map_or((Profile::AdminTechnical, "", true), |line| {
            (line.profile, line.function.as_str(), line.code == "*")
        });
        let function = if function.is_empty() && profile != Profile::Teacher {
            sentence_case(label)
        } else {
            function.to_owned()
        };
        Some(Role { profile, function, fallback })
    }
}

impl Line {
    fn fits(&self, code: &str, label: &str, discipline: &str, discipline_label: &str) -> bool {
        if self.code != "*" && !self.code.eq_ignore_ascii_case(code) {
            return false;
        }
        let wanted = fold(&self.discipline);
        let labels = [fold(discipline), fold(discipline_label), fold(label)];
        match wanted.strip_prefix('*').and_then(|rest| rest.strip_suffix('*')) {
            Some(part) => labels.iter().any(|label| label.contains(part)),
            None => wanted.is_empty() || labels[..2].contains(&wanted),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(code: &str, label: &str, discipline: &str, discipline_label: &str) -> (Profile, String) {
        let role = Functions::default().role(code, label, discipline, discipline_label).expect("a function");
        (role.profile, role.function)
    }

    #[test]
    fn functions_become_national_profiles() {
        use Profile::{AdminTechnical, Librarian, Management, SchoolLife, Teacher};
        assert!(Functions::parse(DEFAULT, "functions.csv").is_ok());
        let head = (Management, domain::directory::HEAD_OF_ESTABLISHMENT.to_owned());
        assert_eq!(role("DIR", "DIRECTION", "D0010", "DIRECTION CHEF D'ETABLISSEMENT"), head);
        assert_eq!(role("ENS", "ENSEIGNEMENT", "D0000", "DIRECTION"), head, "first degree");
        assert_ne!(role("DIR", "DIRECTION", "D0030", "DIRECTION ADJOINT AU CHEF ETABLISSEMENT"), head);
        assert_eq!(role("ENS", "ENSEIGNEMENT", "L0202", "LETTRES MODERNES").0, Teacher);
        assert_eq!(role("DOC", "DOCUMENTATION", "L0080", "DOCUMENTATION").0, Librarian);
        assert_eq!(role("EDU", "EDUCATION", "E0030", "EDUCATION (CE ,CPE)"), (SchoolLife, "CPE".to_owned()));
        assert_eq!(role("AED", "ASSISTANT D'EDUCATION", "-", "SANS OBJET").0, SchoolLife);
        assert_eq!(role("MDS", "PERSONNEL MEDICO-SOCIAL", "M0010", "INFIRMIER(E)").1, "Infirmière");
        let medical = |discipline| role("MDS", "PERSONNEL MEDICO-SOCIAL", "-", discipline).1;
        assert_eq!(medical("ASSISTANT(E) DE SERVICE SOCIAL"), "Assistante sociale");
        assert_eq!(medical("SANS OBJET"), "Personnel médico-social", "the name of the function says no more");
        assert_eq!(role("XYZ", "AUTRE CHOSE", "-", "SANS OBJET"), (AdminTechnical, "Autre chose".to_owned()));
        assert_eq!(Functions::default().role("-", "SANS OBJET", "-", "SANS OBJET"), None);
    }

    #[test]
    fn the_table_can_be_edited_and_says_where_it_is_wrong() {
        let table =
            Functions::parse("code;discipline;profil;fonction\nAED;;National_ETA;Surveillante\n", "f.csv");
        let role = table.expect("reads").role("AED", "", "", "").expect("a function");
        assert_eq!((role.profile, role.function.as_str()), (Profile::AdminTechnical, "Surveillante"));
        let wrong = Functions::parse("code;discipline;profil;fonction\nAED;;National_XYZ;\n", "f.csv")
            .expect_err("refused");
        assert_eq!(wrong.place.line, Some(2));
    }
}
