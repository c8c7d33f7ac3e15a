use domain::{PortalId, portals::view::Tried};
use leptos::prelude::*;

use super::fields::{PATH, problem};
use crate::{
    components::{
        Failed, FormOutcome, Notice, OpensHere,
        form::{Label, LongTextField},
    },
    named::named,
    words,
};

/// *Essayer une déclaration*
#[component]
pub fn Trial(id: PortalId, outcome: FormOutcome) -> impl IntoView {
    let (errors, failure) = (outcome.errors_of("essayer"), outcome.failure_of("essayer"));
    let text = if outcome.is_of("essayer") {
        outcome.typed("declaration").unwrap_or_default()
    } else {
        String::new()
    };
    view! {
        <form class="card stack" method="post" action=named(&format!("{PATH}/{id}/essai")) novalidate aria-labelledby="essai">
            <h2 id="essai">{words().portals.try_title}</h2>
            <p class="muted">{words().portals.try_about}</p>
            {outcome.tried.map(|tried| view! { <OpensHere><Verdict tried /></OpensHere> })}
            <Failed failure />
            <LongTextField
                id="declaration"
                label=Label::new(words().portals.statement).marked()
                rows=4
                value=text.into()
                problem=problem(&errors, "declaration")
            />
            <div class="cluster">
                <button class="button" type="submit" name="action" value="essayer">{words().portals.try_it}</button>
            </div>
        </form>
    }
}

#[component]
fn Verdict(tried: Tried) -> impl IntoView {
    let person = tried.person.map(|name| words().portals.speaks_of(&name)).unwrap_or_default();
    let (kind, what, next) = match tried.refused {
        None => ("success", words().portals.accepted, person),
        Some((why, detail)) => {
            let mut why = words().portals.why(why).to_owned();
            if !detail.is_empty() {
                why = format!("{why}{}{detail}", words().common.colon);
            }
            ("error", words().portals.refused, format!("{why}. {person}"))
        }
    };
    view! { <Notice kind what next /> }
}
