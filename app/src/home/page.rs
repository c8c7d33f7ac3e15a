use leptos::{either::Either, prelude::*};
use leptos_meta::Title;

use super::{
    api::{Home, load_home},
    items::LiveItems,
    live::LiveAnnouncements,
};
use crate::{
    AppError,
    components::{Failure, Icon},
    messages::{LatestMessages, LatestRows, latest},
    session::SessionResource,
    words,
};

/// *Accueil*: the announcements and the newest messages of the reader.
#[component]
pub fn HomePage() -> impl IntoView {
    let page = Resource::new_blocking(|| (), |()| load());
    view! {
        <Title text=words().home.title />
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok((home, latest)) => Either::Left(view! { <Loaded home latest /> }),
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

/// Loads the whole page at once: data requested only during rendering may never arrive.
async fn load() -> Result<(Home, LatestRows), AppError> {
    Ok((load_home().await?, latest().await?))
}

#[component]
fn Loaded(home: Home, latest: LatestRows) -> impl IntoView {
    let today = home.today;
    let items = home.items.clone();
    view! {
        <div class="home">
            <div class="home-greeting">
                <h1>{words().home.hello} <FirstName /></h1>
                <p class="muted">{words().dates.day_and_date(today)}</p>
            </div>
            <div class="home-columns">
                <section class="stack" aria-labelledby="annonces">
                    <h2 id="annonces">{words().home.announcements}</h2>
                    <LiveAnnouncements home />
                </section>
                <LatestMessages latest today />
            </div>
            <section class="stack" aria-labelledby="actualites">
                <h2 id="actualites">{words().home.items}</h2>
                <LiveItems items />
                <p><a class="icon-link" href="/actualites">{words().home.all_items} " " <Icon name="arrow" /></a></p>
            </section>
        </div>
    }
}

#[component]
fn FirstName() -> impl IntoView {
    let session = expect_context::<SessionResource>();
    move || Suspend::new(async move { session.await.ok().map(|person| format!(" {}", person.first_name)) })
}
