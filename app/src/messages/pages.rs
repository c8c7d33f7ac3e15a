use domain::messages::view::InboxFilter;
use leptos::prelude::*;

use super::filter;

/// Towards what is newer, and what is older; the newest first.
#[component]
pub fn Pages(filter: InboxFilter, places: (Option<String>, Option<String>)) -> impl IntoView {
    let (newer, older) = places;
    (newer.is_some() || older.is_some()).then(|| {
        let newer = newer.map(|place| filter::at(&filter, ("apres", &place)));
        let older = older.map(|place| filter::at(&filter, ("avant", &place)));
        view! {
            <nav class="pagination" aria-label="Pages">
                <ul>
                    {newer
                        .map(|address| {
                            view! {
                                <li>
                                    <a class="button button-small" href=address rel="prev">"Plus récents"</a>
                                </li>
                            }
                        })}
                    {older
                        .map(|address| {
                            view! {
                                <li>
                                    <a class="button button-small" href=address rel="next">"Plus anciens"</a>
                                </li>
                            }
                        })}
                </ul>
            </nav>
        }
    })
}
