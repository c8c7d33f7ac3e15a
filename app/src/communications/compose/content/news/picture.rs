use leptos::{ev, html, prelude::*};
use web_sys::HtmlInputElement;

use crate::{
    communications::compose::{
        content::Content,
        files::{Files, PICTURES, picture_removal},
        focus::focus_on,
        validation::problem_of,
    },
    components::{
        Icon, afresh, effect,
        form::{CheckBox, FieldSentence, Label, PlainButton, TextField, invalid},
        words_afresh,
    },
    named::named,
    words,
};

const INPUT: &str = "image";

/// *Image*: at most one, with the text that replaces it unless it is decoration.
#[component]
pub fn PictureField() -> impl IntoView {
    let content = expect_context::<Content>();
    let upload = expect_context::<Files>().picture;
    let picture = content.picture();
    let told = RwSignal::new("");
    let choose = move |input: &HtmlInputElement| {
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            told.set(words().compose.picture_joined);
            upload.send(&file, picture);
        }
        // The same picture can be chosen again.
        input.set_value("");
    };
    let field = NodeRef::<html::Input>::new();
    let refused = Signal::derive(move || upload.failure.with(Option::is_some));
    // A picture chosen before this script was running.
    effect(move |_| {
        if let Some(field) = field.get() {
            choose(&field);
        }
    });
    view! {
        <fieldset class="field picture-field">
            <legend class="label">{words().compose.picture}</legend>
            {move || {
                let token = picture.get();
                (!token.is_empty()).then(|| view! { <Chosen token told /> }.into_any())
            }}
            <div class="field">
                <label for=INPUT>{words().compose.picture_choose}</label>
                <input class="input" id=INPUT name=INPUT type="file" node_ref=field
                    accept="image/jpeg,image/png,image/webp,image/gif"
                    aria-describedby="image-aide image-echec image-erreur"
                    aria-invalid=invalid(problem_of(INPUT), refused)
                    on:change:target=move |event| choose(&event.target()) />
                <PlainButton action="joindre" address=PICTURES label=words().compose.picture_join />
                <p class="hint" id="image-aide">{words().compose.picture_hint}</p>
                <p class="hint" role="status">
                    {words_afresh(Signal::derive(move || {
                        let said = match (upload.busy.get(), upload.failure.with(Option::is_some)) {
                            (true, _) => words().compose.picture_sending,
                            (false, false) => told.get(),
                            (false, true) => "",
                        };
                        said.to_owned()
                    }))}
                </p>
                {afresh(move || upload.failure.get().map(|sentence| view! {
                    <p class="field-error" id="image-echec" role="alert"><Icon name="alert" /> " " {sentence}</p>
                    <Untaken told />
                }.into_any()))}
                <FieldSentence field=INPUT problem=problem_of(INPUT) />
            </div>
            <Alternative />
        </fieldset>
    }
}

/// The button that goes on without a picture that was not taken.
#[component]
fn Untaken(told: RwSignal<&'static str>) -> impl IntoView {
    let upload = expect_context::<Files>().picture;
    let name = upload.name.get_value();
    view! {
        <button class="button button-quiet button-small" type="button"
            on:click=move |_| {
                told.set("");
                upload.give_up();
                // The pressed button disappears with the reason.
                focus_on(INPUT);
            }>
            {words().compose.remove} <span class="visually-hidden">" " {name}</span>
        </button>
    }
}

/// The chosen picture, and the button that takes it out.
#[component]
fn Chosen(token: String, told: RwSignal<&'static str>) -> impl IntoView {
    let picture = expect_context::<Content>().picture();
    let upload = expect_context::<Files>().picture;
    view! {
        <div class="picture-chosen">
            // The text beside it says what it shows.
            <img class="picture" src=upload.address(&token) alt="" />
            // Without JavaScript, this field attaches the picture.
            <input type="hidden" name="image-jeton" value=token.clone() />
            <button class="button button-quiet button-small" type="submit" formaction=named(&picture_removal(&token))
                on:click=move |event: ev::MouseEvent| {
                    event.prevent_default();
                    told.set(words().compose.picture_removed);
                    upload.take_out(picture);
                    // The pressed button disappears with its picture.
                    focus_on(INPUT);
                }>
                {words().compose.remove} <span class="visually-hidden">" " {words().compose.picture}</span>
            </button>
        </div>
    }
}

#[component]
fn Alternative() -> impl IntoView {
    let content = expect_context::<Content>();
    view! {
        <TextField
            id="image-texte"
            label=Label::new(words().compose.picture_alternative)
            value=content.alternative()
            problem=problem_of("image-texte")
            described_by="image-texte-aide"
            autocomplete="off"
        >
            <p class="hint" id="image-texte-aide">{words().compose.picture_alternative_hint}</p>
        </TextField>
        <CheckBox id="image-decorative" name="image-decorative" checked=content.decorative()>
            {words().compose.picture_decorative}
        </CheckBox>
    }
}
