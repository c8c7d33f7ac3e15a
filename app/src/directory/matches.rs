use domain::directory::matches::{Candidate, Match};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::view::SchoolQuestions;
use crate::{
    AppError,
    components::{Breadcrumb, Failed, Failure, FormOutcome, FoundAgain, Notice, form_outcome},
    named::named,
    words,
};

const DIRECTORY: &str = "/administration/annuaire";
/// The answer that none of the pupils is meant.
const NOBODY: &str = "aucun";
pub(super) const MATCHES: &str = "/administration/annuaire/rapprochements";

/// *Rapprochements*: children whom the files of ONDE do not name for certain.
#[component]
pub fn MatchesPage() -> impl IntoView {
    let done = use_query_map().with_untracked(|query| query.get("fait").is_some());
    let outcome = StoredValue::new(form_outcome());
    let page = Resource::new_blocking(|| (), |()| load());
    let title =
        words().common.title_of(words().directory.matches_title, outcome.with_value(FormOutcome::is_refused));
    view! {
        <Title text=title />
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(schools) => {
                        Either::Left(view! { <Loaded schools done outcome=outcome.get_value() /> })
                    }
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

async fn load() -> Result<Vec<SchoolQuestions>, AppError> {
    #[cfg(feature = "ssr")]
    {
        use crate::server_side::{answer, caller};
        let (backend, caller) = caller().await?;
        let schools = answer(backend::directory::matches::matches(&backend, &caller).await)?;
        Ok(schools.into_iter().map(Into::into).collect())
    }
    #[cfg(not(feature = "ssr"))]
    {
        // The browser's half of this page is empty, so nothing calls this there.
        std::future::ready(Err(AppError::NotFound)).await
    }
}

#[component]
fn Loaded(schools: Vec<SchoolQuestions>, done: bool, outcome: FormOutcome) -> impl IntoView {
    let none = schools.is_empty();
    // It stands in the form of its school, unless that one is not asked about any more.
    let has_form = schools.iter().any(|school| is_of(&outcome, &school.uai));
    let failure = outcome.failure.clone().filter(|_| !has_form);
    view! {
        <Breadcrumb above=vec![(words().shell.administration, ""), (words().directory.title, DIRECTORY)] here=words().directory.matches_title />
        <h1>{words().directory.matches_title}</h1>
        {done.then(|| view! {
            <Notice kind="success" what=words().directory.matches_kept next=words().directory.matches_next />
        })}
        <p class="muted">{words().directory.matches_hint}</p>
        {none.then(|| view! { <p>{words().directory.matches_none}</p> })}
        <Failed failure />
        {schools
            .into_iter()
            .map(|school| view! { <School school outcome=outcome.clone() /> })
            .collect_view()}
    }
}

/// Whether the form of this school came back.
fn is_of(outcome: &FormOutcome, uai: &str) -> bool {
    outcome.typed.get("etablissement").is_some_and(|of| of == uai)
}

#[component]
fn School(school: SchoolQuestions, outcome: FormOutcome) -> impl IntoView {
    let SchoolQuestions { uai, name, asked, decided, version } = school;
    let failure = outcome.failure.clone().filter(|_| is_of(&outcome, &uai));
    let heading = format!("ecole-{uai}");
    let questions = asked
        .into_iter()
        .map(|one| {
            let answer = match outcome.typed(&format!("question-{}", one.id)).as_deref() {
                None => decided.get(&one.id).cloned(),
                // What was chosen, if the form came back.
                Some("") => None,
                Some(NOBODY) => Some(String::new()),
                Some(key) => Some(key.to_owned()),
            };
            view! { <Question one answer /> }
        })
        .collect_view();
    let labelled = heading.clone();
    view! {
        <section class="card stack" aria-labelledby=labelled>
            <h2 id=heading>{name} " " <span class="hint">{uai.clone()}</span></h2>
            <form method="post" action=named(MATCHES) class="stack printed" data-keeps="true">
                <FoundAgain />
                <input type="hidden" name="etablissement" value=uai />
                <input type="hidden" name="version" value=version />
                {questions}
                <Failed failure />
                <div class="cluster">
                    <button class="button button-primary" type="submit">{words().directory.matches_save}</button>
                </div>
            </form>
        </section>
    }
}

/// Both sides: the guardian and the child as the file has them, and the pupils who may be meant.
#[component]
fn Question(one: Match, answer: Option<String>) -> impl IntoView {
    let name = format!("question-{}", one.id);
    let chosen = |key: &str| answer.as_deref() == Some(key);
    let offered = one
        .candidates
        .iter()
        .map(|pupil| {
            let checked = chosen(&pupil.key);
            view! { <Choice name=name.clone() value=pupil.key.clone() checked label=pupil_text(pupil) /> }
        })
        .collect_view();
    let (nobody, open) = (chosen(""), answer.is_none());
    let email = (!one.email.is_empty()).then(|| format!(" ({})", one.email));
    view! {
        <fieldset class="stack">
            <legend>
                <bdi>{one.guardian}</bdi>
                {email}
            </legend>
            <p>{words().common.labelled(words().directory.matches_child, &one.child)}</p>
            {offered}
            <Choice name=name.clone() value=NOBODY checked=nobody label=words().directory.matches_nobody />
            <Choice name value="" checked=open label=words().directory.matches_later />
        </fieldset>
    }
}

#[component]
fn Choice(
    name: String,
    #[prop(into)] value: String,
    checked: bool,
    #[prop(into)] label: String,
) -> impl IntoView {
    view! {
        <label class="choice">
            <input type="radio" name=name value=value checked=checked />
            " "
            {label}
        </label>
    }
}

/// `ROY Léo, CE1 A, 01/04/2016`
fn pupil_text(pupil: &Candidate) -> String {
    let born = pupil.born.map(|day| words().dates.date(day));
    let class = Some(pupil.class.clone()).filter(|class| !class.is_empty());
    let parts = [Some(pupil.name.clone()), class, born];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
