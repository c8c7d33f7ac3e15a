use domain::communications::view::PublishedAnnouncement;
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;

use super::api::{Home, load_home};
use crate::{
    components::{AnnouncementCard, Failure, Icon, follow},
    labels,
    session::SessionResource,
};

/// *Accueil*: the announcements of whoever reads, kept up to date while the page is open.
#[component]
pub fn HomePage() -> impl IntoView {
    let page = Resource::new_blocking(|| (), |()| load_home());
    view! {
        <Title text="Accueil" />
        <Transition>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(home) => {
                        follow(format!("/api/announcements/flux?version={}", home.version), move || page.refetch());
                        Either::Left(view! { <Loaded home /> })
                    }
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Transition>
    }
}

#[component]
fn Loaded(home: Home) -> impl IntoView {
    view! {
        <div class="home">
            <div class="home-greeting">
                <h1>"Bonjour" <FirstName /></h1>
                <p class="muted">{labels::day_and_date(home.today)}</p>
            </div>
            <section class="stack" aria-labelledby="annonces">
                <h2 id="annonces">"Annonces"</h2>
                <div aria-live="polite"><Announcements announcements=home.announcements /></div>
            </section>
        </div>
    }
}

#[component]
fn FirstName() -> impl IntoView {
    let session = expect_context::<SessionResource>();
    move || Suspend::new(async move { session.await.ok().map(|person| format!(" {}", person.first_name)) })
}

#[component]
fn Announcements(announcements: Vec<PublishedAnnouncement>) -> impl IntoView {
    if announcements.is_empty() {
        return Either::Left(view! {
            <div class="empty">
                <Icon name="megaphone" />
                <h3>"Aucune annonce pour le moment"</h3>
                <p class="muted">"Les informations de vos établissements s’afficheront ici dès leur publication."</p>
            </div>
        });
    }
    Either::Right(view! {
        <ul class="announcements">
            {announcements
                .into_iter()
                .map(|shown| {
                    let day = shown.deployed_at.get(..10).and_then(|day| day.parse().ok());
                    view! {
                        <li>
                            <AnnouncementCard
                                severity=shown.severity
                                source=shown.source
                                day=Signal::stored(day)
                                text=shown.text
                                link=Signal::stored(shown.link)
                            />
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    })
}
