use chrono::NaiveDate;
use leptos::{
    either::{Either, EitherOf3},
    prelude::*,
};

use super::{
    api::{Blocks, Home, load_announcements, load_blocks, load_home, load_messages},
    blocks::{Messages, NextEvent, OwnAgenda},
    items::LiveItems,
    live::LiveAnnouncements,
    sent::{NewCommunication, SentBlock},
};
#[cfg(feature = "ssr")]
use crate::server_side::asked_for;
use crate::{
    components::{Failure, Icon},
    messages::LatestMessages,
    session::SessionResource,
    words,
};

/// *Accueil*. An open page asks for itself again when it hears of something, and gets only the regions
/// that it asks for.
#[component]
pub fn HomePage() -> impl IntoView {
    match asked_for().as_str() {
        "annonces" => EitherOf3::A(view! { <OnlyAnnouncements /> }),
        "messages" => EitherOf3::B(view! { <OnlyMessages /> }),
        _ => EitherOf3::C(view! { <WholePage /> }),
    }
}

/// The browser makes no page.
#[cfg(not(feature = "ssr"))]
const fn asked_for() -> String {
    String::new()
}

#[component]
fn OnlyAnnouncements() -> impl IntoView {
    let home = Resource::new_blocking(|| (), |()| load_home());
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match home.await {
                    Ok(home) => {
                        let (items, today) = (home.items.clone(), home.today);
                        Either::Left(view! { <LiveAnnouncements home /> <LiveItems items today /> })
                    }
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

#[component]
fn OnlyMessages() -> impl IntoView {
    let messages = Resource::new_blocking(|| (), |()| load_messages());
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match messages.await {
                    Ok((latest, today)) => Either::Left(view! { <LatestMessages latest today /> }),
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

/// The announcements first, then the other blocks. The page is sent in this order, so the announcements
/// wait for none of the others, and each of them may be missing without the others.
#[component]
fn WholePage() -> impl IntoView {
    let home = Resource::new_blocking(|| (), |()| load_announcements());
    let blocks = Resource::new(|| (), |()| load_blocks());
    let session = expect_context::<SessionResource>();
    view! {
        <div class="home">
            <Suspense>
                {move || Suspend::new(async move {
                    match home.await {
                        Ok(home) => Either::Left(view! { <Greeting today=home.today /> }),
                        Err(error) => Either::Right(view! { <Failure error /> }),
                    }
                })}
            </Suspense>
            <div class="home-columns">
                <div class="home-announcements">
                    <Suspense>
                        {move || Suspend::new(async move {
                            home.await.ok().map(|home| view! { <AnnouncementsBlock home /> })
                        })}
                    </Suspense>
                    <Suspense>
                        {move || Suspend::new(async move {
                            let today = home.await.ok()?.today;
                            let sends = session.await.is_ok_and(|person| person.may_compose);
                            let sent = blocks.await.unwrap_or_default().sent;
                            sends.then(|| view! { <SentBlock sent today /> })
                        })}
                    </Suspense>
                </div>
                <Suspense>
                    {move || Suspend::new(async move {
                        let today = home.await.ok()?.today;
                        let blocks = blocks.await.unwrap_or_default();
                        Some(view! { <OtherBlocks blocks today /> })
                    })}
                </Suspense>
            </div>
        </div>
    }
}

#[component]
fn Greeting(today: NaiveDate) -> impl IntoView {
    view! {
        <div class="home-greeting">
            <h1>{words().home.hello} <FirstName /></h1>
            <p class="muted">{words().dates.day_and_date(today)}</p>
            <ForSenders />
        </div>
    }
}

#[component]
fn AnnouncementsBlock(home: Home) -> impl IntoView {
    view! {
        <section class="stack" aria-labelledby="annonces">
            <h2 id="annonces">{words().home.announcements}</h2>
            <LiveAnnouncements home />
        </section>
    }
}

/// In the order in which the page reads without a style sheet; the grid puts the narrow blocks beside
/// the others where there is room.
#[component]
fn OtherBlocks(blocks: Blocks, today: NaiveDate) -> impl IntoView {
    let items = blocks.items.clone();
    view! {
        <div class="home-aside">
            <Messages blocks=blocks.clone() today />
            <NextEvent blocks=blocks.clone() />
            <OwnAgenda blocks />
        </div>
        <section class="stack home-items" aria-labelledby="actualites">
            <h2 id="actualites">{words().home.items}</h2>
            <LiveItems items today />
            <p>
                <a class="icon-link" href="/actualites">{words().home.all_items} " " <Icon name="arrow" /></a>
            </p>
        </section>
    }
}

#[component]
fn FirstName() -> impl IntoView {
    let session = expect_context::<SessionResource>();
    move || Suspend::new(async move { session.await.ok().map(|person| format!(" {}", person.first_name)) })
}

/// What somebody who writes communications starts from.
#[component]
fn ForSenders() -> impl IntoView {
    let session = expect_context::<SessionResource>();
    move || {
        Suspend::new(async move {
            let sends = session.await.is_ok_and(|person| person.may_compose);
            sends.then(|| view! { <NewCommunication /> })
        })
    }
}
