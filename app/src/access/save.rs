use domain::{
    Conflict,
    access::{Role, view::GranteeView},
    communications::Severity,
    fields::FieldErrors,
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    address::{Tab, of_tab},
    api::{access_page, save_access},
    changes::{between, settle},
    outcome::Outcome,
    state::{Access, List},
};
use crate::{
    AppError,
    components::{Question, afresh},
    words,
};

/// *Valider*, after a question that says what changes and for how many people.
#[component]
pub fn Save() -> impl IntoView {
    let access = expect_context::<Access>();
    let nothing = move || access.pending() == 0;
    let waiting = move || {
        let (added, removed, changed) =
            access.list.with(|list| (list.added.len(), list.removed.len(), list.changes().count()));
        words().access.waiting(added, removed, changed)
    };
    view! {
        <div class="access-save needs-script">
            <p class="muted" id="access-attente" translate="no">{waiting}</p>
            <button
                class="button button-primary"
                type="button"
                aria-describedby="access-attente"
                disabled=nothing
                on:click=move |_| access.confirming.set(true)
            >
                {words().common.validate}
            </button>
        </div>
        <ConfirmDialog />
    }
}

#[component]
fn ConfirmDialog() -> impl IntoView {
    let access = expect_context::<Access>();
    let failure = RwSignal::new(None);
    view! {
        <Question
            id="valider-acces"
            title=words().access.store_question
            open=access.confirming
            busy=access.saving
            failure
            on_confirm=Callback::new(move |()| save(access, failure))
            confirm=words().common.store
        >
            <Summary />
        </Question>
    }
}

/// The lines in words, and how many people gain or lose by them.
#[component]
fn Summary() -> impl IntoView {
    let access = expect_context::<Access>();
    let parts = move || {
        let (added, removed, changed) = access.list.with(|list| {
            let added =
                list.added.iter().map(|line| in_words(&line.grantee, line.role, line.severity, line.people));
            let removed =
                list.leaving().map(|row| in_words(&row.grantee, row.role, row.severity, row.people));
            let changed = list
                .changes()
                .map(|(row, code)| in_words(&row.grantee, row.role, Severity::from_code(code), row.people));
            (added.collect::<Vec<_>>(), removed.collect::<Vec<_>>(), changed.collect::<Vec<_>>())
        });
        [
            (words().access.additions, Some(true), added),
            (words().access.removals, Some(false), removed),
            (words().access.changes, None, changed),
        ]
    };
    afresh(move || {
        let shown = parts()
            .into_iter()
            .filter(|(.., lines)| !lines.is_empty())
            .map(|(title, gets, lines)| {
                let sum: u64 = lines.iter().map(|(_, people)| people).sum();
                // A person may appear in several lines: then the sum is only an upper bound.
                let at_most = lines.len() > 1;
                view! {
                    <div class="access-part">
                        <h3>{title}</h3>
                        {gets.map(|gets| view! { <p>{words().access.people_concerned(sum, at_most, gets)}</p> })}
                        <ul>{lines.into_iter().map(|(line, _)| view! { <li>{line}</li> }).collect_view()}</ul>
                    </div>
                }
            })
            .collect_view();
        Some(shown.into_any())
    })
}

/// A line in words, and how many people it concerns.
fn in_words(grantee: &GranteeView, role: Role, severity: Option<Severity>, people: u64) -> (String, u64) {
    let line = format!(
        "{} – {} ({})",
        words().access.grantee(grantee),
        words().access.role_up_to(role, severity),
        words().numbers.people(people)
    );
    (line, people)
}

fn save(access: Access, failure: RwSignal<Option<String>>) {
    if access.saving.get_untracked() {
        return;
    }
    access.saving.set(true);
    spawn_local(async move {
        let change = access.list.with_untracked(List::change);
        let counts = (change.added.len(), change.removed.len(), change.changed.len());
        let answer = save_access(change).await;
        let outcome = match answer {
            Ok(page) => {
                let left_to_me = page.scope.scope;
                let elsewhere = left_to_me != access.scope();
                access.list.set(List::of(page));
                if elsewhere {
                    // A person who gave up their own right here is sent to a page that they may
                    // still see.
                    let _ = window().location().set_href(&of_tab(left_to_me, Tab::Overview));
                    return;
                }
                Outcome::Saved { added: counts.0, removed: counts.1, changed: counts.2 }
            }
            Err(AppError::Conflict(Conflict::AccessChanged)) => see_what_changed(access).await,
            Err(AppError::Conflict(Conflict::LastAdministrator)) => Outcome::LastAdministrator,
            Err(AppError::Fields(errors)) => Outcome::Refused(mark(access, &errors)),
            // Nothing was saved, or nobody knows: the question stays and offers to try again.
            Err(error) => {
                access.saving.set(false);
                failure.set(Some(error.sentence()));
                return;
            }
        };
        access.saving.set(false);
        access.confirming.set(false);
        access.outcome.set(Some(outcome));
    });
}

/// Reads the page again and keeps the pending lines: no work is lost, and nobody overwrites a
/// change that they have not seen.
async fn see_what_changed(access: Access) -> Outcome {
    let page = match access_page(access.scope().to_string()).await {
        Ok(page) => page,
        Err(error) => return Outcome::Failed(error),
    };
    let mut changes = access.list.with_untracked(|list| between(&list.page, &page));
    access.list.update(|list| {
        settle(&page, &mut list.added, &mut list.removed, &mut changes);
        list.page = page;
    });
    Outcome::Changed(changes)
}

/// Gives each refused line its problems (`ajout-2-role` → second line, `role`), and returns how
/// many lines were refused.
fn mark(access: Access, errors: &FieldErrors) -> usize {
    let mut refused = 0;
    access.list.update(|list| {
        for (position, line) in list.added.iter_mut().enumerate() {
            let prefix = format!("ajout-{}-", position + 1);
            let of_line = errors.0.iter().filter_map(|(field, problem)| {
                field.strip_prefix(&prefix).map(|field| (field.to_owned(), problem.clone()))
            });
            line.problems = FieldErrors(of_line.collect());
            refused += usize::from(!line.problems.is_empty());
        }
    });
    refused
}
