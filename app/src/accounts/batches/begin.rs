use domain::accounts::batch::{BATCH_DAYS, BatchKind, MOST_PEOPLE, PopulationChoice, PopulationView};
use leptos::prelude::*;

use super::PATH;
use crate::{accounts::ProofFields, components::FormOutcome, named::named, words};

/// Who is chosen, and what can be done for them.
#[component]
pub fn Population(
    population: PopulationView,
    sends_mail: bool,
    login: String,
    coded: bool,
    outcome: FormOutcome,
) -> impl IntoView {
    let said = words().batches;
    let PopulationView { choice, people, with_address, .. } = population;
    let counted = if people == 0 { said.nobody.to_owned() } else { said.counted(people, with_address) };
    let mail = match with_address {
        _ if !sends_mail => Err(said.no_mail.to_owned()),
        0 => Err(said.no_addresses.to_owned()),
        letters if letters > MOST_PEOPLE => Err(said.too_many(MOST_PEOPLE)),
        letters => Ok(letters),
    };
    let coupons = if people > MOST_PEOPLE { Err(said.too_many(MOST_PEOPLE)) } else { Ok(people) };
    let by_mail = view! {
        <Begin
            kind=BatchKind::Mail
            people=mail
            choice=choice.clone()
            login=login.clone()
            coded
            outcome=outcome.clone()
        />
    };
    let to_print = view! { <Begin kind=BatchKind::Print people=coupons choice login coded outcome /> };
    view! {
        <section class="card stack" aria-labelledby="population">
            <h2 id="population">{said.chosen}</h2>
            <p>
                <strong translate="no">{counted}</strong>
            </p>
            {(people > 0).then(|| view! { <p class="muted">{said.earlier}</p> })}
        </section>
        {(people > 0).then(|| view! { <div class="account-cards">{by_mail} {to_print}</div> })}
    }
}

/// The form that begins a batch, or why there is none.
#[component]
fn Begin(
    kind: BatchKind,
    people: Result<u64, String>,
    choice: PopulationChoice,
    login: String,
    coded: bool,
    outcome: FormOutcome,
) -> impl IntoView {
    let said = words().batches;
    let (id, title, button) = match kind {
        BatchKind::Mail => ("par-courriel", said.by_mail, said.send),
        BatchKind::Print => ("par-coupons", said.coupons, said.prepare),
    };
    let ids = match kind {
        BatchKind::Mail => ["courriel-actuel", "courriel-code"],
        BatchKind::Print => ["coupons-actuel", "coupons-code"],
    };
    let body = match people {
        Err(why) => view! { <p class="muted">{why}</p> }.into_any(),
        Ok(people) => {
            let about = match kind {
                BatchKind::Mail => said.send_about(people, BATCH_DAYS),
                BatchKind::Print => said.coupons_about.to_owned(),
            };
            view! {
                <p>{about}</p>
                <form class="stack" method="post" action=named(PATH)>
                    <input type="hidden" name="ecole" value=choice.school />
                    <input type="hidden" name="profil" value=choice.profile />
                    <input type="hidden" name="niveau" value=choice.level />
                    <input type="hidden" name="classe" value=choice.class />
                    <input type="hidden" name="qui" value=choice.who />
                    <input type="hidden" name="nombre" value=people.to_string() />
                    <ProofFields ids label=said.your_password login coded errors=outcome.errors_of(kind.code()) />
                    <div class="cluster">
                        <button class="button button-primary" type="submit" name="action" value=kind.code()>
                            {button}
                        </button>
                    </div>
                </form>
            }
                .into_any()
        }
    };
    view! {
        <section class="card stack" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            {body}
        </section>
    }
}
