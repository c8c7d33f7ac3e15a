use domain::communications::{
    CommunicationInput,
    channels::announcement::{AnnouncementDetail, AnnouncementInput},
    view::{ArticleChoice, ArticleLinks},
};
use domain::text::french_spaces;
use leptos::prelude::*;

use super::{ProblemOf, Worded};
use crate::{
    components::{
        Icon,
        form::{Bound, Choices, GroupSentence, Label, LongTextField, Radio, TextField},
    },
    language::authored,
    words,
};

impl Worded for AnnouncementDetail {
    fn fields(
        &self,
        typed: &CommunicationInput,
        articles: &ArticleLinks,
        problem: &ProblemOf<'_>,
        languages: AnyView,
    ) -> AnyView {
        let typed = &typed.announcement;
        let choice = Bound::from(kind_of_link(typed));
        let articles = (articles.clone(), typed.article_search.clone(), problem("article"));
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
            {languages}
            <Choices legend=words().compose.link class="field link-field">
                <div class="choice-inline">
                    <Radio name="lien" value="aucun" chosen=choice>{words().compose.no_link}</Radio>
                    <Radio name="lien" value="article" chosen=choice>{words().compose.article_link}</Radio>
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
                <Articles links=articles.0 search=articles.1 problem=articles.2 />
            </Choices>
            {self.public.then(|| view! { <p class="hint">{words().detail.on_public_board}</p> })}
        }
        .into_any()
    }

    fn values(&self, typed: &CommunicationInput) -> Vec<(&'static str, String)> {
        let typed = &typed.announcement;
        let link = kind_of_link(typed);
        vec![
            ("texte", typed.text.clone()),
            ("lien", link.to_owned()),
            ("lien-url", typed.link.clone()),
            ("article", typed.article.clone()),
        ]
    }
}

/// The chosen article, a search, and what it found. The button posts the form.
#[component]
fn Articles(links: ArticleLinks, search: String, problem: Signal<Option<String>>) -> impl IntoView {
    let ArticleLinks { found, chosen, gone, outside, .. } = links;
    let is_chosen = chosen.is_some();
    let found = found.into_iter().filter(|found| chosen.as_ref() != Some(found)).map(|found| (found, false));
    let choices: Vec<_> = chosen.clone().map(|chosen| (chosen, true)).into_iter().chain(found).collect();
    let none = choices.is_empty();
    // The page opens at what the search has found.
    let searched = !search.is_empty();
    view! {
        <div class="field link-article">
            <TextField
                id="article-recherche"
                label=words().compose.article_search
                value=Bound::from(search)
                kind="search"
                autocomplete="off"
                hint=words().compose.article_search_hint
            />
            <button class="button button-small" type="submit" name="action" value="modifier">
                {words().common.search}
            </button>
            <div class="stack" id="article" tabindex="-1" role="group" autofocus=searched aria-label=words().compose.articles_found>
                {choices.into_iter().map(|(choice, checked)| view! { <Choice choice checked /> }).collect_view()}
            </div>
            {none.then(|| view! { <p class="muted">{words().compose.no_article_found}</p> })}
            {gone.then(|| view! {
                <p class="field-error"><Icon name="alert" /> " " {words().compose.article_gone}</p>
            })}
            {(is_chosen && outside > 0).then(|| view! {
                <p><Icon name="warning" /> " " {words().compose.outside_readers(outside)}</p>
            })}
            <GroupSentence field="article" problem />
        </div>
    }
}

#[component]
fn Choice(choice: ArticleChoice, checked: bool) -> impl IntoView {
    let ArticleChoice { value, title, space, published } = choice;
    view! {
        <label class="choice">
            <input type="radio" name="article" value=value checked=checked />
            " "
            <span>
                <bdi lang=authored()>{french_spaces(&title)}</bdi> " "
                <span class="muted small">{space} ", " {words().dates.date(published.local.date())}</span>
            </span>
        </label>
    }
}

fn kind_of_link(typed: &AnnouncementInput) -> &'static str {
    match (typed.with_link, typed.with_article) {
        (true, _) => "externe",
        (false, true) => "article",
        (false, false) => "aucun",
    }
}
