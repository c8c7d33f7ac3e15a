use std::sync::Arc;

use chrono::NaiveDate;
use domain::home::ShownItem;
use leptos::{either::Either, prelude::*};

use super::{blocks::Missing, items::ItemCard};
use crate::{components::Icon, words};

/// *Actualités*, a region that the module keeps up to date while the page is open. `None` when they
/// could not be read: what an open page shows then stays as it was.
#[component]
pub fn LiveItems(
    /// As HTML.
    items: Option<Arc<str>>,
) -> impl IntoView {
    match items {
        Some(items) => Either::Left(view! {
            <div class="live" id="actualites-recentes" data-live="annonces" inner_html=items.to_string()></div>
        }),
        None => Either::Right(view! {
            <div class="live" id="actualites-recentes" data-live="annonces" data-missing="true">
                <Missing what=words().home.items_missing />
            </div>
        }),
    }
}

/// The list, or that there is nothing.
#[component]
pub fn ItemList(
    items: Vec<ShownItem>,
    today: NaiveDate,
    /// Names the event that is next: when it is another one, an open page asks for *Prochain évènement*.
    next: Option<String>,
) -> impl IntoView {
    if items.is_empty() {
        return Either::Left(view! { <Nothing /> });
    }
    let row = |item: ShownItem| {
        let key = item.address.clone();
        view! { <li data-key=key><ItemCard item today /></li> }
    };
    Either::Right(
        view! { <ul class="plain items" data-next=next>{items.into_iter().map(row).collect_view()}</ul> },
    )
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name="newspaper" />
            <h3>{words().home.no_item}</h3>
            <p class="muted">{words().home.no_item_hint}</p>
        </div>
    }
}
