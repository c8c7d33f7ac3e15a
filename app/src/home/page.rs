use chrono::NaiveDate;
use leptos::{
    either::{Either, EitherOf4},
    prelude::*,
};

use super::{
    api::Blocks,
    blocks::{Messages, NextEvent, OwnAgenda},
    live::{LiveAnnouncements, MissingAnnouncements},
    live_items::LiveItems,
    sent::{NewCommunication, SentBlock},
    shown::{self, OtherBlocks, Shown},
};
use crate::{
    components::{Failure, Icon},
    messages::LatestMessages,
    server_side::asked_for,
    session::SessionResource,
    words,
};

/// *Accueil*. An open page asks for itself again when it hears of something, and gets only the regions
/// that it asks for.
#[component]
pub fn HomePage() -> impl IntoView {
    match asked_for().as_str() {
        "annonces" => EitherOf4::A(view! { <OnlyAnnouncements /> }),
        "messages" => EitherOf4::B(view! { <OnlyMessages /> }),
        "jour" => EitherOf4::C(view! { <OnlyDay /> }),
        _ => EitherOf4::D(view! { <WholePage /> }),
    }
}

#[component]
fn OnlyAnnouncements() -> impl IntoView {
    let home = Resource::new_blocking(|| (), |()| shown::announcements());
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match home.await {
                    Ok(Shown { lists, version, items, .. }) => Either::Left(view! {
                        <LiveAnnouncements lists version />
                        <LiveItems items />
                    }),
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

#[component]
fn OnlyMessages() -> impl IntoView {
    let messages = Resource::new_blocking(|| (), |()| shown::latest_messages());
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

#[component]
fn OnlyDay() -> impl IntoView {
    let day = Resource::new_blocking(|| (), |()| shown::day());
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match day.await {
                    Ok(shown::Day { today, agenda, sent }) => Either::Left(view! {
                        <Day today />
                        <SentBlock sent today />
                        <NextEvent agenda=agenda.clone() />
                        <OwnAgenda agenda />
                    }),
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
    let home = Resource::new_blocking(|| (), |()| shown::announcements_first());
    let blocks = Resource::new(|| (), |()| shown::other_blocks());
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
                            home.await.ok().map(|shown| view! { <AnnouncementsBlock shown /> })
                        })}
                    </Suspense>
                    <Suspense>
                        {move || Suspend::new(async move {
                            let today = home.await.ok()?.today;
                            let sends = session.await.is_ok_and(|person| person.may_compose);
                            let sent = blocks.await.unwrap_or_default().blocks.sent.clone();
                            sends.then(|| view! { <SentBlock sent today /> })
                        })}
                    </Suspense>
                </div>
                <Suspense>
                    {move || Suspend::new(async move {
                        let today = home.await.ok()?.today;
                        let blocks = blocks.await.unwrap_or_default();
                        Some(view! { <AllOtherBlocks blocks today /> })
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
            <Day today />
            <ForSenders />
        </div>
    }
}

/// Which day it is. Like the blocks about events, and about what the reader sent, it is a region of the topic
/// `jour` (`browser/portal/src/day.ts`).
#[component]
fn Day(today: NaiveDate) -> impl IntoView {
    view! { <p class="muted" id="jour" data-live="jour">{words().dates.day_and_date(today)}</p> }
}

#[component]
fn AnnouncementsBlock(shown: Shown) -> impl IntoView {
    let Shown { lists, version, missing, .. } = shown;
    view! {
        <section class="stack" aria-labelledby="annonces">
            <h2 id="annonces">{words().home.announcements}</h2>
            {if missing {
                Either::Left(view! { <MissingAnnouncements /> })
            } else {
                Either::Right(view! { <LiveAnnouncements lists version /> })
            }}
        </section>
    }
}

/// In the order in which the page reads without a style sheet; the grid puts the narrow blocks beside
/// the others where there is room.
#[component]
fn AllOtherBlocks(blocks: OtherBlocks, today: NaiveDate) -> impl IntoView {
    let OtherBlocks { items, blocks } = blocks;
    let Blocks { latest, agenda, .. } = (*blocks).clone();
    view! {
        <div class="home-aside">
            <Messages latest today />
            <NextEvent agenda=agenda.clone() />
            <OwnAgenda agenda />
        </div>
        <section class="stack home-items" aria-labelledby="actualites">
            <h2 id="actualites">{words().home.items}</h2>
            <LiveItems items />
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
