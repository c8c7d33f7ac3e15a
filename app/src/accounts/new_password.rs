use domain::accounts::{MIN_PASSWORD_SCORE, Strength};
use leptos::{prelude::*, task::spawn_local};

use super::api::password_strength;
use crate::{
    components::{debounce, form::PasswordField, mark_heard, words_afresh},
    words,
};

const MEASURE_AFTER_MS: u32 = 250;

/// *Nouveau mot de passe*, with a meter while somebody types. Without JavaScript the hint states
/// the requirements, and the server says what is missing.
#[cfg_attr(any(feature = "ssr", feature = "management"), island)]
#[cfg_attr(not(any(feature = "ssr", feature = "management")), component)]
pub fn NewPassword(
    /// The one-time link of this page, where nobody is signed in.
    link: Option<String>,
    /// Why the last password was refused.
    problem: Option<String>,
) -> impl IntoView {
    mark_heard();
    let typed = RwSignal::new(String::new());
    let strength = RwSignal::new(None::<Strength>);
    measure(link, typed, strength);
    view! {
        <PasswordField
            id="nouveau"
            label=words().accounts.new_password
            autocomplete="new-password"
            typed
            hint=words().accounts.new_password_hint
            problem
            described_by="nouveau-robustesse"
        >
            <Meter strength />
        </PasswordField>
    }
}

/// A visual bar, and words that give the same information.
#[component]
fn Meter(strength: RwSignal<Option<Strength>>) -> impl IntoView {
    let filled =
        move |step: u8| strength.with(|found| found.as_ref().is_some_and(|found| found.score >= step));
    let level =
        move || match strength.with(|found| found.as_ref().map(|found| (found.score, found.is_enough()))) {
            Some((_, true)) => "good",
            Some((score, false)) if score < MIN_PASSWORD_SCORE - 1 => "weak",
            _ => "fair",
        };
    view! {
        <div class="strength" data-level=level>
            <span class="strength-bar" aria-hidden="true" hidden=move || strength.with(Option::is_none)>
                {(1..=4).map(|step| view! { <span data-filled=move || filled(step).then_some("true")></span> }).collect_view()}
            </span>
            // Always in the page, so that a screen reader watches it before the first text appears.
            <p class="strength-words" id="nouveau-robustesse" role="status">
                {words_afresh(Signal::derive(move || {
                    strength.with(|found| found.as_ref().map(|found| words().accounts.verdict(found))).unwrap_or_default()
                }))}
            </p>
        </div>
    }
}

fn measure(link: Option<String>, typed: RwSignal<String>, strength: RwSignal<Option<Strength>>) {
    debounce(
        move || typed.get(),
        MEASURE_AFTER_MS,
        move |password| {
            let link = link.clone();
            spawn_local(async move {
                // Without an answer, the check at submission decides.
                let found = match password.as_str() {
                    "" => None,
                    _ => password_strength(password.clone(), link).await.ok(),
                };
                // Ignores the answer when the password has changed since.
                if typed.try_get_untracked().is_some_and(|now| now == password) {
                    strength.set(found);
                }
            });
        },
    );
}
