use leptos::prelude::*;

use super::article::ArticleField;
use crate::{
    communications::compose::{content::Content, validation::problem_of},
    components::form::{Choices, Radio, TextField},
    words,
};

/// *Lien*: none, an article of a space, or the address of a site.
#[component]
pub fn LinkField() -> impl IntoView {
    let content = expect_context::<Content>();
    let choice = content.link_kind();
    view! {
        <Choices legend=words().compose.link class="field link-field">
            <div class="choice-inline">
                <Radio name="lien" value="aucun" chosen=choice>{words().compose.no_link}</Radio>
                <Radio name="lien" value="article" chosen=choice>{words().compose.article_link}</Radio>
                <Radio name="lien" value="externe" chosen=choice>{words().compose.external_link}</Radio>
            </div>
            <ArticleField />
            <TextField
                id="lien-url"
                label=words().compose.site_address
                value=content.link()
                kind="url"
                inputmode="url"
                placeholder="https://"
                autocomplete="off"
                problem=problem_of("lien-url")
                described_by="lien-aide"
                class="field link-url"
            >
                <p class="hint" id="lien-aide">{words().compose.link_hint}</p>
            </TextField>
        </Choices>
    }
}
