//! *Communications émises*

pub(super) mod channels;
mod filter;
mod form;
mod table;

use domain::communications::view::{SentFilter, SentPage as Page};
use leptos::{
    either::{Either, EitherOf3},
    prelude::*,
};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use self::{form::FilterForm, table::SentTable};
use super::api::sent;
use crate::{
    components::{Breadcrumb, DraftList, Failure, Icon, Pagination},
    session::SessionResource,
    words,
};

const PER_PAGE: u32 = 25;

/// The communications that the reader's roles let them see. The address holds the filter, so that a
/// list can be bookmarked, shared and used without JavaScript.
#[component]
pub fn SentPage() -> impl IntoView {
    let query = use_query_map();
    let session = expect_context::<SessionResource>();
    let filter = Memo::new(move |_| query.with(|query| filter::read(|name| query.get(name))));
    let page = Resource::new_blocking(move || filter.get(), sent);
    view! {
        <Title text=words().sent.title />
        <Transition>
            {move || Suspend::new(async move {
                let may_compose = session.await.is_ok_and(|person| person.may_compose);
                match page.await {
                    Ok(page) => {
                        let filter = filter.get_untracked();
                        Either::Left(view! { <Loaded page filter may_compose /> })
                    }
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Transition>
    }
}

#[component]
fn Loaded(page: Page, filter: SentFilter, may_compose: bool) -> impl IntoView {
    view! {
        <Breadcrumb above=vec![(words().shell.targeted_communication, "")] here=words().sent.title />
        <div class="page-head">
            <h1>{words().sent.title}</h1>
            {may_compose
                .then(|| {
                    view! {
                        <a class="button button-primary" href="/communications/nouvelle">
                            <Icon name="plus" />
                            " " {words().sent.new}
                        </a>
                    }
                })}
        </div>
        <DraftList drafts=page.drafts.clone() />
        {if page.total > 0 {
            EitherOf3::A(view! { <Found page filter /> })
        } else if filter::narrows(&filter) {
            EitherOf3::B(view! { <NothingFound filter /> })
        } else {
            EitherOf3::C(view! { <NothingYet may_compose /> })
        }}
    }
}

#[component]
fn Found(page: Page, filter: SentFilter) -> impl IntoView {
    let count = if page.total < 2 { "communication" } else { "communications" };
    view! {
        <FilterForm filter=filter.clone() />
        <p class="muted" role="status">{words().numbers.number(page.total)} " " {count}</p>
        <SentTable rows=page.rows />
        <Pagination
            page=page.page
            pages=page.pages
            total=page.total
            per_page=PER_PAGE
            address=move |number| filter::address_of(&filter, number, page.newest)
        />
    }
}

#[component]
fn NothingFound(filter: SentFilter) -> impl IntoView {
    view! {
        <FilterForm filter />
        <div class="empty" role="status">
            <Icon name="compass" />
            <h2>{words().common.nothing_matches}</h2>
            <p class="muted">{words().common.try_wider}</p>
            <a class="button" href=filter::PATH rel="external">{words().common.clear_filters}</a>
        </div>
    }
}

#[component]
fn NothingYet(may_compose: bool) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name="megaphone" />
            <h2>{words().sent.none}</h2>
            {if may_compose {
                Either::Left(view! {
                    <p class="muted">{words().sent.none_hint}</p>
                    <a class="button" href="/communications/nouvelle">{words().sent.write_first}</a>
                })
            } else {
                Either::Right(view! { <p class="muted">{words().sent.none_here}</p> })
            }}
        </div>
    }
}
