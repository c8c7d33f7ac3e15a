use domain::communications::{Acknowledgement, Severity};
use leptos::{either::Either, prelude::*, task::spawn_local};

use super::{autosave::discard, state::Compose, upload::remove};
use crate::{
    AppError,
    communications::api::deploy,
    components::{Dialog, Icon, SeverityBadge},
    words,
};

/// *Réinitialiser* and *Déployer*, each with its question.
#[component]
pub fn Actions() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let total = move || compose.survey.with(|survey| survey.count.total);
    // Of a file that belongs to a message nothing is told, and nothing waited for, on the other channel.
    let uploading = Memo::new(move |_| if compose.is_message() { compose.files().running() } else { 0 });
    // Who asks while a count or a file is on its way is answered when it has come.
    let waiting = RwSignal::new(false);
    Effect::new(move |_| {
        if waiting.get() && !compose.counting.get() && uploading.get() == 0 {
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
                <strong>{move || words().numbers.number(total())}</strong>
                {move || if total() < 2 { " personne" } else { " personnes" }}
            </p>
            <p class="compose-wait" role="status">
                {move || (waiting.get() && uploading.get() > 0).then(|| {
                    format!("Envoi de {} en cours : le déploiement attend la fin.", words().numbers.files(uploading.get()))
                })}
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
            let mut input = compose.input.get_untracked();
            input.message.attachments = compose.files().tokens();
            let answer = deploy(compose.form_key(), input).await;
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
        let severity = compose
            .input
            .with(|input| Severity::from_code(&input.announcement.severity))
            .unwrap_or(Severity::Information);
        view! { <SeverityBadge severity /> }
    };
    let day = |text: String| text.parse().map_or(text, |day| words().dates.date(day));
    let period = move || {
        let (first, last) = compose
            .input
            .with(|input| (input.announcement.first_day.clone(), input.announcement.last_day.clone()));
        format!("Du {} au {}", day(first), day(last))
    };
    let reading = move || match (compose.is_message(), total() < 2) {
        (false, true) => " personne la verra, dans ",
        (false, false) => " personnes la verront, dans ",
        (true, true) => " personne le recevra, dans ",
        (true, false) => " personnes le recevront, dans ",
    };
    view! {
        <p>
            <span class="summary-count">{move || words().numbers.number(total())}</span>
            {reading}
            {move || words().numbers.establishments(schools())} "."
        </p>
        <dl class="facts">
            {move || if compose.is_message() {
                Either::Left(view! { <MessageSummary /> })
            } else {
                Either::Right(view! {
                    <div><dt>"Annonce"</dt><dd>{severity}</dd></div>
                    <div><dt>"Texte"</dt><dd>{move || compose.input.with(|input| input.announcement.text.clone())}</dd></div>
                    <div><dt>"Période"</dt><dd>{period}</dd></div>
                })
            }}
        </dl>
    }
}

#[component]
fn MessageSummary() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let when = move || {
        let (later, day, time) = compose.input.with(|input| {
            (input.message.send_later, input.message.send_day.clone(), input.message.send_time.clone())
        });
        if !later {
            return "Maintenant".to_owned();
        }
        let day = day.parse().map_or(day, |day| words().dates.date(day));
        format!("Le {day} à {time} ({})", words().dates.zone(&compose.clock().zone))
    };
    let files = move || match compose.files().count() {
        0 => "Aucune".to_owned(),
        count => words().numbers.files(count),
    };
    let asked = move || {
        let asked = compose.input.with(|input| Acknowledgement::from_code(&input.message.acknowledgement));
        words().communications.acknowledgement(asked.unwrap_or_default())
    };
    view! {
        <div><dt>"Objet"</dt><dd>{move || compose.input.with(|input| input.message.subject.clone())}</dd></div>
        <div><dt>"Envoi"</dt><dd>{when}</dd></div>
        <div><dt>"Pièces jointes"</dt><dd>{files}</dd></div>
        <div><dt>"Accusé de lecture"</dt><dd>{asked}</dd></div>
    }
}

#[component]
fn ResetDialog() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let reset = move || {
        compose.resetting.set(false);
        compose.reset();
        for file in compose.files().attached.get_untracked() {
            remove(compose, file);
        }
        discard(compose);
    };
    view! {
        <Dialog id="reinitialiser" open=compose.resetting title="Réinitialiser le formulaire ?">
            <p>"Les cibles, le texte et les pièces jointes seront effacés. Le brouillon sera supprimé."</p>
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
