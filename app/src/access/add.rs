use domain::{
    access::{Extent, Role, Scope},
    communications::Severity,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use super::{
    counting::count_again,
    gain::Gain,
    state::{Access, GranteeKind, List},
};
use crate::{
    components::{
        Icon,
        form::{Bound, ChoiceField, Choices, Label, Radio},
        words_afresh,
    },
    words,
};

/// *Ajouter des accès*: role, target and scope make a line of the list below.
#[component]
pub fn AddForm(
    /// *Cible*, as the tab asks for it.
    children: Children,
) -> impl IntoView {
    let access = expect_context::<Access>();
    // A line added during a count would carry a wrong number: it is added once the count has come.
    let waiting = RwSignal::new(false);
    Effect::new(move |_| {
        if waiting.get() && access.has_no_count() {
            waiting.set(false);
        }
    });
    Effect::new(move |_| {
        if waiting.get() && !access.counting.get() {
            waiting.set(false);
            add(access);
        }
    });
    view! {
        <form
            class="card needs-script access-add"
            aria-labelledby="titre-ajouter"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                if access.uncounted.with_untracked(Option::is_some) {
                    count_again(access);
                }
                waiting.set(true);
            }
        >
            <h2 id="titre-ajouter">{words().access.add_heading}</h2>
            <RoleField />
            <SeverityField />
            {children()}
            <ScopeName />
            <ExtentField />
            <Gain />
            <div class="cluster">
                <button
                    class="button"
                    type="submit"
                    aria-busy=move || waiting.get().then_some("true")
                    disabled=move || access.list.with(List::is_full)
                >
                    <Icon name="plus" />
                    " " {words().access.add}
                </button>
                <p class="hint" hidden=move || !access.list.with(List::is_full)>
                    {words().access.too_many_changes}
                </p>
            </div>
        </form>
    }
}

fn add(access: Access) {
    if untrack(|| access.list.with(List::is_full)) {
        return;
    }
    if untrack(|| access.add()) {
        access.spoken.set(words().access.line_added.to_owned());
    } else {
        request_animation_frame(focus_first_problem);
    }
}

/// The first wrong control of the form gets the focus: on a narrow screen it is far above the button. A line
/// that is there already has its reason beside the button.
fn focus_first_problem() {
    let said = document().query_selector(".access-add .field-error").ok().flatten();
    let place = said.and_then(|said| said.parent_element());
    let control = place.and_then(|place| place.query_selector("input, select, summary").ok().flatten());
    if let Some(control) = control.and_then(|control| control.dyn_into::<HtmlElement>().ok()) {
        let _ = control.focus();
    }
}

#[component]
fn RoleField() -> impl IntoView {
    let access = expect_context::<Access>();
    let role = Bound::new(Memo::new(move |_| access.form.with(|form| form.line.role.clone())), move |role| {
        access.edit(|line| line.role = role);
    });
    let allowed =
        move || Role::from_code(&role.get()).map(|role| words().access.allowed(role)).unwrap_or_default();
    let roles = Role::ALL.map(|role| (role.code(), words().access.role(role)));
    view! {
        <ChoiceField
            id="role"
            label=Label::new(words().access.role_label).marked()
            options=[("", words().access.undefined)].into_iter().chain(roles).collect()
            value=role
            problem=access.problems().of("role")
            described_by="role-permet"
            required=true
            input_class="input access-role"
        >
            <p class="hint" id="role-permet">
                {words_afresh(Signal::derive(move || {
                    let allowed = allowed();
                    if allowed.is_empty() { String::new() } else { words().access.allows(&allowed) }
                }))}
            </p>
        </ChoiceField>
    }
}

/// *Jusqu'à*: asked only for a role that has severities.
#[component]
fn SeverityField() -> impl IntoView {
    let access = expect_context::<Access>();
    let asked = Memo::new(move |_| {
        access.form.with(|form| Role::from_code(&form.line.role).is_some_and(Role::has_severity))
    });
    let chosen =
        Bound::new(Memo::new(move |_| access.form.with(|form| form.line.severity.clone())), move |code| {
            access.edit(|line| line.severity = code);
        });
    view! {
        <Show when=move || asked.get()>
            <ChoiceField
                id="jusqua"
                label=Label::new(words().access.up_to_label).marked()
                options=severities()
                value=chosen
                problem=access.problems().of("jusqua")
                described_by="jusqua-aide"
                required=true
            >
                <p class="hint" id="jusqua-aide">{words().access.up_to_hint}</p>
            </ChoiceField>
        </Show>
    }
}

/// Code and name of each severity.
pub fn severities() -> Vec<(&'static str, &'static str)> {
    Severity::ALL.map(|severity| (severity.code(), words().communications.severity(severity))).to_vec()
}

/// The scope is chosen at the top of the page; here it shows what the role will apply to.
#[component]
fn ScopeName() -> impl IntoView {
    let access = expect_context::<Access>();
    let scope = access.list.with_untracked(|list| list.page.scope.clone());
    view! {
        <div class="field">
            <label for="etablissement">{words().access.school}</label>
            <input class="input" id="etablissement" type="text" readonly value=words().access.scope_choice(&scope) />
        </div>
    }
}

/// *Étendue*: asked only for a population of an authority; it has no default.
#[component]
fn ExtentField() -> impl IntoView {
    let access = expect_context::<Access>();
    let asked = access.kind == GranteeKind::Population && matches!(access.scope(), Scope::Authority(_));
    let chosen =
        Bound::new(Memo::new(move |_| access.form.with(|form| form.line.extent.clone())), move |extent| {
            access.edit(|line| line.extent = extent);
        });
    asked.then(|| {
        view! {
            <Choices id="etendue" legend=Label::new(words().access.extent_label).marked() problem=access.problems().of("etendue")>
                <div>
                    {Extent::ALL
                        .into_iter()
                        .map(|extent| {
                            view! {
                                <Radio name="etendue" value=extent.code() chosen>
                                    <span>
                                        {words().access.extent(extent)}
                                        " "
                                        <span class="hint extent-hint">{words().access.extent_hint(extent)}</span>
                                    </span>
                                </Radio>
                            }
                        })
                        .collect_view()}
                </div>
            </Choices>
        }
    })
}
