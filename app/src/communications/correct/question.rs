use domain::communications::{CorrectionForm, CorrectionQuestion};
use leptos::prelude::*;

use super::{beside::message_beside, channels::worded, second::second_values};
use crate::{
    components::{Icon, MarkedWords},
    named::named,
    words,
};

/// *Souhaitez-vous corriger ce texte ?* What is confirmed is what stands here: the fields are sent
/// again as they were typed, and cannot be changed meanwhile.
#[component]
pub fn Asked(form: CorrectionForm, question: CorrectionQuestion) -> impl IntoView {
    let CorrectionForm { id, content, version, people, beside, typed, .. } = form;
    let mut hidden = worded(&content).values(&typed.input);
    hidden.extend(second_values(&typed.input.second));
    let language = typed.input.second.first_spoken().unwrap_or_default();
    let address = format!("/communications/{id}/corriger");
    view! {
        <section class="card stack" aria-labelledby="question-titre">
            <h2 id="question-titre">{words().versions.question}</h2>
            <MarkedWords marked=question.changes language />
            {question.article.map(|(article, outside)| view! {
                <p>{words().common.labelled(words().compose.question_article, &article)}</p>
                {(outside > 0).then(|| view! {
                    <p><Icon name="warning" /> " " {words().compose.outside_readers(outside)}</p>
                })}
            })}
            <p>{words().versions.seen_by(people)} " " {words().versions.will_be_told(question.told)}</p>
            {message_beside(beside)}
            <form class="cluster" method="post" action=named(&address)>
                <input type="hidden" name="version" value=version.to_string() />
                {typed.tell.then(|| view! { <input type="hidden" name="prevenir" value="oui" /> })}
                {hidden
                    .into_iter()
                    .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
                    .collect_view()}
                <button class="button" type="submit" name="action" value="modifier">
                    {words().versions.back_to_text}
                </button>
                <button class="button button-primary" type="submit" name="action" value="confirmer">
                    {words().versions.validate}
                </button>
            </form>
        </section>
    }
}
