use domain::{
    CommunicationId, EstablishmentId,
    access::School,
    communications::{
        DeliveryState,
        received::{RECEIVED, ReceivedDetail, received_address},
        view::{SiteColumns, SiteRow},
    },
    targets::Target,
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{contact::ContactAuthor, state::StateHere};
use crate::{
    AppError,
    communications::{
        api,
        detail::{channels::page_of, targets::facts_of},
        exchanges::ExchangeList,
    },
    components::{
        Breadcrumb, CorrectedMark, Failed, Failure, FormOutcome, Icon, Notice, form_outcome, second_row,
        short_title,
    },
    following::{Followed, Subject, Version, version_of},
    language::lang_of,
    marks, words,
};

#[component]
pub fn ReceivedDetailPage() -> impl IntoView {
    let outcome = StoredValue::new(form_outcome());
    let id = use_params_map().with_untracked(|params| params.get("id").and_then(|id| id.parse().ok()));
    let query = use_query_map().get_untracked();
    let school = query.get("etablissement").and_then(|school| school.parse().ok());
    let done = StoredValue::new(query.get("fait").unwrap_or_default());
    let loaded = Resource::new_blocking(|| (), move |()| load(id, school));
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok((detail, version)) => {
                        Either::Left(
                            view! { <Loaded detail version outcome=outcome.get_value() done=done.get_value() /> },
                        )
                    }
                    Err(error) => Either::Right(view! { <Title text=words().received.detail_title /> <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

/// An address without a number gives *not found*, like an unknown communication.
async fn load(
    id: Option<CommunicationId>,
    school: Option<EstablishmentId>,
) -> Result<(ReceivedDetail, Version), AppError> {
    let Some(id) = id else {
        #[cfg(feature = "ssr")]
        let _ = crate::server_side::refuse::<()>(AppError::NotFound);
        return Err(AppError::NotFound);
    };
    let version = version_of(Subject::Received(Some(id))).await;
    api::open_received(id, school).await.map(|detail| (detail, version))
}

#[component]
fn Loaded(detail: ReceivedDetail, version: Version, outcome: FormOutcome, done: String) -> impl IntoView {
    // The reader's schools may have one name.
    let mut all = detail.elsewhere.clone();
    all.push(detail.school.clone());
    let school = detail.school.called(&all);
    let mut about = short_title(&detail.title);
    if all.len() > 1 {
        about = format!("{about} – {school}");
    }
    let title = words().common.title_of(&about, outcome.is_refused());
    let elsewhere: Vec<_> = detail.elsewhere.iter().map(|one| (one.id, one.called(&all))).collect();
    let channel = page_of(&detail.content);
    let received = detail.received.local;
    let corrected = detail.corrected.clone();
    let (kind, facts) = (channel.kind(), channel.facts());
    let second = second_row(detail.content.second());
    let language = detail.content.language();
    let targets = detail.targets.clone();
    let here = detail.school.clone();
    // What is said of a question to the author stands beside its form.
    let failure = outcome.failure.clone().filter(|_| outcome.typed("texte").is_none());
    let (subject, said) = (Subject::Received(Some(detail.id)), Some(happened_to(&detail)));
    // The form of a question stays as it is, whatever changes.
    let (contact, asked) = (detail.clone(), outcome.clone());
    view! {
        <Title text=title />
        <Breadcrumb
            above=vec![(words().shell.targeted_communication, ""), (words().received.title, RECEIVED)]
            here=words().received.detail_title
        />
        <a class="icon-link" href=RECEIVED>
            <Icon name="back" />
            " " {words().received.back}
        </a>
        <Failed failure />
        <Followed subject version said>
            {done_of(&done, detail.site.state).map(|(what, next)| view! { <Notice kind="success" what next /> })}
            <div class="page-head">
                <div class="stack detail-head">
                    <h1 class="detail-title" data-key="titre" dir="auto" lang=lang_of(Some(language))>{language.spaced(&detail.title)}</h1>
                    <p class="muted">
                        {words().received.received_on} " "
                        <time datetime=marks::machine_time(received)>{words().dates.date_time(received)}</time>
                        // A school receives it: it has not sent it.
                        " " {words().received.received_in} " "
                        <strong>{school}</strong>
                    </p>
                    {corrected.map(|corrected| view! { <CorrectedMark corrected language /> })}
                    <Elsewhere id=detail.id schools=elsewhere />
                </div>
            </div>
            <StateHere detail=detail.clone() outcome=asked />
            <Figures site=detail.site.clone() columns=detail.columns />
            {detail
                .may_name
                .then(|| {
                    let address = format!("/communications/{}/destinataires?etablissement={}", detail.id, detail.school.id);
                    view! { <a class="icon-link" href=address>{words().recipients.title} " " <Icon name="arrow" /></a> }
                })}
            <section class="stack" aria-labelledby="communication">
                <h2 id="communication">{words().received.communication}</h2>
                <div class="card">
                    <dl class="facts">
                        <div><dt>{words().detail.kind}</dt><dd>{kind}</dd></div>
                        <div><dt>{words().received.source}</dt><dd>{detail.source.clone()}</dd></div>
                        <div><dt>{words().received.author}</dt><dd>{detail.author.clone()}</dd></div>
                        {facts}
                        {second}
                    </dl>
                </div>
            </section>
            <Targets targets here />
            <section class="stack" aria-labelledby="echanges">
                <h2 id="echanges">{words().received.exchanges}</h2>
                <ExchangeList exchanges=detail.exchanges.clone() with_school=false />
            </section>
        </Followed>
        <ContactAuthor detail=contact outcome />
    }
}

/// What an open page says when it is told of a change.
fn happened_to(detail: &ReceivedDetail) -> String {
    let corrected = detail.corrected.as_ref().filter(|_| detail.site.state == DeliveryState::Online);
    corrected.map_or_else(
        || words().communications.delivery_state(detail.site.state).to_owned(),
        |corrected| words().versions.corrected(corrected.at.local),
    )
}

/// `?fait=`, as long as the state is still what was made of it.
fn done_of(done: &str, state: DeliveryState) -> Option<(&'static str, &'static str)> {
    Some(match (done, state) {
        ("hors-ligne", DeliveryState::Offline) => {
            (words().received.taken_offline, words().received.taken_offline_hint)
        }
        ("en-ligne", DeliveryState::Online) => {
            (words().received.put_online_done, words().received.put_online_hint)
        }
        ("contact", _) => (words().received.sent, words().received.sent_hint),
        _ => return None,
    })
}

/// Links to the same communication in the reader's other schools.
#[component]
fn Elsewhere(id: CommunicationId, schools: Vec<(EstablishmentId, String)>) -> impl IntoView {
    (!schools.is_empty()).then(|| {
        let links = schools
            .into_iter()
            .map(|(school, name)| view! { <li><a href=received_address(id, school)>{name}</a></li> })
            .collect_view();
        view! {
            <p class="muted" id="aussi">{words().received.also_received}</p>
            <ul class="plain cluster" aria-labelledby="aussi">{links}</ul>
        }
    })
}

/// The figures of this school alone.
#[component]
fn Figures(site: SiteRow, columns: SiteColumns) -> impl IntoView {
    let known =
        |count: Option<u64>| count.map_or_else(|| "—".to_owned(), |count| words().numbers.number(count));
    let seen = if columns.delivered { words().received.opened } else { words().received.seen };
    view! {
        <section class="stack" aria-labelledby="chiffres">
            <h2 id="chiffres">{words().received.figures}</h2>
            <dl class="totals">
                <div><dt>{words().received.recipients}</dt><dd>{known(site.recipients)}</dd></div>
                {columns
                    .delivered
                    .then(|| view! { <div><dt>{words().received.delivered}</dt><dd>{known(site.delivered)}</dd></div> })}
                <div><dt>{seen}</dt><dd>{words().numbers.number(site.seen)}</dd></div>
                {columns
                    .acknowledged
                    .then(|| view! { <div><dt>{words().received.acknowledged}</dt><dd>{known(site.acknowledged)}</dd></div> })}
            </dl>
        </section>
    }
}

/// *Cibles*, as they touch this school.
#[component]
fn Targets(targets: Vec<Target>, here: School) -> impl IntoView {
    let schools = vec![here];
    let rows: Vec<_> = targets.iter().map(|target| facts_of(target, (&[], 0), &schools, "")).collect();
    view! {
        <section class="stack" aria-labelledby="cibles">
            <h2 id="cibles">{words().received.targets}</h2>
            {rows.is_empty().then(|| view! { <p class="muted">{words().received.no_target}</p> })}
            <ol class="detail-targets">
                {rows
                    .into_iter()
                    .map(|facts| {
                        view! {
                            <li class="card">
                                <dl class="facts">
                                    {facts
                                        .into_iter()
                                        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
                                        .collect_view()}
                                </dl>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </section>
    }
}
