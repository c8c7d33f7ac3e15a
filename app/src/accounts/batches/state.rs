use domain::accounts::batch::{BatchKind, BatchProgress, BatchRow};
use leptos::prelude::*;

use crate::words;

/// Where a batch stands.
#[component]
pub fn BatchState(kind: BatchKind, progress: BatchProgress) -> impl IntoView {
    let said = words().batches;
    let (state, text) = if progress.stopped {
        ("cancelled", said.stopped)
    } else if progress.is_running(kind) {
        ("deploying", said.running)
    } else if kind == BatchKind::Print {
        if progress.is_prepared() { ("online", said.ready) } else { ("failed", said.failed) }
    } else if progress.done + progress.left_out >= progress.people {
        ("online", said.sent)
    } else {
        ("failed", said.failed)
    };
    view! { <span class="status" data-state=state>{text}</span> }
}

/// How far it is, in words.
pub fn how_far(row: &BatchRow) -> String {
    let progress = row.progress;
    let said = words().batches;
    match row.kind {
        _ if !progress.is_prepared() => said.prepared(progress.prepared, progress.expected()),
        BatchKind::Mail => said.letters(progress.done, progress.expected()),
        BatchKind::Print => said.printed(progress.done, progress.expected()),
    }
}
