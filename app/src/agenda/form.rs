use domain::{
    agenda::{EventInput, view::EventForm},
    communications::Posted,
    fields::FieldProblem,
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    address,
    api::{edit_form, new_form},
    fields::{Details, Times},
    page::{not_found, space_of},
    repetition::RepetitionFields,
};
use crate::{
    AppError,
    components::{
        Failed, Failure, FormOutcome, FoundAgain, Notice,
        form::{Bound, CheckBox},
        form_outcome, short_title,
    },
    named::named,
    words,
};

/// A new event, of a space or of one's own agenda.
#[component]
pub fn NewEventPage() -> impl IntoView {
    let space = use_params_map().with_untracked(|params| params.get("id"));
    let day = use_query_map().with_untracked(|query| query.get("jour").unwrap_or_default());
    let form = Resource::new_blocking(
        || (),
        move |()| {
            let (space, day) = (space.clone(), day.clone());
            async move { new_form(space_of(space)?, day).await }
        },
    );
    view! { <Shown form /> }
}

/// An event that is there, or one of its occurrences.
#[component]
pub fn EditEventPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id"));
    let day = use_query_map().with_untracked(|query| query.get("date").unwrap_or_default());
    let form = Resource::new_blocking(
        || (),
        move |()| {
            let (id, day) = (id.clone(), day.clone());
            async move {
                match id.and_then(|id| id.parse().ok()) {
                    Some(id) => edit_form(id, day).await,
                    None => not_found(),
                }
            }
        },
    );
    view! { <Shown form /> }
}

#[component]
fn Shown(form: Resource<Result<EventForm, AppError>>) -> impl IntoView {
    let outcome = StoredValue::new(form_outcome());
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match form.await {
                    Ok(form) => Either::Left(view! { <Loaded form outcome=outcome.get_value() /> }),
                    Err(error) => Either::Right(view! { <Title text=words().agenda.event /> <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

/// The address that the form is posted to.
fn action(form: &EventForm) -> String {
    match form.id {
        Some(id) => format!("/evenements/{id}/modifier"),
        None => format!("{}/nouveau", address::of(form.space.as_ref().map(|space| space.id))),
    }
}

/// What was typed, if the form came back.
fn typed(outcome: &FormOutcome) -> Option<EventInput> {
    let pairs: Vec<(String, String)> = outcome
        .typed
        .iter()
        .flat_map(|(name, value)| match name.as_str() {
            // The chosen days of the week are kept as one text.
            "jour" => value.split(',').map(|day| (name.clone(), day.to_owned())).collect(),
            _ => vec![(name.clone(), value.clone())],
        })
        .collect();
    (!pairs.is_empty()).then(|| EventInput::posted(&Posted::new(&pairs)))
}

/// The version that the form showed before it came back. Who was told that somebody else changed the event
/// may replace what is stored now.
fn first_version(outcome: &FormOutcome) -> Option<String> {
    let told = outcome.errors.get("titre") == Some(&FieldProblem::ChangedMeanwhile);
    outcome.typed("version").filter(|_| !told)
}

#[component]
fn Loaded(form: EventForm, outcome: FormOutcome) -> impl IntoView {
    let heading = match (form.id, &form.day) {
        (None, _) => words().agenda.new_event,
        (Some(_), None) => words().agenda.change_event,
        (Some(_), Some(_)) => words().agenda.change_occurrence,
    };
    let action = action(&form);
    let known = form.holidays.clone();
    let key = outcome.typed("cle").filter(|key| !key.is_empty()).unwrap_or_else(|| form.form_key.clone());
    let sequence = first_version(&outcome).unwrap_or_else(|| form.sequence.to_string());
    let tells = outcome.typed("prevenir").is_some_and(|chosen| chosen == "oui");
    let tells_readers = outcome.typed("prevenir-lecteurs").is_some_and(|chosen| chosen == "oui");
    let input = typed(&outcome).unwrap_or_else(|| form.input.clone());
    // Those of now: who sends the form again has read that they changed.
    let readers = form.input.readers.clone();
    let errors = outcome.errors.clone();
    let about = form.id.map(|_| format!("{heading} – {}", short_title(&form.input.title)));
    let title = words().common.title_of(about.as_deref().unwrap_or(heading), outcome.is_refused());
    let agenda = address::of(form.space.as_ref().map(|space| space.id));
    let agenda_name = form
        .space
        .as_ref()
        .map_or_else(|| words().agenda.title.to_owned(), |space| words().agenda.agenda_of(space));
    let failure = outcome.failure.clone();
    let only_date = form.day.is_some();
    let publishes = form.space.is_some() && form.id.is_none();
    view! {
        <Title text=title />
        <nav class="breadcrumb" aria-label=words().shell.breadcrumb>
            <ol>
                <li>{words().shell.you_are_here}</li>
                <li><a href=agenda>{agenda_name}</a></li>
                <li><span aria-current="page">{heading}</span></li>
            </ol>
        </nav>
        <h1>{heading}</h1>
        {only_date.then(|| view! { <Notice kind="information" what=words().agenda.only_this_date next="" /> })}
        <Failed failure />
        <form class="card stack printed" method="post" action=named(&action) novalidate data-keeps="true">
            <FoundAgain />
            <input type="hidden" name="cle" value=key />
            <input type="hidden" name="version" value=sequence />
            <input type="hidden" name="lecteurs" value=readers />
            {form.day.map(|day| view! { <input type="hidden" name="date" value=day /> })}
            <Details input=input.clone() errors=errors.clone() />
            <Times input=input.clone() errors=errors.clone() zone=form.elsewhere.then_some(form.zone) />
            {(!only_date).then(|| view! { <RepetitionFields input known=known errors /> })}
            {form.subscribers.map(|people| view! { <Tell people tells /> })}
            {form.readers.map(|people| view! { <TellReaders people tells=tells_readers only_date /> })}
            <div class="cluster">
                <button class="button button-primary" type="submit">
                    {if publishes { words().agenda.publish } else { words().agenda.store }}
                </button>
            </div>
        </form>
    }
}

/// *Prévenir les abonnés*, with the number of people.
#[component]
fn Tell(people: u64, tells: bool) -> impl IntoView {
    view! {
        <div class="field">
            <CheckBox id="prevenir" name="prevenir".to_owned() checked=Bound::from(tells)>
                {words().agenda.tell_subscribers}
            </CheckBox>
            <p class="hint">{words().agenda.subscribers(people)} " " {words().agenda.tell_hint}</p>
        </div>
    }
}

/// *Prévenir les personnes qui avaient lu l’ancien texte ou reçu un message à son sujet*, with their number.
#[component]
fn TellReaders(people: u64, tells: bool, only_date: bool) -> impl IntoView {
    view! {
        <div class="field">
            <CheckBox id="prevenir-lecteurs" name="prevenir-lecteurs" checked=Bound::from(tells)>
                {words().agenda.tell_readers}
            </CheckBox>
            <p class="hint">
                {words().agenda.readers(people)}
                {(only_date && people > 0).then(|| view! { " " {words().agenda.date_moved_is_told} })}
            </p>
        </div>
    }
}
