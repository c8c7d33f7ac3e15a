//! The frame around every page: document, menus, routes. Only the server has it.

mod around;
mod document;
mod foot;
mod frame;
mod here;
mod home;
mod menu;
mod plain;
mod refused;
mod tab_bar;
mod top_bar;
mod unfollowed;

pub use document::{Scripts, document};
use frame::{Menus, WithoutMenus};
pub use home::HomePage;
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};
pub use refused::RefusedPage;

use crate::{
    access::{AskPage, RightsPage},
    accounts::{
        AccountDetailPage, AccountPage, AccountsPage, BatchPage, BatchesPage, CouponPage, PasswordLinkPage,
        UnsubscribePage,
    },
    agenda::{AgendaPage, EditEventPage, EventPage, HolidaysPage, NewEventPage},
    audit::JournalPage,
    communications::{
        ComposePage, CorrectPage, DetailPage, NewsReadingPage, ReceivedDetailPage, ReceivedListPage,
        RecipientsPage, SentPage,
    },
    directory::{DirectoryPage, ImportsPage, MatchesPage, PeoplePage, RecordsPage},
    home::ArchivePageOfItems,
    legal::{AccessibilityPage, HelpPage, LegalFormPage, LegalNoticePage},
    messages::{InboxListPage, MessagePage, WrittenListPage},
    not_found::NotFound,
    portals::{PortalPage, PortalsPage},
    providers::{NewProviderPage, ProviderPage, ProvidersPage},
    retention::{RecordPage, RetentionPage},
    session::{CodePage, SessionResource, SignInPage, is_at_the_door, provide_session},
    spaces::{
        ArticlePage, EditArticlePage, NewArticlePage, NewSpacePage, SpacePage, SpaceSettingsPage, SpacesPage,
    },
    words,
};

/// Every page is rendered completely before it is sent, so that it can be read without JavaScript
/// and has the right status.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let session = provide_session();
    view! {
        // The page's own title replaces it.
        <Title formatter=title text=words().home.title />
        <Router>
            <Frame session>
                <Routes fallback=NotFound>
                    <Route path=path!("/connexion") view=SignInPage ssr=SsrMode::Async />
                    <Route path=path!("/connexion/code") view=CodePage ssr=SsrMode::Async />
                    <Route path=path!("/mot-de-passe/:jeton") view=PasswordLinkPage ssr=SsrMode::Async />
                    <Route path=path!("/coupon") view=CouponPage ssr=SsrMode::Async />
                    <Route path=path!("/courriel/desinscription/:jeton") view=UnsubscribePage ssr=SsrMode::Async />
                    <Route path=path!("/aide") view=HelpPage ssr=SsrMode::Async />
                    <Route path=path!("/mentions-legales") view=LegalNoticePage ssr=SsrMode::Async />
                    <Route path=path!("/accessibilite") view=AccessibilityPage ssr=SsrMode::Async />
                    <Route path=path!("/mon-compte") view=AccountPage ssr=SsrMode::Async />
                    <Route path=path!("/communications/nouvelle") view=ComposePage ssr=SsrMode::Async />
                    <Route path=path!("/communications/emises") view=SentPage ssr=SsrMode::Async />
                    <Route path=path!("/communications/recues") view=ReceivedListPage ssr=SsrMode::Async />
                    <Route path=path!("/communications/recues/:id") view=ReceivedDetailPage ssr=SsrMode::Async />
                    <Route path=path!("/communications/droits") view=AskPage ssr=SsrMode::Async />
                    <Route path=path!("/communications/:id/corriger") view=CorrectPage ssr=SsrMode::Async />
                    <Route path=path!("/communications/:id/destinataires") view=RecipientsPage ssr=SsrMode::Async />
                    <Route path=path!("/communications/:id") view=DetailPage ssr=SsrMode::Async />
                    <Route path=path!("/actualites") view=ArchivePageOfItems ssr=SsrMode::Async />
                    <Route path=path!("/actualites/:id") view=NewsReadingPage ssr=SsrMode::Async />
                    <Route path=path!("/messagerie") view=InboxListPage ssr=SsrMode::Async />
                    <Route path=path!("/messagerie/envoyes") view=WrittenListPage ssr=SsrMode::Async />
                    <Route path=path!("/messagerie/:id") view=MessagePage ssr=SsrMode::Async />
                    <Route path=path!("/espaces") view=SpacesPage ssr=SsrMode::Async />
                    <Route path=path!("/espaces/nouveau") view=NewSpacePage ssr=SsrMode::Async />
                    <Route path=path!("/espaces/:id/reglages") view=SpaceSettingsPage ssr=SsrMode::Async />
                    <Route path=path!("/espaces/:id") view=SpacePage ssr=SsrMode::Async />
                    <Route path=path!("/espaces/:id/articles/nouveau") view=NewArticlePage ssr=SsrMode::Async />
                    <Route path=path!("/espaces/:id/articles/:article") view=ArticlePage ssr=SsrMode::Async />
                    <Route path=path!("/espaces/:id/articles/:article/modifier") view=EditArticlePage ssr=SsrMode::Async />
                    <Route path=path!("/agenda") view=AgendaPage ssr=SsrMode::Async />
                    <Route path=path!("/agenda/nouveau") view=NewEventPage ssr=SsrMode::Async />
                    <Route path=path!("/espaces/:id/agenda") view=AgendaPage ssr=SsrMode::Async />
                    <Route path=path!("/espaces/:id/agenda/nouveau") view=NewEventPage ssr=SsrMode::Async />
                    <Route path=path!("/evenements/:id") view=EventPage ssr=SsrMode::Async />
                    <Route path=path!("/evenements/:id/modifier") view=EditEventPage ssr=SsrMode::Async />
                    <Route path=path!("/administration/annuaire") view=DirectoryPage ssr=SsrMode::Async />
                    <Route path=path!("/administration/annuaire/imports") view=ImportsPage ssr=SsrMode::Async />
                    <Route path=path!("/administration/annuaire/rapprochements") view=MatchesPage ssr=SsrMode::Async />
                    <Route path=path!("/administration/annuaire/fiches") view=RecordsPage ssr=SsrMode::Async />
                    <Route path=path!("/administration/annuaire/personnes") view=PeoplePage ssr=SsrMode::Async />
                    <Route path=path!("/administration/services/communication-ciblee") view=RightsPage ssr=SsrMode::Async />
                    <Route path=path!("/administration/comptes") view=AccountsPage ssr=SsrMode::Async />
                    <Route path=path!("/administration/comptes/lots") view=BatchesPage ssr=SsrMode::Async />
                    <Route path=path!("/administration/comptes/lots/:lot") view=BatchPage ssr=SsrMode::Async />
                    <Route path=path!("/administration/comptes/:personne") view=AccountDetailPage ssr=SsrMode::Async />
                    <Route path=path!("/administration/vacances") view=HolidaysPage ssr=SsrMode::Async />
                    <Route path=path!("/administration/conservation") view=RetentionPage ssr=SsrMode::Async />
                    <Route path=path!("/administration/conservation/registre") view=RecordPage ssr=SsrMode::Async />
                    <Route path=path!("/administration/pages") view=LegalFormPage ssr=SsrMode::Async />
                    <Route path=path!("/administration/connexion") view=ProvidersPage ssr=SsrMode::Async />
                    <Route path=path!("/administration/connexion/nouveau") view=NewProviderPage ssr=SsrMode::Async />
                    <Route path=path!("/administration/connexion/:id") view=ProviderPage ssr=SsrMode::Async />
                    <Route path=path!("/administration/portails") view=PortalsPage ssr=SsrMode::Async />
                    <Route path=path!("/administration/portails/:id") view=PortalPage ssr=SsrMode::Async />
                    <Route path=path!("/administration/journal") view=JournalPage ssr=SsrMode::Async />
                </Routes>
            </Frame>
        </Router>
    }
}

/// The title in the browser tab. The library writes it into the page unescaped, and a title may
/// contain text from users: it is escaped here, for all pages.
fn title(page: String) -> String {
    if page.is_empty() {
        return "Porte-voix".to_owned();
    }
    let page = page.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("{page} – Porte-voix")
}

/// The menus for a signed-in person; other people, and the sign-in pages, get none.
#[component]
fn Frame(session: SessionResource, children: ChildrenFn) -> impl IntoView {
    let children = StoredValue::new(children);
    let at_the_door = is_at_the_door();
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match session.await {
                    Ok(person) if !at_the_door => {
                        view! { <Menus person>{children.with_value(|children| children())}</Menus> }.into_any()
                    }
                    _ => view! { <WithoutMenus>{children.with_value(|children| children())}</WithoutMenus> }.into_any(),
                }
            })}
        </Suspense>
    }
}
