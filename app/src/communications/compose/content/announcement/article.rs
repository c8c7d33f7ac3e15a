//! *Article ENT*: an article is searched for and chosen, and the form says who could not open it.

use domain::{
    communications::{CommunicationInput, view::ArticleChoice},
    targets::narrowed,
    text::french_spaces,
};
use gloo_timers::future::TimeoutFuture;
use leptos::{html, prelude::*, task::spawn_local};

use crate::{
    AppError,
    communications::{
        api::find_articles,
        compose::{
            audience::Audience,
            content::{Articles, Content, whole},
            validation::problem_of,
        },
    },
    components::{
        Icon, Line, afresh, debounce,
        form::{FieldSentence, TextField, bind_checked},
        lines,
    },
    language::authored,
    words,
};

const LOOK_AFTER_MS: u32 = 400;
const LOOK_AGAIN_MS: u32 = 3_000;

/// The search, what it found, and what the choice means. Without JavaScript the buttons post the form.
#[component]
pub fn ArticleField() -> impl IntoView {
    let content = expect_context::<Content>();
    let articles = expect_context::<Articles>();
    let narrow = narrowing(articles);
    let outside = Memo::new(move |_| {
        articles.0.with(|links| (links.chosen.is_some() && links.outside > 0).then_some(links.outside))
    });
    // Why the search was not answered.
    let failed = RwSignal::new(String::new());
    follow(content, articles, failed);
    view! {
        <div class="field link-article">
            <TextField
                id="article-recherche"
                label=words().compose.article_search
                value=content.article_search()
                kind="search"
                autocomplete="off"
                hint=words().compose.article_search_hint
            />
            <noscript inner_html=search_button()></noscript>
            <div class="stack" id="article" tabindex="-1" role="group" aria-label=words().compose.articles_found>
                {lines(move || {
                    let line = |choice: ArticleChoice| {
                        Line::new(format!("{} {}", choice.value, choice.title), move || {
                            view! { <Choice choice /> }.into_any()
                        })
                    };
                    choices(articles).into_iter().map(line).collect()
                })}
            </div>
            {move || {
                let none = articles.0.with(|links| links.found.is_empty()) && failed.with(String::is_empty);
                none.then(|| view! { <p class="muted">{words().compose.no_article_found}</p> }.into_any())
            }}
            <p class="hint" role="status">{move || failed.get()}</p>
            {move || {
                articles.0.with(|links| links.gone).then(|| {
                    view! { <p class="field-error"><Icon name="alert" /> " " {words().compose.article_gone}</p> }.into_any()
                })
            }}
            <p role="status">
                {afresh(move || outside.get()
                    .map(|outside| view! { <Icon name="warning" /> " " {words().compose.outside_readers(outside)} }.into_any()))}
            </p>
            {move || {
                articles
                    .0
                    .with(|links| links.outside > 0 && !links.readers.is_empty())
                    .then(|| {
                        view! {
                            <button
                                class="button button-small"
                                type="submit"
                                name="action"
                                value="restreindre-cibles"
                                on:click=move |event| {
                                    event.prevent_default();
                                    narrow.run(());
                                }
                            >
                                {words().compose.narrow_to_readers}
                            </button>
                        }
                    })
            }}
            <FieldSentence field="article" problem=problem_of("article") />
        </div>
    }
}

/// Inside `<noscript>`, which a browser with scripts reads as text, so it must not be hydrated.
fn search_button() -> String {
    format!(
        "<button class=\"button\" type=\"submit\" name=\"action\" value=\"chercher-article\">{}</button>",
        words().common.search
    )
}

/// What was found, and before it the chosen article if it is not among that: choosing one moves nothing,
/// so it keeps the focus.
fn choices(articles: Articles) -> Vec<ArticleChoice> {
    articles.0.with(|links| {
        let elsewhere = links.chosen.iter().filter(|chosen| !links.found.contains(chosen));
        elsewhere.chain(&links.found).cloned().collect()
    })
}

#[component]
fn Choice(choice: ArticleChoice) -> impl IntoView {
    let content = expect_context::<Content>();
    let article = content.article();
    let ArticleChoice { value, title, space, published } = choice;
    let (own, early) = (value.clone(), value.clone());
    let is_chosen = Signal::derive(move || article.signal().with(|chosen| *chosen == own));
    let field = NodeRef::<html::Input>::new();
    // The button that lost its mark says nothing: the one that got it does.
    bind_checked(field, is_chosen, move |is_marked| {
        if is_marked {
            article.set(early.clone());
        }
    });
    view! {
        <label class="choice">
            <input
                type="radio"
                name="article"
                value=value
                checked=is_chosen.get_untracked()
                node_ref=field
                on:change:target=move |event| article.set(event.target().value())
            />
            " "
            <span><bdi lang=authored()>{french_spaces(&title)}</bdi> " " <span class="muted small">{space} ", " {words().dates.date(published.local.date())}</span></span>
        </label>
    }
}

/// Asks again when the search, the choice or the targets change.
fn follow(content: Content, articles: Articles, failed: RwSignal<String>) {
    let audience = expect_context::<Audience>();
    let (wanted, search, article) = (content.with_article(), content.article_search(), content.article());
    let asked = move || {
        let about = (search.get(), article.get(), audience.perimeter.get(), audience.targets.get());
        wanted.get().then_some(about)
    };
    let latest = StoredValue::new(0_u32);
    debounce(asked, LOOK_AFTER_MS, move |asked| {
        latest.update_value(|latest| *latest += 1);
        let question = latest.get_value();
        let Some((_, chosen, ..)) = asked else { return };
        // Without the texts of the other channels, which may be long.
        let content = untrack(move || content.get());
        let content = CommunicationInput {
            channel: content.channel,
            announcement: content.announcement,
            ..CommunicationInput::default()
        };
        let (perimeter, targets) = (audience.perimeter.get_untracked(), audience.targets.get_untracked());
        let input = whole(content, perimeter, targets);
        spawn_local(async move {
            // The answer to an older search must not replace that to a newer one.
            let is_latest = || latest.try_get_value() == Some(question);
            while is_latest() {
                let found = find_articles(input.clone()).await;
                if !is_latest() {
                    return;
                }
                let again = found.as_ref().is_err_and(AppError::passes);
                match found {
                    Ok(links) => {
                        failed.set(String::new());
                        articles.0.set(links);
                    }
                    Err(error) => {
                        // What an older search found is no answer to this one; what is chosen stays in sight.
                        articles.0.update(|links| links.found.retain(|found| found.value == chosen));
                        failed.set(error.sentence());
                    }
                }
                if !again {
                    return;
                }
                TimeoutFuture::new(LOOK_AGAIN_MS).await;
            }
        });
    });
}

/// *Restreindre les cibles aux lecteurs*
fn narrowing(articles: Articles) -> Callback<()> {
    let audience = expect_context::<Audience>();
    Callback::new(move |()| {
        let readers = articles.0.with_untracked(|links| links.readers.clone());
        if let Some(targets) = audience.targets.with_untracked(|targets| narrowed(targets, &readers)) {
            audience.replace_targets(targets);
        }
    })
}
