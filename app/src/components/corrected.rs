use domain::{
    communications::Spoken,
    versions::{Corrected, Marked, Run},
};
use leptos::{either::EitherOf4, prelude::*};

use crate::{language::lang_of, marks, words};

/// *Corrigé le … à …*, and for a reader who had seen the old text what changed, word by word.
#[component]
pub fn CorrectedMark(
    corrected: Corrected,
    /// In which language the text is.
    #[prop(optional)]
    language: Spoken,
) -> impl IntoView {
    let at = corrected.at.local;
    view! {
        <div class="corrected">
            <p class="corrected-mark">
                <time datetime=marks::machine_time(at)>{words().versions.corrected(at)}</time>
                {corrected.zone.map(|zone| format!(" ({zone})"))}
            </p>
            {corrected
                .changes
                .map(|changes| {
                    view! {
                        <details class="corrected-changes">
                            <summary>{words().versions.what_changed}</summary>
                            <MarkedWords marked=changes language />
                        </details>
                    }
                })}
        </div>
    }
}

/// The old and the new wording in one. Words before and after each change say it to screen readers,
/// which do not announce `ins` and `del`.
#[component]
pub fn MarkedWords(
    marked: Marked,
    /// In which language the text is.
    #[prop(optional)]
    language: Spoken,
) -> impl IntoView {
    let Marked { title, text } = marked;
    let lang = lang_of(Some(language));
    view! {
        {(!title.is_empty()).then(|| view! { <p class="marked marked-title" dir="auto" lang=lang>{runs(title, language)}</p> })}
        <p class="marked" dir="auto" lang=lang>{runs(text, language)}</p>
    }
}

fn runs(runs: Vec<Run>, language: Spoken) -> impl IntoView {
    let set = move |text: String| language.spaced(&text);
    let hidden = |word: &'static str| view! { <span class="visually-hidden" lang=words().code>{word}</span> };
    let one = move |run| match run {
        Run::Same(text) => EitherOf4::A(set(text)),
        Run::Removed(text) => EitherOf4::B(view! {
            <del>{hidden(words().versions.removed_from)}{set(text)}{hidden(words().versions.removed_to)}</del>
        }),
        Run::Added(text) => EitherOf4::C(view! {
            <ins>{hidden(words().versions.added_from)}{set(text)}{hidden(words().versions.added_to)}</ins>
        }),
        Run::Reformatted(text) => EitherOf4::D(view! {
            <span class="reformatted">{set(text)}</span>
            " "
            <span class="reformatted-mark" lang=words().code>{words().versions.reformatted}</span>
        }),
    };
    runs.into_iter().map(one).collect_view()
}
