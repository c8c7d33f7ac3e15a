use domain::fields::FieldErrors;
use leptos::prelude::*;

use crate::words;

/// Why a field is refused, in words.
pub fn problem(errors: StoredValue<FieldErrors>, field: &str) -> Signal<Option<String>> {
    let sentence =
        errors.with_value(|errors| errors.get(field).map(|problem| words().fields.problem(problem)));
    Signal::stored(sentence)
}
