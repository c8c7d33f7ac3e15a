use domain::files::AttachmentView;
use leptos::prelude::*;

use super::{
    drop_zone::DropZone,
    rows::{Attached, OnItsWay},
    state::Files,
    upload::Upload,
};
use crate::{
    communications::compose::validation::problem_of,
    components::{Icon, Line, afresh, effect, form::FieldSentence, lines, words_afresh},
    words,
};

/// *Joindre un fichier*: the uploaded files, those on their way, and the input for more.
#[component]
pub fn FilesField() -> impl IntoView {
    let files = expect_context::<Files>();
    let limits = files.limits.get_value();
    let alive = RwSignal::new(false);
    effect(move |_| alive.set(true));
    view! {
        <div class="field attachments">
            <p class="label" id="fichiers-titre">{words().compose.files}</p>
            <ul class="files" aria-labelledby="fichiers-titre">
                {lines(move || {
                    let line = |file: AttachmentView| {
                        Line::new(file.token.clone(), move || view! { <Attached file /> }.into_any())
                    };
                    files.attached.get().into_iter().map(line).collect()
                })}
                {lines(move || {
                    let line = |upload: Upload| {
                        Line::new(upload.uid.to_string(), move || view! { <OnItsWay upload /> }.into_any())
                    };
                    files.uploads.get().into_iter().map(line).collect()
                })}
            </ul>
            <DropZone alive />
            <p class="hint" id="fichiers-aide">
                {words().compose.file_limits(limits.files, limits.bytes)}
            </p>
            <p role="status" class="visually-hidden">
                {words_afresh(Signal::derive(move || {
                    files.news.get().filter(|(bad, _)| !bad).map(|(_, sentence)| sentence).unwrap_or_default()
                }))}
            </p>
            {afresh(move || files.news.get().filter(|(bad, _)| *bad).map(|(_, sentence)| view! {
                <p class="field-error" id="fichiers-echec" role="alert"><Icon name="alert" /> " " {sentence}</p>
            }.into_any()))}
            <FieldSentence field="fichiers" problem=problem_of("fichiers") />
        </div>
    }
}
