use domain::communications::{CommunicationInput, channels::message::MessageDetail, view::ArticleLinks};
use leptos::prelude::*;

use super::{ProblemOf, Worded};
use crate::{
    components::form::{Bound, Label, RichTextField, TextField},
    words,
};

impl Worded for MessageDetail {
    fn fields(
        &self,
        typed: &CommunicationInput,
        _: &ArticleLinks,
        problem: &ProblemOf<'_>,
        languages: AnyView,
    ) -> AnyView {
        let typed = &typed.message;
        let (subject, body) = (problem("objet"), problem("corps"));
        view! {
            <TextField
                id="objet"
                label=Label::new(words().compose.subject).marked().aside(words().compose.subject_limit)
                value=Bound::from(typed.subject.clone())
                problem=subject
                required=true
                autocomplete="off"
            />
            <RichTextField
                id="corps"
                plain_id="corps-texte"
                label=words().compose.message_text
                html=typed.body.clone()
                problem=body
            />
            {languages}
        }
        .into_any()
    }

    fn values(&self, typed: &CommunicationInput) -> Vec<(&'static str, String)> {
        vec![("objet", typed.message.subject.clone()), ("corps", typed.message.body.clone())]
    }
}
