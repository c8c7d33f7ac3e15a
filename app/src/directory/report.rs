use leptos::{either::Either, prelude::*};

use super::{
    tables::{Counts, Refusals},
    view::{Losing, Named, RefusedLine, Removal, Report},
};
use crate::{
    components::{Icon, Notice},
    words,
};

/// What an import did, would do, or refused. `kept`: its files can be imported without choosing them again.
#[component]
pub fn ReportView(report: Report, kept: bool) -> impl IntoView {
    let (title, notice) = summary(&report, kept);
    let listed = report.refusals.len() as u64;
    view! {
        <section class="stack" aria-labelledby="rapport">
            <h2 id="rapport">{title}</h2>
            {notice}
            {if report.refusals_total > 0 {
                Either::Left(view! {
                    <Refusals caption=words().directory.refused_lines lines=report.refusals />
                    {(listed < report.refusals_total)
                        .then(|| {
                            view! { <p class="muted">{words().directory.first_of(listed, report.refusals_total)}</p> }
                        })}
                })
            } else {
                Either::Right(view! {
                    <Counts files=report.files />
                    <Counted title=words().directory.people_nowhere hint="" named=report.nowhere />
                    <Counted
                        title=words().directory.appeared_names
                        hint=words().directory.appeared_hint
                        named=report.appeared
                    />
                    <People title=words().directory.people_come hint="" named=report.come />
                    <People title=words().directory.people_go hint="" named=report.go />
                    <People title=words().directory.people_renamed hint="" named=report.renamed />
                    <People
                        title=words().directory.people_moved
                        hint=words().directory.people_moved_hint
                        named=report.moved
                    />
                    <Counted
                        title=words().directory.records_end
                        hint=words().directory.records_end_hint
                        named=report.separated
                    />
                    <Counted title=words().directory.without_head hint="" named=report.without_head />
                    <Counted
                        title=words().directory.vanished_names
                        hint=words().directory.vanished_hint
                        named=report.vanished
                    />
                    <LosingList
                        title=words().directory.losing_communications
                        hint=words().directory.losing_communications_hint
                        lines=report.communications
                        total=report.communications_total
                    />
                    <LosingList
                        title=words().directory.losing_grants
                        hint=words().directory.losing_grants_hint
                        lines=report.grants
                        total=report.grants_total
                    />
                    <LosingList
                        title=words().directory.losing_spaces
                        hint=words().directory.losing_grants_hint
                        lines=report.spaces
                        total=report.spaces_total
                    />
                })
            }}
            <Remarks lines=report.remarks total=report.remarks_total />
        </section>
    }
}

/// What was left out of a delivery, or looks wrong in it.
#[component]
fn Remarks(lines: Vec<RefusedLine>, total: u64) -> impl IntoView {
    let listed = lines.len() as u64;
    (total > 0).then(|| {
        view! {
            <p class="muted">{words().directory.remarks_hint}</p>
            <Refusals caption=words().directory.remarks lines />
            {(listed < total).then(|| view! { <p class="muted">{words().directory.first_of(listed, total)}</p> })}
        }
    })
}

fn summary(report: &Report, kept: bool) -> (&'static str, AnyView) {
    if report.refusals_total > 0 {
        let of_lines = report.refusals.iter().all(|one| one.line.is_some());
        let total = report.refusals_total;
        let what = if of_lines {
            words().directory.lines_refused(total)
        } else {
            words().directory.refusals_counted(total)
        };
        let next = words().directory.correct_and_resend;
        let title =
            if report.dry_run { words().directory.trial_refused } else { words().directory.import_refused };
        return (title, view! { <Notice kind="error" what next /> }.into_any());
    }
    let people = report.files.get(1);
    let changes = people.map_or_else(String::new, |people| {
        words().directory.people_changed(people.added, people.changed, people.removed)
    });
    if let Some(removal) = report.needs_confirmation.clone() {
        let title =
            if report.dry_run { words().directory.trial_result } else { words().directory.import_suspended };
        return (title, view! { <LargeRemoval removal kept /> }.into_any());
    }
    if report.applied {
        let what = words().directory.up_to_date;
        return (
            words().directory.import_done,
            view! { <Notice kind="success" what next=changes /> }.into_any(),
        );
    }
    let what = words().directory.files_correct;
    let next = if kept { words().directory.nothing_changed_kept } else { words().directory.nothing_changed };
    (words().directory.trial_result, view! { <Notice kind="success" what next /> }.into_any())
}

/// The first ones in full view, and how many there are; nothing when there is none.
#[component]
fn Counted(title: &'static str, hint: &'static str, named: Named) -> impl IntoView {
    (!named.lines.is_empty()).then(|| {
        view! {
            <h3>{title}</h3>
            {(!hint.is_empty()).then(|| view! { <p class="muted">{hint}</p> })}
            <Lines named />
        }
    })
}

#[component]
fn Lines(named: Named) -> impl IntoView {
    let Named { lines, total } = named;
    let listed = lines.len() as u64;
    view! {
        <ul>{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
        {(listed < total).then(|| view! { <p class="muted">{words().directory.first_of(listed, total)}</p> })}
    }
}

/// Some people of the difference, by name; nothing when there is nobody.
#[component]
fn People(title: &'static str, hint: &'static str, named: Named) -> impl IntoView {
    (!named.lines.is_empty()).then(|| {
        let heading = words().directory.headed(title, named.total);
        view! {
            <details>
                <summary>{heading}</summary>
                {(!hint.is_empty()).then(|| view! { <p class="muted">{hint}</p> })}
                <Lines named />
            </details>
        }
    })
}

/// Communications, roles or spaces that would reach nobody whom they name; nothing when there is none.
#[component]
fn LosingList(title: &'static str, hint: &'static str, lines: Vec<Losing>, total: u64) -> impl IntoView {
    let listed = lines.len() as u64;
    (total > 0).then(|| {
        view! {
            <h3>{title}</h3>
            <p class="muted">{hint}</p>
            <ul>{lines.into_iter().map(|line| view! { <LosingItem line /> }).collect_view()}</ul>
            {(listed < total).then(|| view! { <p class="muted">{words().directory.first_of(listed, total)}</p> })}
        }
    })
}

#[component]
fn LosingItem(line: Losing) -> impl IntoView {
    let Losing { text, address } = line;
    view! {
        <li>
            {match address {
                Some(address) => Either::Left(view! { <a href=address>{text}</a> }),
                None => Either::Right(text),
            }}
        </li>
    }
}

#[component]
fn LargeRemoval(removal: Removal, kept: bool) -> impl IntoView {
    let cause = if removal.is_missing {
        words().directory.removal_incomplete
    } else {
        words().directory.removal_changed
    };
    let next = if kept { words().directory.large_removal_kept } else { words().directory.large_removal_hint };
    view! {
        <div class="notice" data-kind="warning" role="alert">
            <Icon name="warning" />
            <h3>{words().directory.large_removal}</h3>
            {removal.mistyped.then(|| view! { <p><strong>{words().directory.removal_mistyped}</strong></p> })}
            <Lines named=removal.losses />
            <p>{cause} " " {next}</p>
        </div>
    }
}

/// A run whose report was never stored.
#[component]
pub fn NoOutcome(interrupted: bool) -> impl IntoView {
    let what = if interrupted { words().directory.interrupted } else { words().directory.failed };
    let next = words().directory.never_halfway;
    view! {
        <section class="stack" aria-labelledby="rapport">
            <h2 id="rapport">{words().directory.import_interrupted}</h2>
            <Notice kind="error" what next />
        </section>
    }
}
