use domain::messages::view::{InboxFilter, InboxPage, InboxRow};
use leptos::{either::Either, prelude::*};

use super::{
    api::inbox,
    filter,
    list::{NothingYet, Row},
    pages::Pages,
    unread::{InboxVersion, ask_when_told, told},
};
use crate::{components::Icon, words};

/// The newest messages of the inbox, kept up to date while the page is open: unchanged rows keep
/// their place and the focus. A row pushed off the list by a new message is on the next page.
#[cfg_attr(any(feature = "ssr", feature = "portal"), island)]
#[cfg_attr(not(any(feature = "ssr", feature = "portal")), component)]
pub fn Newest(page: InboxPage) -> impl IntoView {
    let today = page.today;
    // Counted since the page was loaded: a screen reader would not repeat an unchanged sentence.
    let arrived = RwSignal::new(0_u64);
    let page = RwSignal::new(page);
    ask_when_told(
        move || page.with(|page| page.version.clone()),
        || inbox(InboxFilter::default()),
        move |heard| {
            let newer = page.with_untracked(|shown| newer_rows(shown, &heard));
            page.set(heard);
            arrived.update(|count| *count += newer);
        },
    );
    let rows = move || page.with(|page| page.rows.clone());
    // A memo of its own: the list must not be rebuilt when a row is added.
    let empty = Memo::new(move |_| page.with(|page| page.rows.is_empty()));
    let places = Memo::new(move |_| page.with(|page| (page.newer.clone(), page.older.clone())));
    view! {
        <p class="visually-hidden" role="status">
            {move || Some(arrived.get()).filter(|count| *count > 0).map(|count| words().messages.new_messages(count))}
        </p>
        {move || {
            if empty.get() {
                Either::Left(view! { <NothingYet /> })
            } else {
                Either::Right(
                    view! {
                        <ul class="message-list">
                            <For each=rows key=InboxRow::clone children=move |row| view! { <Row row today /> } />
                        </ul>
                    },
                )
            }
        }}
        {move || {
            let places = places.get();
            view! { <Pages filter=InboxFilter::default() places /> }
        }}
    }
}

/// How many rows are above the previously newest one.
fn newer_rows(shown: &InboxPage, heard: &InboxPage) -> u64 {
    let place = |row: &InboxRow| (row.sent.at, row.id);
    let newest = shown.rows.first().map(place);
    heard.rows.iter().filter(|row| Some(place(row)) > newest).count() as u64
}

/// On other pages the list does not change while somebody reads: a link offers the new messages.
#[cfg_attr(any(feature = "ssr", feature = "portal"), island)]
#[cfg_attr(not(any(feature = "ssr", feature = "portal")), component)]
pub fn Arrived(version: String) -> impl IntoView {
    let count = Memo::new(move |_| {
        let (shown, now) = (InboxVersion::read(&version)?, told()?);
        (now.newest > shown.newest).then(|| now.unread.saturating_sub(shown.unread).max(1))
    });
    view! {
        <div class="message-news" role="status">
            {move || {
                count
                    .get()
                    .map(|count| {
                        view! {
                            <p class="notice message-arrived" data-kind="information">
                                <Icon name="mail" />
                                <span>
                                    {words().messages.new_messages(count)} " – " <a href=filter::PATH rel="external">{words().messages.show}</a>
                                </span>
                            </p>
                        }
                    })
            }}
        </div>
    }
}
