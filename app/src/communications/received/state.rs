use domain::{
    communications::received::{RECEIVED, ReceivedDetail, StateChange},
    text::french_spaces,
};
use leptos::{either::EitherOf3, prelude::*};

use crate::{
    components::{
        Ask, FormOutcome,
        form::{Bound, Label, TextField},
    },
    marks, words,
};

/// The state in this school: since when, by whom, why; and what the reader may do about it.
#[component]
pub fn StateHere(detail: ReceivedDetail, outcome: FormOutcome) -> impl IntoView {
    let site = detail.site.clone();
    let changed = site.changed.local;
    let by = site.changed_by.map(|name| format!(" {} {name}", words().common.by));
    view! {
        <section class="stack" aria-labelledby="etat-ici">
            <h2 id="etat-ici">{words().received.state_here}</h2>
            <div class="card stack">
                <p>
                    <span class="status" data-state=marks::delivery_state(site.state)>
                        {words().communications.delivery_state(site.state)}
                    </span>
                    " "
                    <span class="muted">
                        {words().received.since} " "
                        <time datetime=marks::machine_time(changed)>{words().dates.date_time(changed)}</time>
                        {by}
                    </span>
                </p>
                {site
                    .reason
                    .map(|reason| {
                        view! {
                            <p>
                                <strong>{words().received.reason} {words().common.colon}</strong>
                                {french_spaces(&reason)}
                            </p>
                        }
                    })}
                <Change detail outcome />
            </div>
        </section>
    }
}

#[component]
fn Change(detail: ReceivedDetail, outcome: FormOutcome) -> impl IntoView {
    let school = detail.site.establishment.to_string();
    match detail.may {
        StateChange::Nothing => EitherOf3::A(()),
        StateChange::TakeOffline => {
            let problem = outcome.errors.get("motif").map(|problem| words().fields.problem(problem));
            let reason = outcome.typed("motif").unwrap_or_default();
            EitherOf3::B(view! {
                <Ask
                    label=words().received.take_offline
                    what_happens=words().received.take_offline_consequence
                    action=format!("{RECEIVED}/{}/hors-ligne", detail.id)
                    confirm=words().received.take_offline_confirm
                    danger=true
                    open=outcome.typed("motif").is_some()
                    keeps=true
                >
                    <input type="hidden" name="etablissement" value=school />
                    <TextField
                        id="motif"
                        label=Label::new(words().received.reason).marked()
                        value=Bound::from(reason)
                        hint=words().received.reason_hint
                        problem
                        required=true
                    />
                </Ask>
            })
        }
        StateChange::PutOnline => EitherOf3::C(view! {
            <Ask
                label=words().received.put_online
                what_happens=words().received.put_online_consequence
                action=format!("{RECEIVED}/{}/en-ligne", detail.id)
                confirm=words().received.put_online_confirm
            >
                <input type="hidden" name="etablissement" value=school />
            </Ask>
        }),
    }
}
