use domain::{
    PersonId,
    accounts::batch::{BATCH_DAYS, BatchKind, MOST_PEOPLE, PopulationChoice, PopulationView},
};
use leptos::prelude::*;

use super::PATH;
use crate::{
    accounts::{ProofFields, list},
    components::FormOutcome,
    named::named,
    words,
};

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
    let PopulationView { choice, people, with_address, with_rights, with_rights_and_address, named, .. } =
        population;
    let all = people + with_rights;
    let counted = if all == 0 { said.nobody.to_owned() } else { said.counted(people, with_address) };
    let mail = match with_address + with_rights_and_address {
        _ if !sends_mail => Err(said.no_mail.to_owned()),
        0 => Err(said.no_addresses.to_owned()),
        letters if letters > MOST_PEOPLE => Err(said.too_many(MOST_PEOPLE)),
        _ => Ok(with_address),
    };
    let coupons = match people {
        0 => Err(said.no_coupons.to_owned()),
        coupons if coupons > MOST_PEOPLE => Err(said.too_many(MOST_PEOPLE)),
        coupons => Ok(coupons),
    };
    let by_mail = view! {
        <Begin
            kind=BatchKind::Mail
            people=mail
            with_rights=with_rights_and_address
            choice=choice.clone()
            login=login.clone()
            coded
            outcome=outcome.clone()
        />
    };
    let to_print = view! {
        <Begin kind=BatchKind::Print people=coupons with_rights=0 choice login coded outcome />
    };
    view! {
        <section class="card stack" aria-labelledby="population">
            <h2 id="population">{said.chosen}</h2>
            <p>
                <strong translate="no">{counted}</strong>
            </p>
            {(with_rights > 0).then(|| view! { <WithRights people=with_rights named /> })}
            {(all > 0).then(|| view! { <p class="muted">{said.earlier}</p> })}
        </section>
        {(all > 0).then(|| view! { <div class="account-cards">{by_mail} {to_print}</div> })}
    }
}

/// Who is left out because their account opens rights.
#[component]
fn WithRights(people: u64, named: Vec<(PersonId, String)>) -> impl IntoView {
    let said = words().batches;
    let more = usize::try_from(people).is_ok_and(|people| people > named.len());
    let names = named
        .into_iter()
        .enumerate()
        .map(|(place, (person, name))| {
            let address = format!("{}/{person}", list::PATH);
            view! { {(place > 0).then_some(", ")} <a href=address>{name}</a> }
        })
        .collect_view();
    view! {
        <p>{said.with_rights(people)} " " <span translate="no">{names}</span> {more.then_some("…")}</p>
        <p class="muted">{said.rights_about}</p>
    }
}

/// The form that begins a batch, or why there is none. `with_rights` people get a letter too if it is asked
/// for.
#[component]
fn Begin(
    kind: BatchKind,
    people: Result<u64, String>,
    with_rights: u64,
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
            let asked =
                outcome.is_of(kind.code()) && outcome.typed("droits").is_some_and(|typed| !typed.is_empty());
            // Where nobody else is written to, the letters are theirs or none.
            let alone = people == 0;
            let include = (with_rights > 0).then(|| {
                view! {
                    <label class="choice">
                        <input
                            type="checkbox"
                            name="droits"
                            value=with_rights.to_string()
                            checked=asked
                            required=alone
                        />
                        " "
                        {said.include_rights(with_rights)}
                    </label>
                }
            });
            view! {
                <p>{about}</p>
                <form class="stack" method="post" action=named(PATH)>
                    <input type="hidden" name="ecole" value=choice.school />
                    <input type="hidden" name="profil" value=choice.profile />
                    <input type="hidden" name="niveau" value=choice.level />
                    <input type="hidden" name="classe" value=choice.class />
                    <input type="hidden" name="qui" value=choice.who />
                    <input type="hidden" name="nombre" value=people.to_string() />
                    {include}
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
