use domain::{
    directory::{JoinedRecord, JoinsPage, Proposal, RecordView},
    fields::FieldProblem,
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    AppError,
    components::{Ask, Breadcrumb, Failure, Notice, PageLinks, address, form::TextField},
    marks,
    named::named,
    words,
};

const DIRECTORY: &str = "/administration/annuaire";
pub(super) const RECORDS: &str = "/administration/annuaire/fiches";

/// What the address asks for.
#[derive(Clone, Debug, Default)]
struct RecordsQuery {
    /// Proposals after this name.
    after: String,
    /// Joined records after this number.
    joined_after: i64,
    /// The identifiers of two records to compare; empty without any.
    first: String,
    second: String,
}

impl RecordsQuery {
    /// Two records are asked for, and not one of them twice.
    #[cfg(feature = "ssr")]
    fn compares(&self) -> bool {
        !self.first.is_empty() && !self.second.is_empty() && self.first != self.second
    }

    /// The address of an action, after which the same part of the page is shown again.
    fn action(&self, of: &str) -> String {
        let joined = if self.joined_after == 0 { String::new() } else { self.joined_after.to_string() };
        address(&format!("{RECORDS}/{of}"), &[("apres", &self.after), ("reunies", &joined)])
    }

    /// What is wrong with the two identifiers.
    fn problems(&self, unknown: [bool; 2]) -> [Option<String>; 2] {
        let begun = !self.first.is_empty() || !self.second.is_empty();
        let of = |typed: &str, unknown: bool| {
            let required = || words().fields.problem(&FieldProblem::Required);
            let missing = (begun && typed.is_empty()).then(required);
            missing.or(unknown.then(|| words().directory.records_unknown.to_owned()))
        };
        let [first, second] = [of(&self.first, unknown[0]), of(&self.second, unknown[1])];
        let twice = begun && self.first == self.second;
        [first, second.or(twice.then(|| words().directory.records_twice.to_owned()))]
    }
}

/// *Une personne, plusieurs fiches*: what may be one person, and which records are joined. It is made on
/// the server alone, because nothing on it reacts.
#[component]
pub fn RecordsPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let text = |name: &str| query.get(name).map(|text| text.trim().to_owned()).unwrap_or_default();
    let asked = RecordsQuery {
        after: text("apres"),
        joined_after: text("reunies").parse().unwrap_or_default(),
        first: text("fiche"),
        second: text("autre"),
    };
    let done = query.get("fait").is_some();
    let asked = StoredValue::new(asked);
    let loaded = Resource::new_blocking(|| (), move |()| load(asked.get_value()));
    view! {
        <Title text=words().directory.records_title />
        <Suspense>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok((page, unknown)) => {
                        let asked = asked.get_value();
                        Either::Left(view! { <Loaded page asked unknown done /> })
                    }
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

/// The page, and which of the two identifiers nobody has: the form that asked for them is then still
/// there.
async fn load(asked: RecordsQuery) -> Result<(JoinsPage, [bool; 2]), AppError> {
    #[cfg(feature = "ssr")]
    {
        use backend::directory::joins;
        use domain::PersonId;

        use crate::server_side::{answer, caller, refuse};
        let (backend, caller) = caller().await?;
        let compares = asked.compares();
        let RecordsQuery { after, joined_after, first, second } = asked;
        let mut records = compares.then_some([first, second]);
        let mut unknown = [false; 2];
        if let Some(identifiers) = &records {
            unknown = answer(joins::unknown(&backend, &caller, identifiers).await)?;
        }
        if unknown.contains(&true) {
            records = None;
            // The page is shown all the same.
            let _ = refuse::<()>(AppError::NotFound);
        }
        let asked = joins::JoinsQuery { after, joined_after: PersonId(joined_after), records };
        Ok((answer(joins::page(&backend, &caller, &asked).await)?, unknown))
    }
    #[cfg(not(feature = "ssr"))]
    {
        drop(asked);
        // The browser's half of this page is empty, so nothing calls this there.
        std::future::ready(Err(AppError::NotFound)).await
    }
}

#[component]
fn Loaded(page: JoinsPage, asked: RecordsQuery, unknown: [bool; 2], done: bool) -> impl IntoView {
    let JoinsPage { proposals, next, asked: pair, joined, next_joined } = page;
    let (none, nobody_joined) = (proposals.is_empty(), joined.is_empty());
    let start = (!asked.after.is_empty()).then(|| RECORDS.to_owned());
    let more = next.map(|name| address(RECORDS, &[("apres", &name)]));
    let joined_start = (asked.joined_after != 0).then(|| RECORDS.to_owned());
    let more_joined = next_joined.map(|record| address(RECORDS, &[("reunies", &record.to_string())]));
    let labels = [words().directory.records_from_start, words().directory.records_more];
    let joined_labels = [words().directory.records_from_start, words().common.next];
    let of_pairs = || [asked.action("reunir"), asked.action("distinguer")];
    let asked_for =
        pair.map(|proposal| view! { <Pair proposal place="demandees" open=true actions=of_pairs() /> });
    let pairs = proposals
        .into_iter()
        .map(|proposal| view! { <Pair proposal place="fiches" open=false actions=of_pairs() /> })
        .collect_view();
    let joined = joined
        .into_iter()
        .map(|joined| {
            let action = asked.action(&format!("{}/separer", joined.record.person));
            view! { <Joined joined action /> }
        })
        .collect_view();
    view! {
        <Breadcrumb above=vec![(words().shell.administration, ""), (words().directory.title, DIRECTORY)] here=words().directory.records_title />
        <h1>{words().directory.records_title}</h1>
        {done.then(|| view! {
            <Notice kind="success" what=words().directory.records_done next=words().directory.records_done_hint />
        })}
        <p class="muted">{words().directory.records_hint}</p>
        {asked_for}
        {pairs}
        {none.then(|| view! { <p>{words().directory.records_none}</p> })}
        <PageLinks previous=start next=more labels />
        <Compare asked unknown />
        <section class="card stack" aria-labelledby="reunies">
            <h2 id="reunies">{words().directory.records_joined}</h2>
            {nobody_joined.then(|| view! { <p>{words().directory.records_nobody_joined}</p> })}
            {joined}
            <PageLinks previous=joined_start next=more_joined labels=joined_labels />
        </section>
    }
}

/// Two records, with the buttons that decide. What tells them apart is folded, so that a page of pairs
/// is short; it is `open` for two that somebody asked for. `actions` are the addresses that join them and
/// that keep them apart.
#[component]
fn Pair(proposal: Proposal, place: &'static str, open: bool, actions: [String; 2]) -> impl IntoView {
    let [join, keep_apart] = actions;
    let Proposal { records: [main, other], signs, joinable } = proposal;
    let (one, two) = (main.person.to_string(), other.person.to_string());
    let heading = format!("{place}-{one}-{two}");
    let said: Vec<String> = signs.into_iter().map(|sign| words().directory.records_sign(sign)).collect();
    let name = main.name.clone();
    let of_whom = name.clone();
    let stays = if joinable { words().directory.records_stays } else { "" };
    let closed = if joinable { words().directory.records_closed } else { "" };
    let hidden = (one.clone(), two.clone());
    let labelled = heading.clone();
    view! {
        <article class="card stack" aria-labelledby=labelled>
            <h2 id=heading>{name}</h2>
            {(!said.is_empty()).then(|| view! { <p>{said.join(", ")}</p> })}
            <details open=open>
                <summary class="icon-link">
                    {words().directory.records_details}
                    <span class="visually-hidden">{words().common.colon} {of_whom}</span>
                    " "
                    <span class="chevron"></span>
                </summary>
                <div class="records">
                    <Record record=main what=stays />
                    <Record record=other what=closed />
                </div>
            </details>
            {(!joinable).then(|| view! { <p>{words().directory.records_cannot}</p> })}
            <div class="cluster">
                {joinable.then(|| {
                    let (one, two) = hidden;
                    view! {
                        <Ask
                            label=words().directory.records_same
                            what_happens=words().directory.records_same_question
                            action=join
                            confirm=words().directory.records_same
                        >
                            <input type="hidden" name="fiche" value=one />
                            <input type="hidden" name="autre" value=two />
                        </Ask>
                    }
                })}
                <form method="post" action=named(&keep_apart)>
                    <input type="hidden" name="fiche" value=one />
                    <input type="hidden" name="autre" value=two />
                    <button class="button" type="submit">
                        {words().directory.records_apart}
                    </button>
                </form>
            </div>
        </article>
    }
}

/// What tells a record from a namesake's. `what` says what would become of its account; it may be empty.
#[component]
fn Record(record: RecordView, what: &'static str) -> impl IntoView {
    let login = record.login.unwrap_or_else(|| words().directory.records_no_account.to_owned());
    let places: Vec<String> = record
        .places
        .iter()
        .map(|place| words().directory.records_place(place.profile, &place.detail, &place.school))
        .collect();
    let places =
        if places.is_empty() { words().directory.records_no_place.to_owned() } else { places.join(" · ") };
    let email = (!record.email.is_empty()).then_some(record.email);
    let family = (!record.family.is_empty()).then(|| record.family.join(", "));
    view! {
        <div class="stack">
            <p>
                <strong>{record.name}</strong>
                {(!what.is_empty()).then(|| view! { <span class="muted">" · " {what}</span> })}
            </p>
            <dl class="facts">
                <div>
                    <dt>{words().directory.records_identifier}</dt>
                    <dd translate="no">{record.identifier}</dd>
                </div>
                <div>
                    <dt>{words().directory.records_places}</dt>
                    <dd>{places}</dd>
                </div>
                {email.map(|email| view! { <div><dt>{words().directory.records_email}</dt><dd translate="no">{email}</dd></div> })}
                {family.map(|family| view! { <div><dt>{words().directory.records_family}</dt><dd>{family}</dd></div> })}
                <div>
                    <dt>{words().directory.records_login}</dt>
                    <dd>{login}</dd>
                </div>
                {record.signed_in.map(|at| view! {
                    <div>
                        <dt>{words().directory.records_signed_in}</dt>
                        <dd>
                            <time datetime=marks::machine_time(at.local)>{words().dates.date_time(at.local)}</time>
                        </dd>
                    </div>
                })}
            </dl>
        </div>
    }
}

/// Two records that nothing proposes, by their identifiers.
#[component]
fn Compare(asked: RecordsQuery, unknown: [bool; 2]) -> impl IntoView {
    let [first, second] = asked.problems(unknown);
    view! {
        <form class="card stack" method="get" action=RECORDS aria-labelledby="comparer">
            <h2 id="comparer">{words().directory.records_ask}</h2>
            <p class="muted">{words().directory.records_ask_hint}</p>
            <TextField
                id="fiche"
                label=words().directory.records_first
                value=asked.first
                problem=Signal::stored(first)
                required=true
                autocomplete="off"
                as_typed=true
            />
            <TextField
                id="autre"
                label=words().directory.records_second
                value=asked.second
                problem=Signal::stored(second)
                required=true
                autocomplete="off"
                as_typed=true
            />
            <div>
                <button class="button" type="submit">
                    {words().directory.records_compare}
                </button>
            </div>
        </form>
    }
}

/// A record that is joined to another; `action` is the address that separates them.
#[component]
fn Joined(joined: JoinedRecord, action: String) -> impl IntoView {
    let JoinedRecord { record, main, since, by } = joined;
    let of_whom = record.name.clone();
    view! {
        <article class="stack">
            <h3>{words().directory.records_joined_to(&main)}</h3>
            <p class="muted small">
                <time datetime=marks::machine_time(since.local)>{words().dates.date_time(since.local)}</time>
                ", "
                {by}
            </p>
            <details>
                <summary class="icon-link">
                    {words().directory.record_details}
                    <span class="visually-hidden">{words().common.colon} {of_whom}</span>
                    " "
                    <span class="chevron"></span>
                </summary>
                <Record record what="" />
            </details>
            <Ask
                label=words().directory.records_separate
                what_happens=words().directory.records_separate_question
                action
                confirm=words().directory.records_separate
            />
        </article>
    }
}
