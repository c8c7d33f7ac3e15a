use domain::{
    fields::FieldErrors,
    files::{PictureInput, PictureView},
};
use leptos::prelude::*;

use super::problem::problem;
use crate::{
    components::form::{CheckBox, FileField, Label, TextField},
    words,
};

/// The picture of an article, at most one, with the text that replaces it unless it is decoration. It
/// is sent with the form, like the files.
#[component]
pub fn PictureField(
    picture: Option<PictureView>,
    /// What the fields hold.
    typed: PictureInput,
    errors: StoredValue<FieldErrors>,
) -> impl IntoView {
    let PictureInput { token: kept, alternative, decorative } = typed;
    view! {
        <fieldset class="field picture-field">
            <legend class="label">{words().compose.picture}</legend>
            {picture.map(|picture| {
                let checked = kept == picture.token;
                view! {
                    <div class="picture-chosen">
                        // The text beside it says what it shows.
                        <img class="picture" src=format!("/images/{}/480", picture.token) alt="" />
                        <CheckBox name="image-jeton" value=picture.token checked>
                            {words().spaces.keep_picture}
                        </CheckBox>
                    </div>
                }
            })}
            <FileField
                id="image"
                label=words().compose.picture_choose
                accept="image/jpeg,image/png,image/webp,image/gif"
                hint=words().compose.picture_hint
                problem=problem(errors, "image")
            />
            <TextField
                id="image-texte"
                label=Label::new(words().compose.picture_alternative)
                value=alternative
                problem=problem(errors, "image-texte")
                described_by="image-texte-aide"
                autocomplete="off"
            >
                <p class="hint" id="image-texte-aide">{words().compose.picture_alternative_hint}</p>
            </TextField>
            <CheckBox name="image-decorative" checked=decorative>{words().compose.picture_decorative}</CheckBox>
        </fieldset>
    }
}
