use leptos::{html, prelude::*};

use super::{changes::Changes, state::Access};
use crate::{AppError, components::Icon};

/// What became of *Valider*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Saved {
        added: usize,
        removed: usize,
    },
    /// Somebody else saved meanwhile.
    Changed(Changes),
    /// The scope would be left without anybody who administers its rights.
    LastAdministrator,
    /// So many lines are refused, each with its sentence.
    Refused(usize),
    Failed(AppError),
}

impl Outcome {
    const fn kind(&self) -> (&'static str, &'static str) {
        match self {
            Self::Saved { .. } => ("success", "success"),
            Self::Changed(_) => ("warning", "warning"),
            Self::LastAdministrator | Self::Refused(_) | Self::Failed(_) => ("error", "alert"),
        }
    }
}

/// Tells it above the list, and takes the focus: the button that was pressed may have nothing left to do.
#[component]
pub fn OutcomeNotice() -> impl IntoView {
    let access = expect_context::<Access>();
    let notice = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if access.outcome.with(Option::is_some)
            && let Some(notice) = notice.get()
        {
            let _ = notice.focus();
        }
    });
    view! {
        <div class="access-outcome" role="status" tabindex="-1" node_ref=notice>
            {move || {
                access
                    .outcome
                    .get()
                    .map(|outcome| {
                        let (kind, icon) = outcome.kind();
                        view! {
                            <div class="notice" data-kind=kind>
                                <Icon name=icon />
                                <Said outcome />
                            </div>
                        }
                    })
            }}
        </div>
    }
}

#[component]
fn Said(outcome: Outcome) -> impl IntoView {
    let access = expect_context::<Access>();
    let scope = access.page.with_untracked(|page| page.scope.name.clone());
    match outcome {
        Outcome::Saved { added, removed } => view! { <p>{saved(added, removed)}</p> }.into_any(),
        Outcome::Changed(changes) => view! { <Meanwhile changes /> }.into_any(),
        Outcome::LastAdministrator => view! {
            <p>
                <strong>"Rien n’a été enregistré."</strong>
                {format!(
                    " {scope} n’aurait plus d’Émetteur – administrateur. Donnez d’abord ce rôle à quelqu’un d’autre, ou gardez celui-ci.",
                )}
            </p>
        }
        .into_any(),
        Outcome::Refused(lines) => {
            let what = match lines {
                1 => "1 ligne est à corriger : ôtez-la ci-dessous, puis ajoutez-la de nouveau.".to_owned(),
                n => format!("{n} lignes sont à corriger : ôtez-les ci-dessous, puis ajoutez-les de nouveau."),
            };
            view! {
                <p>
                    <strong>"Rien n’a été enregistré."</strong>
                    " "
                    {what}
                </p>
            }
            .into_any()
        }
        Outcome::Failed(error) => view! { <p>{error.sentence()}</p> }.into_any(),
    }
}

fn saved(added: usize, removed: usize) -> String {
    let part = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 accès {one}")),
        n => Some(format!("{n} accès {many}")),
    };
    let parts: Vec<_> = [part(added, "ajouté", "ajoutés"), part(removed, "retiré", "retirés")]
        .into_iter()
        .flatten()
        .collect();
    format!("Enregistré : {}. Les droits s’appliquent dès maintenant.", parts.join(", "))
}

/// Who else changed what, and what to do about it.
#[component]
fn Meanwhile(changes: Changes) -> impl IntoView {
    let list = |title: &'static str, lines: Vec<String>| {
        (!lines.is_empty()).then(|| {
            view! {
                <p>{title}</p>
                <ul>{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            }
        })
    };
    let access = expect_context::<Access>();
    let what_next = move || match access.pending() {
        0 => "Il ne reste rien à valider.",
        _ => "Vos modifications sont conservées ci-dessous. Vérifiez-les, puis validez de nouveau.",
    };
    view! {
        <h3>"Quelqu’un d’autre a modifié ces droits entre-temps"</h3>
        <p>"Rien n’a été enregistré de votre côté. " {what_next}</p>
        {list("Ajouté entre-temps :", changes.came)}
        {list("Retiré entre-temps :", changes.went)}
        {list("Déjà donné, donc ôté de vos ajouts :", changes.settled)}
    }
}
