//! *Accueil*. The page is written by the server alone, so its data go straight into its views: no resource
//! waits for the browser, and no router looks for the page.

use std::{
    future::{Future, poll_fn},
    pin::{Pin, pin},
};

use backend::home::soon;
use chrono::NaiveDate;
use domain::session::SignedIn;
use futures::future::{MaybeDone, maybe_done};
use leptos::{either::Either, prelude::*, reactive::computed::ScopedFuture};

use super::{
    api::Blocks,
    blocks::{Messages, NextEvent, OwnAgenda},
    live::{LiveAnnouncements, MissingAnnouncements},
    live_items::LiveItems,
    sent::{NewCommunication, SentBlock},
    shown::{self, OtherBlocks, Shown},
};
use crate::{
    AppError,
    components::{Failure, Icon},
    messages::{LatestMessages, LatestRows},
    server_side::asked_for,
    session::session,
    words,
};

/// What the page says as HTML, in its order. The frame around it is the shell's.
pub struct HomeContent {
    /// Who is signed in, if that is known.
    pub person: Option<SignedIn>,
    /// The announcements, and what stands before them; everything if it was read soon.
    pub first: String,
    /// What follows, once it is read.
    pub rest: Option<Rest>,
}

type Rest = Pin<Box<dyn Future<Output = String> + Send>>;

impl HomeContent {
    /// For whoever asks, in the context of their request. An open page asks for itself again when it hears
    /// of something, and gets only the regions that it asks for.
    pub async fn load() -> Self {
        let region = match asked_for().as_str() {
            "annonces" => shown::announcements().await.map(announcements_alone),
            "messages" => shown::latest_messages().await.map(messages_alone),
            "jour" => shown::day().await.map(day_alone),
            _ => return Self::whole().await,
        };
        Self { person: session().await.ok(), first: region.unwrap_or_else(failed), rest: None }
    }

    /// The announcements wait for none of the other blocks, and each of them may be missing without the
    /// others.
    async fn whole() -> Self {
        let mut blocks = Box::pin(maybe_done(ScopedFuture::new(shown::other_blocks())));
        let (person, home) = {
            let mut first = pin!(async { futures::join!(session(), shown::announcements_first()) });
            // What comes first asks the database first, and the other blocks meanwhile.
            poll_fn(|context| {
                let read = first.as_mut().poll(context);
                let _ = blocks.as_mut().poll(context);
                read
            })
            .await
        };
        let person = person.ok();
        let home = match home {
            Ok(home) => home,
            Err(error) => return Self { person, first: failed(error), rest: None },
        };
        let today = home.today;
        let sends = person.as_ref().is_some_and(|person| person.may_compose);
        let name = person.as_ref().map(|person| person.first_name.clone());
        let begins = match &person {
            Some(person) if person.administrator => shown::begins().await,
            _ => false,
        };
        let first = beginning(name, (sends, begins), home);
        let end = move |blocks: OtherBlocks| ending(blocks, sends, today);
        soon(blocks.as_mut()).await;
        match blocks.as_mut().take_output() {
            Some(read) => Self { person, first: first + &end(read.unwrap_or_default()), rest: None },
            None => Self { person, first, rest: Some(Box::pin(ScopedFuture::new(later(blocks, end)))) },
        }
    }
}

/// What follows the first piece, as soon as the blocks are read.
async fn later<Read>(
    mut blocks: Pin<Box<MaybeDone<ScopedFuture<Read>>>>,
    end: impl FnOnce(OtherBlocks) -> String + Send,
) -> String
where
    Read: Future<Output = Result<OtherBlocks, AppError>>,
{
    blocks.as_mut().await;
    let read = blocks.as_mut().take_output().and_then(Result::ok);
    end(read.unwrap_or_default())
}

fn failed(error: AppError) -> String {
    view! { <Failure error /> }.to_html()
}

fn announcements_alone(Shown { lists, version, items, .. }: Shown) -> String {
    view! {
        <LiveAnnouncements lists version />
        <LiveItems items />
    }
    .to_html()
}

fn messages_alone((latest, today): (LatestRows, NaiveDate)) -> String {
    view! { <LatestMessages latest today /> }.to_html()
}

fn day_alone(shown::Day { today, agenda, sent }: shown::Day) -> String {
    view! {
        <Day today />
        <SentBlock sent today />
        <NextEvent agenda=agenda.clone() />
        <OwnAgenda agenda />
    }
    .to_html()
}

/// Up to the announcements; the elements that are still open are closed by [`ending`].
fn beginning(name: Option<String>, (sends, begins): (bool, bool), shown: Shown) -> String {
    let greeting = view! { <Greeting name sends begins today=shown.today /> }.to_html();
    let announcements = view! { <AnnouncementsBlock shown /> }.to_html();
    format!(
        "<div class=\"home\">{greeting}<div class=\"home-columns\"><div class=\"home-announcements\">{announcements}"
    )
}

fn ending(blocks: OtherBlocks, sends: bool, today: NaiveDate) -> String {
    let sent = blocks.blocks.sent.clone();
    let sent = if sends { view! { <SentBlock sent today /> }.to_html() } else { String::new() };
    let others = view! { <AllOtherBlocks blocks today /> }.to_html();
    format!("{sent}</div>{others}</div></div>")
}

#[component]
fn Greeting(name: Option<String>, sends: bool, begins: bool, today: NaiveDate) -> impl IntoView {
    view! {
        <div class="home-greeting">
            <h1>{words().home.hello} {name.map(|name| format!(" {name}"))}</h1>
            <Day today />
            // What somebody who writes communications starts from.
            {sends.then(|| view! { <NewCommunication /> })}
            {begins.then(|| view! { <FirstSteps /> })}
        </div>
    }
}

/// What comes next in a portal in which only its administrator has an account.
#[component]
fn FirstSteps() -> impl IntoView {
    view! {
        <p>{words().home.first_steps}</p>
        <p class="cluster">
            <a class="button" href="/administration/annuaire">{words().shell.directory}</a>
            <a class="button" href="/administration/comptes">{words().shell.accounts}</a>
        </p>
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
