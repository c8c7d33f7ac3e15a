use leptos::{either::Either, prelude::*};

use super::{
    tables::{Counts, Refusals},
    view::{Removal, Report},
};
use crate::{components::Icon, words};

/// What an import did, would do, or refused.
#[component]
pub fn ReportView(report: Report) -> impl IntoView {
    let (title, notice) = summary(&report);
    let listed = report.refusals.len() as u64;
    view! {
        <section class="stack" aria-labelledby="rapport">
            <h2 id="rapport">{title}</h2>
            {notice}
            {if report.refusals_total > 0 {
                Either::Left(view! {
                    <Refusals lines=report.refusals />
                    {(listed < report.refusals_total)
                        .then(|| {
                            let total = words().numbers.number(report.refusals_total);
                            view! { <p class="muted">{format!("Les {} premières sur {total}.", words().numbers.number(listed))}</p> }
                        })}
                })
            } else {
                Either::Right(view! { <Counts files=report.files /> })
            }}
        </section>
    }
}

fn summary(report: &Report) -> (&'static str, AnyView) {
    if report.refusals_total > 0 {
        let lines = if report.refusals_total < 2 {
            "1 ligne est refusée".to_owned()
        } else {
            format!("{} lignes sont refusées", words().numbers.number(report.refusals_total))
        };
        let what = format!("{lines} : rien n’a été importé.");
        let next = "Corrigez, puis renvoyez tous les fichiers.";
        let title = if report.dry_run { "Essai refusé" } else { "Import refusé" };
        return (title, view! { <Notice kind="error" icon="alert" what next=next.to_owned() /> }.into_any());
    }
    let people = report.files.get(1);
    let changes = people.map_or_else(String::new, |people| {
        let [added, changed, removed] =
            [people.added, people.changed, people.removed].map(|count| words().numbers.number(count));
        format!("Personnes ajoutées : {added}, modifiées : {changed}, retirées : {removed}.")
    });
    if let Some(removal) = report.needs_confirmation {
        let title = if report.dry_run { "Résultat de l’essai" } else { "Import suspendu" };
        return (title, view! { <LargeRemoval removal /> }.into_any());
    }
    if report.applied {
        let what = "L’annuaire est à jour.".to_owned();
        return (
            "Import terminé",
            view! { <Notice kind="success" icon="success" what next=changes /> }.into_any(),
        );
    }
    let what = "Les fichiers sont corrects.".to_owned();
    let next = "Rien n’a été changé. Pour importer, choisissez à nouveau les fichiers.".to_owned();
    ("Résultat de l’essai", view! { <Notice kind="success" icon="success" what next /> }.into_any())
}

#[component]
fn Notice(kind: &'static str, icon: &'static str, what: String, next: String) -> impl IntoView {
    let role = if kind == "error" { "alert" } else { "status" };
    view! {
        <div class="notice" data-kind=kind role=role>
            <Icon name=icon />
            <p>
                <strong>{what}</strong>
                " "
                {next}
            </p>
        </div>
    }
}

#[component]
fn LargeRemoval(removal: Removal) -> impl IntoView {
    let percent = removal.people.saturating_mul(100) / removal.out_of.max(1);
    view! {
        <div class="notice" data-kind="warning" role="alert">
            <Icon name="warning" />
            <h3>
                {format!(
                    "{} sur {} seraient retirées ({percent}\u{a0}%)",
                    words().numbers.people(removal.people),
                    words().numbers.number(removal.out_of),
                )}
            </h3>
            <p>
                "Plus d’un dixième de l’annuaire : un fichier est peut-être incomplet. Rien n’a encore changé. Pour importer quand même, choisissez à nouveau les fichiers et cochez la case au-dessous d’eux."
            </p>
        </div>
    }
}

/// A run whose report was never kept.
#[component]
pub fn NoOutcome(interrupted: bool) -> impl IntoView {
    let what = if interrupted {
        "Le serveur s’est arrêté pendant l’import."
    } else {
        "L’import s’est arrêté sur une erreur de notre côté."
    };
    let next =
        "L’annuaire n’est jamais importé à moitié. Refaites un essai : il dira ce qui reste à changer.";
    view! {
        <section class="stack" aria-labelledby="rapport">
            <h2 id="rapport">"Import interrompu"</h2>
            <Notice kind="error" icon="alert" what=what.to_owned() next=next.to_owned() />
        </section>
    }
}
