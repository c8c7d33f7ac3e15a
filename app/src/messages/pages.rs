use domain::messages::view::InboxFilter;
use leptos::prelude::*;

use super::filter;
use crate::words;

/// Links to newer messages, then to older ones.
#[component]
pub fn Pages(filter: InboxFilter, places: (Option<String>, Option<String>)) -> impl IntoView {
    let (newer, older) = places;
    (newer.is_some() || older.is_some()).then(|| {
        let newer = newer.map(|place| filter::at(&filter, ("apres", &place)));
        let older = older.map(|place| filter::at(&filter, ("avant", &place)));
        view! {
            <nav class="pagination" aria-label=words().common.pages>
                <ul>
                    {newer
                        .map(|address| {
                            view! {
                                <li>
                                    <a class="button button-small" href=address rel="prev">{words().messages.newer}</a>
                                </li>
                            }
                        })}
                    {older
                        .map(|address| {
                            view! {
                                <li>
                                    <a class="button button-small" href=address rel="next">{words().messages.older}</a>
                                </li>
                            }
                        })}
                </ul>
            </nav>
        }
    })
}
