use domain::audit::{AuditFilter, AuditPage};
use leptos::{
    either::{Either, EitherOf4},
    prelude::*,
};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{api::audit, filter, form::FilterForm, table::Entries};
use crate::{
    components::{Breadcrumb, Failure, Icon},
    words,
};

/// The address holds the filter, so that a search can be bookmarked and works without JavaScript.
#[component]
pub fn JournalPage() -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| query.with(|query| filter::read(|name| query.get(name))));
    let page = Resource::new_blocking(move || filter.get(), audit);
    view! {
        <Title text=words().audit.title />
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
        <Breadcrumb above=vec![(words().shell.administration, "")] here=words().audit.title />
        <div class="page-head">
            <div class="journal-title">
                <h1>{words().audit.title}</h1>
                <p class="muted">
                    {words().audit.about}
                </p>
            </div>
            {found
                .then(|| {
                    view! {
                        // The browser downloads the file itself; the router has no such page.
                        <a class="button" href=filter::file_of(&filter) rel="external" download>
                            <Icon name="download" />
                            " " {words().common.export_csv}
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
            EitherOf4::B(view! { <Nothing title=words().common.nothing_matches link=words().common.clear_filters>{words().common.try_wider}</Nothing> })
        } else if filter.before > 0 {
            EitherOf4::C(view! { <Nothing title=words().audit.nothing_older link=words().audit.see_latest>{words().audit.begins_here}</Nothing> })
        } else {
            EitherOf4::D(view! { <Nothing title=words().audit.empty link="">{words().audit.empty_hint}</Nothing> })
        }}
    }
}

/// Links from the latest entries to the oldest. There is no count: the journal only grows.
#[component]
fn Pages(filter: AuditFilter, older: Option<i64>) -> impl IntoView {
    let later = filter.before > 0;
    (later || older.is_some()).then(|| {
        view! {
            <nav class="pagination" aria-label=words().common.pages>
                <ul>
                    {later
                        .then(|| {
                            view! {
                                <li>
                                    <a class="button button-small" href=filter::address_of(&filter, 0)>
                                        {words().audit.latest}
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
                                        {words().audit.older}
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
    /// The text of the link back to all entries; empty without a link.
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
