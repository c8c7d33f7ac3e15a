use leptos::prelude::*;

use super::{
    drop_zone::DropZone,
    rows::{Attached, OnItsWay},
    state::Files,
};
use crate::{
    communications::compose::validation::problem_of,
    components::{Icon, form::FieldSentence},
    words,
};

/// *Joindre un fichier*: the uploaded files, those on their way, and the input for more.
#[component]
pub fn FilesField() -> impl IntoView {
    let files = expect_context::<Files>();
    let limits = files.limits.get_value();
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    view! {
        <div class="field attachments">
            <p class="label" id="fichiers-titre">{words().compose.files}</p>
            <ul class="files" aria-labelledby="fichiers-titre">
                <For each=move || files.attached.get() key=|file| file.token.clone() let:file>
                    <Attached file />
                </For>
                <For each=move || files.uploads.get() key=|upload| upload.uid let:upload>
                    <OnItsWay upload />
                </For>
            </ul>
            <DropZone alive />
            <p class="hint" id="fichiers-aide">
                {words().compose.file_limits(limits.files, limits.bytes)}
            </p>
            <p role="status" class="visually-hidden">
                {move || files.news.get().filter(|(bad, _)| !bad).map(|(_, sentence)| sentence)}
            </p>
            {move || files.news.get().filter(|(bad, _)| *bad).map(|(_, sentence)| view! {
                <p class="field-error" role="alert"><Icon name="alert" /> " " {sentence}</p>
            })}
            <FieldSentence field="fichiers" problem=problem_of("fichiers") />
        </div>
    }
}
