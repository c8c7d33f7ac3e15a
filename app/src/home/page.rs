use leptos::{either::Either, prelude::*};
use leptos_meta::Title;

use super::{
    api::{Blocks, Home, load_blocks, load_home},
    blocks::{Messages, NextEvent, OwnAgenda},
    items::LiveItems,
    live::LiveAnnouncements,
};
use crate::{
    AppError,
    components::{Failure, Icon},
    session::SessionResource,
    words,
};

/// *Accueil*: the announcements first, then the other blocks. Each of them may be missing without
/// the others.
#[component]
pub fn HomePage() -> impl IntoView {
    let page = Resource::new_blocking(|| (), |()| load());
    view! {
        <Title text=words().home.title />
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok((home, blocks)) => Either::Left(view! { <Loaded home blocks /> }),
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

/// Loads the whole page at once: data requested only during rendering may never arrive.
async fn load() -> Result<(Home, Blocks), AppError> {
    let (home, blocks) = futures::join!(load_home(), load_blocks());
    Ok((home?, blocks?))
}

/// In the order in which the page reads without a style sheet; the grid puts the narrow blocks beside
/// the others where there is room.
#[component]
fn Loaded(home: Home, blocks: Blocks) -> impl IntoView {
    let today = home.today;
    let items = home.items.clone();
    view! {
        <div class="home">
            <div class="home-greeting">
                <h1>{words().home.hello} <FirstName /></h1>
                <p class="muted">{words().dates.day_and_date(today)}</p>
            </div>
            <div class="home-columns">
                <section class="stack home-announcements" aria-labelledby="annonces">
                    <h2 id="annonces">{words().home.announcements}</h2>
                    <LiveAnnouncements home />
                </section>
                <Messages blocks=blocks.clone() today />
                <NextEvent blocks=blocks.clone() />
                <section class="stack home-items" aria-labelledby="actualites">
                    <h2 id="actualites">{words().home.items}</h2>
                    <LiveItems items />
                    <p>
                        <a class="icon-link" href="/actualites">{words().home.all_items} " " <Icon name="arrow" /></a>
                    </p>
                </section>
                <OwnAgenda blocks />
            </div>
        </div>
    }
}

#[component]
fn FirstName() -> impl IntoView {
    let session = expect_context::<SessionResource>();
    move || Suspend::new(async move { session.await.ok().map(|person| format!(" {}", person.first_name)) })
}
