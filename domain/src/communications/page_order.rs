//! The fields of *Nouvelle communication*, in the order in which the page shows them.

use crate::{
    fields::{FieldErrors, FieldProblem},
    targets::{CriterionKind, ESTABLISHMENTS, MAX_TARGETS, PEOPLE, PROFILES, target_field},
};

/// The fields below the targets. A channel shows some of them.
const BELOW: [&str; 24] = [
    "canal",
    "type",
    "texte",
    "envoi-date",
    "envoi-heure",
    "objet",
    "corps",
    "actualite-titre",
    "actualite-texte",
    "langue-texte",
    "autre-langue",
    "autre-titre",
    "autre-texte",
    "lien-url",
    "article",
    "periode-debut",
    "periode-fin",
    "tableau-public",
    "accuse",
    "image",
    "image-texte",
    "actualite-debut",
    "actualite-fin",
    "fichiers",
];

/// The refused fields as somebody meets them who reads the page from its top; those that are not
/// known here come last.
pub fn in_page_order(errors: &FieldErrors) -> Vec<(String, FieldProblem)> {
    let mut ordered: Vec<(String, FieldProblem)> = Vec::new();
    let mut take = |field: &str| {
        if let Some(problem) = errors.get(field) {
            ordered.push((field.to_owned(), problem.clone()));
        }
    };
    take("perimetre");
    take("cibles");
    for position in 0..MAX_TARGETS {
        take(&target_field(position, PROFILES));
        for kind in CriterionKind::ALL {
            take(&target_field(position, kind.part()));
        }
        take(&target_field(position, PEOPLE));
        take(&target_field(position, ESTABLISHMENTS));
    }
    for field in BELOW {
        take(field);
    }
    for (field, problem) in &errors.0 {
        if !ordered.iter().any(|(known, _)| known == field) {
            ordered.push((field.clone(), problem.clone()));
        }
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::in_page_order;
    use crate::fields::{FieldErrors, FieldProblem};

    #[test]
    fn errors_come_as_the_page_shows_their_fields() {
        let as_shown = [
            "perimetre",
            "cible-1-profils",
            "cible-1-niveaux",
            "cible-2-personnes",
            "cible-2-etablissements",
            "cible-10-niveaux",
            "canal",
            "type",
            "texte",
            "autre-langue",
            "autre-texte",
            "lien-url",
            "periode-debut",
            "periode-fin",
            "tableau-public",
            "fichiers",
            "inconnu",
        ];
        let mut errors = FieldErrors::default();
        for field in as_shown {
            errors.add(field, FieldProblem::Required);
        }
        let fields: Vec<_> = in_page_order(&errors).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, as_shown);
    }
}
