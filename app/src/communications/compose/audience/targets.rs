use domain::targets::{ALL_PARENTS, ALL_STAFF, MAX_TARGETS, add_shortcut};
use leptos::prelude::*;

use super::{focus::focus_target, state::Audience, target::TargetCard};
use crate::{components::Icon, words};

/// The targets, and the button that adds one.
#[component]
pub fn Targets() -> impl IntoView {
    let audience = expect_context::<Audience>();
    let full = move || audience.uids.with(Vec::len) >= MAX_TARGETS;
    view! {
        <ol class="targets" id="cibles" tabindex="-1">
            <For each=move || audience.uids.get() key=|uid| *uid let:uid>
                <li>
                    <TargetCard uid />
                </li>
            </For>
        </ol>
        <Show when=full fallback=move || view! {
            <button
                class="button add-target"
                type="submit"
                name="action"
                value="ajouter-cible"
                on:click=move |event| {
                    event.prevent_default();
                    audience.add_target();
                    focus_target(audience.uids.with_untracked(Vec::len));
                }
            >
                <Icon name="plus" />
                " " {words().compose.add_target}
            </button>
        }>
            <p class="hint">{words().compose.at_most_ten}</p>
        </Show>
        <p class="cluster">
            <Shortcut value=ALL_PARENTS label=words().compose.all_parents />
            " "
            <Shortcut value=ALL_STAFF label=words().compose.all_staff />
        </p>
    }
}

/// *Tous les parents*, *Tous les personnels*
#[component]
fn Shortcut(value: &'static str, label: &'static str) -> impl IntoView {
    let audience = expect_context::<Audience>();
    view! {
        <button
            class="button button-small"
            type="submit"
            name="action"
            value=value
            on:click=move |event| {
                event.prevent_default();
                let mut targets = audience.targets.get_untracked();
                if add_shortcut(&mut targets, value) {
                    let last = targets.len();
                    audience.replace_targets(targets);
                    focus_target(last);
                }
            }
        >
            {label}
        </button>
    }
}
