use domain::{Conflict, communications::in_page_order, fields::FieldProblem};
use leptos::{ev, html, prelude::*};

use super::{
    audience::{Audience, count_again, focus_total},
    content::Content,
    failure::{Place, ServerFailure},
    validation::Validation,
};
use crate::{
    AppError,
    components::{Icon, Line, When, afresh, debounce, effect, lines, words_afresh},
    words,
};

const SPEAK_AFTER_MS: u32 = 1_500;

/// The fields to correct, each with a link to its control, and what else failed.
#[component]
pub fn ErrorSummary() -> impl IntoView {
    let validation = expect_context::<Validation>();
    let errors = Memo::new(move |_| validation.shown());
    let summary = NodeRef::<html::Div>::new();
    let title = Signal::derive(move || words().compose.to_correct(errors.with(|errors| errors.0.len())));
    // The summary takes the focus when the sender tries to deploy, not each time a mistake is
    // corrected: it may disappear and come back while somebody types.
    effect(move |handled: Option<u32>| {
        let times = validation.refusals.get();
        let summary = summary.get();
        if handled.unwrap_or_default() == times {
            return times;
        }
        let Some(summary) = summary else { return handled.unwrap_or_default() };
        let _ = summary.focus();
        times
    });
    // It is read out when it takes the focus, and not a second time; afterwards only how much is left,
    // once typing pauses.
    let spoken = RwSignal::new(String::new());
    let read_out = StoredValue::new(0);
    let left = move || errors.with(|errors| errors.0.len());
    debounce(left, SPEAK_AFTER_MS, move |left| {
        let times = validation.refusals.get_untracked();
        let again = read_out.get_value() == times;
        read_out.set_value(times);
        spoken.set(if left > 0 && again { words().compose.to_correct(left) } else { String::new() });
    });
    view! {
        <p class="visually-hidden" role="status" translate="no">{move || spoken.get()}</p>
        <When holds=Signal::derive(move || !errors.with(domain::fields::FieldErrors::is_empty))>
            <div class="notice error-summary" data-kind="error" role="group" tabindex="-1" id="erreurs"
                aria-labelledby="erreurs-titre" node_ref=summary>
                <Icon name="alert" />
                <h2 id="erreurs-titre">{words_afresh(title)}</h2>
                <ul>
                    {lines(move || {
                        let line = |(field, problem): (String, FieldProblem)| {
                            let label = words().fields.named(&field, &problem);
                            Line::new(format!("{field} {label}"), move || {
                                view! { <li><a href=format!("#{field}") rel="external">{label}</a></li> }.into_any()
                            })
                        };
                        errors.with(in_page_order).into_iter().map(line).collect()
                    })}
                </ul>
            </div>
        </When>
        <FailureNotice place=Place::Top />
    }
}

/// Why the last request failed, if that is said at this place.
#[component]
pub fn FailureNotice(place: Place) -> impl IntoView {
    let failure = expect_context::<ServerFailure>();
    // It outlives the sentence and its button, which disappear while the server is asked again.
    let channel = expect_context::<Content>().channel().signal();
    let said = move || failure.said_at(place);
    let sentence = Memo::new(move |_| said().as_ref().map(AppError::sentence).unwrap_or_default());
    // What is said changes inside, so that *Réessayer* keeps the focus.
    view! {
        <When holds=Signal::derive(move || !sentence.with(String::is_empty))>
            <div class="notice" data-kind="error" role="alert">
                <Icon name="alert" />
                <p>
                    {afresh(move || {
                        let sentence = sentence.get();
                        let request = untrack(said).and_then(|error| error.request_address());
                        (!sentence.is_empty()).then(|| with_request(sentence, request))
                    })}
                </p>
                {afresh(move || said().as_ref().and_then(deployed_already))}
                <Retry channel />
            </div>
        </When>
    }
}

/// A sentence, and the way to the page where the missing right can be asked for.
fn with_request(sentence: String, request: Option<String>) -> AnyView {
    let link =
        request.map(|address| view! { " " <a href=address rel="external">{words().access.ask_link}</a> });
    view! { <span>{sentence} {link}</span> }.into_any()
}

/// *Réessayer*, where a count or the perimeters of a channel did not come. The button disappears with its
/// sentence, so the focus goes to where the count will stand.
#[component]
fn Retry(channel: Signal<String>) -> impl IntoView {
    let audience = expect_context::<Audience>();
    let failure = expect_context::<ServerFailure>();
    let retry = move |_: ev::MouseEvent| {
        focus_total();
        count_again(audience, channel, failure);
    };
    view! {
        <When holds=audience.uncounted.into()>
            <button class="button button-small" type="button" on:click=retry>{words().common.retry}</button>
        </When>
    }
}

/// Where to go on when the form was deployed already, or taken back.
fn deployed_already(error: &AppError) -> Option<AnyView> {
    let (deployed, draft) = match *error {
        AppError::Conflict(Conflict::Deployed(id)) => (Some(id), None),
        AppError::Conflict(Conflict::DeployedOtherwise { id, draft }) => (Some(id), Some(draft)),
        AppError::Conflict(Conflict::TakenBack { draft }) => (None, Some(draft)),
        _ => return None,
    };
    let ways = view! {
        <p class="cluster">
            {deployed
                .map(|id| {
                    view! {
                        <a rel="external" href=format!("/communications/{id}")>{words().compose.see_deployed}</a>
                    }
                })}
            " "
            {draft
                .map(|draft| {
                    view! {
                        <a rel="external" href=format!("/communications/nouvelle?brouillon={draft}")>
                            {words().compose.open_kept_draft}
                        </a>
                    }
                })}
        </p>
    };
    Some(ways.into_any())
}
