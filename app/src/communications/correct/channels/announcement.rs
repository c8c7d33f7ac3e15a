use domain::communications::{
    CommunicationInput,
    channels::announcement::{AnnouncementDetail, AnnouncementInput},
};
use leptos::prelude::*;

use super::{ProblemOf, Worded};
use crate::{
    components::form::{Bound, Choices, Label, LongTextField, Radio, TextField},
    words,
};

impl Worded for AnnouncementDetail {
    fn fields(&self, typed: &CommunicationInput, problem: &ProblemOf<'_>) -> AnyView {
        let typed = &typed.announcement;
        let choice = Bound::from(kind_of_link(typed));
        // An article that it was deployed with may stay; another one is not offered.
        let has_article = self.input().with_article;
        let (text, link) = (problem("texte"), problem("lien-url"));
        let (said, address) = (typed.text.clone(), typed.link.clone());
        view! {
            <LongTextField
                id="texte"
                label=Label::new(words().compose.announcement_text).marked().aside(words().compose.announcement_limit)
                rows=4
                value=Bound::from(said)
                problem=text
            />
            <Choices legend=words().compose.link class="field link-field">
                <div class="choice-inline">
                    <Radio name="lien" value="aucun" chosen=choice>{words().compose.no_link}</Radio>
                    {has_article
                        .then(|| {
                            view! { <Radio name="lien" value="article" chosen=choice>{words().compose.article_link}</Radio> }
                        })}
                    <Radio name="lien" value="externe" chosen=choice>{words().compose.external_link}</Radio>
                </div>
                <TextField
                    id="lien-url"
                    label=words().compose.site_address
                    value=Bound::from(address)
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
        let link = kind_of_link(typed);
        vec![("texte", typed.text.clone()), ("lien", link.to_owned()), ("lien-url", typed.link.clone())]
    }
}

fn kind_of_link(typed: &AnnouncementInput) -> &'static str {
    match (typed.with_link, typed.with_article) {
        (true, _) => "externe",
        (false, true) => "article",
        (false, false) => "aucun",
    }
}
