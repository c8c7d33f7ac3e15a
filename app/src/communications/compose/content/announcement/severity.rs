use domain::{
    access::{REQUESTS, Right, Role},
    communications::Severity,
};
use leptos::prelude::*;

use crate::{
    communications::compose::{audience::Audience, content::Content, content::whole, validation::problem_of},
    components::{
        SeverityIcon, address, afresh,
        form::{Choices, Label, Radio},
    },
    words,
};

/// *Type d’annonce*: what the rights allow on the chosen schools. A higher one that a draft or a copy
/// brought along stays visible with its error, so that nothing changes silently.
#[component]
pub fn SeverityField() -> impl IntoView {
    let content = expect_context::<Content>();
    let chosen = content.severity();
    let most = highest(content, expect_context::<Audience>());
    let card = move |severity: Severity| {
        let hidden = Signal::derive(move || {
            severity > most.get() && chosen.signal().with(|chosen| chosen != severity.code())
        });
        view! {
            <Radio name="type" value=severity.code() chosen class="choice-card" severity=severity.code() hidden>
                <SeverityIcon severity />
                " "
                <span class="choice-title">{words().communications.severity(severity)}</span>
                " "
                <span class="hint">{words().communications.severity_hint(severity)}</span>
            </Radio>
        }
    };
    view! {
        <Choices id="type" legend=Label::new(words().compose.severity).marked() problem=problem_of("type")>
            <div class="choice-cards">{Severity::ALL.into_iter().map(card).collect_view()}</div>
            {afresh(move || {
                let limited = most.get() < Severity::Alert;
                limited.then(|| view! {
                    <p class="hint">
                        {words().compose.severity_limit(most.get())}
                        " "
                        <a href=ask() rel="external">{words().access.ask_link}</a>
                    </p>
                }.into_any())
            })}
        </Choices>
    }
}

/// The form *Demander un droit*, for every severity.
fn ask() -> String {
    let (role, most) = (Role::SenderAnnouncement.code(), Severity::Alert.code());
    let right = Right::CreateCommunication.code();
    address(REQUESTS, &[("droit", right), ("role", role), ("jusqua", most)])
}

/// The highest severity that the rights allow for the chosen perimeter and schools.
fn highest(content: Content, audience: Audience) -> Memo<Severity> {
    let perimeter = audience.chosen();
    Memo::new(move |_| {
        let input = whole(content.get(), audience.perimeter.get(), audience.targets.get());
        let limit = perimeter.with(|perimeter| perimeter.as_ref().and_then(|of| input.severity_limit(of)));
        limit.unwrap_or(Severity::Alert)
    })
}
