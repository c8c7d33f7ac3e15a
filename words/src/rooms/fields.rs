use domain::fields::FieldProblem;

use crate::vocabulary::vocabulary;

vocabulary! {
    /// What is wrong with a field, and what the fields are called.
    Fields {
        ;
        /// What is wrong with a field, and what to do about it.
        fn problem(problem: &FieldProblem) -> String;
        /// The name of a control by its identity, for the list of what is to be corrected.
        fn field_name(field: &str) -> String;
    }
}
