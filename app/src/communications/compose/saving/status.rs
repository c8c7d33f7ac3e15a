use leptos::prelude::*;

use super::state::Saving;
use crate::{
    AppError,
    components::{Icon, Notice, afresh},
    words,
};

/// When the draft was last saved, or why it was not.
#[component]
pub fn SaveStatus() -> impl IntoView {
    let saving = expect_context::<Saving>();
    let said = Memo::new(move |_| {
        saving.kept.with(|kept| match kept {
            Err(error) => not_kept(saving, error),
            Ok(Some(saved)) => {
                format!("{} {}", words().compose.draft_kept_at, words().dates.time(saved.local))
            }
            Ok(None) => String::new(),
        })
    });
    view! {
        <p class="save-status" role="status">
            {afresh(move || {
                let said = said.get();
                let icon = if saving.kept.with_untracked(Result::is_ok) { "check" } else { "alert" };
                (!said.is_empty()).then(|| view! { <Icon name=icon /> " " <span>{said}</span> }.into_any())
            })}
        </p>
    }
}

/// Why the server does not have the form, and whether this tab keeps it.
pub fn not_kept(saving: Saving, error: &AppError) -> String {
    let compose = words().compose;
    // Not after its person has signed out in another tab, nor where there is no room.
    let here = if saving.held.get_value() { compose.draft_kept_here } else { "" };
    format!("{} {} {here}", compose.draft_not_kept, error.sentence())
}

/// What happened to the draft besides: it is gone, or on another channel, was found again, or goes on apart.
#[component]
pub fn DraftNotices(gone: bool, moved: bool) -> impl IntoView {
    let saving = expect_context::<Saving>();
    view! {
        {gone.then(|| view! {
            // The module of the page gives it the focus.
            <Notice
                kind="information"
                what=words().compose.draft_gone
                next=words().compose.draft_gone_hint
                id="brouillon-disparu"
            />
        })}
        {moved.then(|| view! {
            <div class="notice" data-kind="warning" role="note">
                <Icon name="warning" />
                <p>{words().compose.channel_gone}</p>
            </div>
        })}
        <div aria-live="polite">
            {move || saving.found.get().then(|| view! {
                <Notice kind="information" what=words().compose.draft_found next=words().compose.draft_found_hint />
            }.into_any())}
            {move || saving.found_draft.get().map(|address| view! {
                <div class="notice" data-kind="information">
                    <Icon name="information" />
                    <p>
                        <strong>{words().compose.draft_found}</strong>
                        " "
                        <a rel="external" href=address>{words().compose.draft_found_link}</a>
                    </p>
                </div>
            }.into_any())}
            {move || saving.apart.get().map(|address| view! {
                <div class="notice" data-kind="warning">
                    <Icon name="warning" />
                    <p>
                        {words().compose.draft_apart} " "
                        <a rel="external" target="_blank" href=address>
                            {words().compose.open_other_draft}
                            <span class="visually-hidden">" " {words().common.new_window}</span>
                        </a>
                    </p>
                </div>
            }.into_any())}
        </div>
    }
}
