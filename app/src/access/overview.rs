use domain::access::{
    Scope,
    view::{HoldersFilter, HoldersPage, ScopeChoice},
};
use leptos::prelude::*;

use super::{
    address::{COPIES, NAMES},
    holders::Holders,
    matrix::Matrix,
};
use crate::{
    components::{Ask, Icon},
    named::named,
    words,
};

/// *Informations générales*
#[component]
pub fn Overview(
    scope: ScopeChoice,
    holders: HoldersPage,
    filter: HoldersFilter,
    demanded: Option<bool>,
    /// Whether the school shows names behind figures; `None` for an authority.
    names_shown: Option<bool>,
    /// Whether the school sends copies to those who chose nothing.
    copies: Option<bool>,
) -> impl IntoView {
    let place = scope.scope;
    view! {
        <div class="stack">
            <p>
                {words().access.about}
            </p>
            <p>
                {words().access.about_head}
            </p>
        </div>
        {demanded.map(|demanded| view! { <SecondFactor demanded /> })}
        {names_shown.map(|shown| view! { <NamesSetting scope=place shown /> })}
        {copies.map(|on| view! { <CopiesSetting scope=place on /> })}
        <Matrix />
        <Holders scope page=holders filter />
    }
}

/// Only the portal's administrator sees it. What it means for those without a second factor is said first.
#[component]
fn SecondFactor(demanded: bool) -> impl IntoView {
    let said = words().accounts;
    let (state, now) = if demanded { ("deployed", said.demanded) } else { ("ended", said.optional) };
    let (value, label, what_happens, confirm) = if demanded {
        ("lever", said.demand_no_more, said.demand_no_more_consequence, said.demand_no_more_confirm)
    } else {
        ("exiger", said.demand, said.demand_consequence, said.demand_confirm)
    };
    view! {
        <section class="card" aria-labelledby="titre-double">
            <div class="card-head">
                <h2 id="titre-double">{said.demand_title}</h2>
                <span class="status" data-state=state>{now}</span>
            </div>
            <p class="muted">{said.demand_about}</p>
            <Ask label what_happens action="/administration/comptes/second-facteur" value confirm />
        </section>
    }
}

/// A plain form: whether the school shows the names behind the figures of its messages.
#[component]
fn NamesSetting(scope: Scope, shown: bool) -> impl IntoView {
    let (state, now, action, label) = if shown {
        ("deployed", words().recipients.shown, "masquer", words().recipients.hide)
    } else {
        ("ended", words().recipients.hidden, "afficher", words().recipients.show)
    };
    view! {
        <section class="card" aria-labelledby="titre-noms">
            <div class="card-head">
                <h2 id="titre-noms">{words().recipients.setting}</h2>
                <span class="status" data-state=state>{now}</span>
            </div>
            <p class="muted">{words().recipients.setting_about}</p>
            <form method="post" action=named(NAMES)>
                <input type="hidden" name="perimetre" value=scope.to_string() />
                <button class="button" type="submit" name="action" value=action>
                    <Icon name="people" />
                    " "
                    {label}
                </button>
            </form>
        </section>
    }
}

/// A plain form: whether the school sends copies by e-mail to those who chose nothing.
#[component]
fn CopiesSetting(scope: Scope, on: bool) -> impl IntoView {
    let said = words().mail;
    let (state, now, action, label) = if on {
        ("deployed", said.default_on, "arreter", said.default_stop)
    } else {
        ("ended", said.default_off, "envoyer", said.default_start)
    };
    view! {
        <section class="card" aria-labelledby="titre-copies">
            <div class="card-head">
                <h2 id="titre-copies">{said.default_setting}</h2>
                <span class="status" data-state=state>{now}</span>
            </div>
            <p class="muted">{said.default_about}</p>
            <form method="post" action=named(COPIES)>
                <input type="hidden" name="perimetre" value=scope.to_string() />
                <button class="button" type="submit" name="action" value=action>
                    <Icon name="mail" />
                    " "
                    {label}
                </button>
            </form>
        </section>
    }
}
