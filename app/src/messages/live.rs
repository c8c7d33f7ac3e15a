use domain::messages::view::{InboxFilter, InboxPage};
use leptos::{either::Either, prelude::*};

use super::{
    filter,
    list::{NothingYet, Row},
    pages::Pages,
};
use crate::{components::Icon, live::counted, words};

/// The newest messages of the inbox, a region that the module keeps up to date while the page is open:
/// unchanged rows keep their place and the focus. A row pushed off the list by a new message is on the
/// next page.
#[component]
pub fn Newest(page: InboxPage) -> impl IntoView {
    let InboxPage { rows, newer, older, today, version, .. } = page;
    let (one, many) = counted(|count| words().messages.new_messages(count));
    view! {
        // Counted since the page was loaded: a screen reader would not repeat an unchanged sentence.
        <p class="visually-hidden" role="status" data-arrivals="messages-recents" data-one=one data-many=many></p>
        <div class="live" id="messages-recents" data-live="messages" data-version=version>
            {if rows.is_empty() {
                Either::Left(view! { <NothingYet /> })
            } else {
                Either::Right(
                    view! {
                        <ul class="message-list">{rows.into_iter().map(|row| view! { <Row row today /> }).collect_view()}</ul>
                    },
                )
            }}
            <Pages filter=InboxFilter::default() places=(newer, older) />
        </div>
    }
}

/// On other pages the list does not change while somebody reads: a link offers the new messages. The
/// module puts the content of the template into the place.
#[component]
pub fn Arrived(version: String) -> impl IntoView {
    let (one, many) = counted(|count| words().messages.new_messages(count));
    view! {
        <div
            class="message-news"
            role="status"
            data-arrived=version
            data-template="message-arrive"
            data-one=one
            data-many=many
        ></div>
        <template id="message-arrive">
            <p class="notice message-arrived" data-kind="information">
                <Icon name="mail" />
                <span>
                    <span data-counted="true"></span> " – " <a href=filter::PATH rel="external">{words().messages.show}</a>
                </span>
            </p>
        </template>
    }
}
