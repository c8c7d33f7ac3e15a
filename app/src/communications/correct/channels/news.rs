use domain::communications::{CommunicationInput, channels::news::NewsDetail, view::ArticleLinks};
use leptos::prelude::*;

use super::{ProblemOf, Worded};
use crate::{
    components::form::{Bound, Label, RichTextField, TextField},
    words,
};

impl Worded for NewsDetail {
    fn fields(
        &self,
        typed: &CommunicationInput,
        _: &ArticleLinks,
        problem: &ProblemOf<'_>,
        languages: AnyView,
    ) -> AnyView {
        let typed = &typed.news;
        let (title, body) = (problem("actualite-titre"), problem("actualite-texte"));
        view! {
            <TextField
                id="actualite-titre"
                label=Label::new(words().compose.news_title).marked()
                value=Bound::from(typed.title.clone())
                problem=title
                required=true
                autocomplete="off"
            />
            <RichTextField
                id="actualite-texte"
                plain_id="actualite-texte-brut"
                label=words().compose.news_text
                html=typed.body.clone()
                problem=body
            />
            {languages}
        }
        .into_any()
    }

    fn values(&self, typed: &CommunicationInput) -> Vec<(&'static str, String)> {
        vec![("actualite-titre", typed.news.title.clone()), ("actualite-texte", typed.news.body.clone())]
    }
}
