use domain::audit::{AuditFilter, AuditPage};
use leptos::{
    either::{Either, EitherOf4},
    prelude::*,
};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{api::audit, filter, form::FilterForm, table::Entries};
use crate::components::{Breadcrumb, Failure, Icon};

/// The address holds the filter, so that a search can be kept and read without JavaScript.
#[component]
pub fn JournalPage() -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| query.with(|query| filter::read(|name| query.get(name))));
    let page = Resource::new_blocking(move || filter.get(), audit);
    view! {
        <Title text="Journal" />
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => Either::Left(view! { <Loaded page filter=filter.get_untracked() /> }),
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Loaded(page: AuditPage, filter: AuditFilter) -> impl IntoView {
    let found = !page.rows.is_empty();
    view! {
        <Breadcrumb here="Journal" />
        <div class="page-head">
            <div class="journal-title">
                <h1>"Journal"</h1>
                <p class="muted">
                    "Connexions, droits, communications, imports : qui a fait quoi, et ce qui a été refusé. Rien ne s’y modifie ni ne s’y efface."
                </p>
            </div>
            {found
                .then(|| {
                    view! {
                        // The browser fetches the file itself; the router has no such page.
                        <a class="button" href=filter::file_of(&filter) rel="external" download>
                            <Icon name="download" />
                            " Exporter (CSV)"
                        </a>
                    }
                })}
        </div>
        <FilterForm filter=filter.clone() />
        {if found {
            EitherOf4::A(view! {
                <Entries rows=page.rows />
                <Pages filter older=page.older />
            })
        } else if filter::narrows(&filter) {
            EitherOf4::B(view! { <Nothing title="Rien ne correspond à ces critères" link="Effacer les filtres">"Essayez un autre mot ou une période plus large."</Nothing> })
        } else if filter.before > 0 {
            EitherOf4::C(view! { <Nothing title="Il n’y a rien de plus ancien" link="Voir les plus récentes">"Le journal commence ici."</Nothing> })
        } else {
            EitherOf4::D(view! { <Nothing title="Le journal est encore vide" link="">"Ce qui sera fait dans le portail s’y inscrira de lui-même."</Nothing> })
        }}
    }
}

/// From the latest entries to the first ones. There is no count: the journal only grows.
#[component]
fn Pages(filter: AuditFilter, older: Option<i64>) -> impl IntoView {
    let later = filter.before > 0;
    (later || older.is_some()).then(|| {
        view! {
            <nav class="pagination" aria-label="Pages">
                <ul>
                    {later
                        .then(|| {
                            view! {
                                <li>
                                    <a class="button button-small" href=filter::address_of(&filter, 0)>
                                        "Les plus récentes"
                                    </a>
                                </li>
                            }
                        })}
                    {older
                        .map(|before| {
                            view! {
                                <li>
                                    <a
                                        class="button button-small"
                                        href=filter::address_of(&filter, before)
                                        rel="next"
                                    >
                                        "Plus anciennes"
                                    </a>
                                </li>
                            }
                        })}
                </ul>
            </nav>
        }
    })
}

#[component]
fn Nothing(
    title: &'static str,
    /// The words of the way back to all entries; none where there is no way back.
    link: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty" role="status">
            <Icon name="compass" />
            <h2>{title}</h2>
            <p class="muted">{children()}</p>
            {(!link.is_empty()).then(|| view! { <a class="button" href=filter::PATH rel="external">{link}</a> })}
        </div>
    }
}
