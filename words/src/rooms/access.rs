use domain::access::{
    Cell, Extent, Population, Right, Role, Scope,
    view::{GrantRow, GranteeView, PersonChoice, Place, Reason, ScopeChoice},
};

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Rights: roles, cells of the matrix, populations, reasons.
    Access {
        ;
        fn right(right: Right) -> &'static str;
        fn role(role: Role) -> &'static str;
        /// A cell of the matrix; what *own* means depends on the row.
        fn cell(right: Right, cell: Cell) -> &'static str;
        /// What a role allows, right by right.
        fn allowed(role: Role) -> Vec<String>;
        fn extent(extent: Extent) -> &'static str;
        fn extent_hint(extent: Extent) -> &'static str;
        /// `Metz (0570051W)` is already the place of a school; an authority has none.
        fn scope_choice(choice: &ScopeChoice) -> String;
        fn scope_kind(scope: Scope) -> &'static str;
        /// `Enseignants, niveau 2de ou 1re, fonction CPE`
        fn population(population: &Population) -> String;
        fn grantee(grantee: &GranteeView) -> String;
        /// `Enseignant, Mathématiques – Lycée Pierre et Marie Curie`
        fn place(place: &Place) -> String;
        fn person_place(person: &PersonChoice) -> String;
        /// Why somebody holds a role.
        fn reason(reason: &Reason) -> String;
        /// Why a line of the *Récapitulatif des droits d’accès* cannot be removed where it is shown.
        fn why_it_stays(row: &GrantRow) -> String;
    }
}
