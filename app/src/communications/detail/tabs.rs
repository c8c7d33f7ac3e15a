use domain::CommunicationId;
use leptos::prelude::*;

use crate::words;

/// The tabs of a communication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenTab {
    Description,
    /// *États de publication*
    Sites,
    /// *Destinataires*, only for those who may see names.
    Names,
}

#[component]
pub fn Tabs(id: CommunicationId, open: OpenTab, may_name: bool) -> impl IntoView {
    let current = move |tab: OpenTab| (open == tab).then_some("page");
    view! {
        <nav class="tabs" aria-label=words().detail.communication>
            <ul>
                <li>
                    <a href=format!("/communications/{id}") aria-current=current(OpenTab::Description)>
                        {words().detail.description}
                    </a>
                </li>
                <li>
                    <a href=format!("/communications/{id}?onglet=etats") aria-current=current(OpenTab::Sites)>
                        {words().detail.states}
                    </a>
                </li>
                {may_name
                    .then(|| {
                        view! {
                            <li>
                                <a href=format!("/communications/{id}/destinataires") aria-current=current(OpenTab::Names)>
                                    {words().recipients.title}
                                </a>
                            </li>
                        }
                    })}
            </ul>
        </nav>
    }
}
