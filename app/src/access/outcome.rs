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

/// The same in words.
struct Said {
    kind: &'static str,
    icon: &'static str,
    strong: &'static str,
    then: String,
    lists: Vec<(&'static str, Vec<String>)>,
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
            {move || access.outcome.get().map(|outcome| view! { <Notice said=in_words(access, outcome) /> })}
        </div>
    }
}

#[component]
fn Notice(said: Said) -> impl IntoView {
    let lists = said.lists.into_iter().filter(|(_, lines)| !lines.is_empty());
    view! {
        <div class="notice" data-kind=said.kind>
            <Icon name=said.icon />
            <p><strong>{said.strong}</strong> " " {said.then}</p>
            {lists
                .map(|(title, lines)| {
                    view! {
                        <div>
                            <p>{title}</p>
                            <ul>{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                        </div>
                    }
                })
                .collect_view()}
        </div>
    }
}

fn in_words(access: Access, outcome: Outcome) -> Said {
    let refused = |then: String| Said {
        kind: "error",
        icon: "alert",
        strong: "Rien n’a été enregistré.",
        then,
        lists: Vec::new(),
    };
    match outcome {
        Outcome::Saved { added, removed } => Said {
            kind: "success",
            icon: "success",
            strong: "Enregistré.",
            then: format!("{}. Les droits s’appliquent dès maintenant.", saved(added, removed)),
            lists: Vec::new(),
        },
        Outcome::Changed(changes) => {
            let then = match untrack(|| access.pending()) {
                0 => "Rien n’a été enregistré de votre côté, et il ne reste rien à valider.",
                _ => {
                    "Rien n’a encore été enregistré de votre côté. Vos modifications sont conservées ci-dessous : vérifiez-les, puis validez de nouveau."
                }
            };
            Said {
                kind: "warning",
                icon: "warning",
                strong: "Quelqu’un d’autre a modifié ces droits entre-temps.",
                then: then.to_owned(),
                lists: vec![
                    ("Ajouté entre-temps :", changes.came),
                    ("Retiré entre-temps :", changes.went),
                    ("Déjà donné, donc ôté de vos ajouts :", changes.settled),
                ],
            }
        }
        Outcome::LastAdministrator => {
            let scope = access.list.with_untracked(|list| list.page.scope.name.clone());
            refused(format!(
                "{scope} n’aurait plus d’Émetteur – administrateur. Donnez d’abord ce rôle à quelqu’un d’autre, ou gardez celui-ci."
            ))
        }
        Outcome::Refused(1) => {
            refused("1 ligne est à corriger : ôtez-la ci-dessous, puis ajoutez-la de nouveau.".to_owned())
        }
        Outcome::Refused(lines) => refused(format!(
            "{lines} lignes sont à corriger : ôtez-les ci-dessous, puis ajoutez-les de nouveau."
        )),
        Outcome::Failed(error) => refused(error.sentence()),
    }
}

/// `1 accès ajouté, 2 accès retirés`
fn saved(added: usize, removed: usize) -> String {
    let part = |count: usize, done: &str| match count {
        0 => None,
        1 => Some(format!("1 accès {done}")),
        n => Some(format!("{n} accès {done}s")),
    };
    [part(added, "ajouté"), part(removed, "retiré")].into_iter().flatten().collect::<Vec<_>>().join(", ")
}
