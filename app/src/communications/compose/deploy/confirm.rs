use domain::{Conflict, communications::view::Question as Asked};
use leptos::{prelude::*, task::spawn_local};

use super::state::{Deployment, OpenQuestion};
use crate::{
    AppError,
    communications::{
        api::deploy,
        compose::{
            audience::Audience,
            content::{part_of, second_of},
            failure::ServerFailure,
            saving::{Saving, save_anew},
            validation::Validation,
        },
    },
    components::{Icon, Question, afresh, effect},
    words,
};

/// *Souhaitez-vous déployer cette communication ciblée ?*
#[component]
pub fn ConfirmDialog() -> impl IntoView {
    let deployment = expect_context::<Deployment>();
    let validation = expect_context::<Validation>();
    let failure = expect_context::<ServerFailure>();
    let saving = expect_context::<Saving>();
    let unanswered = RwSignal::new(None::<String>);
    // How many people it was before, if another number has to be confirmed.
    let moved = Signal::derive(move || {
        deployment.asked.with(|asked| {
            let question = &asked.as_ref()?.question;
            let now = question.confirmation.recipients;
            question.before.map(|before| words().compose.count_moved(before, now))
        })
    });
    // There is nothing left to ask, and the way to what was deployed stands behind the question.
    effect(move |_| {
        let asks = deployment.confirming.get_untracked() && !deployment.deploying.get_untracked();
        if failure.ends_form() && asks {
            deployment.confirming.set(false);
            failure.answer_deploy();
        }
    });
    let send = move || {
        let Some(OpenQuestion { question, input }) = deployment.asked.get_untracked() else { return };
        failure.clear();
        deployment.deploying.set(true);
        spawn_local(async move {
            let confirmation = question.confirmation.clone();
            let answer = deploy(deployment.form_key.get_value(), input.clone(), Some(confirmation)).await;
            let error = match answer {
                Ok(deployed) => {
                    saving.forget_here();
                    let _ =
                        window().location().set_href(&format!("/communications/{}?deploye=1", deployed.id));
                    return;
                }
                Err(error) => error,
            };
            deployment.deploying.set(false);
            match error {
                // The same question, with both numbers.
                AppError::Conflict(Conflict::RecipientsMoved { before, now }) => {
                    let question = question.again(before, now);
                    deployment.asked.set(Some(OpenQuestion { question, input }));
                }
                // The same request may be sent again: it deploys once.
                AppError::Busy => unanswered.set(Some(AppError::Busy.sentence())),
                // It stays true, and said, where the question is closed instead; saving tells which it is.
                error if error.leaves_open() => {
                    unanswered.set(Some(AppError::Unanswered.sentence()));
                    failure.set(AppError::Unanswered);
                    failure.answer_deploy();
                    save_anew(saving, failure);
                }
                AppError::Fields(errors) => {
                    deployment.confirming.set(false);
                    validation.refuse(errors);
                }
                error => {
                    deployment.confirming.set(false);
                    failure.set(error);
                    failure.answer_deploy();
                }
            }
        });
    };
    view! {
        <Question
            id="confirmer"
            title=words().compose.deploy_question
            open=deployment.confirming
            busy=deployment.deploying
            failure=unanswered
            told=moved
            on_confirm=Callback::new(move |()| send())
            actions=("enregistrer", "confirmer")
        >
            {afresh(move || deployment.asked.get().map(|asked| view! { <Summary asked /> }.into_any()))}
        </Question>
    }
}

/// Who sends what to whom, as the server understood it.
#[component]
fn Summary(asked: OpenQuestion) -> impl IntoView {
    let OpenQuestion { question, input } = asked;
    let part = part_of(&input.channel);
    let people = question.confirmation.recipients;
    let schools = question.confirmation.schools.len();
    let confirmation = serde_json::to_string(&question.confirmation).unwrap_or_default();
    let others = others(&question);
    let named = question.schools.join(", ");
    view! {
        // Without JavaScript the answer carries what it confirms.
        <input type="hidden" name="confirmation" value=confirmation />
        <p>
            <span class="summary-count">{words().numbers.number(people)}</span>
            {(part.reached)(people)}
            {words().numbers.establishments(schools as u64)} "."
        </p>
        <dl class="facts">
            <div><dt>{words().compose.question_sender}</dt><dd>{question.sender}</dd></div>
            <div><dt>{words().compose.question_perimeter}</dt><dd>{question.perimeter}</dd></div>
            <div>
                <dt>{words().compose.schools}</dt>
                <dd>{named} {others}</dd>
            </div>
            <div>
                <dt>{words().compose.question_criteria}</dt>
                <dd>{question.criteria.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}</dd>
            </div>
            {(part.facts)(&input, &question.confirmation.zone)}
            {second_of(&input)}
            {question.article.map(|(article, outside)| view! {
                <div>
                    <dt>{words().compose.question_article}</dt>
                    <dd>
                        {article}
                        {(outside > 0).then(|| view! {
                            <p><Icon name="warning" /> " " {words().compose.outside_readers(outside)}</p>
                        })}
                    </dd>
                </div>
            })}
        </dl>
    }
}

/// How many schools are not named in the line, and their names behind it.
fn others(question: &Asked) -> Option<AnyView> {
    let named = question.schools.len();
    let more = question.confirmation.schools.len().checked_sub(named).filter(|more| *more > 0)?;
    let said = words().compose.and_more(more as u64);
    let further = expect_context::<Audience>().perimeters.with_untracked(|(_, perimeters)| {
        let of = perimeters.iter().find(|one| one.key == question.confirmation.perimeter)?;
        let chosen = of.schools.iter().filter(|school| question.confirmation.schools.contains(&school.id));
        let called: Vec<String> = chosen.skip(named).map(|school| school.called(&of.schools)).collect();
        Some(called.join(", "))
    });
    Some(match further.filter(|further| !further.is_empty()) {
        Some(further) => {
            view! { <details class="further"><summary>{said}</summary> <p>{further}</p></details> }.into_any()
        }
        None => view! { " " {said} }.into_any(),
    })
}
