use domain::{DraftId, communications::view::DraftSummary};
use leptos::prelude::*;

use super::Icon;
use crate::{language::lang_of, named::named, words};

/// The author's drafts, with links to resume or delete each; the latest is offered, the others are
/// folded. Works without JavaScript.
#[component]
pub fn DraftList(
    drafts: Vec<DraftSummary>,
    /// The `id` of the form that somebody fills in on this page: it is sent along, so that it is not
    /// lost.
    #[prop(optional)]
    within: Option<&'static str>,
    /// With scripts nothing is sent along.
    #[prop(optional)]
    delete: Option<Callback<DraftId>>,
    /// As `delete`, for all of them.
    #[prop(optional)]
    delete_all: Option<Callback<()>>,
) -> impl IntoView {
    let (count, shown) = (drafts.len(), latest_of(&drafts));
    let mut drafts = drafts.into_iter().map(move |draft| view! { <Draft draft within delete /> });
    let latest = drafts.next();
    let others: Vec<_> = drafts.collect();
    latest.map(|latest| {
        view! {
            <section class="notice" aria-labelledby="brouillons">
                <Icon name="information" />
                <h2 id="brouillons" tabindex="-1">
                    {words().drafts.you_have(count)}
                </h2>
                <ul class="drafts">{latest}</ul>
                {(!others.is_empty())
                    .then(|| {
                        view! {
                            <details>
                                <summary>{words().drafts.others} " " <span class="chevron"></span></summary>
                                <ul class="drafts">{others}</ul>
                                <DeleteAll shown within delete_all />
                            </details>
                        }
                    })}
            </section>
        }
    })
}

/// Where *Tout supprimer* is sent.
const DELETE_ALL: &str = "/communications/brouillons/supprimer";

/// The field that says which drafts the page knew: what is written elsewhere meanwhile stays.
pub const SHOWN: &str = "vus";

/// When the latest of these drafts was saved, for [`SHOWN`].
pub fn latest_of(drafts: &[DraftSummary]) -> String {
    drafts.iter().map(|draft| draft.updated.at.0).max().unwrap_or_default().to_string()
}

/// *Tout supprimer*: it says what it will do before it does it.
#[component]
fn DeleteAll(shown: String, within: Option<&'static str>, delete_all: Option<Callback<()>>) -> impl IntoView {
    view! {
        <details class="ask">
            <summary class="button button-danger button-small">{words().drafts.delete_all} " " <span class="chevron"></span></summary>
            <form class="ask-panel" method="post" action=named(DELETE_ALL)>
                <p>{words().drafts.delete_all_hint}</p>
                <button
                    class="button button-danger button-small"
                    type="submit"
                    name=SHOWN
                    value=shown
                    form=within
                    formaction=within.map(|_| named(DELETE_ALL))
                    on:click=move |event| {
                        if let Some(delete) = delete_all {
                            event.prevent_default();
                            delete.run(());
                        }
                    }
                >
                    {words().drafts.delete_all_confirm}
                </button>
            </form>
        </details>
    }
}

/// The `id` of the line of a draft.
pub fn draft_line(id: DraftId) -> String {
    format!("brouillon-{id}")
}

#[component]
fn Draft(
    draft: DraftSummary,
    within: Option<&'static str>,
    delete: Option<Callback<DraftId>>,
) -> impl IntoView {
    let (id, address) = (draft.id, format!("/communications/brouillons/{}/supprimer", draft.id));
    let when = words().dates.date_time(draft.updated.local);
    let language = draft.language;
    let (title, lang) = (draft.text, lang_of(language));
    let name = format!(" {}", words().drafts.the_draft(&title, &when));
    view! {
        <li id=draft_line(id)>
            <p class="draft-text">
                <bdi lang=lang>{language.unwrap_or_default().spaced(&title)}</bdi> " " <span class="muted small">{words().drafts.changed_on} " "{when}</span>
            </p>
            <div class="cluster">
                <a class="button button-small" rel="external" href=format!("/communications/nouvelle?brouillon={}", draft.id)>
                    {words().drafts.resume}
                    <span class="visually-hidden">{name.clone()}</span>
                </a>
                <form method="post" action=named(&address)>
                    <button
                        class="button button-quiet button-small"
                        type="submit"
                        form=within
                        formaction=within.map(|_| named(&address))
                        on:click=move |event| {
                            if let Some(delete) = delete {
                                event.prevent_default();
                                delete.run(id);
                            }
                        }
                    >
                        {words().drafts.delete}
                        <span class="visually-hidden">{name}</span>
                    </button>
                </form>
            </div>
        </li>
    }
}
