use domain::{
    agenda::{Calendar, HolidayZone},
    fields::FieldErrors,
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    AppError,
    components::{
        Ask, Breadcrumb, Failed, Failure, FormOutcome, FoundAgain, Notice,
        form::{Bound, ChoiceField, FileField, Label, LongTextField},
        form_outcome,
    },
    named::named,
    words,
};

const PATH: &str = "/administration/vacances";

/// What the page shows; it is made on the server alone, because nothing on it reacts.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
struct Page {
    zone: HolidayZone,
    calendar: Calendar,
    lines: String,
    version: String,
}

/// *Vacances scolaires*, zone by zone.
#[component]
pub fn HolidaysPage() -> impl IntoView {
    let outcome = StoredValue::new(form_outcome());
    let query = use_query_map().get_untracked();
    let zone = query.get("zone").unwrap_or_default();
    let done = StoredValue::new(query.get("fait").unwrap_or_default());
    let loaded = Resource::new_blocking(|| (), move |()| load(zone.clone()));
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok(page) => {
                        let (outcome, done) = (outcome.get_value(), done_of(&done.get_value()));
                        Either::Left(view! { <Loaded page outcome done /> })
                    }
                    Err(error) => {
                        Either::Right(view! { <Title text=words().agenda.holidays_title /> <Failure error /> })
                    }
                }
            })}
        </Suspense>
    }
}

async fn load(zone: String) -> Result<Page, AppError> {
    #[cfg(feature = "ssr")]
    {
        use crate::server_side::{answer, caller};
        let (backend, caller) = caller().await?;
        let page = answer(backend::agenda::holidays_page(&backend, &caller, &zone).await)?;
        Ok(Page { zone: page.zone, calendar: page.calendar, lines: page.lines, version: page.version })
    }
    #[cfg(not(feature = "ssr"))]
    {
        drop(zone);
        // The browser's half of this page is empty, so nothing calls this there.
        std::future::ready(Err(AppError::NotFound)).await
    }
}

/// `?fait=`
fn done_of(done: &str) -> Option<&'static str> {
    match done {
        "" => None,
        "livrees" => Some(words().agenda.holidays_back),
        _ => Some(words().agenda.holidays_kept),
    }
}

#[component]
fn Loaded(page: Page, outcome: FormOutcome, done: Option<&'static str>) -> impl IntoView {
    let Page { zone, calendar, lines, version } = page;
    let lines = outcome.typed("periodes").unwrap_or(lines);
    let (entered, to_check) = (calendar.is_entered(zone), calendar.is_to_check(zone));
    let errors = outcome.errors.clone();
    let title = format!("{} – {}", words().agenda.holidays_title, words().agenda.holiday_zone(zone));
    view! {
        <Title text=words().common.title_of(&title, outcome.is_refused()) />
        <Breadcrumb above=vec![(words().shell.administration, "")] here=words().agenda.holidays_title />
        <h1>{words().agenda.holidays_title}</h1>
        {done.map(|what| view! { <Notice kind="success" what next="" /> })}
        <p class="muted">{words().agenda.holidays_about}</p>
        <form class="card" method="get" action=PATH aria-label=words().agenda.holidays_zone>
            <div class="cluster">
                <ChoiceField id="zone" label=words().agenda.holidays_zone options=zones() value=Bound::from(zone.code().to_owned()) />
                <button class="button" type="submit">{words().messages.show}</button>
            </div>
        </form>
        <section class="card stack" aria-labelledby="zone-titre">
            <h2 id="zone-titre">{words().agenda.holiday_zone(zone)}</h2>
            {to_check.then(|| view! { <Notice kind="warning" what=words().agenda.holidays_to_check next="" /> })}
            <Failed failure=outcome.failure />
            <Lines zone lines version errors />
            {entered.then(|| view! {
                <Ask
                    label=words().agenda.holidays_shipped
                    what_happens=words().agenda.holidays_shipped_consequence
                    action=format!("{PATH}?zone={}", zone.code())
                    value="livrees"
                    confirm=words().agenda.holidays_shipped
                />
            })}
        </section>
    }
}

fn zones() -> Vec<(&'static str, &'static str)> {
    HolidayZone::ALL.map(|zone| (zone.code(), words().agenda.holiday_zone(zone))).into()
}

#[component]
fn Lines(zone: HolidayZone, lines: String, version: String, errors: FieldErrors) -> impl IntoView {
    let sentence = |field: &str| errors.get(field).map(|problem| words().fields.problem(problem));
    let (problem, of_file) = (sentence("periodes"), sentence("calendrier"));
    view! {
        <form
            class="stack printed"
            method="post"
            action=named(&format!("{PATH}?zone={}", zone.code()))
            enctype="multipart/form-data"
            novalidate
            data-keeps="true"
        >
            <FoundAgain />
            <input type="hidden" name="version" value=version />
            <LongTextField
                id="periodes"
                label=Label::new(words().agenda.holidays_lines).marked()
                rows=14
                value=Bound::from(lines)
                problem=Signal::stored(problem)
                described_by="periodes-aide"
            />
            <p class="hint" id="periodes-aide">{words().agenda.holidays_hint}</p>
            <FileField
                id="calendrier"
                label=words().agenda.holidays_file
                accept=".ics,text/calendar"
                hint=words().agenda.holidays_file_hint
                problem=Signal::stored(of_file)
            />
            <div>
                <button class="button button-primary" type="submit" name="action" value="enregistrer">
                    {words().agenda.holidays_keep}
                </button>
            </div>
        </form>
    }
}
