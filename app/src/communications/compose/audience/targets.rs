use domain::targets::{ALL_PARENTS, ALL_STAFF, MAX_TARGETS, add_shortcut};
use leptos::prelude::*;

use super::{focus::focus_target, state::Audience, target::TargetCard};
use crate::{
    components::{Icon, Line, When, lines},
    words,
};

/// The targets, and the buttons that add one, as long as there is room for it.
#[component]
pub fn Targets() -> impl IntoView {
    let audience = expect_context::<Audience>();
    let full = Signal::derive(move || audience.uids.with(Vec::len) >= MAX_TARGETS);
    view! {
        <ol class="targets" id="cibles" tabindex="-1">
            {lines(move || {
                let line = |uid: usize| {
                    Line::new(uid.to_string(), move || view! { <li><TargetCard uid /></li> }.into_any())
                };
                audience.uids.get().into_iter().map(line).collect()
            })}
        </ol>
        <When holds=full otherwise=move || view! {
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
            <p class="cluster">
                <Shortcut value=ALL_PARENTS label=words().compose.all_parents />
                " "
                <Shortcut value=ALL_STAFF label=words().compose.all_staff />
            </p>
        }>
            <p class="hint">{words().compose.at_most_ten}</p>
        </When>
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
