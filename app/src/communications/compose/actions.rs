use domain::communications::Severity;
use leptos::{prelude::*, task::spawn_local};

use super::state::Compose;
use crate::{
    AppError,
    communications::api::{deploy, discard_draft},
    components::{Dialog, Icon, SeverityBadge},
    labels,
};

/// *Réinitialiser* and *Déployer*, each with its question.
#[component]
pub fn Actions() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let total = move || compose.survey.with(|survey| survey.count.total);
    // Who asks while a count is on its way is answered when it has come.
    let waiting = RwSignal::new(false);
    Effect::new(move |_| {
        if waiting.get() && !compose.counting.get() {
            waiting.set(false);
            let wrong = !untrack(|| compose.all_errors().is_empty());
            compose.attempted.set(wrong);
            compose.confirming.set(!wrong);
        }
    });
    let ask = move || {
        compose.attempted.set(false);
        waiting.set(true);
    };
    view! {
        <div class="compose-actions">
            <button class="button button-quiet" type="submit" name="action" value="reinitialiser"
                on:click=move |event| {
                    event.prevent_default();
                    compose.resetting.set(true);
                }>
                "Réinitialiser"
            </button>
            <p class="muted small">
                <span class="required" aria-hidden="true">"*"</span>
                " champ obligatoire"
            </p>
            <p class="compose-count" aria-hidden="true">
                <strong>{move || labels::number(total())}</strong>
                {move || if total() < 2 { " personne" } else { " personnes" }}
            </p>
            <button class="button button-primary" type="submit" name="action" value="deployer"
                aria-busy=move || waiting.get().then_some("true")
                on:click=move |event| {
                    event.prevent_default();
                    ask();
                }>
                <Icon name="megaphone" />
                " Déployer"
            </button>
        </div>
        <ConfirmDialog />
        <ResetDialog />
    }
}

#[component]
fn ConfirmDialog() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let send = move || {
        if compose.deploying.get_untracked() {
            return;
        }
        compose.deploying.set(true);
        spawn_local(async move {
            let answer = deploy(compose.form_key(), compose.input.get_untracked()).await;
            match answer {
                Ok(deployed) => {
                    let _ =
                        window().location().set_href(&format!("/communications/{}?deploye=1", deployed.id));
                }
                Err(error) => {
                    compose.deploying.set(false);
                    compose.confirming.set(false);
                    if let AppError::Fields(errors) = error {
                        compose.refused.set(errors);
                        compose.attempted.set(true);
                    } else {
                        compose.failure.set(Some(error));
                    }
                }
            }
        });
    };
    view! {
        <Dialog id="confirmer" open=compose.confirming title="Souhaitez-vous déployer cette communication ciblée ?">
            <Summary />
            <div class="dialog-actions">
                <button class="button" type="submit" name="action" value="enregistrer"
                    on:click=move |event| {
                        event.prevent_default();
                        compose.confirming.set(false);
                    }>
                    "Annuler"
                </button>
                <button class="button button-primary" type="submit" name="action" value="confirmer"
                    disabled=move || compose.deploying.get()
                    on:click=move |event| {
                        event.prevent_default();
                        send();
                    }>
                    "Valider"
                </button>
            </div>
        </Dialog>
    }
}

#[component]
fn Summary() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let schools = move || compose.survey.with(|survey| survey.count.per_establishment.len()) as u64;
    let total = move || compose.survey.with(|survey| survey.count.total);
    let severity = move || {
        let severity =
            compose.input.with(|input| Severity::from_code(&input.severity)).unwrap_or(Severity::Information);
        view! { <SeverityBadge severity /> }
    };
    let day = |text: String| text.parse().map_or(text, labels::date);
    let period = move || {
        let (first, last) = compose.input.with(|input| (input.first_day.clone(), input.last_day.clone()));
        format!("Du {} au {}", day(first), day(last))
    };
    view! {
        <p>
            <span class="summary-count">{move || labels::number(total())}</span>
            {move || if total() < 2 { " personne la verra, dans " } else { " personnes la verront, dans " }}
            {move || labels::establishments(schools())} "."
        </p>
        <dl class="facts">
            <div><dt>"Annonce"</dt><dd>{severity}</dd></div>
            <div><dt>"Texte"</dt><dd>{move || compose.input.with(|input| input.text.clone())}</dd></div>
            <div><dt>"Période"</dt><dd>{period}</dd></div>
        </dl>
    }
}

#[component]
fn ResetDialog() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let reset = move || {
        compose.resetting.set(false);
        compose.reset();
        spawn_local(async move {
            // A draft that could not be thrown away is offered again next time: nothing is lost.
            let _ = discard_draft(compose.form_key()).await;
        });
    };
    view! {
        <Dialog id="reinitialiser" open=compose.resetting title="Réinitialiser le formulaire ?">
            <p>"Les cibles et le texte saisis seront effacés. Le brouillon sera supprimé."</p>
            <div class="dialog-actions">
                <button class="button" type="submit" name="action" value="enregistrer"
                    on:click=move |event| {
                        event.prevent_default();
                        compose.resetting.set(false);
                    }>
                    "Annuler"
                </button>
                <button class="button button-danger button-solid" type="submit" name="action" value="effacer"
                    on:click=move |event| {
                        event.prevent_default();
                        reset();
                    }>
                    "Réinitialiser"
                </button>
            </div>
        </Dialog>
    }
}
