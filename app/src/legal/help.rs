use domain::session::SignedIn;
use leptos::prelude::*;
use leptos_meta::Title;

use super::open_page::open_page;
use crate::{session::SessionResource, words};

/// *Aide*: by task, only what the reader may do.
#[component]
pub fn HelpPage() -> impl IntoView {
    let session = expect_context::<SessionResource>();
    view! {
        <Title text=words().help.title />
        <Suspense>
            {move || Suspend::new(async move {
                let person = session.await.ok();
                let parts = parts(person.as_ref());
                let content = view! {
                    <p class="muted">{words().help.about}</p>
                    {parts.into_iter().map(part).collect_view()}
                };
                open_page(person.is_some(), words().help.title, content.into_any())
            })}
        </Suspense>
    }
}

/// The heading of each part, and its steps.
fn parts(person: Option<&SignedIn>) -> Vec<(&'static str, &'static str)> {
    let said = words().help;
    let may = |right: fn(&SignedIn) -> bool| person.is_some_and(right);
    let parts = [
        (person.is_none(), said.signing_in_title, said.signing_in),
        (true, said.reading_title, said.reading),
        (may(|person| person.may_compose), said.writing_title, said.writing),
        (may(|person| person.may_follow), said.following_title, said.following),
        (may(|person| person.may_receive), said.receiving_title, said.receiving),
        (may(|person| person.may_administer_rights), said.rights_title, said.rights),
        (may(|person| person.administrator), said.administration_title, said.administration),
        (person.is_some(), said.account_title, said.account),
        (true, said.trouble_title, said.trouble),
    ];
    parts.into_iter().filter_map(|(shown, title, steps)| shown.then_some((title, steps))).collect()
}

fn part((title, steps): (&'static str, &'static str)) -> impl IntoView {
    view! {
        <section class="card stack">
            <h2>{title}</h2>
            <ul>{steps.split('|').map(|step| view! { <li>{step}</li> }).collect_view()}</ul>
        </section>
    }
}
