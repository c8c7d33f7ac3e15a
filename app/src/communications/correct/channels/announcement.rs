use domain::communications::{CommunicationInput, channels::announcement::AnnouncementDetail};
use leptos::prelude::*;

use super::{ProblemOf, Worded};
use crate::{
    components::form::{Bound, Choices, Label, LongTextField, Radio, TextField},
    words,
};

impl Worded for AnnouncementDetail {
    fn fields(&self, typed: &CommunicationInput, problem: &ProblemOf<'_>) -> AnyView {
        let typed = &typed.announcement;
        let choice = Bound::from(if typed.with_link { "externe" } else { "aucun" });
        let (text, link) = (problem("texte"), problem("lien-url"));
        view! {
            <LongTextField
                id="texte"
                label=Label::new(words().compose.announcement_text).marked().aside(words().compose.announcement_limit)
                rows=4
                value=Bound::from(typed.text.clone())
                problem=text
            />
            <Choices legend=words().compose.link class="field link-field">
                <div class="choice-inline">
                    <Radio name="lien" value="aucun" chosen=choice>{words().compose.no_link}</Radio>
                    <Radio name="lien" value="externe" chosen=choice>{words().compose.external_link}</Radio>
                </div>
                <TextField
                    id="lien-url"
                    label=words().compose.site_address
                    value=Bound::from(typed.link.clone())
                    kind="url"
                    inputmode="url"
                    autocomplete="off"
                    problem=link
                    class="field link-url"
                />
            </Choices>
        }
        .into_any()
    }

    fn values(&self, typed: &CommunicationInput) -> Vec<(&'static str, String)> {
        let typed = &typed.announcement;
        let link = if typed.with_link { "externe" } else { "aucun" };
        vec![("texte", typed.text.clone()), ("lien", link.to_owned()), ("lien-url", typed.link.clone())]
    }
}
