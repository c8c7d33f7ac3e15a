use domain::fields::FieldProblem;

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Error messages of fields, and the names of the fields.
    Fields {
        ;
        /// The error message of a field: what is wrong, and what to do.
        fn problem(problem: &FieldProblem) -> String;
        /// The name of a control by its `id`, for the list of errors.
        fn field_name(field: &str) -> String;
        /// A field and its error message, for the list of errors.
        fn named(field: &str, problem: &FieldProblem) -> String;
    }
}
