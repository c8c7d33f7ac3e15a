use domain::access::{Scope, view::ScopeChoice};
use leptos::{either::Either, prelude::*};

use super::address::{PATH, Tab};
use crate::words;

/// *Établissement*: a plain GET form where there is a choice, otherwise only the name.
#[component]
pub fn ScopeForm(scopes: Vec<ScopeChoice>, chosen: ScopeChoice, tab: Tab) -> impl IntoView {
    if scopes.len() < 2 {
        return Either::Left(view! {
            <p class="perimeter">
                <span class="label">{words().access.scope_kind(chosen.scope)}{words().common.colon}</span>
                {words().access.scope_choice(&chosen)}
            </p>
        });
    }
    let (authorities, schools): (Vec<_>, Vec<_>) =
        scopes.into_iter().partition(|choice| matches!(choice.scope, Scope::Authority(_)));
    let group = |label: &'static str, choices: Vec<ScopeChoice>| {
        (!choices.is_empty()).then(|| {
            view! {
                <optgroup label=label>
                    {choices
                        .iter()
                        .map(|choice| {
                            let value = choice.scope.to_string();
                            let selected = choice.scope == chosen.scope;
                            view! { <option value=value selected=selected>{words().access.scope_choice(choice)}</option> }
                        })
                        .collect_view()}
                </optgroup>
            }
        })
    };
    Either::Right(view! {
        <form class="scope-form" method="get" action=PATH>
            {(!tab.code().is_empty()).then(|| view! { <input type="hidden" name="onglet" value=tab.code() /> })}
            <label class="label" for="perimetre">{words().access.school}</label>
            <select class="input" id="perimetre" name="perimetre">
                {group(words().access.authorities, authorities)}
                {group(words().access.schools, schools)}
            </select>
            <button class="button" type="submit">{words().access.show}</button>
        </form>
    })
}
