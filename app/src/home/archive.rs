//! *Actualités* by month. Nothing on the page needs a script.

use chrono::NaiveDate;
use domain::home::{ArchiveFilter, ArchivePage, month_code};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{api::load_archive, items::ItemCard};
use crate::{
    components::{Breadcrumb, Failure, Icon, address},
    words,
};

const PATH: &str = "/actualites";

#[component]
pub fn ArchivePageOfItems() -> impl IntoView {
    let filter = use_query_map().with_untracked(|query| ArchiveFilter {
        month: query.get("mois").unwrap_or_default(),
        after: query.get("apres").unwrap_or_default(),
    });
    let page = Resource::new_blocking(move || filter.clone(), load_archive);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => Either::Left(view! { <Loaded page /> }),
                    Err(error) => Either::Right(view! { <Title text=words().home.items /> <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Loaded(page: ArchivePage) -> impl IntoView {
    let month = page.month;
    let of_month = move |after: &str| address(PATH, &[("mois", &month_code(month)), ("apres", after)]);
    let next = page.next.map(|after| of_month(&after));
    let first = (!page.is_first).then(|| of_month(""));
    // More can come only in the present month.
    let (none, none_hint) = if page.months.first() == Some(&month) {
        (words().home.no_item, words().home.no_item_hint)
    } else {
        (words().home.no_item_this_month, words().home.no_item_then)
    };
    view! {
        <Title text=format!("{} – {}", words().dates.month(month), words().home.items) />
        <Breadcrumb here=words().home.items />
        <h1>{words().home.items}</h1>
        <div class="archive">
            <Months months=page.months shown=month />
            <section class="stack" aria-labelledby="mois">
                <h2 id="mois">{words().dates.month(month)}</h2>
                {if page.items.is_empty() {
                    Either::Left(view! {
                        <div class="empty">
                            <Icon name="newspaper" />
                            <h3>{none}</h3>
                            <p class="muted">{none_hint}</p>
                        </div>
                    })
                } else {
                    Either::Right(view! {
                        <ul class="plain items">
                            {page.items.into_iter().map(|item| view! { <li><ItemCard item /></li> }).collect_view()}
                        </ul>
                    })
                }}
                <nav class="cluster" aria-label=words().common.pages>
                    {first.map(|address| view! { <a class="button button-small" href=address>{words().home.newest}</a> })}
                    {next.map(|address| view! { <a class="button button-small" href=address rel="next">{words().home.older}</a> })}
                </nav>
            </section>
        </div>
    }
}

/// The months that the list goes back to: links, or a list to choose from where they would fill the screen.
#[component]
fn Months(months: Vec<NaiveDate>, shown: NaiveDate) -> impl IntoView {
    let choice = move |month: &NaiveDate| {
        let (month, selected) = (*month, *month == shown);
        view! { <option value=month_code(month) selected=selected>{words().dates.month(month)}</option> }
    };
    let choices = months.iter().map(choice).collect_view();
    let link = move |month: NaiveDate| {
        let current = (month == shown).then_some("page");
        let address = address(PATH, &[("mois", &month_code(month))]);
        view! { <li><a class="button button-small button-quiet" href=address aria-current=current>{words().dates.month(month)}</a></li> }
    };
    view! {
        <nav class="archive-months" aria-label=words().home.by_month>
            <form class="cluster" method="get" action=PATH>
                <div class="field">
                    <label for="choix-mois">{words().home.month}</label>
                    <select class="input" id="choix-mois" name="mois">
                        {choices}
                    </select>
                </div>
                <button class="button" type="submit">{words().messages.show}</button>
            </form>
            <ul class="plain cluster">{months.into_iter().map(link).collect_view()}</ul>
        </nav>
    }
}
