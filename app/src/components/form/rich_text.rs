use domain::communications::letter_text;
use leptos::prelude::*;

use super::{Bound, Field, Label, PlainField, TextArea};

/// A rich text on a plain page. The editor is an element around the field that holds its HTML; without
/// scripts a plain text field replaces it. The page needs the scripts for writing.
#[component]
pub fn RichTextField(
    id: &'static str,
    /// The `id` of the plain text field.
    plain_id: &'static str,
    label: &'static str,
    html: String,
    #[prop(optional, into)] problem: Signal<Option<String>>,
) -> impl IntoView {
    // Sent again, it must not say more than what is valid, nor less.
    let text = letter_text(&html).trim().to_owned();
    let wrong = problem.with_untracked(Option::is_some);
    view! {
        <Field id label=Label::new(label).marked() label_class="editor-label" problem>
            <rich-text data-ready="">
                <TextArea id rows=12 value=Bound::from(html) problem />
            </rich-text>
            <PlainField id=plain_id label text wrong />
        </Field>
    }
}
